//! Requests to the server, through its router and without a socket:
//! `METHOD path␊`, lines `name: value␊`, an empty line, the body.

use std::sync::{Arc, LazyLock, Mutex, atomic::AtomicU64};

use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri},
};
use belfry_server::{
    clock::Clock,
    config::Config,
    confirmations::Confirmations,
    http::{Couriers, Page, State, app},
    published::Publications,
    store::{Limits, Store},
};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::fixture::{DAY, FIXTURE};

/// The courier's token in the corpus: 32 bytes of 7.
pub const TOKEN: [u8; 32] = [7; 32];

struct Server {
    runtime: Runtime,
    app: Router,
    _folder: tempfile::TempDir,
}

static SERVER: LazyLock<Mutex<Server>> = LazyLock::new(|| Mutex::new(Server::start()));

impl Server {
    /// With the fixture published, and its day standing still.
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let hash = Couriers::hash(&TOKEN);
        let config = format!(
            "channel = \"{}\"\n[[courier]]\nmember = 1\ntoken_sha256 = \"{hash}\"\n",
            FIXTURE.id
        );
        let config = Config::parse(&config).expect("a good configuration");
        let seconds = u64::from(DAY.0) * 86_400;
        let limits = Limits {
            quota: 64 << 20,
            keep_free: 0,
        };
        let data = folder.path();
        let publications = Publications::open(data, FIXTURE.id).expect("a folder");
        publications
            .publish(&FIXTURE.publication(), DAY)
            .expect("a good publication");
        let state = State::new(
            &config,
            Clock::Set(Arc::new(AtomicU64::new(seconds))),
            Page::default(),
            Store::open(data, limits).expect("an empty store"),
            publications,
            Confirmations::open(data, Some(&FIXTURE.roster)).expect("a folder"),
        );
        Self {
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .expect("a runtime"),
            app: app(Arc::new(state)),
            _folder: folder,
        }
    }
}

/// Any request. No answer may say that the server itself failed, and all have the fixed headers.
pub fn http(bytes: &[u8]) -> bool {
    let Some(request) = parse(bytes) else {
        return false;
    };
    let server = SERVER.lock().expect("one at a time");
    let answer = server.app.clone().oneshot(request);
    let Ok(response) = server.runtime.block_on(answer);
    let status = response.status();
    assert!(status != StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.headers()["cache-control"], "no-store");
    status.is_success()
}

fn parse(bytes: &[u8]) -> Option<Request<Body>> {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let (first, mut rest) = (lines.next()?, lines.next().unwrap_or_default());
    let at = first.iter().position(|byte| *byte == b' ')?;
    let (method, path) = first.split_at(at);
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::from_bytes(method).ok()?;
    *request.uri_mut() = Uri::try_from(&path[1..]).ok()?;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            break;
        };
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        request.headers_mut().append(name, value);
    }
    let length = HeaderValue::from(rest.len());
    request
        .headers_mut()
        .entry("content-length")
        .or_insert(length);
    *request.body_mut() = Body::from(rest.to_vec());
    Some(request)
}
