//! What outlives a change of people and of the root key: the channel, and the numbers once given out.
#![cfg(all(feature = "reporter", feature = "committee"))]

use crypto_core::{
    ids::{ChannelId, Digest, MemberNumber},
    primitives::signature::SigningKey,
    roster::{
        self, EpochFile, FormerMember, Member, MemberKind, RootChain, RootChange, Roster,
        RosterError, VerifiedRoster, change_root,
    },
    text,
    time::Day,
};

const TODAY: Day = Day(20_780);

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn channel() -> ChannelId {
    ChannelId::of_root(&key(1).verifying_key())
}

fn change(number: u32, from: u8, to: u8) -> RootChange {
    change_root(&channel(), number, &key(to).verifying_key(), &key(from))
}

fn contents(changes: Vec<RootChange>) -> Roster {
    let texts = || [("nl".into(), "x".into()), ("en".into(), "x".into())].into();
    Roster {
        kind: "belfry/v1/roster".into(),
        channel: channel(),
        serial: 1,
        valid_from: TODAY,
        valid_until: TODAY.plus(90),
        root: RootChain {
            first: key(1).verifying_key().to_minisign(),
            changes,
        },
        name: texts(),
        text: texts(),
        outside: texts(),
        members: vec![Member {
            number: MemberNumber(4),
            name: "Member 4".into(),
            role: texts(),
            kind: MemberKind::Member,
            location: None,
            weekday: Some(1),
            board_key: Some(key(11).verifying_key().to_minisign()),
            member_key: key(12).verifying_key().to_minisign(),
            unknown: serde_json::Map::new(),
        }],
        former: Vec::new(),
        services: Vec::new(),
        quorum: 1,
        slots: 8,
        cells_per_batch: 4,
        cell_weeks: 26,
        epochs: vec![EpochFile {
            epoch: TODAY.epoch(),
            sha256: Digest([0; 32]),
        }],
        unknown: serde_json::Map::new(),
    }
}

fn signed(changes: Vec<RootChange>, root: u8) -> Result<VerifiedRoster, RosterError> {
    let file = contents(changes).sign(&key(root))?;
    roster::verify(&file, &channel())
}

#[test]
fn the_last_root_key_of_the_chain_signs_and_no_other() {
    let chain = vec![change(1, 1, 2), change(2, 2, 3)];
    let roster = signed(chain.clone(), 3).unwrap();
    let keys: Vec<_> = [1, 2, 3].map(|seed| key(seed).verifying_key()).into();
    assert_eq!(roster.roots(), keys);
    for other in [1, 2, 4] {
        assert_eq!(
            signed(chain.clone(), other).err(),
            Some(RosterError::Signature)
        );
    }
}

#[test]
fn a_change_holds_under_its_number_its_channel_and_the_root_before_it_alone() {
    let refused = |changes: Vec<RootChange>, root| signed(changes, root).is_err();
    assert!(!refused(vec![change(1, 1, 2)], 2));
    assert!(refused(vec![change(2, 1, 2)], 2), "another number");
    assert!(refused(vec![change(1, 3, 2)], 2), "signed by somebody else");
    assert!(
        refused(vec![change(2, 2, 3), change(1, 1, 2)], 3),
        "another order"
    );
    assert!(
        refused(vec![change(1, 1, 2), change(1, 1, 2)], 2),
        "the same twice"
    );
    let elsewhere = ChannelId([9; 32]);
    let foreign = change_root(&elsewhere, 1, &key(2).verifying_key(), &key(1));
    assert!(refused(vec![foreign], 2), "another channel");
    let good = text::unbase64(&change(1, 1, 2).signed).unwrap();
    for at in 0..good.len() {
        let mut altered = good.clone();
        altered[at] ^= 1;
        let altered = RootChange {
            signed: text::base64(&altered),
        };
        assert!(refused(vec![altered], 2), "byte {at}");
        let cut = RootChange {
            signed: text::base64(&good[..at]),
        };
        assert!(refused(vec![cut], 2), "cut at {at}");
    }
}

#[test]
fn who_has_seen_a_change_takes_neither_another_with_its_number_nor_none() {
    let first = signed(Vec::new(), 1).unwrap();
    let second = signed(vec![change(1, 1, 2)], 2).unwrap();
    let third = signed(vec![change(1, 1, 2), change(2, 2, 3)], 3).unwrap();
    let other = signed(vec![change(1, 1, 5)], 5).unwrap();
    assert!(second.keeps_roots_of(&first) && third.keeps_roots_of(&second));
    assert!(second.keeps_roots_of(&second));
    assert!(!first.keeps_roots_of(&second), "a chain that was cut short");
    assert!(!other.keeps_roots_of(&second) && !second.keeps_roots_of(&other));
    assert!(!other.keeps_roots_of(&third));
}

fn former(number: u16, now: Option<u16>) -> FormerMember {
    FormerMember {
        number: MemberNumber(number),
        now: now.map(MemberNumber),
    }
}

#[test]
fn who_was_left_out_under_an_old_number_is_left_out_under_each_later_one() {
    let mut roster = contents(Vec::new());
    roster.former = vec![former(3, Some(4)), former(1, Some(3)), former(2, None)];
    let all = |numbers: &[u16]| -> Vec<u16> {
        let numbers: Vec<_> = numbers.iter().copied().map(MemberNumber).collect();
        let all = roster.with_successors(&numbers);
        all.iter().map(|number| number.0).collect()
    };
    assert_eq!(all(&[1]), [1, 3, 4]);
    assert_eq!(all(&[2]), [2]);
    assert_eq!(all(&[]), Vec::<u16>::new());
    roster.sign(&key(1)).unwrap();
}

#[test]
fn a_number_that_was_given_out_is_given_to_nobody_else() {
    let refused = |list: Vec<FormerMember>| {
        let mut roster = contents(Vec::new());
        roster.former = list;
        roster.sign(&key(1)).is_err()
    };
    assert!(!refused(vec![former(5, None), former(1, Some(4))]));
    assert!(refused(vec![former(4, None)]), "a member's number");
    assert!(
        refused(vec![former(1, None), former(1, Some(4))]),
        "one number twice"
    );
    assert!(refused(vec![former(5, Some(4))]), "backwards");
    assert!(refused(vec![former(5, Some(5))]), "itself");
}

#[test]
fn a_roster_without_former_numbers_is_written_as_before() {
    let file = contents(Vec::new()).sign(&key(1)).unwrap();
    let text = String::from_utf8_lossy(&file).into_owned();
    assert!(!text.contains("former"), "{text}");
}
