//! Floods and stamps.

use crypto_core::{
    board::Header,
    ids::Digest,
    lengths::PARCEL_LEN,
    primitives::hash::sha256,
    stamp::{Asked, Request, Stamp},
};

use crate::{
    committee::Committee,
    program::{FREE_STAMP, random_letter},
    router::{Service, TODAY},
};

const PUBLICATION: &str = "/v1/courier/publication";

/// Hour and effort as the server says them.
async fn asked(service: &Service) -> (u32, u32) {
    let asked = Asked::parse(&service.get("/v1/stamp").await.body).unwrap();
    (asked.hours, asked.letter)
}

fn solve(header: &Header, hours: u32, effort: u32, id: &[u8; 16], body: &[u8]) -> String {
    let request = Request {
        header: header.hash(),
        id: *id,
        body: Digest(sha256(&[body])),
    };
    (0_u8..=255)
        .find_map(|n| request.attempt(hours, [n; 16], effort))
        .unwrap()
        .to_hex()
}

async fn flood(service: &Service) {
    for _ in 0..40 {
        let (id, body) = random_letter();
        let status = service.put(&id, FREE_STAMP, &body).await.status.as_u16();
        assert!([201, 403].contains(&status));
        service.pass(1);
    }
}

#[tokio::test]
async fn a_flood_costs_more_and_more_and_a_report_still_gets_through() {
    let (service, committee) = (Service::new("letters_per_minute = 24"), Committee::new());
    let first = committee.first(TODAY);
    service
        .courier_put(PUBLICATION, first.to_bytes().unwrap())
        .await;
    assert_eq!(asked(&service).await.1, 0);
    flood(&service).await;
    let (id, body) = random_letter();
    assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 403);
    let (hours, effort) = asked(&service).await;
    assert!((1..=16).contains(&effort), "{effort}");
    let header = Header::parse_prefix(&first.board).unwrap();
    let stamp = solve(&header, hours, effort, &id, &body);
    assert_eq!(service.put(&id, &stamp, &body).await.status, 201);
    service.pass(300);
    assert_eq!(asked(&service).await.1, 0);
    let (id, body) = random_letter();
    assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 201);
}

#[tokio::test]
async fn a_flood_of_parcels_costs_more_and_more_and_makes_no_letter_dearer() {
    let service = Service::new("parcels_per_minute = 24");
    let parcel = vec![7; PARCEL_LEN];
    let mut last = axum::http::StatusCode::CREATED;
    for n in 0..40_u8 {
        let path = format!("/v1/parcels/{n:032x}");
        last = service.put_at(&path, FREE_STAMP, &parcel).await.status;
        service.pass(1);
    }
    assert_eq!(last, 403);
    let asked = Asked::parse(&service.get("/v1/stamp").await.body).unwrap();
    assert!(asked.parcel > 0, "{asked:?}");
    assert_eq!(asked.letter, 0);
    let (id, body) = random_letter();
    assert_eq!(service.put(&id, FREE_STAMP, &body).await.status, 201);
}

#[tokio::test]
async fn a_stamp_serves_one_letter_at_one_time() {
    let (service, committee) = (Service::new("letters_per_minute = 24"), Committee::new());
    let first = committee.first(TODAY);
    service
        .courier_put(PUBLICATION, first.to_bytes().unwrap())
        .await;
    flood(&service).await;
    let header = Header::parse_prefix(&first.board).unwrap();
    let (hours, effort) = asked(&service).await;
    let (id, body) = random_letter();
    let stamp = solve(&header, hours, effort, &id, &body);

    let (other_id, other_body) = random_letter();
    assert_eq!(
        service.put(&other_id, &stamp, &body).await.status,
        403,
        "another id"
    );
    assert_eq!(
        service.put(&id, &stamp, &other_body).await.status,
        403,
        "other bytes"
    );
    for wrong in [hours - 2, hours + 2] {
        let stamp = solve(&header, wrong, effort, &id, &body);
        assert_eq!(
            service.put(&id, &stamp, &body).await.status,
            403,
            "hour {wrong}"
        );
    }
    let foreign = Header {
        serial: 77,
        ..header.clone()
    };
    let stamp_of_other_board = solve(&foreign, hours, effort, &id, &body);
    assert_eq!(
        service.put(&id, &stamp_of_other_board, &body).await.status,
        403
    );

    // The board before is as good; this letter gets in, and the stamp is of no further use.
    let next = committee.next(&first, 2, TODAY);
    service
        .courier_put(PUBLICATION, next.to_bytes().unwrap())
        .await;
    assert_eq!(service.put(&id, &stamp, &body).await.status, 201);
    assert_eq!(
        service.put(&other_id, &stamp, &body).await.status,
        403,
        "a second use"
    );
    let count = service.state.store.weeks()[0].letters;
    assert_eq!(
        service.put(&id, &stamp, &body).await.status,
        201,
        "the same letter again"
    );
    assert_eq!(service.state.store.weeks()[0].letters, count);
}

#[test]
fn the_free_stamp_is_what_clients_send_at_rest() {
    assert_eq!(Stamp::free(0, [0; 16]).to_hex(), FREE_STAMP);
}
