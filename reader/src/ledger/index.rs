//! Which letters pages have entries about. To find that out, each letter's key is tried in each page, twenty million
//! times in a large vault; so what was found is kept. It says only where to look: what a page says is read in the page,
//! and where the index says nothing every key is tried.
//!
//! ```text
//! index  = u8 version, 1 ‖ u32 number of letters ‖ SHA-256 of each letter's plaintext (32), ascending ‖
//!          u32 number of pages ‖ page …
//! page   = hash of its header (32) ‖ u32 number of hits ‖ place of each hit among the letters (u32)
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId},
    journal_page::{EntryKey, Page},
    wire::Cursor,
};
use zeroize::Zeroizing;

use crate::progress::{Measure, Stopped, Watch};

const VERSION: u8 = 1;

/// The letters whose keys were tried in each of the pages, and which of them fitted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// The letters, by the hashes of their plaintexts, which give the keys.
    letters: BTreeSet<Digest>,
    /// The pages, by the hashes of their headers, which fix all that is in them; with the letters that they are about.
    pages: BTreeMap<Digest, BTreeSet<Digest>>,
}

impl Index {
    /// Whether it has looked through just these.
    #[must_use]
    pub fn is_of(&self, pages: &BTreeSet<Digest>, letters: &BTreeSet<Digest>) -> bool {
        self.letters == *letters && self.pages.keys().eq(pages)
    }

    /// Leaves all other letters and pages.
    pub fn keep_only(&mut self, pages: &BTreeSet<Digest>, letters: &BTreeSet<Digest>) {
        self.letters.retain(|letter| letters.contains(letter));
        self.pages.retain(|page, _| pages.contains(page));
        for hits in self.pages.values_mut() {
            hits.retain(|letter| letters.contains(letter));
        }
    }

    /// Leaves out these letters.
    pub fn forget(&mut self, letters: &BTreeSet<Digest>) {
        self.letters.retain(|letter| !letters.contains(letter));
        for hits in self.pages.values_mut() {
            hits.retain(|letter| !letters.contains(letter));
        }
    }

    /// Whether every letter's key was tried in a page.
    #[must_use]
    pub fn has_page(&self, page: &Digest) -> bool {
        self.pages.contains_key(page)
    }

    /// Whether a letter's key was tried in every page.
    #[must_use]
    pub fn has_letter(&self, letter: &Digest) -> bool {
        self.letters.contains(letter)
    }

    /// Whether a page may have entries about one of these letters.
    #[must_use]
    pub fn may_tell_of(&self, page: &Digest, letters: &BTreeSet<Digest>) -> bool {
        match self.pages.get(page) {
            Some(hits) => !hits.is_disjoint(letters) || !letters.is_subset(&self.letters),
            None => true,
        }
    }

    /// Takes in more letters, for which all pages are needed that it has, and more pages: each key is tried in each page
    /// in which it was not. `watch` is told with each page.
    ///
    /// # Errors
    /// [`Stopped`]; it is of no use then.
    pub fn look(
        &mut self,
        pages: &[Page],
        letters: &BTreeSet<Digest>,
        watch: Watch<'_>,
    ) -> Result<(), Stopped> {
        let new: Vec<Digest> = letters.difference(&self.letters).copied().collect();
        let old: Vec<Digest> = self.letters.iter().copied().collect();
        let keys = |letters: &[Digest]| -> Vec<(Digest, EntryKey)> {
            let letters = letters.iter();
            letters
                .map(|one| (*one, EntryKey::of_letter(one)))
                .collect()
        };
        let (new, old) = (keys(&new), keys(&old));
        for (done, page) in pages.iter().enumerate() {
            watch.at(Measure::pages(done, pages.len()))?;
            let hash = page.header.hash();
            let tried: &[(Digest, EntryKey)] = match self.pages.get(&hash) {
                Some(_) => &[],
                None => &old,
            };
            let fits = |(_, key): &&(Digest, EntryKey)| {
                let nonce = key.nonce(&page.header, 0);
                page.entries.iter().any(|entry| entry.starts_with(&nonce))
            };
            let hits = tried.iter().chain(&new).filter(fits);
            let hits: Vec<Digest> = hits.map(|(letter, _)| *letter).collect();
            self.pages.entry(hash).or_default().extend(hits);
        }
        self.letters.extend(letters);
        Ok(())
    }

    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(vec![VERSION]);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes();
        bytes.extend(count(self.letters.len()));
        let mut places = BTreeMap::new();
        for (place, letter) in self.letters.iter().enumerate() {
            bytes.extend(letter.as_bytes());
            places.insert(letter, count(place));
        }
        bytes.extend(count(self.pages.len()));
        for (page, hits) in &self.pages {
            bytes.extend(page.as_bytes());
            bytes.extend(count(hits.len()));
            let hits = hits.iter().filter_map(|letter| places.get(letter));
            bytes.extend(hits.flatten());
        }
        bytes
    }

    /// Reads what [`Self::encode`] made; `None` for anything else.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        cursor.literal(&[VERSION])?;
        let count = cursor.u32()?;
        let letters = (0..count).map(|_| cursor.array().map(Digest));
        let letters: Vec<Digest> = letters.collect::<Option<_>>()?;
        let mut pages = BTreeMap::new();
        for _ in 0..cursor.u32()? {
            let page = Digest(cursor.array()?);
            let count = cursor.u32()?;
            let hits = (0..count).map(|_| {
                let place = usize::try_from(cursor.u32()?).ok()?;
                letters.get(place).copied()
            });
            pages.insert(page, hits.collect::<Option<_>>()?);
        }
        cursor.is_empty().then(|| Self {
            letters: letters.into_iter().collect(),
            pages,
        })
    }
}

/// The keys that may fit in each page.
pub(super) struct Keys<'i> {
    index: &'i Index,
    by_plaintext: BTreeMap<Digest, (EntryKey, Vec<LetterId>)>,
    /// Those of letters that the index does not have.
    untried: Vec<Digest>,
}

impl<'i> Keys<'i> {
    /// The keys of these letters.
    pub fn of(letters: &BTreeMap<LetterId, Digest>, index: &'i Index) -> Self {
        let mut by_plaintext: BTreeMap<Digest, (EntryKey, Vec<LetterId>)> = BTreeMap::new();
        for (letter, plaintext) in letters {
            let known = by_plaintext.entry(*plaintext);
            let known = known.or_insert_with(|| (EntryKey::of_letter(plaintext), Vec::new()));
            known.1.push(*letter);
        }
        let all = by_plaintext.keys();
        let untried = all.filter(|one| !index.has_letter(one)).copied().collect();
        Self {
            index,
            by_plaintext,
            untried,
        }
    }

    /// Those to try in a page, each with its letter.
    pub fn in_page(&self, page: &Digest) -> impl Iterator<Item = (&EntryKey, LetterId)> {
        let hits = self.index.pages.get(page);
        // All of them only where nothing is known: going through ten thousand for each page takes time of its own.
        let all = hits.is_none().then(|| self.by_plaintext.keys());
        let untried = hits.map(|_| &self.untried);
        let known = hits.into_iter().flatten();
        let tried = known.chain(untried.into_iter().flatten());
        let keys = all.into_iter().flatten().chain(tried);
        let keys = keys.filter_map(|plaintext| self.by_plaintext.get(plaintext));
        keys.flat_map(|(key, letters)| letters.iter().map(move |letter| (key, *letter)))
    }
}
