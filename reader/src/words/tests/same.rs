//! What a text in Dutch and the same in English have to share.

use std::collections::BTreeSet;

/// Words that are frequent in one of the two languages and are none in the other.
const ENGLISH: [&str; 26] = [
    "the", "and", "not", "this", "that", "these", "with", "from", "for", "it", "by", "which",
    "were", "are", "has", "have", "been", "who", "whom", "you", "your", "they", "there", "cannot",
    "nobody", "whoever",
];
const DUTCH: [&str; 22] = [
    "de", "het", "een", "niet", "van", "dat", "zijn", "voor", "wordt", "geen", "je", "ook", "dit",
    "deze", "maar", "nog", "naar", "wie", "niemand", "jij", "jouw", "worden",
];

/// Each is there and in its own language, and both name the same commands and numbers.
pub(super) fn check(dutch: &str, english: &str) {
    assert_eq!(fault(dutch, english), None);
}

/// What is wrong with them, where something is.
pub(super) fn fault(dutch: &str, english: &str) -> Option<String> {
    let strange = |text, others: &[&str]| words(text).find(|word| others.contains(&word.as_str()));
    let what = if dutch.trim().is_empty() || english.trim().is_empty() {
        "one is empty".to_owned()
    } else if dutch == english {
        "they are equal".to_owned()
    } else if dutch.contains("(s)") {
        "(s) is no Dutch".to_owned()
    } else if let Some(word) = strange(dutch, &ENGLISH).or_else(|| strange(english, &DUTCH)) {
        format!("\"{word}\" is of the other language")
    } else if commands(dutch) != commands(english) {
        format!("{:?} and {:?}", commands(dutch), commands(english))
    } else if numbers(dutch) != numbers(english) {
        format!("{:?} and {:?}", numbers(dutch), numbers(english))
    } else {
        return None;
    };
    Some(format!("{what}: {dutch:?}, {english:?}"))
}

/// What stands in backticks.
fn commands(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Whole numbers, whatever stands between their thousands.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut number = String::new();
    let mut chars = text.chars().peekable();
    while let Some(one) = chars.next() {
        if one.is_ascii_digit() {
            number.push(one);
            continue;
        }
        let goes_on = chars.peek().is_some_and(char::is_ascii_digit);
        if !(matches!(one, '.' | ',') && goes_on && !number.is_empty()) {
            all.insert(std::mem::take(&mut number));
        }
    }
    all.insert(number);
    all.remove("");
    all
}

/// Its words, without commands, options and what somebody wrote.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut plain = String::new();
    for (at, part) in text.split(['`', '"']).enumerate() {
        if at % 2 == 0 {
            plain.push_str(part);
        }
        plain.push(' ');
    }
    let is_word = |token: &&str| !token.trim_start_matches('(').starts_with("--");
    let tokens: Vec<&str> = plain.split_whitespace().filter(is_word).collect();
    let plain = tokens.join(" ").to_lowercase();
    let words = plain.split(|one: char| !one.is_alphabetic() && one != '\'');
    words.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[test]
#[should_panic(expected = "\\\"the\\\"")]
fn english_in_dutch_is_found() {
    check("Van the board is niets te lezen", "Nothing can be read");
}

#[test]
#[should_panic(expected = "\\\"niet\\\"")]
fn dutch_in_english_is_found() {
    check("Dat kan niet", "That kan niet");
}

#[test]
#[should_panic(expected = "case show")]
fn a_command_that_one_of_them_lacks_is_found() {
    check("Zie `case show`", "Look there");
}

#[test]
#[should_panic(expected = "45000")]
fn a_number_that_one_of_them_lacks_is_found() {
    check("hoogstens 45.000 tekens", "at most 4,500 characters");
}
