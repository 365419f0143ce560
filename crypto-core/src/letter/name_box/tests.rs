use proptest::prelude::*;
use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

const CHANNEL: ChannelId = ChannelId([7; 32]);
const LETTER: LetterId = LetterId([9; 16]);
const HERE: Place<'static> = Place {
    channel: &CHANNEL,
    letter: &LETTER,
};
const NAME: &str = "Zoë Kanarie";

fn keys(members: u16) -> Vec<(MemberNumber, MemberKey)> {
    (0..members)
        .map(|at| {
            let key = [u8::try_from(at + 1).unwrap(); 32];
            (MemberNumber(2 * at + 1), MemberKey::from_bytes(key))
        })
        .collect()
}

fn sealed(keys: &[(MemberNumber, MemberKey)], quorum: u8, seed: u64) -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(seed);
    let members: Vec<_> = keys.iter().map(|(number, key)| (*number, key)).collect();
    seal_name(NAME, HERE, &members, quorum, &mut rng).unwrap()
}

fn all_shares(parsed: &NameBox, keys: &[(MemberNumber, MemberKey)]) -> Vec<Share> {
    let shares = keys.iter();
    shares
        .map(|(number, key)| parsed.share(HERE, *number, key).unwrap())
        .collect()
}

#[test]
fn so_many_members_as_the_quorum_asks_for_and_never_one_of_several() {
    for (members, quorum, expected) in [
        (1, 1, 1),
        (1, 3, 1),
        (2, 1, 2),
        (3, 1, 2),
        (3, 2, 2),
        (5, 3, 3),
        (2, 3, 2),
    ] {
        assert_eq!(threshold(members, quorum), expected, "{members}, {quorum}");
    }
}

#[test]
fn its_length_tells_the_number_of_members_alone() {
    let keys = keys(3);
    let members: Vec<_> = keys.iter().map(|(number, key)| (*number, key)).collect();
    let mut rng = StdRng::seed_from_u64(1);
    for name in ["x", NAME, &"ö".repeat(NAME_MAX / 2)] {
        let sealed = seal_name(name, HERE, &members, 1, &mut rng).unwrap();
        assert_eq!(sealed.len(), box_len(3));
        let found = sealed
            .windows(name.len())
            .any(|part| part == name.as_bytes());
        assert!(!found || name == "x");
    }
    for name in [String::new(), "x".repeat(NAME_MAX + 1)] {
        let refused = seal_name(&name, HERE, &members, 1, &mut rng);
        assert_eq!(refused, Err(NameBoxError::Length));
    }
    let nobody = seal_name(NAME, HERE, &[], 1, &mut rng);
    assert_eq!(nobody, Err(NameBoxError::Malformed));
}

#[test]
fn one_adviser_opens_it_alone() {
    let keys = keys(1);
    let sealed = sealed(&keys, 3, 4);
    let parsed = NameBox::parse(&sealed).unwrap();
    assert_eq!(parsed.threshold(), 1);
    let opened = parsed.open(HERE, &all_shares(&parsed, &keys)).unwrap();
    assert_eq!(*opened, NAME);
}

#[test]
fn a_box_of_another_letter_or_channel_gives_nobody_a_share() {
    let keys = keys(3);
    let sealed = sealed(&keys, 1, 5);
    let parsed = NameBox::parse(&sealed).unwrap();
    let (member, key) = &keys[0];
    let share = parsed.share(HERE, *member, key).unwrap();
    let (channel, letter) = (ChannelId([8; 32]), LetterId([10; 16]));
    for there in [
        Place {
            letter: &letter,
            ..HERE
        },
        Place {
            channel: &channel,
            ..HERE
        },
    ] {
        let taken = parsed.share(there, *member, key).err();
        assert_eq!(taken, Some(NameBoxError::Share));
        assert!(!parsed.fits(there, *member, &share));
        let opened = parsed.open(there, &all_shares(&parsed, &keys));
        assert_eq!(opened.err(), Some(NameBoxError::Altered));
    }
}

#[test]
fn a_share_is_its_members_alone_and_fits_as_it_was_made() {
    let keys = keys(3);
    let sealed = sealed(&keys, 1, 6);
    let parsed = NameBox::parse(&sealed).unwrap();
    let shares = all_shares(&parsed, &keys);
    let stranger = parsed.share(HERE, MemberNumber(2), &keys[0].1);
    assert_eq!(stranger.err(), Some(NameBoxError::NoShare));
    let of_another = parsed.share(HERE, keys[0].0, &keys[1].1);
    assert_eq!(of_another.err(), Some(NameBoxError::Share));
    assert!(!parsed.fits(HERE, keys[0].0, &shares[1]));
    let mut forged = shares[0].clone();
    forged.y[31] ^= 1;
    assert!(!parsed.fits(HERE, keys[0].0, &forged));
    let mut short = shares[0].clone();
    short.y.pop();
    assert!(!parsed.fits(HERE, keys[0].0, &short));
    assert_eq!(
        share_from(&share_bytes(&shares[0])),
        Some(shares[0].clone())
    );
    assert_eq!(share_from(&share_bytes(&short)), None);
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let keys = keys(2);
    let sealed = sealed(&keys, 1, 7);
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        let Ok(parsed) = NameBox::parse(&changed) else {
            continue;
        };
        let shares: Vec<Share> = keys
            .iter()
            .filter_map(|(member, key)| parsed.share(HERE, *member, key).ok())
            .collect();
        assert!(parsed.open(HERE, &shares).is_err(), "byte {at}");
    }
}

#[test]
fn what_is_no_box_is_refused() {
    let keys = keys(3);
    let sealed = sealed(&keys, 1, 8);
    for length in (0..sealed.len()).filter(|length| *length < box_len(2) || *length > box_len(2)) {
        assert!(NameBox::parse(&sealed[..length]).is_err(), "{length}");
    }
    // One of several must not open it alone, nor can more than there are.
    for threshold in [0, 1, 4, 255] {
        let mut other = sealed.clone();
        other[0] = threshold;
        assert!(NameBox::parse(&other).is_err(), "{threshold}");
    }
    let mut twice = sealed.clone();
    let second = box_len(1);
    twice[second..second + 2].copy_from_slice(&keys[0].0.0.to_be_bytes());
    assert!(NameBox::parse(&twice).is_err());
    let nobody = &sealed[..box_len(0)];
    assert!(NameBox::parse(nobody).is_err());
}

proptest! {
    #[test]
    fn any_so_many_open_it_and_one_less_do_not(
        members in 2_u16..9,
        quorum in 1_u8..6,
        seed: u64,
    ) {
        let keys = keys(members);
        let sealed = sealed(&keys, quorum, seed);
        let parsed = NameBox::parse(&sealed).unwrap();
        let needed = usize::from(parsed.threshold());
        prop_assert_eq!(needed, usize::from(quorum.max(2)).min(usize::from(members)));
        let mut shares = all_shares(&parsed, &keys);
        crate::shuffle::shuffle(&mut shares, &mut StdRng::seed_from_u64(seed));
        let opened = parsed.open(HERE, &shares[..needed]).unwrap();
        prop_assert_eq!(opened.as_str(), NAME);
        let by_all = parsed.open(HERE, &shares).unwrap();
        prop_assert_eq!(by_all.as_str(), NAME);
        let less = parsed.open(HERE, &shares[..needed - 1]);
        prop_assert_eq!(less.err(), Some(NameBoxError::TooFew));
        // The count aside, their sum is another key.
        let key = shares::combine(&shares[..needed - 1]).unwrap();
        let right = shares::combine(&shares[..needed]).unwrap();
        prop_assert_ne!(key, right);
    }

    #[test]
    fn no_bytes_break_the_parser(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
        if let Ok(parsed) = NameBox::parse(&bytes) {
            for (member, key) in keys(3) {
                let _ = parsed.share(HERE, member, &key);
            }
        }
    }

    #[test]
    fn no_changed_box_opens(at in 0_usize..592, by in 1_u8..) {
        let keys = keys(3);
        let mut sealed = sealed(&keys, 1, 9);
        prop_assert_eq!(sealed.len(), 592);
        sealed[at] ^= by;
        if let Ok(parsed) = NameBox::parse(&sealed) {
            let shares: Vec<Share> = keys
                .iter()
                .filter_map(|(member, key)| parsed.share(HERE, *member, key).ok())
                .collect();
            // A changed entry takes one share away; the two others still open it.
            let hurts_name = at < box_len(0);
            prop_assert_eq!(parsed.open(HERE, &shares).is_err(), hurts_name);
        }
    }
}
