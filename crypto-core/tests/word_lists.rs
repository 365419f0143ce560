//! The rules of the receipt's word lists (protocol, section 4.2; `xtask/wordlist/README.md`).

use std::collections::{HashMap, HashSet};

/// The files that `crypto_core::words` reads, one word a line.
const ENGLISH: &str = include_str!("../src/words/english.txt");
const DUTCH: &str = include_str!("../src/words/dutch.txt");
/// Words that must never come into the Dutch list, with comments after `#`.
const DENIED: &str = include_str!("../../xtask/wordlist/deny.txt");

const LETTERS: std::ops::RangeInclusive<char> = 'a'..='z';

#[test]
fn the_english_list_is_that_of_bip_39() {
    let digest = crypto_core::primitives::hash::sha256(&[ENGLISH.as_bytes()]);
    assert_eq!(
        crypto_core::ids::Digest(digest).to_string(),
        "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    );
}

#[test]
fn dutch_words_have_four_to_eight_plain_letters() {
    for word in DUTCH.lines() {
        assert!((4..=8).contains(&word.len()), "{word}");
        assert!(word.chars().all(|c| LETTERS.contains(&c)), "{word}");
    }
}

#[test]
fn both_lists_have_2048_words_sorted_and_without_repeats() {
    for list in [ENGLISH, DUTCH] {
        assert_eq!(list.lines().count(), 2_048);
        assert!(list.lines().is_sorted_by(|a, b| a < b));
        assert!(list.ends_with('\n'));
    }
}

#[test]
fn four_letters_name_one_word_in_one_language() {
    let mut seen = HashMap::new();
    for word in ENGLISH.lines().chain(DUTCH.lines()) {
        let start = word.get(..4).unwrap_or(word);
        if let Some(other) = seen.insert(start, word) {
            panic!("{word} and {other} start alike");
        }
    }
}

#[test]
fn one_typing_error_never_makes_another_dutch_word() {
    let words: HashSet<String> = DUTCH.lines().map(str::to_owned).collect();
    for word in DUTCH.lines() {
        for typed in typing_errors(word) {
            assert!(typed == word || !words.contains(&typed), "{word} {typed}");
        }
    }
}

#[test]
fn no_denied_word_is_in_the_dutch_list() {
    let denied: HashSet<&str> = DENIED
        .lines()
        .filter_map(|line| line.split('#').next())
        .flat_map(str::split_whitespace)
        .collect();
    assert!(denied.len() > 500, "the deny list is there");
    let found: Vec<_> = DUTCH.lines().filter(|word| denied.contains(word)).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// What one letter missing, wrong or too many, or two swapped neighbours make of an ASCII word.
fn typing_errors(word: &str) -> Vec<String> {
    let mut errors = Vec::new();
    for at in 0..=word.len() {
        let (before, after) = word.split_at(at);
        for letter in LETTERS {
            errors.push(format!("{before}{letter}{after}"));
            if let Some(rest) = after.get(1..) {
                errors.push(format!("{before}{letter}{rest}"));
            }
        }
        if let Some(rest) = after.get(1..) {
            errors.push(format!("{before}{rest}"));
        }
        if let (Some(first), Some(second), Some(rest)) =
            (after.get(..1), after.get(1..2), after.get(2..))
        {
            errors.push(format!("{before}{second}{first}{rest}"));
        }
    }
    errors
}
