//! Against the real server, as its own process with a real data folder.

use std::process::Command;

use belfry_courier::{
    client::RequestError,
    commands::{
        cover::{self, CoverError},
        pull,
        push::{self, Outcome, PushError},
        status,
    },
};
use crypto_core::{bundle::Item, ids::LetterId, lengths::LETTER_LEN};

use crate::{
    channel::Channel,
    courier::{Courier, read_bundle},
    running::{Running, outbox, post, program, today},
};

#[test]
fn what_is_published_and_posted_comes_back_in_the_bundle() {
    let channel = Channel::on(0x40, today());
    let running = Running::start(&channel);
    let courier = running.courier(&channel);
    let config = &courier.config;

    let before = status::run(config, false, today()).unwrap();
    assert!(before.contains("Nothing has been published"), "{before}");
    let first = outbox(&courier, &channel, &channel.publication(), &[]);
    assert_eq!(push::run(config, &first).unwrap(), Outcome::Sent);
    for fill in [9, 1, 5] {
        post(&courier, fill);
    }
    pull::run(config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!(items.contains(&Item::Board(channel.board_file.clone())));
    assert!(items.contains(&Item::Roster(channel.roster_file.clone())));
    let epoch = channel.day.epoch();
    let file = channel.recipients_file.clone();
    assert!(items.contains(&Item::Recipients { epoch, file }));
    let letters: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Letter(letter) => Some((letter.id.0, letter.bytes.as_slice())),
            _ => None,
        })
        .collect();
    let expected = [1, 5, 9].map(|fill| ([fill; 16], vec![fill; LETTER_LEN]));
    assert_eq!(letters.len(), 3);
    for ((id, bytes), (expected_id, expected_bytes)) in letters.into_iter().zip(&expected) {
        assert_eq!(&id, expected_id);
        assert!(bytes == expected_bytes);
    }
    let after = status::run(config, false, today()).unwrap();
    assert!(after.contains("3 letters"), "{after}");
}

#[test]
fn a_push_may_be_repeated_and_the_second_of_two_publishers_is_told() {
    let channel = Channel::on(0x41, today());
    let running = Running::start(&channel);
    let courier = running.courier(&channel);
    let push = |publication: &[u8], more: &[&[u8]]| {
        let path = outbox(&courier, &channel, publication, more);
        push::run(&courier.config, &path)
    };
    let earlier = crypto_core::time::Week(today().week().0 - 1);
    let confirmation = channel.confirmation(earlier, &[LetterId([1; 16])]);
    for _repeat in 0..2 {
        let outcome = push(&channel.publication(), &[&confirmation]).unwrap();
        assert_eq!(outcome, Outcome::Sent);
    }
    let (mine, theirs) = (channel.next_publication(1), channel.next_publication(2));
    assert_eq!(push(&theirs, &[]).unwrap(), Outcome::Sent);
    let conflict = push(&mine, &[&confirmation]).unwrap();
    assert_eq!(conflict, Outcome::Conflict);
    assert_eq!(push(&theirs, &[]).unwrap(), Outcome::Sent);
}

#[test]
fn the_program_says_by_its_exit_code_that_somebody_else_published() {
    let channel = Channel::on(0x43, today());
    let running = Running::start(&channel);
    let courier = running.courier(&channel);
    std::fs::copy(running.folder.path().join("token"), courier.path("token")).unwrap();
    let push = |publication: &[u8]| {
        let path = outbox(&courier, &channel, publication, &[]);
        let program = env!("CARGO_BIN_EXE_belfry-courier");
        let mut command = Command::new(program);
        command.arg("--config").arg(courier.path("courier.toml"));
        command.arg("publish").arg(path).output().unwrap()
    };
    assert_eq!(push(&channel.publication()).status.code(), Some(0));
    assert_eq!(push(&channel.next_publication(1)).status.code(), Some(0));
    let refused = push(&channel.next_publication(2));
    assert_eq!(refused.status.code(), Some(3));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("Nothing is lost: pull, import and export again"),
        "{said}"
    );
}

#[test]
fn covers_are_letters_like_any_other_and_each_is_new() {
    let channel = Channel::on(0x44, today());
    let running = Running::start(&channel);
    let mut courier = running.courier(&channel);
    let too_early = cover::run(&courier.config, &mut rand::rng());
    assert!(matches!(too_early, Err(CoverError::NothingPublished)));
    let first = outbox(&courier, &channel, &channel.publication(), &[]);
    push::run(&courier.config, &first).unwrap();
    courier.config.cover_program = Some(program("belfry-cover"));
    for _ in 0..2 {
        cover::run(&courier.config, &mut rand::rng()).unwrap();
    }
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    let letters: Vec<_> = items
        .into_iter()
        .filter_map(|item| match item {
            Item::Letter(letter) => Some(letter),
            _ => None,
        })
        .collect();
    let [one, two] = letters.as_slice() else {
        panic!("{} letters", letters.len());
    };
    assert!(one.bytes != two.bytes);
    let stanza = b"age-encryption.org/v1\n-> mlkem768x25519 ";
    assert!(one.bytes.starts_with(stanza));
}

#[test]
fn a_program_that_makes_no_letter_posts_nothing() {
    let channel = Channel::on(0x45, today());
    let running = Running::start(&channel);
    let mut courier = running.courier(&channel);
    let first = outbox(&courier, &channel, &channel.publication(), &[]);
    push::run(&courier.config, &first).unwrap();
    for wrong in ["/bin/true", "/bin/false", "/bin/echo", "/does/not/exist"] {
        courier.config.cover_program = Some(wrong.into());
        let error = cover::run(&courier.config, &mut rand::rng()).unwrap_err();
        assert!(matches!(error, CoverError::Program(..)), "{wrong}");
    }
    let status = status::run(&courier.config, false, today()).unwrap();
    assert!(status.contains("Nothing waits"), "{status}");
}

#[test]
fn a_courier_without_the_token_gets_nothing() {
    let channel = Channel::on(0x42, today());
    let running = Running::start(&channel);
    let stranger = Courier::new(&channel, &running.address);
    assert!(pull::run(&stranger.config, &stranger.options()).is_err());
    assert!(!stranger.path("bundle").exists());
    let path = outbox(&stranger, &channel, &channel.publication(), &[]);
    let error = push::run(&stranger.config, &path).unwrap_err();
    assert!(matches!(
        error,
        PushError::Request(RequestError::TokenRefused)
    ));
}
