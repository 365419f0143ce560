//! Publications: checked, and switched in one step.

use axum::{body::Body, http::Request};
use belfry_server::http::Couriers;
use crypto_core::{board, ids::Digest, publication::Publication};

use crate::{
    committee::Committee,
    router::{Service, TODAY},
};

const PATH: &str = "/v1/courier/publication";

#[tokio::test]
async fn roster_recipients_and_board_are_served_as_published() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    let bytes = first.to_bytes().unwrap();
    assert_eq!(service.courier_put(PATH, bytes.clone()).await.status, 201);
    assert_eq!(
        service.courier_put(PATH, bytes).await.status,
        201,
        "a repeat"
    );

    let service = service.restart("");
    let head = service.get("/v1/board/head").await.body;
    assert_eq!(head, board::split(&first.board).unwrap().0);
    assert_eq!(service.get("/v1/board/1").await.body, first.board);
    assert_eq!(
        service.get("/v1/roster/1").await.body,
        first.roster.unwrap()
    );
    let recipients = service
        .get(&format!("/v1/recipients/{}", TODAY.epoch()))
        .await;
    assert_eq!(recipients.body, first.recipients[0].1);
    for path in [
        "/v1/board/2",
        "/v1/board/01",
        "/v1/board/-1",
        "/v1/roster/2",
        "/v1/recipients/1",
    ] {
        assert_eq!(service.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn of_two_who_publish_at_the_same_time_one_is_told() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    service.courier_put(PATH, first.to_bytes().unwrap()).await;
    let (one, other) = (
        committee.next(&first, 1, TODAY),
        committee.next(&first, 2, TODAY),
    );
    assert_eq!(
        service
            .courier_put(PATH, one.to_bytes().unwrap())
            .await
            .status,
        201
    );
    assert_eq!(
        service
            .courier_put(PATH, other.to_bytes().unwrap())
            .await
            .status,
        409
    );
    assert_eq!(
        service
            .courier_put(PATH, first.to_bytes().unwrap())
            .await
            .status,
        409
    );
    assert_eq!(service.get("/v1/board/2").await.body, one.board);
    assert_eq!(service.get("/v1/board/1").await.body, first.board);
    let after = committee.next(&one, 2, TODAY);
    assert_eq!(
        service
            .courier_put(PATH, after.to_bytes().unwrap())
            .await
            .status,
        201
    );
    assert_eq!(service.get("/v1/board/1").await.status, 404);
    let service = service.restart("");
    assert_eq!(service.get("/v1/board/3").await.body, after.board);
    assert_eq!(service.get("/v1/board/2").await.body, one.board);
}

#[tokio::test]
async fn a_new_roster_comes_with_a_board_that_names_it() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    service.courier_put(PATH, first.to_bytes().unwrap()).await;
    let changed = committee.with_roster(&first, 2, &[2, 3], TODAY);
    assert_eq!(
        service
            .courier_put(PATH, changed.to_bytes().unwrap())
            .await
            .status,
        201
    );
    assert_eq!(
        service.get("/v1/roster/2").await.body,
        changed.roster.clone().unwrap()
    );
    assert_eq!(service.get("/v1/roster/1").await.status, 200);
    // Member 1 is out: a board of theirs under the old roster goes nowhere.
    let stale = committee.next(&first, 1, TODAY);
    assert_eq!(
        service
            .courier_put(PATH, stale.to_bytes().unwrap())
            .await
            .status,
        409
    );
    // And the old roster does not come back.
    let back = committee.with_roster(&changed, 1, &[1, 2, 3], TODAY);
    assert!(
        service
            .courier_put(PATH, back.to_bytes().unwrap())
            .await
            .status
            .is_client_error()
    );
}

#[tokio::test]
async fn after_a_change_of_the_root_key_the_old_key_and_every_other_change_are_refused() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    service.courier_put(PATH, first.to_bytes().unwrap()).await;
    let put = async |publication: &Publication| {
        let bytes = publication.to_bytes().unwrap();
        service.courier_put(PATH, bytes).await.status.as_u16()
    };
    let changed = committee.with_roots(&first, 2, &[51], TODAY);
    assert_eq!(put(&changed).await, 201);
    for (roots, name) in [(&[][..], "the old key"), (&[61], "another change")] {
        let refused = committee.with_roots(&changed, 3, roots, TODAY);
        assert_eq!(put(&refused).await, 422, "{name}");
    }
    let again = committee.with_roots(&changed, 3, &[51, 52], TODAY);
    assert_eq!(put(&again).await, 201);
    let service = service.restart("");
    assert_eq!(
        service.get("/v1/roster/3").await.body,
        again.roster.unwrap()
    );
}

#[tokio::test]
async fn the_token_of_a_courier_whose_lines_were_taken_out_opens_nothing_and_the_others_go_on() {
    const FORMER: [u8; 32] = [6; 32];
    let hash = Couriers::hash(&FORMER);
    let lines = format!("[[courier]]\nmember = 3\ntoken_sha256 = \"{hash}\"\n");
    let service = Service::new(&lines);
    let weeks = async |service: &Service| {
        let request = Request::get("/v1/courier/weeks")
            .header("authorization", format!("Bearer {}", Digest(FORMER)));
        let answer = service.send(request.body(Body::empty()).unwrap()).await;
        answer.status.as_u16()
    };
    assert_eq!(weeks(&service).await, 200);
    let service = service.restart("");
    assert_eq!(weeks(&service).await, 401);
    assert_eq!(service.courier_get("/v1/courier/weeks").await.status, 200);
}

#[tokio::test]
async fn whatever_does_not_hold_changes_nothing() {
    let (service, committee) = (Service::new(""), Committee::new());
    let first = committee.first(TODAY);
    let mut no_roster = first.clone();
    no_roster.roster = None;
    let mut no_recipients = first.clone();
    no_recipients.recipients.clear();
    for early in [no_roster, no_recipients, committee.next(&first, 1, TODAY)] {
        let status = service
            .courier_put(PATH, early.to_bytes().unwrap())
            .await
            .status;
        assert!([409, 422].contains(&status.as_u16()));
        assert_eq!(service.get("/v1/board/head").await.status, 404);
    }
    let bytes = first.to_bytes().unwrap();
    service.courier_put(PATH, bytes.clone()).await;
    let good = committee.next(&first, 2, TODAY).to_bytes().unwrap();
    for at in (0..good.len()).step_by(good.len() / 300) {
        let mut flipped = good.clone();
        flipped[at] ^= 1;
        let status = service.courier_put(PATH, flipped).await.status.as_u16();
        assert!([409, 422].contains(&status), "byte {at}: {status}");
        let status = service.courier_put(PATH, good[..at].to_vec()).await.status;
        assert_eq!(status, 422, "cut at {at}");
    }
    let ahead = committee.next(&first, 2, TODAY.plus(2)).to_bytes().unwrap();
    assert_eq!(service.courier_put(PATH, ahead).await.status, 422);
    assert_eq!(service.get("/v1/board/1").await.body, first.board);
    let mut foreign = committee.next(&first, 2, TODAY);
    foreign.channel.0[0] ^= 1;
    let status = service
        .courier_put(PATH, foreign.to_bytes().unwrap())
        .await
        .status;
    assert_eq!(status, 422, "another channel in the frame");
    assert_eq!(service.courier_put(PATH, good).await.status, 201);
}
