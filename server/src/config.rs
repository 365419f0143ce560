//! The configuration: one TOML file, every key with a safe default except the channel.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use crypto_core::ids::{ChannelId, Digest, MemberNumber};
use serde::Deserialize;

/// Days by which a demonstration may move the clock.
const OFFSET_DAYS_MAX: i32 = 366;
/// Below this nothing useful fits.
const QUOTA_MIN: u64 = 8 << 20;

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file cannot be read")]
    Read(#[source] io::Error),
    /// Not TOML, an unknown key or a value of the wrong form.
    #[error("the configuration is not right: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A value lies outside its bounds.
    #[error("the configuration is not right: {0}")]
    Bounds(&'static str),
}

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on; loopback unless said otherwise.
    #[serde(default = "defaults::listen")]
    pub listen: SocketAddr,
    /// Data folder; relative to the configuration file.
    #[serde(default = "defaults::data")]
    pub data: PathBuf,
    /// Folder of the page's files; relative to the configuration file.
    pub page: Option<PathBuf>,
    /// The channel that is served.
    pub channel: ChannelId,
    /// Bytes that the data folder may take.
    #[serde(default = "defaults::quota_bytes")]
    pub quota_bytes: u64,
    /// Bytes that stay free on the file system.
    #[serde(default = "defaults::keep_free_bytes")]
    pub keep_free_bytes: u64,
    /// Connections at the same time.
    #[serde(default = "defaults::connections")]
    pub connections: usize,
    /// Letters and parcels being received at the same time.
    #[serde(default = "defaults::uploads")]
    pub uploads: usize,
    /// Letters in a minute that need no proof of work.
    #[serde(default = "defaults::letters_per_minute")]
    pub letters_per_minute: u32,
    /// Parcels in a minute that need no proof of work.
    #[serde(default = "defaults::parcels_per_minute")]
    pub parcels_per_minute: u32,
    /// Seconds that a request may take to arrive: headers a sixth of it, body all.
    #[serde(default = "defaults::request_seconds")]
    pub request_seconds: u64,
    /// Moves the clock, for tests and demonstrations only.
    #[serde(default)]
    pub today_offset_days: i32,
    /// Who may fetch and publish.
    #[serde(default)]
    pub courier: Vec<Courier>,
}

/// One courier's right.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Courier {
    /// The member whose courier it is.
    pub member: MemberNumber,
    /// SHA-256 of the token's 32 bytes.
    pub token_sha256: Digest,
}

mod defaults {
    use std::{net::SocketAddr, path::PathBuf};

    pub(super) fn listen() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 8470))
    }
    pub(super) fn data() -> PathBuf {
        PathBuf::from("data")
    }
    pub(super) fn quota_bytes() -> u64 {
        16 << 30
    }
    pub(super) fn keep_free_bytes() -> u64 {
        256 << 20
    }
    pub(super) fn connections() -> usize {
        512
    }
    pub(super) fn uploads() -> usize {
        64
    }
    pub(super) fn letters_per_minute() -> u32 {
        60
    }
    pub(super) fn parcels_per_minute() -> u32 {
        600
    }
    pub(super) fn request_seconds() -> u64 {
        120
    }
}

impl Config {
    /// Reads a configuration file; its relative paths are taken from where it lies.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(ConfigError::Read)?;
        let mut config = Self::parse(&text)?;
        let base = path.parent().unwrap_or(Path::new(""));
        config.data = base.join(&config.data);
        config.page = config.page.map(|page| base.join(page));
        Ok(config)
    }

    /// Reads a configuration's text.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        let bound = |holds: bool, what| {
            if holds {
                Ok(())
            } else {
                Err(ConfigError::Bounds(what))
            }
        };
        bound(
            config.today_offset_days.abs() <= OFFSET_DAYS_MAX,
            "today_offset_days may be 366 at most",
        )?;
        bound(
            config.quota_bytes >= QUOTA_MIN,
            "quota_bytes must be 8388608 (8 MiB) at least",
        )?;
        bound(
            (1..=65_536).contains(&config.connections),
            "connections must lie between 1 and 65536",
        )?;
        bound(
            (1..=1_024).contains(&config.uploads),
            "uploads must lie between 1 and 1024",
        )?;
        bound(
            (6..=3_600).contains(&config.request_seconds),
            "request_seconds must lie between 6 and 3600",
        )?;
        Ok(config)
    }
}

/// The text that `init` writes.
#[must_use]
pub fn template(channel: Option<&ChannelId>) -> String {
    let channel = match channel {
        Some(channel) => format!("channel = \"{channel}\""),
        None => {
            "# channel = \"64 hexadecimal digits, as `belfry-reader root init` prints them\"".into()
        }
    };
    format!(
        "# Belfry's server. Every key is explained in docs/operating.md.\n\
         # The id of the channel that is served; the server does not start without it.\n\
         {channel}\n\n\
         # Loopback only: put an onion service or a TLS proxy in front.\n\
         listen = \"127.0.0.1:8470\"\n\
         data = \"data\"\n\
         # Folder with the files of the page.\n\
         # page = \"page\"\n\n\
         # Bytes that the data folder may take; a tenth is kept for letters.\n\
         quota_bytes = 17179869184\n\
         # Bytes that stay free on the disk whatever happens.\n\
         keep_free_bytes = 268435456\n\
         # Letters in a minute that need no proof of work.\n\
         letters_per_minute = 60\n\
         # Pieces of attachments (1 MiB each) in a minute that need none.\n\
         parcels_per_minute = 600\n\n\
         # One for each courier; `belfry-server token --member 1` makes the lines.\n\
         # [[courier]]\n\
         # member = 1\n\
         # token_sha256 = \"…\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_writes_can_be_read() {
        let channel = ChannelId([7; 32]);
        let config = Config::parse(&template(Some(&channel))).unwrap();
        assert_eq!(config.channel, channel);
        assert!(config.listen.ip().is_loopback());
        assert_eq!(config.today_offset_days, 0);
    }

    #[test]
    fn unknown_keys_and_wild_values_are_refused() {
        let channel = format!("channel = \"{}\"\n", ChannelId([7; 32]));
        assert!(Config::parse(&channel).is_ok());
        for line in [
            "qouta_bytes = 1",
            "quota_bytes = 5",
            "today_offset_days = 400",
            "uploads = 0",
        ] {
            assert!(
                Config::parse(&format!("{channel}{line}\n")).is_err(),
                "{line}"
            );
        }
        assert!(Config::parse("").is_err());
    }
}
