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
    journal_page::{EntryKey, Page},
    time::{Day, Week},
};

pub use examine::{Alarm, Reader, examine};
pub use fact::{Fact, Told};
pub use whole::{cases, forget, keep_index, lines, living, whole};

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
    let mut order: Vec<&Page> = seen.iter().map(|seen| &seen.page).collect();
    order.sort_by_key(|page| place(page));
    // The same page may have come twice, or be one's own.
    order.dedup_by_key(|page| page.header.hash());
    let days: BTreeMap<_, Day> = order
        .iter()
        .map(|page| (key(page), page.header.day))
        .collect();
    let keys = Keys::of(letters, index);
    let mut lines = Vec::new();
    for page in order {
        let header = &page.header;
        let (member, chain, number) = key(page);
        let before = number.checked_sub(1);
        let before = before.and_then(|number| days.get(&(member, chain, number)));
        for told in facts_in(page, &keys) {
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
fn place(page: &Page) -> (u64, MemberNumber, [u8; 8], u32) {
    let header = &page.header;
    (header.clock, header.member, header.chain, header.number)
}

fn key(page: &Page) -> (MemberNumber, [u8; 8], u32) {
    (page.header.member, page.header.chain, page.header.number)
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
