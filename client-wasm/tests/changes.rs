//! Visits after the committee changed: the root key, and who is in it.

use crypto_core::{
    board::Cell,
    ids::MemberNumber,
    letter::OpenedLetter,
    roster::{FormerMember, Roster},
};

use crate::support::{Channel, TODAY, answer, fetch, open, ready, rng, visit};

/// The receipt's words, the letter as this member opened it, and the cells of the answer.
fn reported_and_answered(channel: &Channel, member: u8) -> (String, Box<OpenedLetter>, Vec<Cell>) {
    let mut first = ready(channel);
    let words = first.new_receipt(&mut rng()).join(" ");
    let sent = first
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();
    let opened = open(sent.bytes(), member).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    let cells = answer(channel, key, &opened, "Dank u.");
    (words, opened, cells)
}

#[test]
fn after_a_change_of_the_root_key_the_address_the_receipt_and_the_answers_are_what_they_were() {
    let mut before = Channel::new(1);
    let (words, opened, cells) = reported_and_answered(&before, 2);
    before.publish(2, TODAY.plus(3), &cells);
    let (fragment, id) = (before.fragment(), before.id);

    let mut after = Channel::new(1).with_changed_root(1, 1, 9);
    after.publish(2, TODAY.plus(3), &cells);
    assert_eq!((after.fragment(), after.id), (fragment, id));
    let mut second = visit(&after.fragment());
    fetch(&mut second, &after, TODAY.plus(4)).unwrap();
    second.take_words(&words).unwrap();
    assert_eq!(second.find_replies().unwrap().answers[0].text, "Dank u.");
    second.leave_out(&[]).unwrap();
    let more = second
        .seal_letter("verder", 0, false, TODAY.plus(4), &mut rng())
        .unwrap();
    let more = open(more.bytes(), 2).unwrap();
    assert_eq!(more.content.conversation, opened.content.conversation);
    assert!(more.tag_ok);
}

fn former(number: u16, now: Option<u16>) -> FormerMember {
    FormerMember {
        number: MemberNumber(number),
        now: now.map(MemberNumber),
    }
}

/// Member 3 left, or lost a machine and is number 5 since.
fn without_three(now: Option<u16>) -> impl FnOnce(&mut Roster) {
    move |roster| {
        roster.former = vec![former(3, now)];
        match now {
            Some(now) => roster.members[2].number = MemberNumber(now),
            None => {
                roster.members.remove(2);
            }
        }
        // An adviser with a lower number, so that 3 is the highest that was given out.
        roster.members.retain(|member| member.number.0 != 4);
    }
}

#[test]
fn an_answer_of_a_member_who_left_is_still_found_though_no_number_listed_is_as_high() {
    let before = Channel::new(1);
    let (words, _, cells) = reported_and_answered(&before, 3);

    let mut after = Channel::new(1).with_roster(without_three(None));
    after.publish(1, TODAY.plus(3), &cells);
    let mut second = visit(&after.fragment());
    fetch(&mut second, &after, TODAY.plus(4)).unwrap();
    second.take_words(&words).unwrap();
    assert_eq!(second.find_replies().unwrap().answers[0].text, "Dank u.");
}

#[test]
fn who_was_left_out_and_comes_back_under_another_number_stays_left_out() {
    let before = Channel::new(1);
    let mut first = visit(&before.fragment());
    fetch(&mut first, &before, TODAY).unwrap();
    first.leave_out(&[3]).unwrap();
    let words = first.new_receipt(&mut rng()).join(" ");
    let sent = first
        .seal_letter("bericht", 0, false, TODAY, &mut rng())
        .unwrap();
    let opened = open(sent.bytes(), 2).unwrap();
    let key = opened.member_key.as_ref().unwrap();
    let cells = answer(&before, key, &opened, "Dank u.");

    let mut after = Channel::new(1).with_roster(without_three(Some(5)));
    after.publish(2, TODAY.plus(3), &cells);
    let mut second = visit(&after.fragment());
    fetch(&mut second, &after, TODAY.plus(4)).unwrap();
    second.take_words(&words).unwrap();
    let view = second.find_replies().unwrap();
    assert!(view.left_out.contains(&"Member 3".to_owned()));
    assert_eq!(second.left_out(), [MemberNumber(3), MemberNumber(5)]);
}
