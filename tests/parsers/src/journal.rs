//! Entries of a member's journal.

use belfry_reader::{
    casework::{Deed, rules::Rules},
    journal::{entry::Entry, event::Event},
    ledger::{Fact, Told},
};
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

/// What a colleague did in a case, as a page's entry, as the deed itself, or as rules that came in a file.
pub fn deed(bytes: &[u8]) -> bool {
    if let Ok(told) = Told::decode(bytes) {
        let again = Told::decode(&told.encode(told.place)).expect("what was just written");
        assert!(again == told || matches!(told.fact, Fact::Unknown(_)));
    }
    let rules = std::str::from_utf8(bytes).map(Rules::parse);
    let Ok(deed) = Deed::decode(bytes) else {
        return matches!(rules, Ok(Ok(_)));
    };
    let again = Deed::decode(&deed.encode()).expect("what was just written");
    assert!(again == deed);
    true
}
