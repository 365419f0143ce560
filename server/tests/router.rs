//! The router without a socket.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use belfry_server::{
    clock::Clock,
    config::Config,
    confirmations::{Confirmations, tend},
    http::{Couriers, Page, Shared, State, app},
    published::Publications,
    store::{Limits, Store},
};
use crypto_core::{ids::Digest, time::Day};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::{
    committee::Committee,
    program::{FREE_STAMP, TOKEN, hex, random_letter},
};

/// A Wednesday.
pub const TODAY: Day = Day(20_780 + 2);

pub struct Service {
    pub folder: TempDir,
    pub state: Shared,
    clock: Arc<AtomicU64>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Service {
    pub fn new(extra: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicU64::new(u64::from(TODAY.0) * 86_400 + 40_000));
        let state = open(&folder, &clock, extra);
        Self {
            folder,
            state,
            clock,
        }
    }

    /// The same data after a stop.
    pub fn restart(self, extra: &str) -> Self {
        let Self {
            folder,
            state,
            clock,
        } = self;
        drop(Arc::into_inner(state).unwrap());
        let state = open(&folder, &clock, extra);
        Self {
            folder,
            state,
            clock,
        }
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn tend(&self) {
        let state = &self.state;
        let week = state.clock.day().week();
        tend(
            &state.store,
            &state.publications,
            &state.confirmations,
            week,
        )
        .unwrap();
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = app(Arc::clone(&self.state)).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, 8 << 20).await.unwrap(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn courier_get(&self, path: &str) -> Answer {
        let request = Request::get(path).header("authorization", bearer());
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn courier_put(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::put(path)
            .header("authorization", bearer())
            .header("content-length", body.len());
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn put(&self, id: &[u8; 16], stamp: &str, body: &[u8]) -> Answer {
        self.put_at(&format!("/v1/letters/{}", hex(id)), stamp, body)
            .await
    }

    pub async fn put_at(&self, path: &str, stamp: &str, body: &[u8]) -> Answer {
        let request = Request::put(path)
            .header("content-length", body.len())
            .header("belfry-stamp", stamp);
        self.send(request.body(Body::from(body.to_vec())).unwrap())
            .await
    }
}

fn open(folder: &TempDir, clock: &Arc<AtomicU64>, extra: &str) -> Shared {
    let channel = Committee::new().channel;
    let hash = Couriers::hash(&TOKEN);
    let config = Config::parse(&format!(
        "channel = \"{channel}\"\nkeep_free_bytes = 0\n{extra}\n[[courier]]\nmember = 1\ntoken_sha256 = \"{hash}\"\n"
    ))
    .unwrap();
    let page = folder.path().join("page");
    std::fs::create_dir_all(page.join("nl")).unwrap();
    std::fs::write(page.join("index.html"), "<p>first ".repeat(100)).unwrap();
    std::fs::write(page.join("nl/index.html"), "<p>nl").unwrap();
    std::fs::write(page.join("app.wasm"), [0; 9]).unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    let limits = Limits {
        quota: config.quota_bytes,
        keep_free: 0,
    };
    let store = Store::open(&data, limits).unwrap();
    let publications = Publications::open(&data, channel).unwrap();
    let current = publications.served().current;
    let roster = current.as_ref().map(|current| &current.roster);
    let confirmations = Confirmations::open(&data, roster).unwrap();
    let clock = Clock::Set(Arc::clone(clock));
    let page = Page::read(&page).unwrap();
    Arc::new(State::new(
        &config,
        clock,
        page,
        store,
        publications,
        confirmations,
    ))
}

fn bearer() -> String {
    format!("Bearer {}", Digest(TOKEN))
}

#[tokio::test]
async fn every_answer_has_the_fixed_headers_and_no_others() {
    let service = Service::new("");
    let (id, body) = random_letter();
    let answers = [
        service.get("/").await,
        service.get("/nl").await,
        service.get("/nowhere").await,
        service.get("/v1/board/head").await,
        service.get("/v1/board/x").await,
        service.get("/v1/stamp").await,
        service.get("/v1/courier/weeks").await,
        service.get(&format!("/v1/letters/{}", hex(&id))).await,
        service.put(&id, FREE_STAMP, &body).await,
        service.put(&id, FREE_STAMP, &body[1..]).await,
    ];
    let statuses = [200, 308, 404, 404, 404, 200, 401, 405, 201, 413];
    for (answer, status) in answers.iter().zip(statuses) {
        assert_eq!(answer.status.as_u16(), status);
        let headers = &answer.headers;
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(
            headers["content-security-policy"],
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        for never in [
            "date",
            "server",
            "etag",
            "last-modified",
            "set-cookie",
            "link",
            "refresh",
            "vary",
        ] {
            assert!(!headers.contains_key(never), "{never}");
        }
        if status >= 400 {
            assert_eq!(headers["content-type"], "application/problem+json");
            let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(problem["status"], status);
            assert!(problem["detail"].as_str().unwrap().len() > 20);
        }
    }
}

#[tokio::test]
async fn the_page_is_served_compressed_to_whoever_takes_it() {
    let service = Service::new("");
    let request = Request::get("/").header("accept-encoding", "deflate, gzip;q=0.5");
    let packed = service.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(packed.headers["content-encoding"], "gzip");
    let plain = service.get("/index.html").await;
    assert!(!plain.headers.contains_key("content-encoding"));
    assert!(packed.body.len() < plain.body.len());
    assert_eq!(
        service.get("/app.wasm").await.headers["content-type"],
        "application/wasm"
    );
    for path in [
        "/../data/lock",
        "/%2e%2e/data/lock",
        "//",
        "/nl/../index.html",
        "/.hidden",
    ] {
        assert_eq!(service.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_letter_is_written_once() {
    let service = Service::new("");
    let (id, body) = random_letter();
    assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 201);
    assert_eq!(service.put(&id, "no stamp at all", &body).await.status, 201);
    let (_, other) = random_letter();
    assert_eq!(service.put(&id, FREE_STAMP, &other).await.status, 409);
    let week = TODAY.week();
    let path = format!("/v1/courier/weeks/{week}/letters/{}", hex(&id));
    assert_eq!(service.courier_get(&path).await.body, body);
    assert_eq!(service.get(&path).await.status, 401);
}

#[tokio::test]
async fn other_sizes_ids_and_stamps_are_refused() {
    let service = Service::new("");
    let (id, body) = random_letter();
    assert_eq!(
        service
            .put(&id, FREE_STAMP, &[body.clone(), vec![0]].concat())
            .await
            .status,
        413
    );
    assert_eq!(service.put(&id, "00", &body).await.status, 403);
    let no_length = Request::put(format!("/v1/letters/{}", hex(&id)));
    let no_length = no_length.body(Body::from(body.clone())).unwrap();
    assert_eq!(service.send(no_length).await.status, 411);
    // Fewer bytes than announced, and more.
    for sent in [&body[..100], &[body.clone(), body.clone()].concat()[..]] {
        let request = Request::put(format!("/v1/letters/{}", hex(&id)))
            .header("content-length", 65_536)
            .header("belfry-stamp", FREE_STAMP);
        let answer = service
            .send(request.body(Body::from(sent.to_vec())).unwrap())
            .await;
        assert_eq!(answer.status, 400);
    }
    for bad in [
        "",
        "00",
        "ZZ112233445566778899aabbccddeeff",
        "00112233445566778899AABBCCDDEEFF",
        "%00%00",
    ] {
        let request = Request::put(format!("/v1/letters/{bad}")).header("content-length", 65_536);
        let answer = service
            .send(request.body(Body::from(body.clone())).unwrap())
            .await;
        assert!(
            [400, 404, 405].contains(&answer.status.as_u16()),
            "{bad}: {}",
            answer.status
        );
    }
    assert!(
        service
            .state
            .store
            .weeks()
            .iter()
            .all(|week| week.letters == 0)
    );
}

#[tokio::test]
async fn ids_are_listed_in_order_and_page_by_page() {
    let service = Service::new("");
    let mut ids = Vec::new();
    for _ in 0..9 {
        let (id, body) = random_letter();
        assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 201);
        ids.push(id);
    }
    ids.sort_unstable();
    let base = format!("/v1/courier/weeks/{}/letters", TODAY.week());
    assert_eq!(service.courier_get(&base).await.body, ids.concat());
    let after = format!("{base}?after={}", hex(&ids[3]));
    assert_eq!(service.courier_get(&after).await.body, ids[4..].concat());
    assert_eq!(
        service
            .courier_get(&format!("{base}?after=zz"))
            .await
            .status,
        400
    );
    assert!(
        service
            .courier_get("/v1/courier/weeks/1/letters")
            .await
            .body
            .is_empty()
    );
}

#[tokio::test]
async fn nothing_can_be_deleted_and_foreign_tokens_open_nothing() {
    let service = Service::new("");
    let (id, body) = random_letter();
    service.put(&id, FREE_STAMP, &body).await;
    let path = format!("/v1/courier/weeks/{}/letters/{}", TODAY.week(), hex(&id));
    for path in [
        path.as_str(),
        &format!("/v1/letters/{}", hex(&id)),
        "/v1/courier/weeks",
        "/",
    ] {
        let request = Request::delete(path).header("authorization", bearer());
        let answer = service.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{path}");
    }
    for token in [
        "",
        "Bearer ",
        "Bearer 00",
        &format!("Bearer {}", Digest([6; 32])),
        &bearer()[7..],
    ] {
        let request = Request::get(&path).header("authorization", token);
        assert_eq!(
            service
                .send(request.body(Body::empty()).unwrap())
                .await
                .status,
            401
        );
    }
}

#[tokio::test]
async fn parcels_are_kept_beside_letters() {
    let service = Service::new("");
    let id = [3; 16];
    let path = format!("/v1/parcels/{}", hex(&id));
    let head = |path: &str| Request::head(path).body(Body::empty()).unwrap();
    assert_eq!(service.send(head(&path)).await.status, 404);
    let body: Vec<u8> = (0..1_048_576_u32).map(|n| (n >> 7) as u8).collect();
    let answer = service.put_at(&path, FREE_STAMP, &body).await;
    assert_eq!(answer.status, 201);
    assert_eq!(service.send(head(&path)).await.status, 200);
    let service = service.restart("");
    let path = format!("/v1/courier/weeks/{}/parcels/{}", TODAY.week(), hex(&id));
    assert_eq!(service.courier_get(&path).await.body, body);
}
