//! What members tell each other of their work: who opened, released, answered, closed, erased. Every
//! member's facts come as pages of a signed chain; put together in any order they give every reader the
//! same ledger, as far as it may read the letters that the facts are about (protocol, section 4.8).

pub mod examine;
pub mod fact;
pub mod here;
pub mod index;
pub mod own;
pub mod page;
pub mod part;
mod whole;

use std::collections::BTreeMap;

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page::{EntryKey, Header, Page},
    time::{Day, Week},
};

pub use examine::{Alarm, Reader, examine};
pub use fact::{Fact, Told};
pub use whole::{KeepError, cases, forget, keep_index, lines, living, whole};

use index::{Index, Keys};

/// A page, and when the server had it; of the own pages that is not known.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The page, verified.
    pub page: Page,
    /// The storage week in which it came.
    pub week: Option<Week>,
}

/// One fact in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who tells it of themselves.
    pub member: MemberNumber,
    /// The day on which it was so, as they say.
    pub day: Day,
    /// The day of the page in which it stands.
    pub written: Day,
    /// Whether it was told later than the page after that day.
    pub late: bool,
    /// The fact.
    pub fact: Fact,
}

/// The facts of all pages that these letters' plaintexts let one read, in the order that all readers agree on: the same
/// with any index, sooner with one that has these pages and letters.
#[must_use]
pub fn read(seen: &[Seen], letters: &BTreeMap<LetterId, Digest>, index: &Index) -> Vec<Line> {
    let keys = Keys::of(letters, index);
    let heard = seen.iter().map(|seen| Heard::of(&seen.page, &keys));
    in_order(heard.collect())
}

/// What can be read of a page, without what cannot.
struct Heard {
    header: Header,
    told: Vec<Told>,
}

impl Heard {
    fn of(page: &Page, keys: &Keys<'_>) -> Self {
        Self {
            header: page.header,
            told: facts_in(page, keys),
        }
    }
}

fn in_order(mut heard: Vec<Heard>) -> Vec<Line> {
    heard.sort_by_key(|one| place(&one.header));
    // The same page may have come twice, or be one's own.
    heard.dedup_by_key(|one| one.header.hash());
    let days: BTreeMap<_, Day> = (heard.iter())
        .map(|one| (key(&one.header), one.header.day))
        .collect();
    let mut lines = Vec::new();
    for Heard { header, told } in heard {
        let (member, chain, number) = key(&header);
        let before = number.checked_sub(1);
        let before = before.and_then(|number| days.get(&(member, chain, number)));
        for told in told {
            lines.push(Line {
                member: header.member,
                day: told.day,
                written: header.day,
                late: before.is_some_and(|before| told.day < *before),
                fact: told.fact,
            });
        }
    }
    lines
}

/// Where a page stands among all: by clock first, so that what was known comes before who knew it.
fn place(header: &Header) -> (u64, MemberNumber, [u8; 8], u32) {
    (header.clock, header.member, header.chain, header.number)
}

fn key(header: &Header) -> (MemberNumber, [u8; 8], u32) {
    (header.member, header.chain, header.number)
}

/// The entries of a page that lie under a key, with where they stand in it.
fn entries_under(page: &Page, key: &EntryKey) -> Vec<(usize, Told)> {
    let mut found = Vec::new();
    for count in 0..=u8::MAX {
        let nonce = key.nonce(&page.header, count);
        let mut entries = page.entries.iter().enumerate();
        let Some((at, entry)) = entries.find(|(_, entry)| entry.starts_with(&nonce)) else {
            break;
        };
        let opened = key.open(&page.header, entry);
        let told = opened.and_then(|content| Told::decode(&content).ok());
        found.extend(told.map(|told| (at, told)));
    }
    found
}

fn facts_in(page: &Page, keys: &Keys<'_>) -> Vec<Told> {
    let mut found: Vec<(usize, Told)> = Vec::new();
    let mut take = |key: &EntryKey, about: Option<LetterId>| {
        // Under the key of one letter nobody tells of another, nor in everybody's hearing of any; and nobody tells
        // under a key that stays what is to go with its case.
        let all = entries_under(page, key).into_iter();
        found.extend(all.filter(|(_, told)| match told.fact {
            Fact::Unknown(_) => true,
            Fact::Part(..) => false,
            _ => told.fact.letter() == about,
        }));
    };
    take(&EntryKey::common(&page.header), None);
    for (key, letter) in keys.in_page(&page.header.hash()) {
        take(key, Some(letter));
    }
    // Shuffled in the page; the order of telling stands in each, letter by letter.
    found.sort_by_key(|(at, told)| (told.fact.letter(), told.place, *at));
    found.into_iter().map(|(_, told)| told).collect()
}

#[cfg(test)]
mod tests;
