//! The configuration: one TOML file.
//!
//! ```toml
//! server = "http://….onion"      # or https://…; http:// only for onion services and loopback
//! socks5 = "127.0.0.1:9050"      # Tor; needed for an onion service
//! token_file = "token"           # beside this file, mode 600
//! channel = "64 hexadecimal digits"
//! member = 1
//! cover_program = "/usr/bin/belfry-cover"  # if it does not lie beside this program
//! ```

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use crypto_core::ids::{ChannelId, MemberNumber};
use serde::Deserialize;
use thiserror::Error;
use ureq::http::Uri;

/// Why the configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("the configuration file {0} cannot be read")]
    Read(PathBuf, #[source] std::io::Error),
    /// It is not a configuration of the courier.
    #[error("the configuration file is wrong")]
    Form(#[source] toml::de::Error),
    /// The server's address is not one.
    #[error("`server` must be an address such as https://report.example or http://….onion")]
    Server,
    /// Plain HTTP over the open network would show the token.
    #[error("`server` must begin with https:// unless it is an onion service or this machine")]
    PlainHttp,
    /// An onion service needs Tor.
    #[error("an onion service needs `socks5 = \"127.0.0.1:9050\"`, the address of Tor")]
    OnionWithoutTor,
}

/// What the courier must know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The server's address, without a path.
    pub server: String,
    /// A SOCKS5 proxy that also looks up names.
    pub socks5: Option<SocketAddr>,
    /// The file that holds the token; relative to the configuration file.
    pub token_file: PathBuf,
    /// The channel that this courier serves.
    pub channel: ChannelId,
    /// The member whose courier this is.
    pub member: MemberNumber,
    /// The program that seals covers; `belfry-cover` beside this one if it is not given.
    pub cover_program: Option<PathBuf>,
}

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Read(path.to_owned(), error))?;
        let mut config = Self::parse(&text)?;
        if let Some(folder) = path.parent() {
            config.token_file = folder.join(&config.token_file);
            config.cover_program = config.cover_program.map(|program| folder.join(program));
        }
        Ok(config)
    }

    /// Checks a configuration given as text; paths stay as they are.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(ConfigError::Form)?;
        let trimmed = config.server.trim_end_matches('/').len();
        config.server.truncate(trimmed);
        config.check_server()?;
        Ok(config)
    }

    fn check_server(&self) -> Result<(), ConfigError> {
        let uri: Uri = self.server.parse().map_err(|_| ConfigError::Server)?;
        let host = uri.host().ok_or(ConfigError::Server)?;
        let has_path = !matches!(uri.path_and_query().map(|p| p.as_str()), None | Some("/"));
        let has_user = uri.authority().is_some_and(|a| a.as_str().contains('@'));
        if has_path || has_user {
            return Err(ConfigError::Server);
        }
        let onion = host.ends_with(".onion");
        if onion && self.socks5.is_none() {
            return Err(ConfigError::OnionWithoutTor);
        }
        match uri.scheme_str() {
            Some("https") => Ok(()),
            Some("http") if onion || is_loopback(host) => Ok(()),
            Some("http") => Err(ConfigError::PlainHttp),
            _ => Err(ConfigError::Server),
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(server: &str, more: &str) -> Result<Config, ConfigError> {
        let channel = "07".repeat(32);
        Config::parse(&format!(
            "server = \"{server}\"\ntoken_file = \"token\"\nchannel = \"{channel}\"\nmember = 1\n{more}"
        ))
    }

    #[test]
    fn the_token_is_never_sent_in_clear_over_a_network() {
        let refused = |server| matches!(parse(server, ""), Err(ConfigError::PlainHttp));
        assert!(refused("http://report.example"));
        assert!(refused("http://127.0.0.1.report.example"));
        assert!(refused("http://10.0.0.1:8080"));
        for good in [
            "https://report.example",
            "http://127.0.0.1:8080",
            "http://[::1]:8080/",
            "http://localhost:1",
        ] {
            assert!(parse(good, "").is_ok(), "{good}");
        }
    }

    #[test]
    fn an_onion_service_needs_tor() {
        let onion = "http://abcdefgh.onion";
        let without = parse(onion, "");
        assert!(matches!(without, Err(ConfigError::OnionWithoutTor)));
        assert!(parse(onion, "socks5 = \"127.0.0.1:9050\"").is_ok());
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused() {
        for bad in [
            "",
            "report.example",
            "ftp://report.example",
            "https://report.example/path",
            "https://user@report.example",
        ] {
            assert!(matches!(parse(bad, ""), Err(ConfigError::Server)), "{bad}");
        }
    }

    #[test]
    fn unknown_keys_are_refused_so_that_no_typing_error_passes() {
        let typo = parse("https://report.example", "sock5 = \"127.0.0.1:9050\"");
        assert!(matches!(typo, Err(ConfigError::Form(_))));
    }
}
