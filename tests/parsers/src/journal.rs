//! Entries of a member's journal.

use belfry_reader::journal::{entry::Entry, event::Event};
use crypto_core::{labels::kind, signed};

use crate::fixture::FIXTURE;

/// A signed entry, and any bytes signed as one; what is accepted is written the same way again.
pub fn journal(bytes: &[u8]) -> bool {
    let key = FIXTURE.member_key.verifying_key();
    let signed = signed::sign(bytes, kind::JOURNAL, &FIXTURE.member_key);
    let Ok(entry) = Entry::verify(bytes, &key).or_else(|_| Entry::verify(&signed, &key)) else {
        return false;
    };
    let (number, fields) = entry.event.encode();
    let again = Event::decode(number, &fields).expect("what was just written");
    assert!(again.encode() == (number, fields));
    true
}
