//! Words that are taken for others: letters of several alphabets in one, or a whole word in letters of another alphabet
//! of which each looks like a Latin one.
//!
//! What looks like what is in Unicode's table of confusables (Unicode Technical Standard 39, section 4), as the crate
//! has it that tells mixed words.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::{MixedScript as _, skeleton};

use super::one_line;

/// Words that are named, and the columns that each may take.
const WORDS_NAMED: usize = 5;
const WORD_COLUMNS: usize = 30;
/// Letters of the shortest word that is taken for another: one letter alone is a formula's, or a list's.
const LETTERS_MIN: usize = 2;

/// Words in which letters of several alphabets stand, as in a name that is to be taken for another: `Rаbo` with
/// a Cyrillic `а`. Unicode Technical Standard 39, section 5. At most five, and how many more.
#[must_use]
pub fn mixed_words(text: &str) -> (Vec<String>, usize) {
    let mixed: BTreeSet<&str> = words(text)
        .filter(|word| !word.is_single_script())
        .collect();
    let more = mixed.len().saturating_sub(WORDS_NAMED);
    let named = mixed.iter().take(WORDS_NAMED);
    (
        named.map(|word| one_line(word, WORD_COLUMNS)).collect(),
        more,
    )
}

/// A word that is written in another alphabet than it seems to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookAlike {
    /// The word, on one line.
    pub word: String,
    /// What it looks like, in Latin letters.
    pub looks_like: String,
    /// The alphabet of its letters: `Cyrillic`.
    pub script: &'static str,
}

/// Words of which all letters are of one other alphabet and look like Latin ones, in a text that is mostly Latin. In a
/// letter in Russian, Bulgarian or Greek such words are what they look like, and not one of them is named. At most five,
/// and how many more.
#[must_use]
pub fn look_alike_words(text: &str) -> (Vec<LookAlike>, usize) {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, others): (Vec<Script>, Vec<Script>) = letters
        .map(|c| c.script())
        .partition(|script| *script == Script::Latin);
    if latin.len() <= others.len() {
        return (Vec::new(), 0);
    }
    let found: BTreeSet<LookAlike> = words(text).filter_map(look_alike).collect();
    let more = found.len().saturating_sub(WORDS_NAMED);
    (found.into_iter().take(WORDS_NAMED).collect(), more)
}

fn look_alike(word: &str) -> Option<LookAlike> {
    let script = word.chars().find(|c| c.is_alphabetic())?.script();
    let is_of_it = |c: char| c.script() == script || is_combining_mark(c);
    if script == Script::Latin || !word.chars().all(is_of_it) {
        return None;
    }
    // Marks above letters hide nothing: an e with dots in Cyrillic is taken for the Latin one.
    let seems: String = skeleton(word).filter(|c| !is_combining_mark(*c)).collect();
    let is_latin = seems.chars().all(|c| c.is_ascii_alphabetic());
    (is_latin && word.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN).then(|| {
        LookAlike {
            word: one_line(word, WORD_COLUMNS),
            looks_like: one_line(&seems, WORD_COLUMNS),
            script: script.full_name(),
        }
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && !is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each with what it looks like, after the alphabet.
    fn found(text: &str) -> Vec<String> {
        let (words, _) = look_alike_words(text);
        let named = words.iter();
        named
            .map(|one| format!("{} {}", one.script, one.looks_like))
            .collect()
    }

    #[test]
    fn words_of_several_alphabets_are_named() {
        let (found, more) = mixed_words(
            "Bel R\u{430}bo of R\u{430}bo, niet Київ of 東京タワー; één e\u{301}e\u{301}n.",
        );
        assert_eq!((found, more), (vec!["R\u{430}bo".to_owned()], 0));
        let many: String = ('a'..='i').map(|c| format!("{c}\u{430} ")).collect();
        assert_eq!((mixed_words(&many).0.len(), mixed_words(&many).1), (5, 4));
    }

    #[test]
    fn a_whole_word_in_letters_that_look_latin_is_named_in_a_latin_letter() {
        for (word, seems) in [
            // раура, СОРЕХ, ѕсоре and ёхоп's like, in Cyrillic.
            ("\u{440}\u{430}\u{443}\u{440}\u{430}", "Cyrillic paypa"),
            ("\u{421}\u{41e}\u{420}\u{415}\u{425}", "Cyrillic COPEX"),
            ("\u{455}\u{441}\u{43e}\u{440}\u{435}", "Cyrillic scope"),
            ("\u{451}\u{445}\u{43e}", "Cyrillic exo"),
            // ΑΒΝ, Greek; հոս, Armenian.
            ("\u{391}\u{392}\u{39d}", "Greek ABN"),
            ("\u{570}\u{578}\u{585}", "Armenian hno"),
        ] {
            let text = format!("Het geld ging naar {word}, zegt hij.");
            assert_eq!(found(&text), [seems], "{text}");
        }
    }

    #[test]
    fn letters_in_other_languages_are_not_full_of_marks() {
        for text in [
            // Each has words that would look Latin: сор, хор, око; ее, его; τον, νοι.
            "Он сказал, что сор из избы не выносят. Его хор поёт, а у нее око за око.",
            "Директорът каза: око за око. Аз съм сама и нося хоро, а той се скара.",
            "Ο διευθυντής πήρε χρήματα από το ταμείο και οι υπάλληλοι το ξέρουν. Όχι ο νόμος.",
            "Директор Jansen сказав: хор, сор, око, раса.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        // Other words of them in a Dutch letter neither: not all of their letters look Latin.
        let quoted =
            "Hij schreef «Дай мне деньги» en «Ελλάδα» onder de brief, en 東京, שלום, α-straling.";
        assert_eq!(found(quoted), [""; 0]);
    }

    #[test]
    fn a_thousand_such_words_fill_no_screen() {
        let words: String = ('\u{430}'..'\u{450}')
            .map(|c| format!("\u{430}{c}\u{430} Latijn "))
            .collect();
        let (named, more) = look_alike_words(&words);
        assert_eq!(named.len(), 5);
        assert!(more > 0);
    }
}
