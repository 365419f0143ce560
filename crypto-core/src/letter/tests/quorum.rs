//! Letters that two of three must open.

use proptest::prelude::*;

use super::support::Committee;
use crate::{
    ids::MemberNumber,
    keys::ThreadKey,
    lengths::LETTER_LEN,
    letter::{
        Form, Lock, OpenError, Opened, Refusal, SealError, Slots, Stanzas, check_share,
        open_with_shares, seal::text_room, seal_cover, share::HeldShare,
    },
    primitives::{
        age_file,
        hybrid::{FileKey, HybridIdentity},
        shares::{Share, split},
    },
};

const TWO: Lock = Lock {
    slots: Slots::Eight,
    threshold: Some(2),
};

#[test]
fn one_member_sees_only_that_there_is_a_letter_and_two_open_it() {
    let mut committee = Committee::new(1);
    let content = committee.content("Er klopt iets niet.", &[]);
    let letter = committee.seal(&content, TWO);
    let letter = letter.as_bytes();
    let [first, second, third] = [0, 1, 2].map(|place| committee.hold(letter, place));
    for (place, held) in [&first, &second, &third].into_iter().enumerate() {
        assert!(held.fits);
        let own = committee.root.member_key(committee.members[place].0);
        assert_eq!(held.member_key.expose_for_box(), own.expose_for_box());
        let alone = open_with_shares(letter, held, &[], 2);
        assert!(matches!(alone, Err(Refusal::TooFew)));
    }
    for (held, other) in [(&first, &second), (&second, &third), (&third, &first)] {
        assert!(check_share(letter, &other.share).unwrap());
        let opened = open_with_shares(letter, held, std::slice::from_ref(&other.share), 2).unwrap();
        assert!(opened.tag_ok);
        assert_eq!(*opened.content.encode(), *content.encode());
    }
    let all = [second.share.clone(), third.share.clone()];
    assert!(open_with_shares(letter, &first, &all, 2).is_ok());
    // One's own share a second time is no second share.
    let twice = open_with_shares(letter, &first, std::slice::from_ref(&first.share), 2);
    assert!(matches!(twice, Err(Refusal::TooFew)));
}

#[test]
fn a_share_that_was_changed_or_belongs_elsewhere_is_found_before_it_is_used() {
    let mut committee = Committee::new(2);
    let content = committee.content("Hallo", &[]);
    let letter = committee.seal(&content, TWO);
    let other = committee.seal(&content, TWO);
    let share = committee.hold(letter.as_bytes(), 1).share;
    let elsewhere = committee.hold(other.as_bytes(), 1).share;
    assert!(!check_share(letter.as_bytes(), &elsewhere).unwrap());
    for at in 0..16 {
        let mut forged = share.clone();
        forged.y[at] ^= 1;
        assert!(!check_share(letter.as_bytes(), &forged).unwrap());
    }
    let moved = |x| Share { x, ..share.clone() };
    for x in (0..=255).filter(|x| *x != share.x) {
        assert!(!check_share(letter.as_bytes(), &moved(x)).unwrap());
    }
    let mut longer = share;
    longer.y.push(0);
    assert!(!check_share(letter.as_bytes(), &longer).unwrap());
}

#[test]
fn shares_that_fit_and_do_not_open_are_the_senders_fault() {
    let mut committee = Committee::new(3);
    let content = committee.content("Hallo", &[]);
    // Three must come together, though the roster says two.
    let three = Lock {
        threshold: Some(3),
        ..TWO
    };
    let letter = committee.seal(&content, three);
    let letter = letter.as_bytes();
    let [first, second, third] = [0, 1, 2].map(|place| committee.hold(letter, place));
    let two = open_with_shares(letter, &first, std::slice::from_ref(&second.share), 2);
    assert!(matches!(two, Err(Refusal::Sender)));
    let all = [second.share, third.share];
    assert!(open_with_shares(letter, &first, &all, 2).is_ok());
}

#[test]
fn a_share_that_does_not_fit_its_commitment_shows_at_once() {
    let mut committee = Committee::new(4);
    let key = &committee.members[0].1;
    let file_key = FileKey::generate(&mut committee.rng);
    let shares = split(file_key.expose(), 2, 8, &mut committee.rng).unwrap();
    let stanzas: Vec<_> = shares
        .iter()
        .map(|share| {
            let begun = key.recipient().begin_share(&mut committee.rng).unwrap();
            let mut inside = [0; 81];
            inside[0] = share.x;
            inside[1..17].copy_from_slice(&share.y);
            crate::primitives::hybrid::SealedShare {
                encapsulated: begun.encapsulated,
                commitment: [0; 32],
                body: begun.seal(&inside).unwrap(),
            }
        })
        .collect();
    let form = TWO.form();
    let letter = age_file::write(
        &file_key,
        &stanzas,
        &[1; 16],
        &vec![0; form.plaintext_len()],
    )
    .unwrap();
    assert_eq!(letter.len(), LETTER_LEN);
    assert!(!committee.hold(&letter, 0).fits);
}

#[test]
fn a_later_letter_opens_by_itself_for_who_opened_an_earlier_one() {
    let mut committee = Committee::new(5);
    let first = committee.content("Eerst dit.", &[]);
    let first = committee.seal(&first, TWO);
    let held = committee.hold(first.as_bytes(), 0);
    let other = committee.hold(first.as_bytes(), 1).share;
    let opened = open_with_shares(first.as_bytes(), &held, &[other], 2).unwrap();
    let secret = opened.case_secret.clone();
    let thread = opened.content.thread_key;

    let later = committee.content("Daarna dit.", &[MemberNumber(3)]);
    let later = committee.seal(&later, TWO);
    let held = committee.hold(later.as_bytes(), 0);
    let opened = held.open_with_thread(later.as_bytes(), &thread).unwrap();
    let opened = opened.unwrap();
    assert_eq!(*opened.content.body, "Daarna dit.");
    // The key that letters share opens nothing of what was done about one that was forgotten.
    assert_ne!(opened.case_secret.expose(), secret.expose());
    assert_ne!(opened.case_secret.expose(), &opened.plaintext_sha256.0);
    let another = ThreadKey::from_bytes([1; 32]);
    assert!(
        held.open_with_thread(later.as_bytes(), &another)
            .unwrap()
            .is_none()
    );
    // Who is left out of the later letter has nothing of it, whatever they opened before.
    assert!(matches!(committee.open(later.as_bytes(), 2), Ok(None)));
}

#[test]
fn a_share_survives_the_vault() {
    let mut committee = Committee::new(6);
    let content = committee.content("Hallo", &[]);
    let letter = committee.seal(&content, TWO);
    let held = committee.hold(letter.as_bytes(), 0);
    let kept = held.expose();
    assert_eq!(kept.len(), 82);
    let back = HeldShare::restore(letter.as_bytes(), &kept).unwrap();
    assert!(back.fits && back.share == held.share);
    assert!(
        back.open_with_thread(letter.as_bytes(), &content.thread_key)
            .unwrap()
            .is_some()
    );
    for wrong in [&kept[..81], &[&kept[..], &[0]].concat()] {
        assert!(HeldShare::restore(letter.as_bytes(), wrong).is_err());
    }
    let other = committee.seal(&content, TWO);
    assert!(!HeldShare::restore(other.as_bytes(), &kept).unwrap().fits);
}

#[test]
fn with_threshold_one_a_letter_opens_alone() {
    let mut committee = Committee::new(7);
    let content = committee.content("Aan de adviseur", &[]);
    let one = Lock {
        threshold: Some(1),
        ..TWO
    };
    let letter = committee.seal(&content, one);
    for place in 0..3 {
        assert!(committee.open_ours(letter.as_bytes(), place).tag_ok);
    }
}

#[test]
fn fewer_readers_than_the_threshold_are_refused() {
    let mut committee = Committee::new(8);
    let content = committee.content("x", &[MemberNumber(1), MemberNumber(2)]);
    let key = committee.members[2].1.recipient();
    let member_key = committee.root.member_key(MemberNumber(3));
    let seat = crate::letter::Seat {
        recipient: &key,
        member_key: &member_key,
    };
    let refused = crate::letter::seal_letter(&content, &[seat], TWO, &mut committee.rng);
    assert!(matches!(refused, Err(SealError::NoReader)));
}

#[test]
fn a_cover_of_a_quorum_channel_looks_like_its_letters_and_is_for_nobody() {
    let mut committee = Committee::new(9);
    let content = committee.content("Het gaat om haar.", &[MemberNumber(2)]);
    let letter = committee.seal(&content, TWO);
    let cover = seal_cover(TWO, &mut committee.rng).unwrap();
    assert!(matches!(committee.open(letter.as_bytes(), 1), Ok(None)));
    for place in 0..3 {
        assert!(matches!(committee.open(cover.as_bytes(), place), Ok(None)));
    }
    let lines = |letter: &[u8]| -> Vec<usize> {
        let end = letter.windows(5).position(|w| w == b"\n--- ").unwrap();
        letter[..end]
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::len)
            .collect()
    };
    assert_eq!(lines(letter.as_bytes()), lines(cover.as_bytes()));
}

#[test]
fn text_fills_a_letter_to_the_byte_in_both_forms() {
    let mut committee = Committee::new(10);
    for slots in [Slots::Eight, Slots::Sixteen] {
        let lock = Lock {
            slots,
            threshold: Some(2),
        };
        let form = Form {
            slots,
            stanzas: Stanzas::Shares,
        };
        assert_eq!(lock.form(), form);
        let mut content = committee.content("", &[]);
        let room = text_room(&content, form);
        content.body.push_str(&"a".repeat(room));
        assert_eq!(content.encode().len(), form.cbor_max());
        committee.seal(&content, lock);
    }
}

#[test]
fn a_letter_with_whole_keys_among_shares_is_no_share() {
    let committee = Committee::new(11);
    let mut text = b"age-encryption.org/v1\n-> belfry/v1/share AAAA BBBB\n\n-> x\n\n--- ".to_vec();
    text.extend_from_slice("A".repeat(43).as_bytes());
    text.push(b'\n');
    text.resize(LETTER_LEN, 0);
    assert!(matches!(committee.open(&text, 0), Ok(None)));
    let alone = String::from_utf8_lossy(&text).replace("-> x\n\n", "");
    let mut alone = alone.into_bytes();
    alone.resize(LETTER_LEN, 0);
    assert!(matches!(committee.open(&alone, 0), Err(OpenError::NotAge)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_flipped_bit_never_opens_a_letter_of_a_quorum(at in 0..LETTER_LEN, bit in 0..8_u8) {
        let mut committee = Committee::new(12);
        let content = committee.content("Hallo", &[]);
        let letter = committee.seal(&content, TWO);
        let share = committee.hold(letter.as_bytes(), 1).share;
        let mut bytes = letter.as_bytes().to_vec();
        bytes[at] ^= 1 << bit;
        if let Ok(Some(Opened::Held(held))) = committee.open(&bytes, 0) {
            prop_assert!(open_with_shares(&bytes, &held, &[share], 2).is_err());
        }
    }

    #[test]
    fn any_quorum_of_any_committee_opens(threshold in 2_u8..6, more in 0_u8..3, sixteen: bool, seed: u64) {
        let mut committee = Committee::new(seed);
        let count = u16::from(threshold + more);
        committee.members = (1..=count)
            .map(|m| (MemberNumber(m), HybridIdentity::generate(&mut committee.rng)))
            .collect();
        let slots = if sixteen { Slots::Sixteen } else { Slots::Eight };
        let content = committee.content("Hallo", &[]);
        let letter = committee.seal(&content, Lock { slots, threshold: Some(threshold) });
        let letter = letter.as_bytes();
        let mut held: Vec<_> =
            (0..usize::from(count)).map(|place| committee.hold(letter, place)).collect();
        crate::shuffle::shuffle(&mut held, &mut committee.rng);
        let needed = usize::from(threshold);
        let shares: Vec<_> = held[1..needed].iter().map(|one| one.share.clone()).collect();
        prop_assert!(open_with_shares(letter, &held[0], &shares, threshold).is_ok());
        let few = open_with_shares(letter, &held[0], &shares[1..], threshold);
        prop_assert!(matches!(few, Err(Refusal::TooFew)));
    }
}
