use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};

use super::support::Committee;
use crate::{
    lengths::LETTER_LEN,
    letter::{OpenError, Opened, Slots, open_letter},
    primitives::{
        age_file::{self, FRAME_LEN, STANZA_LEN},
        hybrid::{FileKey, HybridIdentity, Wrapped},
    },
};

/// An age file with this plaintext and `stanzas` stanzas, all but the first for nobody.
fn made_by_hand(key: &HybridIdentity, stanzas: usize, plaintext: &[u8]) -> Vec<u8> {
    let rng = &mut StdRng::seed_from_u64(1);
    let file_key = FileKey::generate(rng);
    let mut wrapped = vec![key.recipient().wrap(&file_key, rng).unwrap()];
    wrapped.resize_with(stanzas, || {
        let throw_away = HybridIdentity::generate(rng).recipient();
        throw_away.wrap(&file_key, rng).unwrap()
    });
    age_file::write(&file_key, &wrapped, &[6; 16], plaintext).unwrap()
}

fn open_by_hand(stanzas: usize, plaintext: &[u8]) -> Result<Option<Opened>, OpenError> {
    let key = HybridIdentity::from_seed(&[1; 32]);
    let letter = made_by_hand(&key, stanzas, plaintext);
    open_letter(&letter, &[key], |_| None)
}

fn padded(start: &[u8], stanzas: usize) -> Vec<u8> {
    let mut plaintext = start.to_vec();
    plaintext.resize(LETTER_LEN - FRAME_LEN - stanzas * STANZA_LEN, 0);
    plaintext
}

#[test]
fn a_text_from_another_age_tool_is_a_letter_without_a_way_back() {
    let plaintext = padded("Zie het dossier.\n".as_bytes(), 3);
    let Ok(Some(Opened::Foreign(letter))) = open_by_hand(3, &plaintext) else {
        panic!("not taken as a text");
    };
    assert_eq!(*letter.text, "Zie het dossier.");
}

#[test]
fn what_opens_but_is_neither_ours_nor_text_is_refused() {
    let inside = padded(b"Zie\0het dossier", 8);
    assert!(matches!(open_by_hand(8, &inside), Err(OpenError::Layout)));
    let not_text = padded(&[0xff, 0xfe], 8);
    assert!(matches!(open_by_hand(8, &not_text), Err(OpenError::Layout)));
    let zeros = padded(&[], 7);
    assert!(matches!(open_by_hand(7, &zeros), Err(OpenError::Slots)));
    assert!(matches!(
        open_by_hand(8, &padded(&[], 8)),
        Err(OpenError::Content(_))
    ));
    for count in [52_463_u32, 0x00ff_ffff] {
        let plaintext = padded(&count.to_be_bytes(), 8);
        assert!(matches!(
            open_by_hand(8, &plaintext),
            Err(OpenError::Layout)
        ));
    }
}

#[test]
fn padding_other_than_zeros_is_refused() {
    let committee = Committee::new(1);
    let cbor = committee.content("Hallo", &[]).encode();
    let count = u32::try_from(cbor.len()).unwrap().to_be_bytes();
    let mut plaintext = padded(&[count.as_slice(), &cbor].concat(), 8);
    // Boxes and tags of zeros: no way back, but the text is read.
    match open_by_hand(8, &plaintext) {
        Ok(Some(Opened::Letter(letter))) => {
            assert!(letter.member_key.is_none() && !letter.tag_ok);
            assert_eq!(*letter.content.body, "Hallo");
        }
        _ => panic!("not taken as a letter"),
    }
    *plaintext.last_mut().unwrap() = 1;
    assert!(matches!(
        open_by_hand(8, &plaintext),
        Err(OpenError::Layout)
    ));
}

#[test]
fn a_changed_text_breaks_the_tag_though_the_box_opens() {
    let committee = Committee::new(2);
    let rng = &mut StdRng::seed_from_u64(2);
    let (number, key) = &committee.members[0];
    let member_key = committee.root.member_key(*number);
    let file_key = FileKey::generate(rng);
    let stanzas: Vec<Wrapped> = (0..8)
        .map(|_| key.recipient().wrap(&file_key, rng).unwrap())
        .collect();
    let cbor = committee.content("Eerst dit", &[]).encode();
    let mut tagged = u32::try_from(cbor.len()).unwrap().to_be_bytes().to_vec();
    tagged.extend_from_slice(&cbor);
    for (index, stanza) in (0..).zip(&stanzas) {
        tagged.extend(crate::primitives::aead::seal_once(
            stanza.box_key.expose(),
            &[index],
            member_key.expose_for_box(),
        ));
    }
    let tag = member_key.letter_tag(&tagged);
    let open = |tagged: &[u8]| {
        let plaintext = padded(&[tagged, &tag].concat(), 8);
        let letter = age_file::write(&file_key, &stanzas, &[6; 16], &plaintext).unwrap();
        let opened = committee.open_ours(&letter, 0);
        (opened.member_key.is_some(), opened.tag_ok)
    };
    assert_eq!(open(&tagged), (true, true));
    let at = tagged.windows(5).position(|w| w == b"Eerst").unwrap();
    tagged[at] ^= 1;
    assert_eq!(open(&tagged), (true, false));
}

#[test]
fn other_lengths_are_refused() {
    let mut committee = Committee::new(3);
    let content = committee.content("Hallo", &[]);
    let letter = committee.seal(&content, Slots::Eight);
    let bytes = letter.as_bytes();
    for length in [0, 1, 22, 65_535] {
        let cut = &bytes[..length];
        assert!(matches!(committee.open(cut, 0), Err(OpenError::Length)));
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(matches!(committee.open(&longer, 0), Err(OpenError::Length)));
}

#[test]
fn thousands_of_stanzas_do_not_keep_a_reader_busy() {
    let mut letter = b"age-encryption.org/v1\n".to_vec();
    while letter.len() < LETTER_LEN {
        letter.extend_from_slice(b"-> x\n\n");
    }
    letter.truncate(LETTER_LEN);
    let committee = Committee::new(4);
    assert!(matches!(committee.open(&letter, 0), Err(OpenError::NotAge)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_letter_with_a_flipped_bit_never_opens(at in 0..LETTER_LEN, bit in 0..8_u8) {
        let mut committee = Committee::new(5);
        let content = committee.content("Hallo", &[]);
        let mut bytes = committee.seal(&content, Slots::Eight).as_bytes().to_vec();
        bytes[at] ^= 1 << bit;
        prop_assert!(!matches!(committee.open(&bytes, 0), Ok(Some(_))));
    }

    #[test]
    fn a_letter_whose_end_is_missing_never_opens(kept in 0..LETTER_LEN, seed: u64) {
        let mut committee = Committee::new(6);
        let content = committee.content("Hallo", &[]);
        let mut bytes = committee.seal(&content, Slots::Eight).as_bytes().to_vec();
        StdRng::seed_from_u64(seed).fill_bytes(&mut bytes[kept..]);
        prop_assert!(!matches!(committee.open(&bytes, 0), Ok(Some(_))));
    }

    #[test]
    fn any_plaintext_gives_an_answer(start in proptest::collection::vec(any::<u8>(), 0..400), zero: bool) {
        let mut start = start;
        if zero && start.len() > 4 {
            let count = u32::try_from(start.len() - 4).unwrap();
            start[..4].copy_from_slice(&count.to_be_bytes());
        }
        let _ = open_by_hand(8, &padded(&start, 8));
    }
}
