//! Letters, and what is in them.

use crypto_core::{
    ids::LetterId,
    keys::MemberKey,
    lengths::LETTER_LEN,
    letter::{
        Content, HeldShare, Opened, Slots, check_share,
        name_box::{NameBox, Place},
        open_letter, open_with_shares,
        share::{from_bytes, to_bytes},
    },
};

use crate::fixture::FIXTURE;

/// A letter; bytes that are too few are filled up with zeros, so that a fuzzer need not make 64 KiB.
pub fn letter(bytes: &[u8]) -> bool {
    let mut letter = bytes.to_vec();
    if letter.len() < LETTER_LEN {
        letter.resize(LETTER_LEN, 0);
    }
    let keys = std::slice::from_ref(&FIXTURE.identity);
    matches!(
        open_letter(&letter, keys, |_| Some(Slots::Eight)),
        Ok(Some(_))
    )
}

/// A letter for a quorum, filled up likewise; and what a vault keeps of one, and a share, in its first bytes.
pub fn shares(bytes: &[u8]) -> bool {
    let mut letter = bytes.to_vec();
    if letter.len() < LETTER_LEN {
        letter.resize(LETTER_LEN, 0);
    }
    for start in [17, 82] {
        let start = bytes.get(..start).unwrap_or(bytes);
        if let Some(share) = from_bytes(start) {
            assert_eq!(*to_bytes(&share), start);
            let _ = check_share(&letter, &share);
        }
        let _ = HeldShare::restore(&letter, start);
    }
    let keys = std::slice::from_ref(&FIXTURE.identity);
    let Ok(Some(Opened::Held(held))) = open_letter(&letter, keys, |_| Some(Slots::Eight)) else {
        return false;
    };
    let again = HeldShare::restore(&letter, &held.expose());
    assert!(again.is_ok_and(|again| again.share == held.share && again.fits == held.fits));
    let right = check_share(&letter, &held.share);
    assert!(right.is_ok_and(|right| right || !held.fits));
    let _ = open_with_shares(&letter, &held, &[], 2);
    true
}

/// The CBOR in a letter. What is accepted is written the same way again.
pub fn content(bytes: &[u8]) -> bool {
    let Ok(content) = Content::decode(bytes) else {
        return false;
    };
    let again = content.encode();
    assert!(again.as_slice() == bytes, "another encoding was accepted");
    assert_eq!(content.encoded_len(content.body.len()), again.len());
    true
}

/// A name that a reporter held apart, opened with the keys of the corpus.
pub fn name_box(bytes: &[u8]) -> bool {
    let Ok(parsed) = NameBox::parse(bytes) else {
        return false;
    };
    let place = Place {
        channel: &FIXTURE.id,
        letter: &LetterId([3; 16]),
    };
    let members: Vec<_> = parsed.members().collect();
    assert!((1..=members.len()).contains(&usize::from(parsed.threshold())));
    assert!(members.len() < 2 || parsed.threshold() > 1);
    let mut shares = Vec::new();
    for member in members {
        let key = MemberKey::from_bytes([member.0.to_be_bytes()[1]; 32]);
        if let Ok(share) = parsed.share(place, member, &key) {
            assert!(parsed.fits(place, member, &share));
            shares.push(share);
        }
    }
    let _ = parsed.open(place, &shares);
    true
}
