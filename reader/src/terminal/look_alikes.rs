//! Words that are taken for others: letters of several alphabets in one, or a whole word in letters of another alphabet
//! of which each looks like a Latin one.
//!
//! What looks like what is in Unicode's table of confusables (Unicode Technical Standard 39, section 4), as the crate
//! has it that tells mixed words.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::{MixedScript as _, skeleton};

use super::one_line;

/// Words that are named, and the columns that each may take.
const WORDS_NAMED: usize = 5;
const WORD_COLUMNS: usize = 30;
/// Letters of the shortest word that is taken for another: one letter alone is a formula's, or a list's.
const LETTERS_MIN: usize = 2;
/// An alphabet of which fewer than one letter in so many is, is not one in which a text is written.
const RARE: usize = 20;

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

/// Words of which all letters are of one other alphabet and look like Latin ones. In a letter in Russian, Bulgarian or
/// Greek such words are what they look like: where a text is not mostly Latin, those alone are named that stand between
/// two Latin words of their line, or whose alphabet is hardly used in it otherwise. At most five, and how many more.
#[must_use]
pub fn look_alike_words(text: &str) -> (Vec<LookAlike>, usize) {
    let mut scripts: HashMap<Script, usize> = HashMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        *scripts.entry(c.script()).or_default() += 1;
    }
    let letters: usize = scripts.values().sum();
    let count = |script| scripts.get(&script).copied().unwrap_or(0);
    let is_latin = count(Script::Latin) * 2 > letters;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let words: Vec<&str> = words(line).filter(|word| !word.is_empty()).collect();
        for (at, word) in words.iter().enumerate() {
            let Some((script, named)) = look_alike(word) else {
                continue;
            };
            let is_latin_at = |at: Option<usize>| {
                let word = at.and_then(|at| words.get(at));
                word.is_some_and(|word| word.chars().all(|c| c.script() == Script::Latin))
            };
            let is_between = || is_latin_at(at.checked_sub(1)) && is_latin_at(Some(at + 1));
            if is_latin || count(script) * RARE < letters || is_between() {
                found.insert(named);
            }
        }
    }
    let more = found.len().saturating_sub(WORDS_NAMED);
    (found.into_iter().take(WORDS_NAMED).collect(), more)
}

/// Its alphabet, and what is said of it.
fn look_alike(word: &str) -> Option<(Script, LookAlike)> {
    let script = word.chars().find(|c| c.is_alphabetic())?.script();
    let is_of_it = |c: char| c.script() == script || is_combining_mark(c);
    if script == Script::Latin || !word.chars().all(is_of_it) {
        return None;
    }
    // Marks above letters hide nothing: an e with dots in Cyrillic is taken for the Latin one.
    let seems: String = skeleton(word).filter(|c| !is_combining_mark(*c)).collect();
    let is_latin = seems.chars().all(|c| c.is_ascii_alphabetic());
    (is_latin && word.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN).then(|| {
        let named = LookAlike {
            word: one_line(word, WORD_COLUMNS),
            looks_like: one_line(&seems, WORD_COLUMNS),
            script: script.full_name(),
        };
        (script, named)
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
    fn in_a_letter_in_another_language_those_are_named_that_cannot_be_of_it() {
        let letter =
            "Директор сказал, что сор из избы не выносят, и перевёл деньги, а хор поёт. ".repeat(2);
        assert_eq!(found(&letter), [""; 0]);
        // ΑΒΝ in Greek letters, in a Russian letter.
        let greek = format!("{letter} Он назвал банк \u{391}\u{392}\u{39d}.");
        assert_eq!(found(&greek), ["Greek ABN"]);
        // A Dutch line below it, with Cyrillic scope in it.
        let line = "Het geld ging naar \u{455}\u{441}\u{43e}\u{440}\u{435}, zegt hij.";
        assert_eq!(found(&format!("{letter}\n{line}")), ["Cyrillic scope"]);
        // One Latin neighbour is no Latin line.
        let names = format!("{letter}\nJansen: око за око. Хор Pieterse.");
        assert_eq!(found(&names), [""; 0]);
        // Whoever quotes in a third alphabet writes in it too.
        let quoted = format!("{letter} Ο διευθυντής πήρε χρήματα από το ταμείο, τον νόμο.");
        assert_eq!(found(&quoted), [""; 0]);
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
