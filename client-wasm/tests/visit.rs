//! Visits as the page makes them, against files as a committee makes them.

use crate::support::{Channel, TODAY, answer, fetch, open, proving, ready, rng, statement, visit};
use client_wasm::{Code, Session};
use crypto_core::{
    address::ChannelAddress, lengths::LETTER_LEN, letter::Kind, proof, stamp::Stamp, time::Day,
    words::Language,
};

#[test]
fn a_report_opens_for_every_member_and_for_no_adviser() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    let sent = session
        .seal_letter("Café, één keer", 0, false, TODAY, &mut rng())
        .unwrap();
    assert_eq!(sent.bytes().len(), LETTER_LEN);
    for member in 1..=3 {
        let opened = open(sent.bytes(), member).unwrap();
        assert!(opened.tag_ok);
        assert_eq!(*opened.content.body, "Café, één keer");
        assert_eq!(opened.content.kind, Kind::Report);
        assert_eq!(
            sent.path(),
            format!("/v1/letters/{}", opened.content.letter_id)
        );
    }
    assert!(open(sent.bytes(), 4).is_none());
    session.stored();
    let more = session
        .seal_letter("verder", 0, false, TODAY, &mut rand::rng())
        .unwrap();
    assert_eq!(open(more.bytes(), 2).unwrap().content.kind, Kind::Message);
}

#[test]
fn who_comes_back_with_four_letters_of_each_word_finds_the_answer_and_writes_on() {
    let mut channel = Channel::new(1);
    let mut first = ready(&channel);
    let words = first.new_receipt(&mut rng()).join(" ");
    let sent = first
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();
    let opened = open(sent.bytes(), 2).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    let text = "Dank u. ".repeat(600);
    channel.publish(2, TODAY.plus(3), &answer(&channel, key, &opened, &text));

    let mut second = visit(&channel.fragment());
    fetch(&mut second, &channel, TODAY.plus(4)).unwrap();
    let short: Vec<&str> = words
        .split(' ')
        .map(|word| &word[..4.min(word.len())])
        .collect();
    second.take_words(&short.join(", ")).unwrap();
    let replies = second.find_replies().unwrap();
    assert!(replies.found && replies.missing.is_empty() && replies.forged.is_empty());
    assert_eq!(replies.answers[0].text, text);
    assert_eq!(replies.answers[0].name, "Member 2");
    assert_eq!(replies.received[0].day, TODAY);
    second.leave_out(&[]).unwrap();
    let more = second
        .seal_letter("verder", 0, false, TODAY.plus(4), &mut rng())
        .unwrap();
    let more = open(more.bytes(), 2).unwrap();
    assert_eq!(more.content.conversation, opened.content.conversation);
    assert_eq!(
        more.member_key.as_ref().unwrap().expose_for_box(),
        key.expose_for_box()
    );
}

#[test]
fn another_receipt_finds_nothing_by_the_same_requests() {
    let channel = Channel::new(1);
    let mut looks = visit(&channel.fragment());
    let mut writes = visit(&channel.fragment());
    let paths = fetch(&mut looks, &channel, TODAY).unwrap();
    assert_eq!(paths, fetch(&mut writes, &channel, TODAY).unwrap());
    assert_eq!(paths.len(), 4);
    let words = visit("").new_receipt(&mut rand::rng()).join(" ");
    looks.take_words(&words).unwrap();
    assert!(!looks.find_replies().unwrap().found);
}

#[test]
fn a_cover_is_as_long_as_a_letter_and_opens_for_nobody() {
    let channel = Channel::new(1);
    let cover = ready(&channel).seal_cover(TODAY, &mut rng()).unwrap();
    assert_eq!(cover.bytes().len(), LETTER_LEN);
    assert!((1..=4).all(|member| open(cover.bytes(), member).is_none()));
}

#[test]
fn covers_wait_between_two_and_ten_minutes() {
    let mut rng = rng();
    let delays: Vec<u32> = (0..2_000)
        .map(|_| Session::cover_delay_ms(&mut rng))
        .collect();
    assert!(
        delays
            .iter()
            .all(|delay| (120_000..=600_000).contains(delay))
    );
    let late = delays.iter().filter(|delay| **delay > 360_000).count();
    assert!(
        (850..1_150).contains(&late),
        "{late} of 2,000 in the later half"
    );
}

#[test]
fn another_channel_than_the_address_names_is_refused() {
    let (ours, other) = (Channel::new(1), Channel::new(2));
    let mut session = visit(&ours.fragment());
    assert_eq!(session.take(other.head(), TODAY), Err(Code::Channel));
    assert_eq!(session.view(TODAY).err(), Some(Code::Early));
    assert_eq!(
        session.seal_cover(TODAY, &mut rng()).err(),
        Some(Code::Early)
    );
    assert!(Session::new("#kapot", Language::Dutch, &mut rng()).is_err());
}

#[test]
fn a_head_of_the_day_after_tomorrow_and_an_expired_roster_are_refused() {
    let channel = Channel::new(1);
    let mut session = visit(&channel.fragment());
    assert_eq!(
        session.take(channel.head(), Day(TODAY.0 - 2)),
        Err(Code::Future)
    );
    assert_eq!(
        fetch(&mut session, &channel, TODAY.plus(91)),
        Err(Code::Expired)
    );
    assert_eq!(
        session.seal_cover(TODAY.plus(91), &mut rng()).err(),
        Some(Code::Early)
    );
    assert_eq!(session.next_path().as_deref(), Some("/v1/board/head"));
    assert!(fetch(&mut session, &channel, TODAY.plus(90)).is_ok());
}

#[test]
fn of_an_expired_roster_the_page_says_what_happened_that_nothing_was_sent_and_what_else_there_is() {
    let code = Code::Expired.to_string();
    let nl = include_str!("../page/locales/nl/app.ftl");
    let en = include_str!("../page/locales/en/app.ftl");
    let said = |texts: &'static str, id: String| {
        let mut lines = texts.lines();
        lines.find_map(|line| line.strip_prefix(&format!("{id} = ")))
    };
    for (texts, happened, next) in [
        (
            nl,
            ["is verlopen", "Er is niets verstuurd."],
            ["12 woorden", "andere wegen"],
        ),
        (
            en,
            ["has expired", "Nothing was sent."],
            ["12 words", "other ways"],
        ),
    ] {
        let text = said(texts, format!("problem-{code}")).unwrap();
        assert!(happened.iter().all(|words| text.contains(words)), "{text}");
        let text = said(texts, format!("problem-{code}-next")).unwrap();
        assert!(next.iter().all(|words| text.contains(words)), "{text}");
    }
}

#[test]
fn nothing_is_sealed_on_a_head_older_than_28_days() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    let (last, late) = (TODAY.plus(28), TODAY.plus(29));
    assert!(session.seal_letter("x", 0, false, last, &mut rng()).is_ok());
    assert_eq!(
        session.seal_letter("x", 0, false, late, &mut rng()).err(),
        Some(Code::Old)
    );
    assert_eq!(session.seal_cover(late, &mut rng()).err(), Some(Code::Old));
}

#[test]
fn a_flipped_bit_in_any_file_is_refused_and_nothing_is_sealed() {
    let channel = Channel::new(1);
    for wrong in 0..4 {
        let mut session = visit(&channel.fragment());
        session.new_receipt(&mut rng());
        let mut step = 0;
        let outcome = loop {
            let Some(path) = session.next_path() else {
                break Ok(());
            };
            let mut bytes = channel.get(&path).to_vec();
            let middle = bytes.len() / 2;
            bytes[middle] ^= u8::from(step == wrong);
            if let Err(code) = session.take(&bytes, TODAY) {
                break Err(code);
            }
            step += 1;
        };
        assert!(outcome.is_err(), "file {wrong}");
        let sealed = session.seal_letter("x", 0, false, TODAY, &mut rng());
        assert!(sealed.is_err() || wrong == 3, "file {wrong}");
    }
}

#[test]
fn without_an_address_nothing_is_sealed_until_the_person_decides() {
    let channel = Channel::new(1);
    let words = ChannelAddress::of(&channel.id).to_words(Language::English);
    let mut session = visit("");
    fetch(&mut session, &channel, TODAY).unwrap();
    session.new_receipt(&mut rng());
    assert_eq!(
        session.seal_letter("x", 0, false, TODAY, &mut rng()).err(),
        Some(Code::Gate)
    );
    let asked = session.channel_positions().to_vec();
    assert_eq!(asked.len(), 3);
    let typed = |at: &u8| String::from(words[usize::from(*at)]);
    let right: Vec<String> = asked.iter().map(typed).collect();
    let wrong: Vec<String> = asked.iter().map(|at| typed(&((at + 1) % 12))).collect();
    assert_eq!(session.check_channel_words(&wrong), Ok(false));
    assert_eq!(
        session.seal_letter("x", 0, false, TODAY, &mut rng()).err(),
        Some(Code::Gate)
    );
    assert_eq!(session.check_channel_words(&right), Ok(true));
    session.leave_out(&[]).unwrap();
    assert!(
        session
            .seal_letter("x", 0, false, TODAY, &mut rng())
            .is_ok()
    );
}

#[test]
fn a_text_that_just_fits_is_sealed_and_one_byte_more_is_refused() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    session.new_receipt(&mut rng());
    let room = session.text_room(&mut rng()).unwrap();
    let text = "e".repeat(room + 1);
    // Whatever else is asked for, the text that the page says fits does.
    for (name, proof) in [("", false), ("Zoë Kanarie", false), ("Zoë Kanarie", true)] {
        let sealed = session.seal_letter_from((&text[1..], name), 0, proof, TODAY, &mut rng());
        assert!(sealed.is_ok(), "{name}, {proof}");
    }
    let both = (text.as_str(), "Zoë Kanarie");
    assert_eq!(
        session
            .seal_letter_from(both, 0, true, TODAY, &mut rng())
            .err(),
        Some(Code::TooLong)
    );
}

#[test]
fn the_receipt_is_the_same_until_the_server_has_a_letter_under_it() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    let words = session.new_receipt(&mut rand::rng());
    assert_eq!(words, session.new_receipt(&mut rand::rng()));
    assert!(session.check_receipt_word(3, words[3]));
    assert!(session.check_receipt_word(3, &format!(" {} ", words[3].to_uppercase())));
    assert!(!session.check_receipt_word(3, "zzzz"));
    assert!(!session.check_receipt_word(99, words[3]));
    session
        .seal_letter("x", 0, false, TODAY, &mut rng())
        .unwrap();
    assert_eq!(words, session.new_receipt(&mut rand::rng()));
    session.stored();
    assert_ne!(words, session.new_receipt(&mut rand::rng()));
}

#[test]
fn wrong_words_are_pointed_out() {
    let mut session = visit("");
    let words = session.new_receipt(&mut rng());
    let mut typed = words.clone();
    typed[4] = "zzzz";
    assert_eq!(session.take_words(&typed.join(" ")), Err(Code::Word(5)));
    assert_eq!(
        session.take_words(&words[1..].join(" ")),
        Err(Code::WordCount(11))
    );
    assert_eq!(session.take_words(&words.join(" ")), Ok(()));
}

#[test]
fn stamps_go_by_our_own_hour_unless_the_clocks_differ() {
    let channel = Channel::new(1);
    let mut cover = ready(&channel).seal_cover(TODAY, &mut rng()).unwrap();
    let answer = |hours: u32, effort: u32| [hours, effort, 0].map(u32::to_be_bytes).concat();
    let hours = |stamp: Option<String>| Stamp::from_hex(&stamp.unwrap()).unwrap().hours;
    assert_eq!(cover.take_stamp(&answer(501, 0), 500), Ok(false));
    assert!(cover.attempt(&mut rng()));
    assert_eq!(hours(cover.stamp()), 500);
    assert_eq!(cover.take_stamp(&answer(502, 0), 500), Ok(true));
    assert_eq!(cover.stamp(), None);
    assert!(cover.attempt(&mut rng()));
    assert_eq!(hours(cover.stamp()), 502);
    assert_eq!(cover.take_stamp(&answer(500, 5), 500), Err(Code::Stamp));
    assert_eq!(cover.take_stamp(&[0; 7], 500), Err(Code::Stamp));
}

#[test]
fn a_newer_head_is_taken_for_stamps_only_if_a_member_signed_it() {
    let mut channel = Channel::new(1);
    let mut session = ready(&channel);
    let cells = [[9; 2_048]; 4];
    channel.publish(2, TODAY.plus(1), &cells);
    let mut altered = channel.head().to_vec();
    altered[60] ^= 1;
    assert!(session.take_newer_head(channel.head()).is_ok());
    assert_eq!(session.take_newer_head(&altered), Err(Code::Board));
    assert_eq!(
        session.take_newer_head(Channel::new(2).head()),
        Err(Code::Board)
    );
}

#[test]
fn missed_publication_days_make_the_channel_stale() {
    let channel = Channel::new(1);
    let session = ready(&channel);
    let fresh = |days: u32| {
        let view = session.view(TODAY.plus(days)).unwrap();
        serde_json::to_value(view).unwrap()["fresh"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(fresh(0), "ok");
    assert_eq!(fresh(8), "stale");
    assert_eq!(fresh(29), "old");
}

#[test]
fn a_proof_is_asked_for_only_by_who_wants_one_and_found_with_its_salt() {
    let mut channel = Channel::new(1);
    let mut session = ready(&channel);
    let words = session.new_receipt(&mut rng()).join(" ");
    let sealed = |session: &Session, text: &str, proof| {
        let sent = session.seal_letter(text, 0, proof, TODAY, &mut rng());
        open(sent.unwrap().bytes(), 2).unwrap()
    };
    let (text, roster) = ("Café, één keer", channel.verified.clone());
    let unasked = sealed(&session, text, false);
    assert_eq!(unasked.content.proof_salt, None);
    let asked = sealed(&session, text, true);
    let salt = asked.content.proof_salt.unwrap();
    // The salt and its field: a key of one byte, a head of two.
    let lengths = [&asked, &unasked].map(|letter| letter.content.encode().len());
    assert_eq!(lengths[0] - lengths[1], 32 + 3);
    let full = "a".repeat(session.text_room(&mut rng()).unwrap());
    sealed(&session, &full, true);

    let key = asked.member_key.as_ref().unwrap();
    let sha256 = proof::digest(&salt, text.as_bytes());
    let (own, foreign) = (
        statement(&channel, 2, sha256),
        statement(&channel, 3, sha256),
    );
    let both = format!("{own}{foreign}");
    channel.publish(2, TODAY.plus(3), &proving(&channel, key, &asked, both));
    let mut second = visit(&channel.fragment());
    fetch(&mut second, &channel, TODAY.plus(4)).unwrap();
    second.take_words(&words).unwrap();
    let proofs = second.find_replies().unwrap().proofs;
    let checked: Vec<_> = proofs
        .iter()
        .map(|one| (one.name.as_str(), one.checked))
        .collect();
    // What another member signed is no word of the one who sent it.
    assert_eq!(checked, [("Member 2", true), ("Member 2", false)]);
    let (statement, with_it) = proof::split_salt(&proofs[0].file);
    assert_eq!((statement.as_str(), with_it), (own.as_str(), Some(salt)));
    let stated = proof::verify(statement.as_bytes(), &roster).unwrap();
    assert_eq!(stated.sha256, sha256);
}
