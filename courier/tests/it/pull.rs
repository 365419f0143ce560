//! `pull` against an honest server, one that breaks off, and one that lies.

use std::{
    io::Write as _,
    net::TcpListener,
    time::{Duration, Instant},
};

use belfry_courier::{
    client::{As, Client, RequestError},
    commands::{
        pull::{self, PullError},
        push,
    },
    public::PublicError,
    server::ServerError,
};
use crypto_core::{
    bundle::{Item, StoredLetter, WeekSummary},
    ids::LetterId,
    lengths::LETTER_LEN,
    outbox::OutboxWriter,
    time::Week,
};

use crate::{
    channel::Channel,
    courier::{Courier, read_bundle},
    site::{Site, answer},
};

const WEEK: Week = Week(2969);
const IDS: &str = "/v1/courier/weeks/2969/letters";

fn id(fill: u8) -> LetterId {
    LetterId([fill; 16])
}

fn letter_path(fill: u8) -> String {
    format!("{IDS}/{}", id(fill))
}

fn letter(fill: u8) -> Item {
    Item::Letter(StoredLetter {
        week: WEEK,
        id: id(fill),
        bytes: vec![fill; LETTER_LEN],
    })
}

/// Pulls from an honest server on which one path gets another answer.
fn pull_with_lie(path: &str, lie: &[u8]) -> PullError {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1, 2]);
    site.raw(path, lie);
    let courier = Courier::new(&channel, &site.address());
    std::fs::write(courier.path("bundle"), b"an older bundle").unwrap();
    let error = pull::run(&courier.config, &courier.options()).unwrap_err();
    let kept = std::fs::read(courier.path("bundle")).unwrap();
    assert_eq!(kept, b"an older bundle", "the older bundle is untouched");
    error
}

#[test]
fn a_bundle_holds_all_that_the_server_has() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1, 2, 9]);
    let courier = Courier::new(&channel, &site.address());
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    let expected = [
        Item::Board(channel.board_file.clone()),
        Item::Roster(channel.roster_file.clone()),
        Item::Recipients {
            epoch: channel.day.epoch(),
            file: channel.recipients_file.clone(),
        },
        Item::Week(WeekSummary {
            week: WEEK,
            closed: true,
            letters: vec![id(1), id(2), id(9)],
            parcels: vec![],
        }),
        letter(1),
        letter(2),
        letter(9),
    ];
    assert!(items == expected);
    assert_eq!(courier.names(), ["bundle", "courier.toml", "token"]);
}

#[test]
fn a_roster_after_a_change_of_the_root_key_is_pushed_and_pulled_as_every_other() {
    let channel = Channel::after_a_root_change(0x40);
    assert_eq!(channel.id, Channel::new(0x40).id);
    let site = Site::honest(&channel, WEEK, &[1]);
    site.raw("/v1/courier/publication", &answer(201, b""));
    let courier = Courier::new(&channel, &site.address());
    let mut outbox = OutboxWriter::begin(Vec::new(), &channel.id).unwrap();
    outbox.publication(&channel.publication()).unwrap();
    std::fs::write(courier.path("outbox"), outbox.finish().unwrap()).unwrap();
    push::run(&courier.config, &courier.path("outbox")).unwrap();
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!(items.contains(&Item::Roster(channel.roster_file.clone())));
}

#[test]
fn letters_are_fetched_even_before_anything_is_published() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1]);
    site.raw("/v1/board/head", &answer(404, b""));
    let courier = Courier::new(&channel, &site.address());
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!(items.contains(&letter(1)) && items.len() == 2);
}

#[test]
fn only_requests_of_the_courier_show_the_token() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1]);
    let courier = Courier::new(&channel, &site.address());
    pull::run(&courier.config, &courier.options()).unwrap();
    let token = std::fs::read_to_string(courier.path("token")).unwrap();
    for asked in site.asked() {
        let expected = asked
            .path
            .starts_with("/v1/courier/")
            .then(|| format!("Bearer {token}"));
        assert_eq!(asked.headers.get("authorization"), expected.as_ref());
        assert!(!asked.headers.contains_key("user-agent"), "{asked:?}");
    }
}

#[test]
fn a_second_pull_fetches_only_what_is_new() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1, 2]);
    let courier = Courier::new(&channel, &site.address());
    pull::run(&courier.config, &courier.options()).unwrap();
    drop(site);
    let site = Site::honest(&channel, WEEK, &[1, 2, 3]);
    let mut config = courier.config.clone();
    config.server = site.address();
    pull::run(&config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!([1, 2, 3].iter().all(|fill| items.contains(&letter(*fill))));
    let asked: Vec<_> = site.asked().into_iter().map(|asked| asked.path).collect();
    assert!(asked.contains(&letter_path(3)));
    assert!(!asked.contains(&letter_path(1)) && !asked.contains(&letter_path(2)));

    let mut fresh = courier.options();
    fresh.fresh = true;
    site.forget_asked();
    pull::run(&config, &fresh).unwrap();
    let asked: Vec<_> = site.asked().into_iter().map(|asked| asked.path).collect();
    assert!(asked.contains(&letter_path(1)));
}

#[test]
fn a_pull_that_broke_off_goes_on_where_it_stopped() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1, 2, 3]);
    let honest = answer(200, &[3; LETTER_LEN]);
    site.raw(&letter_path(3), b"");
    let courier = Courier::new(&channel, &site.address());
    let error = pull::run(&courier.config, &courier.options()).unwrap_err();
    assert!(matches!(
        error,
        PullError::Server(ServerError::Request(RequestError::Unreachable))
    ));
    assert!(!courier.path("bundle").exists());

    site.raw(&letter_path(3), &honest);
    site.forget_asked();
    pull::run(&courier.config, &courier.options()).unwrap();
    let asked: Vec<_> = site.asked().into_iter().map(|asked| asked.path).collect();
    assert!(!asked.contains(&letter_path(1)) && asked.contains(&letter_path(3)));
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!([1, 2, 3].iter().all(|fill| items.contains(&letter(*fill))));
    assert_eq!(courier.names(), ["bundle", "courier.toml", "token"]);
}

#[test]
fn a_damaged_older_bundle_is_made_good() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1, 2, 3]);
    let courier = Courier::new(&channel, &site.address());
    let bundle = courier.path("bundle");
    pull::run(&courier.config, &courier.options()).unwrap();
    let good = std::fs::read(&bundle).unwrap();
    let mut hurt = good.clone();
    let at = hurt.len() - LETTER_LEN - 1000;
    hurt[at] ^= 1;
    std::fs::write(&bundle, hurt).unwrap();
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&bundle, &channel);
    assert!([1, 2, 3].iter().all(|fill| items.contains(&letter(*fill))));
    assert_eq!(std::fs::read(&bundle).unwrap().len(), good.len());
}

#[test]
fn letters_of_earlier_weeks_can_be_left_out_but_stay_named() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[1]);
    let courier = Courier::new(&channel, &site.address());
    let mut options = courier.options();
    options.since_week = Some(Week(WEEK.0 + 1));
    pull::run(&courier.config, &options).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!(!items.contains(&letter(1)));
    let names_it = |item: &Item| matches!(item, Item::Week(week) if week.letters == [id(1)]);
    assert!(items.iter().any(names_it));
}

#[test]
fn letters_that_went_or_are_unreadable_do_not_stop_the_others() {
    let channel = Channel::new(0x40);
    let site = Site::honest(&channel, WEEK, &[0, 1, 2]);
    site.raw(&letter_path(0), &answer(500, b""));
    site.raw(&letter_path(1), &answer(404, b""));
    let courier = Courier::new(&channel, &site.address());
    pull::run(&courier.config, &courier.options()).unwrap();
    let items = read_bundle(&courier.path("bundle"), &channel);
    assert!(items.contains(&letter(2)) && !items.contains(&letter(1)));
}

#[test]
fn public_files_that_do_not_hold_are_refused() {
    let channel = Channel::new(0x40);
    let other = Channel::new(0x80);
    let lie = |path: &str, body: &[u8]| pull_with_lie(path, &answer(200, body));
    let flipped = |bytes: &[u8], at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1;
        bytes
    };
    let roster = |error| matches!(error, PullError::Public(PublicError::Roster(_)));
    assert!(roster(lie("/v1/roster/1", &other.roster_file)));
    assert!(roster(lie(
        "/v1/roster/1",
        &flipped(&channel.roster_file, 500)
    )));
    assert!(roster(lie("/v1/roster/1", b"")));
    let board = |error| matches!(error, PullError::Public(PublicError::Board(_)));
    assert!(board(lie("/v1/board/head", other.head())));
    assert!(board(lie("/v1/board/head", &flipped(channel.head(), 60))));
    assert!(board(lie("/v1/board/1", &other.board_file)));
    let cells = flipped(&channel.board_file, channel.board_file.len() - 1);
    assert!(board(lie("/v1/board/1", &cells)));
    // Same channel and keys, other cells: a board that the head does not name.
    assert!(board(lie("/v1/board/1", &Channel::new(0x40).board_file)));
    let path = format!("/v1/recipients/{}", channel.day.epoch());
    let error = lie(&path, &flipped(&channel.recipients_file, 10));
    assert!(matches!(
        error,
        PullError::Public(PublicError::Recipients(_))
    ));
}

#[test]
fn lists_that_are_none_are_refused() {
    let lie = |path: &str, body: &[u8]| pull_with_lie(path, &answer(200, body));
    let weeks = |error| matches!(error, PullError::Server(ServerError::Weeks));
    let path = "/v1/courier/weeks";
    assert!(weeks(lie(path, b"")));
    assert!(weeks(lie(path, b"{}")));
    let week = r#"{"week":2969,"letters":1,"parcels":0,"open":false}"#;
    assert!(weeks(lie(path, format!("[{week},{week}]").as_bytes())));
    assert!(weeks(lie(
        path,
        b"[{\"week\":-1,\"letters\":1,\"parcels\":0,\"open\":false}]"
    )));
    let ids = |error| matches!(error, PullError::Server(ServerError::Ids(WEEK)));
    assert!(ids(lie(IDS, &[7; 17])));
    assert!(ids(lie(IDS, &[[2; 16], [1; 16]].concat())));
    assert!(ids(lie(IDS, &[[2; 16], [2; 16]].concat())));
    // The page after the last one begins before it.
    let after = format!("{IDS}?after={}", id(2));
    assert!(ids(lie(&after, &[1; 16])));
    assert!(ids(lie(&after, &[2; 16])));
}

#[test]
fn letters_of_another_length_are_refused() {
    let short = pull_with_lie(&letter_path(2), &answer(200, &[2; LETTER_LEN - 1]));
    assert!(matches!(short, PullError::Server(ServerError::Length)));
    let long = pull_with_lie(&letter_path(2), &answer(200, &[2; LETTER_LEN + 1]));
    assert!(matches!(
        long,
        PullError::Server(ServerError::Request(RequestError::Form))
    ));
}

#[test]
fn answers_without_end_are_cut_off() {
    let huge = b"HTTP/1.1 200 -\r\nContent-Length: 99999999999\r\n\r\n".to_vec();
    let chunk = ["8000\r\n".as_bytes(), &[7; 0x8000], b"\r\n"].concat();
    let head = b"HTTP/1.1 200 -\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let endless = [head, chunk.repeat(40)].concat();
    let header = [b"HTTP/1.1 200 -\r\nX: ".to_vec(), vec![b'x'; 100_000]].concat();
    for lie in [huge, endless, header] {
        let error = pull_with_lie("/v1/board/head", &lie);
        assert!(
            matches!(
                error,
                PullError::Public(PublicError::Request(RequestError::Form))
            ),
            "{error:?}"
        );
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Site::empty();
    let lie = format!(
        "HTTP/1.1 302 -\r\nLocation: {}/stolen\r\nContent-Length: 0\r\n\r\n",
        elsewhere.address()
    );
    let error = pull_with_lie("/v1/courier/weeks", lie.as_bytes());
    let PullError::Server(ServerError::Request(RequestError::Status { status, .. })) = error else {
        panic!("{error:?}");
    };
    assert_eq!(status, 302);
    assert!(elsewhere.asked().is_empty());
}

#[test]
fn what_is_not_http_is_refused() {
    for lie in [
        &b"\0\xff\xff garbage"[..],
        b"HTTP/1.1 200\r\n",
        b"220 smtp\r\n",
    ] {
        let error = pull_with_lie("/v1/board/head", lie);
        assert!(
            matches!(
                error,
                PullError::Public(PublicError::Request(
                    RequestError::Form | RequestError::Unreachable
                ))
            ),
            "{error:?}"
        );
    }
}

#[test]
fn refusals_are_told_apart_and_their_words_are_cleaned() {
    let error = pull_with_lie("/v1/courier/weeks", &answer(401, b""));
    assert!(matches!(
        error,
        PullError::Server(ServerError::Request(RequestError::TokenRefused))
    ));
    let evil = br#"{"detail":"Fine.\u001b[2J\u0007\nrm -rf"}"#;
    let error = pull_with_lie("/v1/courier/weeks", &answer(500, evil));
    let text = format!("{:#}", anyhow::Error::from(error));
    assert!(text.contains("500: Fine.2Jrm -rf"), "{text:?}");
}

#[test]
fn a_server_that_says_nothing_or_one_byte_at_a_time_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let dripping = std::thread::spawn(move || {
        let (mut stream, _) = silent.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 -\r\nContent-Length: 500\r\n\r\n");
        for _ in 0..100 {
            std::thread::sleep(Duration::from_millis(50));
            if stream.write_all(b"x").is_err() {
                break;
            }
        }
    });
    let courier = Courier::new(&Channel::new(0x40), &address);
    let client = Client::with_timeout(&courier.config, Duration::from_millis(400)).unwrap();
    let begun = Instant::now();
    let answer = client.get(As::Visitor, "/v1/board/head", 1000);
    assert!(matches!(answer, Err(RequestError::Timeout)), "{answer:?}");
    assert!(begun.elapsed() < Duration::from_secs(3));
    dripping.join().unwrap();
}
