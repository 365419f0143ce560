//! Every pair of sentences in the reader's sources, also those that no other test comes to say.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::same;

/// The sources that say something, without their tests.
fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        match (name == "tests", path.is_dir()) {
            (true, _) => {}
            (false, true) => sources(&path, all),
            (false, false) => all.push(path),
        }
    }
}

/// A string of a source, and what stands between it and the one before.
struct Literal {
    before: String,
    text: String,
}

fn literals(source: &str) -> Vec<Literal> {
    let mut all = Vec::new();
    let mut before = String::new();
    let mut chars = source.chars().peekable();
    while let Some(one) = chars.next() {
        match one {
            '/' if chars.peek() == Some(&'/') => {
                chars.by_ref().find(|one| *one == '\n');
            }
            // A quote as a character; a lifetime has none.
            '\'' if chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => {
                let text = literal(&mut chars);
                all.push(Literal { before, text });
                before = String::new();
            }
            other => before.push(other),
        }
    }
    all
}

fn literal(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(one) = chars.next() {
        match (one, chars.peek()) {
            ('"', _) => break,
            ('\\', Some('\n')) => while chars.next_if(|one| one.is_whitespace()).is_some() {},
            ('\\', _) => {
                let escaped = chars.next();
                text.push(if escaped == Some('n') { '\n' } else { '"' });
            }
            (other, _) => text.push(other),
        }
    }
    text
}

/// Two sentences side by side, in brackets or behind the language: the first is Dutch.
fn pairs(source: &str) -> Vec<(String, String)> {
    let all = literals(source);
    let follows = |one: &Literal| one.before.trim() == ",";
    let mut pairs = Vec::new();
    for at in 1..all.len() {
        let (first, second) = (&all[at - 1], &all[at]);
        let is_alone = !follows(first) && all.get(at + 1).is_none_or(|next| !follows(next));
        let begins = first.before.trim_end().ends_with(['(', ',', ':']);
        // One and several, both in Dutch.
        let (call, _) = first.before.rsplit_once('(').unwrap_or_default();
        let begins = begins && !call.ends_with("counted");
        let are_sentences = first.text.contains(' ') && second.text.contains(' ');
        if follows(second) && is_alone && begins && are_sentences {
            pairs.push((first.text.clone(), second.text.clone()));
        }
    }
    pairs
}

/// What is filled in, and the text without it.
fn filled_in(text: &str) -> (BTreeSet<String>, String) {
    let mut names = BTreeSet::new();
    let mut rest = String::new();
    for (at, part) in text.split('{').enumerate() {
        match part.split_once('}') {
            Some((name, after)) if at > 0 => {
                names.insert(name.to_owned());
                rest.push_str(after);
            }
            _ => rest.push_str(part),
        }
    }
    (names, rest)
}

#[test]
fn every_pair_of_sentences_in_the_sources_says_the_same_in_dutch_and_in_english() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let (mut count, mut faults) = (0, Vec::new());
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (dutch, english) in pairs(source) {
            let ((in_dutch, dutch_rest), (in_english, english_rest)) =
                (filled_in(&dutch), filled_in(&english));
            // Dutch counts in a piece of its own: then it has a name that English has not.
            let is_all_there = in_english.is_subset(&in_dutch) || !in_dutch.is_subset(&in_english);
            let lacks = (!is_all_there).then(|| format!("{in_english:?} not in {dutch:?}"));
            // What is filled in may be all that differs.
            let has_words = dutch_rest.contains(char::is_alphabetic)
                && (dutch_rest != english_rest || in_dutch == in_english);
            let fault = has_words.then(|| same::fault(&dutch_rest, &english_rest));
            let of_file = |what| format!("{}: {what}", file.display());
            faults.extend(lacks.or(fault.flatten()).map(of_file));
            count += 1;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 500, "{count}");
}
