//! Searching everything that this vault can read. The index lies in memory alone and is wiped.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use zeroize::Zeroizing;

use crate::{
    cases,
    casework::{self, What},
    journal::ids::CaseId,
    state::State,
    vault::{Vault, VaultError},
};

/// All texts of a vault in one, so that a search is one pass over memory.
pub struct Index {
    text: Zeroizing<String>,
    /// Where each case's text ends, ascending.
    ends: Vec<(usize, CaseId)>,
}

/// Between texts; nobody can type it.
const GAP: char = '\0';

impl Index {
    /// The index of all letters, answers and deeds that are here.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(vault: &mut Vault, state: &State) -> Result<Self, VaultError> {
        let mut index = Self {
            text: Zeroizing::new(String::new()),
            ends: Vec::new(),
        };
        let mut deeds = casework::load(vault, state, |_| true)?;
        for (id, case) in state
            .cases
            .iter()
            .filter(|(_, case)| case.destroyed.is_none())
        {
            for letter in &case.letters {
                let read = cases::text(vault, letter)?;
                index.put(read.body());
            }
            for reply in case.replies.iter().filter_map(|id| state.replies.get(id)) {
                let text = vault.contents.read(&reply.piece)?;
                index.put(&String::from_utf8_lossy(&text));
            }
            for ordered in deeds.remove(id).unwrap_or_default() {
                let Some(deed) = &ordered.deed else { continue };
                index.put(&deed.text);
                index.put(&deed.told);
                if let What::View(_, _, view) = &deed.what {
                    index.put(&view.text);
                }
            }
            index.ends.push((index.text.len(), *id));
        }
        Ok(index)
    }

    fn put(&mut self, text: &str) {
        if !text.is_empty() {
            // Growing would leave copies behind.
            let folded = folded(text);
            if self.text.capacity() - self.text.len() < folded.len() + 1 {
                let room = (self.text.len() + folded.len()) * 2;
                let mut larger = Zeroizing::new(String::with_capacity(room));
                larger.push_str(&self.text);
                self.text = larger;
            }
            self.text.push_str(&folded);
            self.text.push(GAP);
        }
    }

    /// The cases in which these words stand, one after the other as typed, in whatever case and with whatever accents.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<CaseId> {
        let wanted = folded(words.trim());
        let mut found: Vec<CaseId> = Vec::new();
        let mut from = 0;
        while let Some(at) = self
            .text
            .get(from..)
            .filter(|_| !wanted.is_empty())
            .and_then(|rest| rest.find(wanted.as_str()))
        {
            let at = from + at;
            let place = self.ends.partition_point(|(end, _)| *end <= at);
            let Some((end, id)) = self.ends.get(place) else {
                break;
            };
            found.push(*id);
            from = *end;
        }
        found
    }
}

/// Small letters without accents, all spaces alike.
fn folded(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len() * 2));
    let mut space = false;
    for character in text.nfkd().filter(|one| !is_combining_mark(*one)) {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(character.to_lowercase().filter(|one| *one != GAP));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&[&str]]) -> Index {
        let mut index = Index {
            text: Zeroizing::new(String::new()),
            ends: Vec::new(),
        };
        for (number, texts) in (0_u8..).zip(texts) {
            texts.iter().for_each(|text| index.put(text));
            index.ends.push((index.text.len(), CaseId([number; 5])));
        }
        index
    }

    #[test]
    fn words_are_found_whatever_their_case_and_accents_and_each_case_once() {
        let index = index(&[
            &["Het Café\nvan  Ömer", "nog eens: café"],
            &[],
            &["fraude"],
            &["FRAUDE bij de café-baas"],
        ]);
        let found =
            |words: &str| -> Vec<u8> { index.find(words).iter().map(|id| id.0[0]).collect() };
        assert_eq!(found("cafe"), [0, 3]);
        assert_eq!(found("cafe-baas"), [3]);
        assert_eq!(found(" CAFÉ van ömer "), [0]);
        assert_eq!(found("fraude"), [2, 3]);
        // Not over the end of one text into the next.
        for nowhere in ["omer nog", "fraude fraude", "", "\0"] {
            assert!(found(nowhere).is_empty(), "{nowhere:?}");
        }
    }
}
