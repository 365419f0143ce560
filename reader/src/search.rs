//! Searching everything that this vault can read. The index lies in memory alone and is wiped.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use zeroize::Zeroizing;

use crate::{
    cases,
    casework::{self, LoadError, What},
    journal::ids::CaseId,
    progress::Watch,
    state::State,
    vault::Vault,
};

/// All texts of a vault, so that a search is one pass over memory.
pub struct Index {
    parts: Vec<Part>,
}

/// The texts of some cases.
struct Part {
    text: Zeroizing<String>,
    /// Where each case's text ends, ascending.
    ends: Vec<(usize, CaseId)>,
}

/// Between texts; nobody can type it.
const GAP: char = '\0';
/// Bytes of a part, unless one case has more: what grows beyond its room would leave a copy behind.
const PART: usize = 1 << 20;

impl Index {
    /// The index of all letters, answers and deeds that are here.
    ///
    /// # Errors
    /// What the vault says, and that it was stopped.
    pub fn of(vault: &mut Vault, state: &State, watch: Watch<'_>) -> Result<Self, LoadError> {
        let mut index = Self { parts: Vec::new() };
        casework::in_turn::<LoadError>(vault, state, watch, |vault, id, deeds| {
            let Some(case) = state.cases.get(&id) else {
                return Ok(());
            };
            let mut texts = Vec::new();
            for letter in &case.letters {
                texts.push(folded(cases::text(vault, letter)?.body()));
            }
            for reply in case.replies.iter().filter_map(|id| state.replies.get(id)) {
                let text = vault.contents.read(&reply.piece)?;
                texts.push(folded(&String::from_utf8_lossy(&text)));
            }
            for deed in deeds.iter().filter_map(|one| one.deed.as_ref()) {
                texts.extend([&deed.text, &deed.told].map(|text| folded(text)));
                if let What::View(_, _, view) = &deed.what {
                    texts.push(folded(&view.text));
                }
            }
            index.put(id, &texts);
            Ok(())
        })?;
        Ok(index)
    }

    /// A case with its texts.
    fn put(&mut self, id: CaseId, texts: &[Zeroizing<String>]) {
        let texts = texts.iter().filter(|text| !text.is_empty());
        let length: usize = texts.clone().map(|text| text.len() + 1).sum();
        let has_room = |part: &&mut Part| part.text.capacity() - part.text.len() >= length;
        if self.parts.last_mut().filter(has_room).is_none() {
            let room = String::with_capacity(length.max(PART));
            self.parts.push(Part {
                text: Zeroizing::new(room),
                ends: Vec::new(),
            });
        }
        if let Some(part) = self.parts.last_mut() {
            for text in texts {
                part.text.push_str(text);
                part.text.push(GAP);
            }
            part.ends.push((part.text.len(), id));
        }
    }

    /// The cases in which these words stand, one after the other as typed, in whatever case and with whatever accents.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<CaseId> {
        let wanted = folded(words.trim());
        let found = self.parts.iter().map(|part| part.find(&wanted));
        found.collect::<Vec<_>>().concat()
    }
}

impl Part {
    fn find(&self, wanted: &str) -> Vec<CaseId> {
        let mut found: Vec<CaseId> = Vec::new();
        let mut from = 0;
        while let Some(at) = self
            .text
            .get(from..)
            .filter(|_| !wanted.is_empty())
            .and_then(|rest| rest.find(wanted))
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
pub(crate) fn folded(text: &str) -> Zeroizing<String> {
    // Of one letter there are up to 18 (Unicode, UAX 15), and what grows leaves a copy behind.
    let most: usize = text.nfkd().map(char::len_utf8).sum();
    let mut folded = Zeroizing::new(String::with_capacity(2 * most));
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
        let mut index = Index { parts: Vec::new() };
        for (number, texts) in (0_u8..).zip(texts) {
            let texts: Vec<_> = texts.iter().map(|text| folded(text)).collect();
            index.put(CaseId([number; 5]), &texts);
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

    #[test]
    fn a_case_is_found_in_whatever_part_it_lies_and_no_part_grows() {
        let long = "woord ".repeat(PART / 20);
        let mut texts: Vec<Vec<&str>> = vec![vec![&long]; 9];
        let far = "x".repeat(PART + 1);
        texts.push(vec![&far, "achteraan"]);
        texts.push(vec!["achteraan"]);
        let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
        let index = index(&texts);
        assert!(index.parts.len() >= 4, "{}", index.parts.len());
        let found = |words: &str| index.find(words).len();
        assert_eq!([found("woord"), found("achteraan"), found("xx")], [9, 2, 1]);
        for part in &index.parts {
            let room = part.text.capacity();
            assert!(room == PART || part.ends.len() == 1, "{room}");
        }
    }
}
