//! Letters, and what is in them.

use crypto_core::{
    lengths::LETTER_LEN,
    letter::{Content, Slots, open_letter},
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
