//! The reporter's name, held apart in a letter: whose shares it has, how many open it, and that its letter is like any.

use client_wasm::Session;
use crypto_core::{
    ids::MemberNumber,
    letter::{
        OpenedLetter,
        name_box::{NameBox, NameBoxError, Place},
        open_with_shares,
    },
    primitives::shares::Share,
};

use crate::support::{Channel, TODAY, fetch, hold, open, rng, visit};

const NAME: &str = "Zoë Kanarie-4417";

fn arrived(channel: &Channel, left_out: &[u16]) -> Session {
    let mut session = visit(&channel.fragment());
    fetch(&mut session, channel, TODAY).unwrap();
    session.leave_out(left_out).unwrap();
    session.new_receipt(&mut rng());
    session
}

fn sent(session: &Session, name: &str) -> Vec<u8> {
    let sealed = session.seal_letter_from(("Een melding", name), 0, false, TODAY, &mut rng());
    sealed.unwrap().bytes().to_vec()
}

fn name_box(letter: &OpenedLetter) -> (NameBox, Place<'_>) {
    let content = &letter.content;
    let place = Place {
        channel: &content.channel,
        letter: &content.letter_id,
    };
    let bytes = content.name_box.as_deref().unwrap();
    (NameBox::parse(bytes).unwrap(), place)
}

fn share(letter: &OpenedLetter, member: u8) -> Result<Share, NameBoxError> {
    let (parsed, place) = name_box(letter);
    let key = letter.member_key.as_ref().unwrap();
    parsed.share(place, MemberNumber(member.into()), key)
}

#[test]
fn two_of_three_members_open_the_name_and_one_does_not() {
    let channel = Channel::new(1);
    let letter = sent(&arrived(&channel, &[]), NAME);
    let opened = [1, 2, 3].map(|member| open(&letter, member).unwrap());
    let (parsed, place) = name_box(&opened[0]);
    assert_eq!(parsed.threshold(), 2);
    let shares = [1, 2, 3].map(|m| share(&opened[usize::from(m) - 1], m).unwrap());
    assert_eq!(*parsed.open(place, &shares[1..]).unwrap(), NAME);
    let alone = parsed.open(place, &shares[..1]);
    assert_eq!(alone.err(), Some(NameBoxError::TooFew));
    let plain = opened[0].content.encode();
    let found = plain
        .windows(NAME.len())
        .any(|part| part == NAME.as_bytes());
    assert!(!found, "nowhere in what every reader has");
}

#[test]
fn who_is_left_out_has_no_share_and_the_last_reader_opens_it_alone() {
    let channel = Channel::new(1);
    let letter = sent(&arrived(&channel, &[2]), NAME);
    assert!(open(&letter, 2).is_none());
    let opened = open(&letter, 1).unwrap();
    let members: Vec<_> = name_box(&opened).0.members().collect();
    assert_eq!(members, [MemberNumber(1), MemberNumber(3)]);

    let letter = sent(&arrived(&channel, &[1, 2]), NAME);
    let opened = open(&letter, 3).unwrap();
    let (parsed, place) = name_box(&opened);
    let own = share(&opened, 3).unwrap();
    assert_eq!(*parsed.open(place, &[own]).unwrap(), NAME);
}

#[test]
fn one_adviser_opens_the_name_alone_and_the_committee_is_not_in_it() {
    let channel = Channel::new(1).with_roster(|roster| {
        let board_key = roster.members[0].board_key.clone();
        let adviser = &mut roster.members[3];
        adviser.weekday = Some(5);
        adviser.board_key = board_key;
    });
    let mut session = arrived(&channel, &[]);
    session.address_to(4).unwrap();
    let opened = open(&sent(&session, NAME), 4).unwrap();
    let (parsed, place) = name_box(&opened);
    assert_eq!(parsed.members().collect::<Vec<_>>(), [MemberNumber(4)]);
    let own = share(&opened, 4).unwrap();
    assert_eq!(*parsed.open(place, &[own]).unwrap(), NAME);
}

#[test]
fn with_a_quorum_of_three_it_takes_three_to_open_the_name() {
    let channel = Channel::new(1).with_roster(|roster| roster.quorum = 3);
    let letter = sent(&arrived(&channel, &[]), NAME);
    let held = [1, 2, 3].map(|member| hold(&letter, member).unwrap());
    let shares = [1, 2].map(|at: usize| held[at].share.clone());
    let opened = open_with_shares(&letter, &held[0], &shares, 3).unwrap();
    assert_eq!(name_box(&opened).0.threshold(), 3);
}

#[test]
fn with_a_name_and_without_letters_have_one_length_and_none_is_in_them_unasked() {
    let channel = Channel::new(1);
    let session = arrived(&channel, &[]);
    let (with, without) = (sent(&session, NAME), sent(&session, ""));
    assert_eq!(with.len(), without.len());
    assert_eq!(open(&without, 1).unwrap().content.name_box, None);
}
