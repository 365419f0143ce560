//! HTTP towards a server that is not trusted: no redirects, no proxies from the environment, every
//! answer bounded in size and time.

use std::{io::Read as _, time::Duration};

use serde::Deserialize;
use thiserror::Error;
use ureq::{
    Agent, Body, Proxy, ProxyProtocol,
    http::{HeaderValue, Response, header::AUTHORIZATION},
};

use crate::{
    config::Config,
    token::{Token, TokenError},
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(60);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(300);
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);
const PROBLEM_MAX: u64 = 4096;
const DETAIL_MAX: usize = 300;

/// Why there is no client.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The token cannot be used.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The SOCKS proxy's address cannot be used.
    #[error("the address of the SOCKS proxy cannot be used")]
    Proxy,
}

/// Why a request failed.
#[derive(Debug, Error)]
pub enum RequestError {
    /// No connection, or it broke.
    #[error("the server cannot be reached; check the address, the network and Tor")]
    Unreachable,
    /// No answer in time.
    #[error("the server did not answer in time; try again later")]
    Timeout,
    /// The connection is not the server's.
    #[error("the server's certificate could not be verified")]
    Tls,
    /// The token is refused.
    #[error("the server refuses this courier's token; ask who runs the server")]
    TokenRefused,
    /// Nothing is there.
    #[error("the server has nothing under that name")]
    NotFound,
    /// 409.
    #[error("the server holds something else there")]
    Conflict,
    /// The server is busy or full for now.
    #[error("the server is busy (status {status}); try again later")]
    Busy {
        /// The HTTP status.
        status: u16,
    },
    /// Another status than was asked for.
    #[error("the server answered with status {status}{detail}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// What the problem document says, cleaned, with ": " before it; or nothing.
        detail: String,
    },
    /// The answer is longer than it may be, or shorter, or not HTTP.
    #[error("the server's answer has not the form that it must have")]
    Form,
}

/// Whether a request shows the token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Like any visitor.
    Visitor,
    /// With the courier's token.
    Courier,
}

/// The HTTP client.
pub struct Client {
    agent: Agent,
    base: String,
    token: Token,
}

impl Client {
    /// A client as the configuration says; the token is read from its file. A request takes five
    /// minutes at most.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub fn new(config: &Config) -> Result<Self, ClientError> {
        Self::with_timeout(config, REQUEST_TIMEOUT)
    }

    /// The same, with another time for each request as a whole.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub fn with_timeout(config: &Config, timeout: Duration) -> Result<Self, ClientError> {
        let proxy = config.socks5.map(|address| {
            Proxy::builder(ProxyProtocol::Socks5h)
                .host(&address.ip().to_string())
                .port(address.port())
                .resolve_target(false)
                .build()
        });
        let proxy = proxy.transpose().map_err(|_| ClientError::Proxy)?;
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(proxy)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .max_response_header_size(16 * 1024)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(timeout))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            base: config.server.clone(),
            token: Token::load(&config.token_file)?,
        })
    }

    /// Gets at most `max` bytes; tries again when the connection fails.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn get(&self, who: As, path: &str, max: usize) -> Result<Vec<u8>, RequestError> {
        repeatedly(|| {
            let mut request = self.agent.get(self.url(path));
            if who == As::Courier {
                request = request.header(AUTHORIZATION, self.authorization()?);
            }
            let mut response = request.call().map_err(from_ureq)?;
            match response.status().as_u16() {
                200 => bounded_body(&mut response, max),
                _ => Err(refusal(who, &mut response)),
            }
        })
    }

    /// Whether something is there, as `HEAD` says; tries again when the connection fails.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn has(&self, who: As, path: &str) -> Result<bool, RequestError> {
        repeatedly(|| {
            let mut request = self.agent.head(self.url(path));
            if who == As::Courier {
                request = request.header(AUTHORIZATION, self.authorization()?);
            }
            let mut response = request.call().map_err(from_ureq)?;
            match response.status().as_u16() {
                200 => Ok(true),
                404 => Ok(false),
                _ => Err(refusal(who, &mut response)),
            }
        })
    }

    /// Puts a body and wants 201; tries again when the connection fails, which every `PUT` of the
    /// interface allows.
    ///
    /// # Errors
    /// See [`RequestError`].
    pub fn put(
        &self,
        who: As,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<(), RequestError> {
        repeatedly(|| {
            let mut request = self.agent.put(self.url(path));
            request = request.content_type("application/octet-stream");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            if who == As::Courier {
                request = request.header(AUTHORIZATION, self.authorization()?);
            }
            let mut response = request.send(body).map_err(from_ureq)?;
            match response.status().as_u16() {
                201 => Ok(()),
                _ => Err(refusal(who, &mut response)),
            }
        })
    }

    fn url(&self, path: &str) -> String {
        [&self.base, path].concat()
    }

    /// The header is marked sensitive, so that the HTTP library leaves it out of its traces.
    fn authorization(&self) -> Result<HeaderValue, RequestError> {
        let mut value = HeaderValue::from_str(&self.token.expose_authorization())
            .map_err(|_| RequestError::TokenRefused)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Tries thrice what a bad connection may have stopped.
fn repeatedly<T>(mut request: impl FnMut() -> Result<T, RequestError>) -> Result<T, RequestError> {
    let mut attempt = 1;
    loop {
        match request() {
            Err(RequestError::Unreachable | RequestError::Busy { .. }) if attempt < ATTEMPTS => {
                std::thread::sleep(PAUSE * attempt);
                attempt += 1;
            }
            result => return result,
        }
    }
}

fn bounded_body(response: &mut Response<Body>, max: usize) -> Result<Vec<u8>, RequestError> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX);
    if response.body().content_length().is_some_and(|n| n > limit) {
        return Err(RequestError::Form);
    }
    let mut bytes = Vec::with_capacity(max.min(1024 * 1024));
    let mut reader = response
        .body_mut()
        .as_reader()
        .take(limit.saturating_add(1));
    reader.read_to_end(&mut bytes).map_err(|error| {
        error
            .downcast::<ureq::Error>()
            .map_or(RequestError::Unreachable, from_ureq)
    })?;
    if bytes.len() > max {
        return Err(RequestError::Form);
    }
    Ok(bytes)
}

fn from_ureq(error: ureq::Error) -> RequestError {
    match error {
        ureq::Error::Timeout(_) => RequestError::Timeout,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => RequestError::Tls,
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => RequestError::Form,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            RequestError::Timeout
        }
        _ => RequestError::Unreachable,
    }
}

fn refusal(who: As, response: &mut Response<Body>) -> RequestError {
    match response.status().as_u16() {
        401 | 403 if who == As::Courier => RequestError::TokenRefused,
        404 => RequestError::NotFound,
        409 => RequestError::Conflict,
        status @ (429 | 503) => RequestError::Busy { status },
        status => {
            let detail = problem_detail(response).unwrap_or_default();
            RequestError::Status { status, detail }
        }
    }
}

/// The `detail` of a problem document, fit for a terminal: the server could send control codes.
fn problem_detail(response: &mut Response<Body>) -> Option<String> {
    #[derive(Deserialize)]
    struct Problem {
        detail: String,
    }
    let reader = response.body_mut().as_reader().take(PROBLEM_MAX);
    let problem: Problem = serde_json::from_reader(reader).ok()?;
    let clean: String = problem
        .detail
        .chars()
        .filter(|c| c.is_alphanumeric() || " .,;:()'-/".contains(*c))
        .take(DETAIL_MAX)
        .collect();
    (!clean.is_empty()).then(|| format!(": {clean}"))
}
