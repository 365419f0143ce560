//! `push`: all of the outbox is checked before anything is sent.

use belfry_courier::{
    client::RequestError,
    commands::push::{self, Outcome, PushError},
};
use crypto_core::{
    ids::{LetterId, ParcelId},
    lengths::PARCEL_LEN,
    outbox::OutboxWriter,
    time::Week,
};

use crate::{
    channel::Channel,
    courier::Courier,
    site::{Site, answer},
};

const PUBLICATION: &str = "/v1/courier/publication";
const HEAD: &str = "/v1/board/head";
const CONFIRMATIONS: &str = "/v1/courier/confirmations";

fn confirmation(channel: &Channel) -> Vec<u8> {
    channel.confirmation(Week(2969), &[LetterId([1; 16])])
}

/// An outbox file with a publication and a confirmation.
fn outbox(courier: &Courier, channel: &Channel) -> std::path::PathBuf {
    let mut writer = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    writer.publication(&channel.publication()).unwrap();
    writer.confirmation(&confirmation(channel)).unwrap();
    let path = courier.path("outbox");
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    path
}

fn push_with(publication: u16, confirmations: u16) -> (Result<Outcome, PushError>, Vec<Vec<u8>>) {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    site.raw(PUBLICATION, &answer(publication, b""));
    site.raw(CONFIRMATIONS, &answer(confirmations, b""));
    let courier = Courier::new(&channel, &site.address());
    let path = outbox(&courier, &channel);
    let result = push::run(&courier.config, &path);
    let (asked_first, sent): (Vec<_>, Vec<_>) = site
        .asked()
        .into_iter()
        .partition(|asked| asked.method == "GET");
    assert!(asked_first.iter().all(|asked| asked.path == HEAD));
    assert!(sent.iter().all(|asked| asked.method == "PUT"));
    (result, sent.into_iter().map(|asked| asked.body).collect())
}

#[test]
fn an_outbox_is_sent_as_it_is_publication_first() {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    site.raw(PUBLICATION, &answer(201, b""));
    site.raw(CONFIRMATIONS, &answer(201, b""));
    let courier = Courier::new(&channel, &site.address());
    let path = outbox(&courier, &channel);
    for _repeat in 0..2 {
        site.forget_asked();
        let outcome = push::run(&courier.config, &path).unwrap();
        assert_eq!(outcome, Outcome::Sent);
        let asked = site.asked();
        let paths: Vec<_> = asked.iter().map(|asked| asked.path.as_str()).collect();
        assert_eq!(paths, [HEAD, PUBLICATION, CONFIRMATIONS]);
        assert_eq!(asked[1].body, channel.publication());
        assert_eq!(asked[2].body, confirmation(&channel));
        // The second time it is what the server has.
        site.ok(HEAD, channel.head());
    }
}

#[test]
fn a_publication_that_follows_another_board_is_not_shown_to_the_server() {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    site.ok(HEAD, Channel::new(0x80).head());
    site.raw(PUBLICATION, &answer(409, b""));
    site.raw(CONFIRMATIONS, &answer(201, b""));
    let courier = Courier::new(&channel, &site.address());
    let path = outbox(&courier, &channel);
    let outcome = push::run(&courier.config, &path).unwrap();
    assert_eq!(outcome, Outcome::Conflict);
    let asked = site.asked();
    let paths: Vec<_> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, [HEAD, CONFIRMATIONS]);
}

#[test]
fn when_somebody_else_published_the_confirmations_are_sent_all_the_same() {
    let (result, bodies) = push_with(409, 201);
    assert_eq!(result.unwrap(), Outcome::Conflict);
    assert_eq!(bodies.len(), 2);
}

#[test]
fn a_refused_publication_is_an_error_but_confirmations_are_sent() {
    let (result, bodies) = push_with(422, 201);
    assert!(matches!(
        result,
        Err(PushError::Request(RequestError::Status { status: 422, .. }))
    ));
    assert_eq!(bodies.len(), 2);
}

#[test]
fn a_confirmation_of_a_week_that_is_gone_is_no_failure() {
    assert_eq!(push_with(201, 422).0.unwrap(), Outcome::Sent);
}

#[test]
fn of_a_damaged_outbox_nothing_is_sent() {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    let courier = Courier::new(&channel, &site.address());
    let path = outbox(&courier, &channel);
    let good = std::fs::read(&path).unwrap();
    let mut hurt = good.clone();
    // The last record: the first one has been read well by then.
    let at = hurt.len() - 60;
    hurt[at] ^= 1;
    for bad in [hurt.as_slice(), &good[..good.len() - 1], &good[..200], &[]] {
        std::fs::write(&path, bad).unwrap();
        let error = push::run(&courier.config, &path).unwrap_err();
        assert!(matches!(error, PushError::Damaged | PushError::Open(_)));
    }
    assert!(site.asked().is_empty());
}

#[test]
fn a_publication_of_another_channel_is_not_sent() {
    let (channel, other) = (Channel::new(0x40), Channel::new(0x80));
    let site = Site::empty();
    let courier = Courier::new(&channel, &site.address());
    let path = courier.path("outbox");
    let mut writer = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    writer.publication(&other.publication()).unwrap();
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    let error = push::run(&courier.config, &path).unwrap_err();
    assert!(matches!(error, PushError::OtherChannel));
    std::fs::rename(outbox(&courier, &other), &path).unwrap();
    let error = push::run(&courier.config, &path).unwrap_err();
    assert!(matches!(error, PushError::Open(_)));
    assert!(site.asked().is_empty());
}

#[test]
fn two_publications_in_one_outbox_are_refused() {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    let courier = Courier::new(&channel, &site.address());
    let path = courier.path("outbox");
    let mut writer = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    writer.publication(&channel.publication()).unwrap();
    writer.publication(&channel.publication()).unwrap();
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    let error = push::run(&courier.config, &path).unwrap_err();
    assert!(matches!(error, PushError::TwoPublications));
    assert!(site.asked().is_empty());
}

/// An outbox with two parcels, after the publication or before it, and a confirmation.
fn outbox_with_files(courier: &Courier, channel: &Channel, first: bool) -> std::path::PathBuf {
    let mut writer = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    for parcels in [first, !first] {
        if !parcels {
            writer.publication(&channel.publication()).unwrap();
            continue;
        }
        for n in 1..=2 {
            let id = ParcelId([n; 16]);
            writer.parcel(&id, &vec![n; PARCEL_LEN]).unwrap();
        }
    }
    writer.confirmation(&confirmation(channel)).unwrap();
    let path = courier.path("outbox");
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    path
}

fn place(n: u8) -> String {
    format!("/v1/courier/parcels/{}", ParcelId([n; 16]))
}

fn puts(site: &Site) -> Vec<String> {
    let asked = site.asked();
    let puts = asked.iter().filter(|asked| asked.method == "PUT");
    puts.map(|asked| asked.path.clone()).collect()
}

#[test]
fn files_of_answers_are_on_the_server_before_the_board_that_names_them() {
    for first in [true, false] {
        let channel = Channel::new(0x40);
        let site = Site::empty();
        for path in [PUBLICATION, CONFIRMATIONS, &place(1), &place(2)] {
            site.for_method("PUT", path, &answer(201, b""));
        }
        let courier = Courier::new(&channel, &site.address());
        let path = outbox_with_files(&courier, &channel, first);
        assert_eq!(push::run(&courier.config, &path).unwrap(), Outcome::Sent);
        let expected = [&place(1), &place(2), PUBLICATION, CONFIRMATIONS];
        assert_eq!(puts(&site), expected);
        let sent = site
            .asked()
            .into_iter()
            .find(|one| one.method == "PUT")
            .unwrap();
        assert!(sent.body == vec![1; PARCEL_LEN]);
        assert!(sent.headers.contains_key("authorization"));
        // The second time nothing of the files is sent.
        for n in 1..=2 {
            site.for_method("HEAD", &place(n), &answer(200, b""));
        }
        site.forget_asked();
        assert_eq!(push::run(&courier.config, &path).unwrap(), Outcome::Sent);
        assert_eq!(puts(&site), [PUBLICATION, CONFIRMATIONS]);
    }
}

#[test]
fn a_board_whose_files_the_server_does_not_take_is_not_published_and_a_later_push_goes_on() {
    for first in [true, false] {
        let channel = Channel::new(0x40);
        let site = Site::empty();
        for path in [PUBLICATION, CONFIRMATIONS, &place(1)] {
            site.for_method("PUT", path, &answer(201, b""));
        }
        site.for_method("PUT", &place(2), &answer(507, b""));
        let courier = Courier::new(&channel, &site.address());
        let path = outbox_with_files(&courier, &channel, first);
        let error = push::run(&courier.config, &path).unwrap_err();
        assert!(matches!(
            error,
            PushError::Request(RequestError::Status { status: 507, .. })
        ));
        assert_eq!(puts(&site), [&place(1), &place(2), CONFIRMATIONS]);
        site.for_method("HEAD", &place(1), &answer(200, b""));
        site.for_method("PUT", &place(2), &answer(201, b""));
        site.forget_asked();
        assert_eq!(push::run(&courier.config, &path).unwrap(), Outcome::Sent);
        assert_eq!(puts(&site), [&place(2), PUBLICATION, CONFIRMATIONS]);
    }
}

#[test]
fn another_parcel_under_the_same_id_is_no_conflict_of_publications() {
    let channel = Channel::new(0x40);
    let site = Site::empty();
    site.for_method("PUT", CONFIRMATIONS, &answer(201, b""));
    site.for_method("PUT", &place(1), &answer(409, b""));
    let courier = Courier::new(&channel, &site.address());
    let path = outbox_with_files(&courier, &channel, true);
    let error = push::run(&courier.config, &path).unwrap_err();
    assert!(matches!(error, PushError::Request(RequestError::Conflict)));
}
