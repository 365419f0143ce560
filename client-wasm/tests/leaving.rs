//! Who is left out stays left out, and nothing is sealed before somebody has said who that is.

use client_wasm::Code;
use crypto_core::{ids::MemberNumber, letter::open_with_shares};

use crate::support::{Channel, TODAY, answer, fetch, hold, open, ready, rng, visit};

fn fetched(channel: &Channel) -> client_wasm::Session {
    let mut session = visit(&channel.fragment());
    fetch(&mut session, channel, TODAY).unwrap();
    session
}

#[test]
fn nothing_is_sealed_before_somebody_said_who_must_not_read_it() {
    let channel = Channel::new(1);
    let mut session = fetched(&channel);
    session.new_receipt(&mut rng());
    assert!(!session.leaving_is_settled());
    let sealed = session.seal_letter("x", 0, false, TODAY, &mut rng());
    assert_eq!(sealed.err(), Some(Code::Early));
    session.leave_out(&[]).unwrap();
    assert!(
        session
            .seal_letter("x", 0, false, TODAY, &mut rng())
            .is_ok()
    );
    // A cover waits for nobody's choice.
    assert!(fetched(&channel).seal_cover(TODAY, &mut rng()).is_ok());
}

#[test]
fn who_is_left_out_opens_nothing_and_the_others_read_whom_it_must_be_kept_from() {
    let channel = Channel::new(1);
    let mut session = fetched(&channel);
    session.leave_out(&[3, 1, 3]).unwrap();
    session.new_receipt(&mut rng());
    for text in ["eerste", "tweede"] {
        let sent = session
            .seal_letter(text, 0, false, TODAY, &mut rng())
            .unwrap();
        assert!(open(sent.bytes(), 1).is_none() && open(sent.bytes(), 3).is_none());
        let content = open(sent.bytes(), 2).unwrap().content;
        assert_eq!(*content.body, text);
        assert_eq!(content.left_out.members, [MemberNumber(1), MemberNumber(3)]);
        session.stored();
        session.leave_out(&[]).unwrap();
    }
}

#[test]
fn too_few_readers_advisers_and_strangers_are_refused() {
    let channel = Channel::new(1);
    let mut session = fetched(&channel);
    assert_eq!(session.leave_out(&[1, 2, 3]), Err(Code::Quorum));
    assert_eq!(session.leave_out(&[4]), Err(Code::Internal), "an adviser");
    assert_eq!(session.leave_out(&[9]), Err(Code::Internal));
    assert!(!session.leaving_is_settled());
    assert_eq!(session.leave_out(&[1, 2]), Ok(()));
    let early = visit(&channel.fragment()).leave_out(&[]);
    assert_eq!(early, Err(Code::Early));
}

#[test]
fn with_a_quorum_no_reader_opens_it_alone_and_enough_must_be_left() {
    let channel = Channel::new(1).with_roster(|roster| roster.quorum = 2);
    let mut session = fetched(&channel);
    assert_eq!(session.leave_out(&[1, 2]), Err(Code::Quorum));
    session.leave_out(&[3]).unwrap();
    session.new_receipt(&mut rng());
    let first = session
        .seal_letter("eerste", 0, false, TODAY, &mut rng())
        .unwrap();
    let first = first.bytes();
    assert!(hold(first, 3).is_none());
    let (one, two) = (hold(first, 1).unwrap(), hold(first, 2).unwrap());
    assert!(open_with_shares(first, &one, &[], 2).is_err());
    let opened = open_with_shares(first, &one, std::slice::from_ref(&two.share), 2).unwrap();
    assert_eq!(*opened.content.body, "eerste");
    assert!(opened.tag_ok);
    session.stored();
    // Whoever has opened one letter of the conversation opens the next without colleagues.
    let next = session
        .seal_letter("tweede", 0, false, TODAY, &mut rng())
        .unwrap();
    let held = hold(next.bytes(), 1).unwrap();
    let opened = held.open_with_thread(next.bytes(), &opened.content.thread_key);
    assert_eq!(*opened.unwrap().unwrap().content.body, "tweede");
    let cover = fetched(&channel).seal_cover(TODAY, &mut rng()).unwrap();
    assert!((1..=3).all(|member| hold(cover.bytes(), member).is_none()));
}

#[test]
fn a_new_browser_takes_the_list_from_the_answers_and_can_only_add_to_it() {
    let mut channel = Channel::new(1);
    let mut first = fetched(&channel);
    first.leave_out(&[3]).unwrap();
    let words = first.new_receipt(&mut rng()).join(" ");
    let sent = first
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();

    // Before there is an answer nobody knows, so the reporter is asked again.
    let mut back = fetched(&channel);
    back.leave_out(&[1]).unwrap();
    back.take_words(&words).unwrap();
    back.find_replies().unwrap();
    assert!(
        !back.leaving_is_settled(),
        "what was chosen before was for another"
    );

    let opened = open(sent.bytes(), 2).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    channel.publish(2, TODAY.plus(3), &answer(&channel, key, &opened, "Dank u."));
    let mut back = visit(&channel.fragment());
    fetch(&mut back, &channel, TODAY.plus(4)).unwrap();
    back.take_words(&words).unwrap();
    back.find_replies().unwrap();
    assert!(
        !back.leaving_is_settled(),
        "an older list may come back first"
    );
    let unasked = back.seal_letter("verder", 0, false, TODAY.plus(4), &mut rng());
    assert_eq!(unasked.err(), Some(Code::Early));
    assert_eq!(back.left_out(), [MemberNumber(3)]);
    assert_eq!(back.leave_out(&[1, 2]), Err(Code::Quorum));
    back.leave_out(&[]).unwrap();
    assert_eq!(
        back.left_out(),
        [MemberNumber(3)],
        "it cannot be taken back"
    );
    back.leave_out(&[1]).unwrap();
    let more = back
        .seal_letter("verder", 0, false, TODAY.plus(4), &mut rng())
        .unwrap();
    assert!(open(more.bytes(), 1).is_none() && open(more.bytes(), 3).is_none());
    let content = open(more.bytes(), 2).unwrap().content;
    assert_eq!(content.left_out.members, [MemberNumber(1), MemberNumber(3)]);
}

#[test]
fn an_answer_whose_list_is_not_the_reporters_settles_nothing() {
    let mut channel = Channel::new(1);
    let mut first = ready(&channel);
    let words = first.new_receipt(&mut rng()).join(" ");
    let sent = first
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();
    let mut opened = open(sent.bytes(), 2).unwrap();
    // A member would like to have the reporter to themselves.
    opened.content.left_out.members = vec![MemberNumber(1), MemberNumber(3)];
    let key = opened.member_key.as_ref().unwrap();
    channel.publish(2, TODAY.plus(3), &answer(&channel, key, &opened, "Dank u."));
    let mut back = visit(&channel.fragment());
    fetch(&mut back, &channel, TODAY.plus(4)).unwrap();
    back.take_words(&words).unwrap();
    assert_eq!(back.find_replies().unwrap().forged, ["Member 2"]);
    assert!(!back.leaving_is_settled());
    assert!(back.left_out().is_empty());
}

#[test]
fn what_was_chosen_and_sent_for_one_conversation_is_not_carried_into_another() {
    let channel = Channel::new(1);
    let mut session = ready(&channel);
    let words = session.new_receipt(&mut rng()).join(" ");
    let mut other = ready(&channel);
    other.new_receipt(&mut rand::rng());
    other.uploaded("bon.png", "", 10, [1; 32]).unwrap();
    other.take_words(&words).unwrap();
    assert!(!other.leaving_is_settled());
    other.leave_out(&[]).unwrap();
    let letter = other.seal_letter("x", 0, false, TODAY, &mut rng()).unwrap();
    let content = open(letter.bytes(), 1).unwrap().content;
    assert!(content.attachments.is_empty());
    other.forget_conversation();
    assert!(!other.leaving_is_settled());
    let sealed = other.seal_letter("x", 0, false, TODAY, &mut rng());
    assert_eq!(sealed.err(), Some(Code::Early));
}
