//! What colleagues tell of each letter, and what is in no page yet.

use belfry_reader::{
    journal::ids::{CaseId, DeedId, ReplyId},
    ledger::{Fact, Told, fact::Published},
    vault::contents::PieceRef,
};
use crypto_core::{
    ids::{Digest, LetterId},
    journal_page::{ENTRY_LEN, EntryKey, Header},
    time::Day,
};
use rand::{Rng as _, rngs::StdRng};

/// A deed that is in no page yet.
pub struct Untold {
    pub case: CaseId,
    pub id: DeedId,
    pub piece: PieceRef,
}

/// A member's pages so far.
#[derive(Default)]
pub struct Chain {
    pub number: u32,
    /// The hash of the last header, and the header as it was signed.
    pub last: Option<(Digest, Vec<u8>)>,
    pub untold: Vec<Untold>,
    /// Facts about letters, by their plaintexts, that are in no page yet.
    pub facts_untold: Vec<(Digest, Told)>,
    /// The number of deeds told.
    pub facts: u32,
}

/// Both have opened it, and one of them has confirmed receipt; each with who tells it.
pub fn of_colleagues(letter: LetterId, day: Day, rng: &mut StdRng) -> [(u16, Told); 3] {
    let mut reply = [0; 16];
    rng.fill_bytes(&mut reply);
    let confirmed = Fact::Published(letter, ReplyId(reply), Published::Confirmation);
    let opened = Fact::Opened(letter, Vec::new());
    let told = |fact| Told {
        place: 0,
        day,
        fact,
    };
    [(2, opened.clone()), (3, opened), (2, confirmed)].map(|(member, fact)| (member, told(fact)))
}

/// Seals them into the first entries of a page.
pub fn seal(facts: &[(Digest, Told)], header: &Header, entries: &mut [[u8; ENTRY_LEN]]) {
    for (at, (plaintext, told)) in facts.iter().enumerate() {
        let before = facts[..at].iter().filter(|(one, _)| one == plaintext);
        let place = u8::try_from(before.count()).unwrap();
        let content = told.encode(place.into());
        let key = EntryKey::of_letter(plaintext);
        entries[at] = key.seal(header, place, &content).unwrap();
    }
}
