//! Files of answers: published by a courier, fetched by anybody, and nothing that a reporter sent.

use axum::{body::Body, http::Request};
use belfry_server::store::{Kind, Limits, Put, PutError, Store};
use crypto_core::time::Week;

use crate::{
    program::{FREE_STAMP, TOKEN, hex, random_letter},
    router::{Answer, Service},
};

const WEEK_SECONDS: u64 = 7 * 86_400;
const ID: [u8; 16] = [7; 16];

fn public() -> String {
    format!("/v1/parcels/{}", hex(&ID))
}

fn courier() -> String {
    format!("/v1/courier/parcels/{}", hex(&ID))
}

fn parcel(fill: u8) -> Vec<u8> {
    vec![fill; 1 << 20]
}

async fn head(service: &Service, path: &str, token: bool) -> u16 {
    let mut request = Request::head(path);
    if token {
        let token = crypto_core::ids::Digest(TOKEN);
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer: Answer = service.send(request.body(Body::empty()).unwrap()).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn what_a_courier_published_anybody_gets_byte_for_byte() {
    let service = Service::new("");
    assert_eq!(head(&service, &courier(), true).await, 404);
    let answer = service.courier_put(&courier(), parcel(3)).await;
    assert_eq!(answer.status, 201);
    let answer = service.get(&public()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body == parcel(3));
    assert_eq!(answer.headers["content-type"], "application/octet-stream");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(head(&service, &courier(), true).await, 200);
    let again = service.courier_put(&courier(), parcel(3)).await;
    assert_eq!(again.status, 201, "a repeat is fine");
    let other = service.courier_put(&courier(), parcel(4)).await;
    assert_eq!(other.status, 409);
    let short = service.courier_put(&courier(), vec![3; 1_000]).await;
    assert_eq!(short.status, 413);
    let service = service.restart("");
    assert!(service.get(&public()).await.body == parcel(3));
}

#[tokio::test]
async fn a_reporters_parcel_is_fetched_by_nobody_and_shares_no_id_with_an_answers() {
    let service = Service::new("");
    let sent = service.put_at(&public(), FREE_STAMP, &parcel(1)).await;
    assert_eq!(sent.status, 201);
    let (known, unknown) = (
        service.get(&public()).await,
        service
            .get(&format!("/v1/parcels/{}", hex(&random_letter().0)))
            .await,
    );
    assert_eq!(
        (known.status, unknown.status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    assert_eq!((known.headers, known.body), (unknown.headers, unknown.body));
    // Under the same id the courier publishes something else: neither hides or hurts the other.
    let answer = service.courier_put(&courier(), parcel(2)).await;
    assert_eq!(answer.status, 201);
    assert!(service.get(&public()).await.body == parcel(2));
    let repeat = service.put_at(&public(), FREE_STAMP, &parcel(1)).await;
    assert_eq!(repeat.status, 201);
    // What was published is not among what couriers pull, nor what reporters ask for.
    let other = [8; 16];
    let path = format!("/v1/courier/parcels/{}", hex(&other));
    service.courier_put(&path, parcel(2)).await;
    assert_eq!(
        head(&service, &format!("/v1/parcels/{}", hex(&other)), false).await,
        404
    );
    let weeks = service.courier_get("/v1/courier/weeks").await;
    let weeks: serde_json::Value = serde_json::from_slice(&weeks.body).unwrap();
    assert_eq!(weeks[0]["parcels"], 1, "{weeks}");
}

#[tokio::test]
async fn nobody_publishes_without_a_couriers_token() {
    let service = Service::new("");
    let put = service.put_at(&courier(), FREE_STAMP, &parcel(1)).await;
    assert_eq!(put.status, 401);
    assert_eq!(head(&service, &courier(), false).await, 401);
    assert_eq!(service.get(&public()).await.status, 404);
}

#[tokio::test]
async fn a_file_of_an_answer_lives_26_weeks_and_longer_where_it_is_published_again() {
    let service = Service::new("");
    let (renewed, left) = (courier(), format!("/v1/courier/parcels/{}", hex(&[8; 16])));
    for path in [&renewed, &left] {
        service.courier_put(path, parcel(5)).await;
    }
    service.pass(13 * WEEK_SECONDS);
    service.tend();
    assert_eq!(head(&service, &renewed, true).await, 200, "nothing to send");
    service.pass(11 * WEEK_SECONDS);
    service.tend();
    assert_eq!(
        head(&service, &renewed, true).await,
        404,
        "to be sent again"
    );
    let again = service.courier_put(&renewed, parcel(5)).await;
    assert_eq!(again.status, 201);
    assert_eq!(head(&service, &renewed, true).await, 200);
    service.pass(2 * WEEK_SECONDS);
    service.tend();
    let gone = format!("/v1/parcels/{}", hex(&[8; 16]));
    assert_eq!(service.get(&gone).await.status, 200, "26 weeks are whole");
    service.pass(WEEK_SECONDS);
    service.tend();
    assert_eq!(service.get(&gone).await.status, 404);
    assert!(service.get(&public()).await.body == parcel(5));
    service.pass(24 * WEEK_SECONDS);
    service.tend();
    assert_eq!(service.get(&public()).await.status, 404);
}

#[test]
fn a_store_full_of_answers_still_takes_letters() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits {
        quota: 60 << 20,
        keep_free: 0,
    };
    let store = Store::open(folder.path(), limits).unwrap();
    let week = Week(2_900);
    let full = (0..60).find_map(|n| store.put(Kind::Answer, &[n; 16], &parcel(1), week).err());
    assert_eq!(full, Some(PutError::Full));
    let (id, body) = random_letter();
    assert_eq!(store.put(Kind::Letter, &id, &body, week), Ok(Put::Stored));
}
