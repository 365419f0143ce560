//! Writing to one confidential adviser, and handing the conversation over to the committee afterwards.

use client_wasm::{Code, Session};
use crypto_core::{
    ids::{Addressee, MemberNumber},
    lengths::LETTER_LEN,
    letter::{Kind, OpenedLetter},
};

use crate::support::{Channel, TODAY, answer, fetch, hold, open, rng, visit};

const ADVISER: u8 = 4;

/// A channel whose adviser publishes, so that there can be an answer.
fn with_adviser(quorum: u8) -> Channel {
    Channel::new(1).with_roster(|roster| {
        roster.quorum = quorum;
        let board_key = roster.members[0].board_key.clone();
        let adviser = &mut roster.members[3];
        adviser.weekday = Some(5);
        adviser.board_key = board_key;
    })
}

fn arrived(channel: &Channel, days: u32) -> Session {
    let mut session = visit(&channel.fragment());
    fetch(&mut session, channel, TODAY.plus(days)).unwrap();
    session
}

fn sent(session: &mut Session, text: &str) -> Vec<u8> {
    let sealed = session.seal_letter(text, 0, false, TODAY, &mut rng());
    let bytes = sealed.unwrap().bytes().to_vec();
    session.stored();
    bytes
}

/// `member` answers a letter on the day of its own.
fn answered(channel: &mut Channel, member: u8, letter: &OpenedLetter, text: &str) {
    let key = letter.member_key.as_ref().unwrap();
    let cells = answer(channel, key, letter, text);
    channel.publish(1, TODAY.plus(u32::from(member)), &cells);
}

#[test]
fn only_the_adviser_opens_what_is_written_to_them_and_it_names_nobody_left_out() {
    for quorum in [1, 2] {
        let channel = with_adviser(quorum);
        let mut session = arrived(&channel, 0);
        session.leave_out(&[3]).unwrap();
        session.address_to(ADVISER.into()).unwrap();
        session.new_receipt(&mut rng());
        for kind in [Kind::Report, Kind::Message] {
            let letter = sent(&mut session, "Mag ik u iets vragen?");
            assert_eq!(letter.len(), LETTER_LEN);
            let opened = open(&letter, ADVISER).unwrap();
            assert!(opened.tag_ok && opened.member_key.is_some());
            assert_eq!(*opened.content.body, "Mag ik u iets vragen?");
            assert_eq!(opened.content.kind, kind);
            let adviser = Addressee::Adviser(MemberNumber(4));
            assert_eq!(opened.content.addressee, adviser);
            assert!(opened.content.left_out.members.is_empty());
            for member in 1..=3 {
                assert!(hold(&letter, member).is_none(), "member {member}, {quorum}");
            }
        }
    }
}

#[test]
fn nobody_has_to_say_who_in_the_committee_must_not_read_what_an_adviser_reads() {
    let channel = with_adviser(1);
    let mut session = arrived(&channel, 0);
    session.new_receipt(&mut rng());
    session.address_to(ADVISER.into()).unwrap();
    sent(&mut session, "In vertrouwen");
    session.address_to(0).unwrap();
    let unasked = session.seal_letter("Voor u allen", 0, false, TODAY, &mut rng());
    assert_eq!(unasked.err(), Some(Code::Early));
}

#[test]
fn only_advisers_who_can_answer_are_written_to() {
    let silent = Channel::new(1);
    let mut session = arrived(&silent, 0);
    assert_eq!(session.address_to(4), Err(Code::Internal), "publishes not");
    assert_eq!(session.address_to(1), Err(Code::Internal), "a member");
    assert_eq!(session.address_to(9), Err(Code::Internal), "a stranger");
    assert_eq!(session.address_to(0), Ok(()));
    assert_eq!(session.addressed_to(), Some(0));
    let early = visit(&silent.fragment()).address_to(4);
    assert_eq!(early, Err(Code::Early));
    let shown = |channel: &Channel| {
        let view = arrived(channel, 0).view(TODAY).unwrap();
        serde_json::to_value(view).unwrap()["advisers"][0]["reachable"].clone()
    };
    assert_eq!(shown(&silent), false);
    assert_eq!(shown(&with_adviser(1)), true);
}

#[test]
fn who_comes_back_writes_on_with_whom_the_conversation_was() {
    let mut channel = with_adviser(1);
    let mut first = arrived(&channel, 0);
    first.address_to(ADVISER.into()).unwrap();
    let words = first.new_receipt(&mut rng()).join(" ");
    let question = sent(&mut first, "Mag ik u iets vragen?");

    // Before there is an answer nobody can tell whom it was with: it is asked, and nothing is sealed before.
    let mut back = arrived(&channel, 1);
    back.take_words(&words).unwrap();
    assert!(back.find_replies().unwrap().with.is_empty());
    back.leave_out(&[]).unwrap();
    let unasked = back.seal_letter("x", 0, false, TODAY, &mut rng());
    assert_eq!(unasked.err(), Some(Code::Early));
    assert_eq!(back.attachment_key([1; 32]).err(), Some(Code::Early));
    assert_eq!(back.addressed_to(), None);
    assert!(back.text_room(&mut rng()).is_ok());
    back.address_to(ADVISER.into()).unwrap();
    let more = open(&sent(&mut back, "Nog iets"), ADVISER).unwrap();

    let opened = open(&question, ADVISER).unwrap();
    assert_eq!(more.content.conversation, opened.content.conversation);
    answered(&mut channel, ADVISER, &opened, "Natuurlijk.");
    let mut back = arrived(&channel, 5);
    back.take_words(&words).unwrap();
    let found = back.find_replies().unwrap();
    assert_eq!(found.with, [4]);
    assert_eq!(back.addressed_to(), Some(4));
    assert!(found.answers[0].adviser && found.received[0].adviser);
    let more = open(&sent(&mut back, "Dank u"), ADVISER).unwrap();
    assert_eq!(more.content.conversation, opened.content.conversation);
    assert_eq!(more.content.kind, Kind::Message);
}

#[test]
fn handed_over_it_is_a_conversation_of_its_own_and_the_same_words_find_both() {
    let mut channel = with_adviser(1);
    let mut first = arrived(&channel, 0);
    first.address_to(ADVISER.into()).unwrap();
    let words = first.new_receipt(&mut rng()).join(" ");
    let question = open(&sent(&mut first, "Mag ik u iets vragen?"), ADVISER).unwrap();
    answered(&mut channel, ADVISER, &question, "Meld het.");

    let mut back = arrived(&channel, 5);
    back.take_words(&words).unwrap();
    back.find_replies().unwrap();
    back.address_to(0).unwrap();
    back.leave_out(&[3]).unwrap();
    let report = sent(&mut back, "Dit is er gebeurd.");
    assert!(open(&report, ADVISER).is_none() && open(&report, 3).is_none());
    let report = open(&report, 2).unwrap();
    assert_eq!(report.content.addressee, Addressee::Committee);
    assert_eq!(report.content.kind, Kind::Report);
    assert_ne!(report.content.conversation, question.content.conversation);
    answered(&mut channel, 5, &report, "Wij zoeken het uit.");

    let mut last = arrived(&channel, 6);
    last.take_words(&words).unwrap();
    let found = last.find_replies().unwrap();
    assert_eq!(found.with, [0, 4]);
    let said: Vec<_> = found
        .answers
        .iter()
        .map(|one| (one.name.as_str(), one.adviser, one.text.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("Member 2", false, "Wij zoeken het uit."),
            ("Member 4", true, "Meld het.")
        ]
    );
    assert_eq!(last.left_out(), [MemberNumber(3)]);
    // With two conversations nobody guesses which is meant.
    last.leave_out(&[]).unwrap();
    let unasked = last.seal_letter("x", 0, false, TODAY, &mut rng());
    assert_eq!(unasked.err(), Some(Code::Early));
    last.address_to(0).unwrap();
    assert!(open(&sent(&mut last, "Verder"), 3).is_none());
}

#[test]
fn who_comes_back_where_there_are_no_advisers_writes_as_often_as_they_like() {
    let channel = Channel::new(1);
    let mut first = arrived(&channel, 0);
    let words = first.new_receipt(&mut rng()).join(" ");
    let mut back = arrived(&channel, 1);
    back.take_words(&words).unwrap();
    assert!(back.find_replies().unwrap().with.is_empty());
    back.leave_out(&[]).unwrap();
    for text in ["Nog iets", "En nog iets"] {
        assert!(open(&sent(&mut back, text), 2).is_some());
    }
}

#[test]
fn what_was_with_an_adviser_who_is_gone_does_not_go_to_the_committee_unasked() {
    let channel = with_adviser(1);
    let mut first = arrived(&channel, 0);
    first.address_to(ADVISER.into()).unwrap();
    let words = first.new_receipt(&mut rng()).join(" ");
    let question = open(&sent(&mut first, "Mag ik u iets vragen?"), ADVISER).unwrap();
    let mut channel = channel.with_roster(|roster| {
        let adviser = &mut roster.members[3];
        adviser.weekday = None;
        adviser.board_key = None;
    });
    answered(&mut channel, ADVISER, &question, "Natuurlijk.");
    let mut back = arrived(&channel, 5);
    back.take_words(&words).unwrap();
    assert_eq!(back.find_replies().unwrap().with, [4]);
    assert_eq!(back.addressed_to(), None);
    assert_eq!(back.address_to(ADVISER.into()), Err(Code::Internal));
    back.leave_out(&[]).unwrap();
    let unasked = back.seal_letter("x", 0, false, TODAY, &mut rng());
    assert_eq!(unasked.err(), Some(Code::Early));
    back.address_to(0).unwrap();
    assert!(open(&sent(&mut back, "Dan maar zo."), 2).is_some());
}

#[test]
fn an_advisers_confirmation_does_not_stand_for_the_committees_on_the_same_day() {
    let mut channel = with_adviser(1);
    let mut session = arrived(&channel, 0);
    session.leave_out(&[]).unwrap();
    let words = session.new_receipt(&mut rng()).join(" ");
    for (number, member) in [(0, 2), (4, ADVISER)] {
        session.address_to(number).unwrap();
        let letter = open(&sent(&mut session, "x"), member).unwrap();
        answered(&mut channel, member, &letter, "Ontvangen.");
    }
    let mut back = arrived(&channel, 5);
    back.take_words(&words).unwrap();
    let received = back.find_replies().unwrap().received;
    let received: Vec<_> = received.iter().map(|one| (one.day, one.adviser)).collect();
    assert_eq!(received, [(TODAY, false), (TODAY, true)]);
}

#[test]
fn what_was_uploaded_for_one_is_not_named_to_another() {
    let channel = with_adviser(1);
    let mut session = arrived(&channel, 0);
    session.new_receipt(&mut rng());
    session
        .uploaded("foto.png", "image/png", 10, [1; 32])
        .unwrap();
    let key = session.attachment_key([1; 32]).unwrap();
    session.address_to(ADVISER.into()).unwrap();
    assert_ne!(session.attachment_key([1; 32]).unwrap(), key);
    let letter = open(&sent(&mut session, "zonder"), ADVISER).unwrap();
    assert!(letter.content.attachments.is_empty());
}

#[test]
fn letters_to_the_committee_and_to_an_adviser_have_the_same_stanzas() {
    for quorum in [1, 2] {
        let channel = with_adviser(quorum);
        let shape = |number: u16| {
            let mut session = arrived(&channel, 0);
            session.leave_out(&[]).unwrap();
            session.address_to(number).unwrap();
            session.new_receipt(&mut rng());
            let letter = sent(&mut session, "Even lang");
            let header = letter.split(|byte| *byte == b'\n');
            let lines: Vec<(usize, Vec<u8>)> = header
                .take_while(|line| !line.starts_with(b"--- "))
                .map(|line| (line.len(), line.iter().copied().take(3).collect()))
                .filter(|(_, begin)| begin == b"-> ")
                .collect();
            assert_eq!(lines.len(), 8);
            lines
        };
        assert_eq!(shape(0), shape(4), "a quorum of {quorum}");
    }
}
