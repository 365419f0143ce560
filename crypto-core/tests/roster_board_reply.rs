//! Roster, board and replies together, as a committee makes them and a returning reporter reads
//! them; and everything that must be refused.
#![cfg(all(feature = "reporter", feature = "committee"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

use crypto_core::{
    attachment::AttachmentKey,
    board::{self, BoardError, Cell},
    cbor::Unknown,
    ids::{Addressee, ChannelId, Digest, MemberNumber},
    keys::{MemberKey, Root},
    lengths::REPLY_CELL_LEN,
    letter::{Attachment, Lock, Slots},
    primitives::{hash::sha256, signature::SigningKey},
    publication::Publication,
    receipt::Receipt,
    recipients::{self, Recipient, Recipients},
    reply::{self, Reply, ReplyKind},
    roster::{self, EpochFile, Member, MemberKind, RootChain, Roster, RosterError, VerifiedRoster},
    time::{Day, Epoch},
};
use rand::{SeedableRng as _, rngs::StdRng};

const TODAY: Day = Day(20_780);

struct Committee {
    root: SigningKey,
    board_keys: Vec<SigningKey>,
    channel: ChannelId,
    recipients: Vec<u8>,
}

impl Committee {
    fn new() -> Self {
        let root = SigningKey::from_bytes(&[1; 32]);
        let channel = ChannelId::of_root(&root.verifying_key());
        let recipients = (1..=3)
            .map(|n| Recipient {
                member: MemberNumber(n),
                recipient: format!("age1pq1{n}"),
            })
            .collect();
        let recipients = Recipients::new(channel, TODAY.epoch(), recipients);
        Self {
            root,
            board_keys: (11..=13)
                .map(|n| SigningKey::from_bytes(&[n; 32]))
                .collect(),
            channel,
            recipients: recipients.to_file().unwrap(),
        }
    }

    fn contents(&self) -> Roster {
        let texts = |text: &str| [("nl".into(), text.into()), ("en".into(), text.into())].into();
        let members = (1_u16..)
            .zip(&self.board_keys)
            .map(|(n, key)| Member {
                number: MemberNumber(n),
                name: format!("Member {n}"),
                role: texts("lid"),
                kind: MemberKind::Member,
                location: None,
                weekday: Some(n as u8),
                board_key: Some(key.verifying_key().to_minisign()),
                member_key: SigningKey::from_bytes(&[20 + n as u8; 32])
                    .verifying_key()
                    .to_minisign(),
                unknown: serde_json::Map::new(),
            })
            .collect();
        Roster {
            kind: "belfry/v1/roster".into(),
            channel: self.channel,
            serial: 1,
            valid_from: TODAY,
            valid_until: TODAY.plus(90),
            root: RootChain {
                first: self.root.verifying_key().to_minisign(),
                changes: Vec::new(),
            },
            name: texts("Channel"),
            text: texts(""),
            outside: texts(""),
            members,
            former: Vec::new(),
            services: Vec::new(),
            quorum: 1,
            slots: 8,
            cells_per_batch: 4,
            cell_weeks: 26,
            epochs: vec![EpochFile {
                epoch: TODAY.epoch(),
                sha256: Digest(sha256(&[&self.recipients])),
            }],
            unknown: serde_json::Map::new(),
        }
    }

    fn roster(&self) -> (Vec<u8>, VerifiedRoster) {
        let file = self.contents().sign(&self.root).unwrap();
        let verified = roster::verify(&file, &self.channel).unwrap();
        (file, verified)
    }
}

fn rng() -> StdRng {
    StdRng::seed_from_u64(7)
}

#[test]
fn a_returning_reporter_finds_an_answer_of_several_cells() {
    let committee = Committee::new();
    let (_, roster) = committee.roster();
    let channel = committee.channel;
    let receipt = Receipt::generate(&mut rng());
    let root = Root::derive(&receipt, &channel, Addressee::Committee);
    let key = root.member_key(MemberNumber(2));
    let answer = Reply {
        id: [5; 16],
        day: TODAY.plus(2),
        kind: ReplyKind::Answer,
        text: "Wij hebben uw melding gelezen — één vraag: wanneer? ".repeat(90),
        files: Vec::new(),
        left_out: root.leave_out(&channel, &[MemberNumber(3), MemberNumber(1)]),
        received: vec![TODAY],
        proofs: String::new(),
    };
    let cells = reply::seal(&answer, &channel, &key, 3, &mut rng()).unwrap();
    assert_eq!(cells.len(), reply::parts_needed(&answer).unwrap());
    assert!(cells.len() > 2);

    let first = board::first(&roster, MemberNumber(1), TODAY, &mut rng()).unwrap();
    let file = first.sign(&committee.board_keys[0]);
    let first = board::verify(&file, &channel, &roster).unwrap();
    board::check_first(first.header()).unwrap();
    let next = board::next(
        &first,
        &roster,
        MemberNumber(2),
        TODAY.plus(2),
        Some(&cells),
    )
    .unwrap();
    let file = next.sign(&committee.board_keys[1]);
    assert_eq!(board::split(&file).unwrap().1.len(), 128 * 2_048);
    let next = board::verify(&file, &channel, &roster).unwrap();
    board::check_successor(first.header(), next.header()).unwrap();

    let found = reply::collect(next.cells(), &channel, &key);
    assert_eq!(found.replies, std::slice::from_ref(&answer));
    assert_eq!(found.indices.first(), Some(&3));
    assert!(root.has_left_out(&channel, &found.replies[0].left_out));
    let colleague = reply::collect(next.cells(), &channel, &root.member_key(MemberNumber(1)));
    assert!(colleague.indices.is_empty());

    let without_one: Vec<Cell> = next
        .cells()
        .iter()
        .filter(|cell| **cell != cells[1])
        .copied()
        .collect();
    let found = reply::collect(&without_one, &channel, &key);
    assert_eq!(found.incomplete.len(), 1);
    assert_eq!(found.incomplete[0].1, [1]);
}

/// The cells of an answer, and those of the same one sealed again after so many letters came that their days no longer fit
/// beside the text.
fn sealed_twice(text: String) -> (ChannelId, MemberKey, Vec<Cell>, Vec<Cell>) {
    let channel = Committee::new().channel;
    let receipt = Receipt::generate(&mut rng());
    let root = Root::derive(&receipt, &channel, Addressee::Committee);
    let key = root.member_key(MemberNumber(1));
    let mut answer = Reply {
        id: [5; 16],
        day: TODAY,
        kind: ReplyKind::Answer,
        text,
        files: Vec::new(),
        left_out: root.leave_out(&channel, &[]),
        received: vec![TODAY],
        proofs: String::new(),
    };
    let old = reply::seal(&answer, &channel, &key, 0, &mut rng()).unwrap();
    answer.received = (0..64).map(|n| TODAY.plus(n)).collect();
    let new = reply::seal(&answer, &channel, &key, 10, &mut rng()).unwrap();
    (channel, key, old, new)
}

#[test]
fn an_answer_that_was_sealed_anew_into_more_parts_is_found_once_and_whole() {
    let (channel, key, old, new) = sealed_twice("Antwoord. ".repeat(175));
    assert_eq!((old.len(), new.len()), (1, 2));
    let found = |cells: &[Cell]| {
        let found = reply::collect(cells, &channel, &key);
        assert_eq!(found.unreadable, 0);
        let texts = found.replies.into_iter().map(|one| one.received.len());
        (texts.collect::<Vec<_>>(), found.incomplete.len())
    };
    assert_eq!(found(&[old[0], new[0], new[1]]), (vec![64], 0));
    assert_eq!(found(&[old[0], new[1]]), (vec![1], 0));
    assert_eq!(found(&[new[1]]), (vec![], 1));
}

#[test]
fn parts_that_were_cut_in_other_places_are_not_mixed_while_one_sealing_is_whole() {
    let text: String = (0..500).map(|n| format!("{n}, ")).collect();
    let (channel, key, old, new) = sealed_twice(text.clone());
    assert_eq!((old.len(), new.len()), (2, 2));
    // The second part of the repeat found no place in the batch yet, or the first of the old one is gone.
    for cells in [
        vec![old[0], old[1], new[0]],
        vec![old[0], old[1], new[1]],
        vec![old[1], new[0], new[1]],
        vec![new[1], new[0], old[1], old[0]],
    ] {
        let found = reply::collect(&cells, &channel, &key);
        let [reply] = &found.replies[..] else {
            panic!("one whole reply")
        };
        assert_eq!(reply.text, text);
    }
    // Better than nothing: what is there of two sealings of which none is whole.
    let found = reply::collect(&[old[1], new[0]], &channel, &key);
    assert_eq!(found.replies.len() + found.incomplete.len(), 1);
}

#[test]
fn an_answer_names_as_many_files_as_it_has_and_each_comes_back_in_its_order() {
    let channel = Committee::new().channel;
    let receipt = Receipt::generate(&mut rng());
    let root = Root::derive(&receipt, &channel, Addressee::Committee);
    let key = root.member_key(MemberNumber(1));
    let file = |n: u8| Attachment {
        name: format!("brief {n}.pdf").repeat(1 + usize::from(n % 7)),
        media_type: "application/pdf".to_owned(),
        size: 1 << (n % 40),
        key: AttachmentKey::from_bytes([n; 32]),
        sha256: Digest([n ^ 1; 32]),
        parcels: 1 + u32::from(n),
        unknown: Unknown::default(),
    };
    for (count, letters) in [
        (0, 3),
        (1, 0),
        (1, 64),
        (7, 64),
        (8, 64),
        (30, 64),
        (200, 1),
    ] {
        let answer = Reply {
            id: [5; 16],
            day: TODAY,
            kind: ReplyKind::Answer,
            text: "Hierbij. ".repeat(usize::from(count) + 1),
            files: (0..count).map(file).collect(),
            left_out: root.leave_out(&channel, &[MemberNumber(3)]),
            received: (0..letters).map(|n| TODAY.plus(n)).collect(),
            proofs: String::new(),
        };
        let cells = reply::seal(&answer, &channel, &key, 0, &mut rng()).unwrap();
        assert!(cells.len() <= 1 + usize::from(count) / 6, "{}", cells.len());
        let found = reply::collect(&cells, &channel, &key);
        assert_eq!(found.replies, std::slice::from_ref(&answer), "{count}");
        if let [first, _, ..] = cells.as_slice() {
            // Of what is missing nothing is made up; the rest is there.
            let found = reply::collect(&[*first], &channel, &key);
            let (part, missing) = &found.incomplete[0];
            assert!(!missing.is_empty() && answer.files.starts_with(&part.files));
        }
    }
    let mut long = file(1);
    long.name = "x".repeat(REPLY_CELL_LEN);
    let answer = Reply {
        id: [5; 16],
        day: TODAY,
        kind: ReplyKind::Answer,
        text: String::new(),
        files: vec![long],
        left_out: root.leave_out(&channel, &[]),
        received: Vec::new(),
        proofs: String::new(),
    };
    let sealed = reply::seal(&answer, &channel, &key, 0, &mut rng());
    assert_eq!(sealed.err(), Some(reply::ReplyError::TooLong));
}

#[test]
fn cells_expire_with_their_batch_and_the_rest_stays_byte_for_byte() {
    let committee = Committee::new();
    let (_, roster) = committee.roster();
    let key = &committee.board_keys[0];
    let mut board = board::first(&roster, MemberNumber(1), TODAY, &mut rng()).unwrap();
    for week in 1..40_u32 {
        let before = board::verify(&board.sign(key), &committee.channel, &roster).unwrap();
        let cells: Vec<Cell> = (0..4).map(|n| [week as u8 ^ n; 2_048]).collect();
        let day = TODAY.plus(7 * week);
        board = board::next(&before, &roster, MemberNumber(1), day, Some(&cells)).unwrap();
        let after = board::verify(&board.sign(key), &committee.channel, &roster).unwrap();
        let kept = after.batches().count() - 1;
        let expected: Vec<_> = before.batches().collect();
        let expected = &expected[expected.len() - kept..];
        assert!(after.batches().take(kept).eq(expected.iter().copied()));
        assert!(after.cells().len() <= 24 + 26 * 4);
    }
    assert_eq!(board.header().batches.len(), 26);
}

#[test]
fn letters_are_locked_for_as_many_as_the_roster_asks_for() {
    let mut roster = Committee::new().contents();
    for (quorum, slots, threshold) in [(1, 8, None), (2, 8, Some(2)), (3, 16, Some(3))] {
        (roster.quorum, roster.slots) = (quorum, slots);
        let lock = Lock::of(&roster).unwrap();
        assert_eq!(lock.threshold, threshold);
        assert_eq!(lock.slots, Slots::try_from(usize::from(slots)).unwrap());
    }
    roster.slots = 9;
    assert!(Lock::of(&roster).is_err());
}

#[test]
fn a_roster_that_breaks_a_rule_is_not_even_signed() {
    let committee = Committee::new();
    let refuse = |alter: &dyn Fn(&mut Roster)| {
        let mut contents = committee.contents();
        alter(&mut contents);
        contents.sign(&committee.root).err()
    };
    let rule = |error| matches!(error, Some(RosterError::Rule(_)));
    assert!(rule(refuse(&|r| r.valid_until = TODAY.plus(93))));
    assert!(rule(refuse(&|r| r.slots = 9)));
    assert!(rule(refuse(&|r| r.quorum = 4)));
    assert!(rule(refuse(&|r| r.members[1].number = MemberNumber(1))));
    assert!(rule(refuse(&|r| r.members[1].weekday = Some(8))));
    assert!(rule(refuse(&|r| r.members.clear())));
    assert_eq!(
        refuse(&|r| r.channel = ChannelId([9; 32])),
        Some(RosterError::Channel)
    );
    let other = SigningKey::from_bytes(&[2; 32]);
    assert_eq!(
        committee.contents().sign(&other).err(),
        Some(RosterError::Signature)
    );
}

#[test]
fn altered_or_cut_objects_are_refused_without_a_panic() {
    let committee = Committee::new();
    let (file, roster) = committee.roster();
    let board = board::first(&roster, MemberNumber(1), TODAY, &mut rng())
        .unwrap()
        .sign(&committee.board_keys[0]);
    let publication = Publication {
        channel: committee.channel,
        roster: Some(file.clone()),
        recipients: vec![(TODAY.epoch(), committee.recipients.clone())],
        board: board.clone(),
    };
    let bytes = publication.to_bytes().unwrap();
    assert_eq!(Publication::parse(&bytes), Ok(publication));
    for at in (0..file.len()).step_by(7) {
        let mut altered = file.clone();
        altered[at] ^= 4;
        assert!(
            roster::verify(&altered, &committee.channel).is_err(),
            "{at}"
        );
        assert!(roster::verify(&file[..at], &committee.channel).is_err());
    }
    for at in (0..board.len()).step_by(997).chain(0..700) {
        let mut altered = board.clone();
        altered[at] ^= 1;
        assert!(
            board::verify(&altered, &committee.channel, &roster).is_err(),
            "{at}"
        );
        assert!(board::verify(&board[..at], &committee.channel, &roster).is_err());
    }
    for at in (0..bytes.len()).step_by(997).chain(0..400) {
        assert!(Publication::parse(&bytes[..at]).is_err());
    }
    let mut altered = committee.recipients.clone();
    altered[30] ^= 1;
    assert!(recipients::verify(&altered, &roster, TODAY.epoch()).is_err());
    assert!(recipients::verify(&committee.recipients, &roster, Epoch(1)).is_err());
    assert!(recipients::verify(&committee.recipients, &roster, TODAY.epoch()).is_ok());
}

#[test]
fn a_board_signed_by_somebody_else_or_for_another_channel_is_refused() {
    let committee = Committee::new();
    let (_, roster) = committee.roster();
    let first = board::first(&roster, MemberNumber(1), TODAY, &mut rng()).unwrap();
    let forged = first.sign(&committee.board_keys[1]);
    let verify = |file: &[u8]| board::verify(file, &committee.channel, &roster).err();
    assert_eq!(verify(&forged), Some(BoardError::Signature));
    let file = first.sign(&committee.board_keys[0]);
    let elsewhere = board::verify(&file, &ChannelId([4; 32]), &roster).err();
    assert_eq!(elsewhere, Some(BoardError::Channel));
    let known = board::verify(&file, &committee.channel, &roster).unwrap();
    let one = board::next(&known, &roster, MemberNumber(1), TODAY, None).unwrap();
    let one = one.sign(&committee.board_keys[0]);
    let one = board::verify(&one, &committee.channel, &roster).unwrap();
    let two = board::next(&one, &roster, MemberNumber(1), TODAY, None).unwrap();
    assert_eq!(
        board::check_successor(known.header(), two.header()),
        Err(BoardError::Successor)
    );
}
