//! What is said of a name that a letter holds apart; never the name.

use crypto_core::{
    letter::{Content, name_box::NameBox},
    words::Language,
};
use serde_json::{Value, json};

use crate::{
    cases::Text,
    casework::name_box::Held,
    terminal::own_lines,
    words::{Words as _, both, say},
};

/// In words, beside the letter; nothing where it holds none.
pub(super) fn fact(language: Language, content: &Content) -> Option<String> {
    let bytes = content.name_box.as_deref()?;
    Some(match NameBox::parse(bytes) {
        Ok(held) => words(language, &held),
        Err(error) => {
            let error = error.words(language);
            both!(
                language,
                "De melder gaf een naam, apart gehouden, die niemand kan openen: {error}.",
                "The reporter gave a name, held apart, that nobody can open: {error}.",
            )
        }
    })
}

/// How it opens.
fn words(language: Language, held: &NameBox) -> String {
    match held.threshold() {
        1 => say(
            language,
            "De melder gaf een naam: die is apart gehouden, en jij kunt hem openen (`case name --open`).",
            "The reporter gave a name: it is held apart, and you can open it (`case name --open`).",
        )
        .to_owned(),
        needed => both!(
            language,
            "De melder gaf een naam: die is apart gehouden, en gaat open met de delen van {needed} van jullie (`case name \
             --give-share`, `--open`).",
            "The reporter gave a name: it is held apart, and opens with the shares of {needed} of you (`case name \
             --give-share`, `--open`).",
        ),
    }
}

/// The same for programs; null where it holds none.
pub(super) fn json_of(text: &Text) -> Value {
    let Text::Letter(content) = text else {
        return Value::Null;
    };
    match content.name_box.as_deref().map(NameBox::parse) {
        None => Value::Null,
        Some(Ok(held)) => json!({ "threshold": held.threshold(), "members": members(&held) }),
        Some(Err(_)) => json!({ "threshold": null, "members": [] }),
    }
}

/// A line for each name that a case's letters hold.
pub(super) fn lines(language: Language, all: &[Held]) -> String {
    let line = |held: &Held| {
        let members: Vec<String> = members(&held.parsed).iter().map(u16::to_string).collect();
        let (members, letter) = (members.join(", "), held.letter);
        let opens = words(language, &held.parsed);
        let text = both!(
            language,
            "Brief {letter}: {opens} Delen: lid {members}.",
            "Letter {letter}: {opens} Shares: member {members}.",
        );
        own_lines("", &text)
    };
    all.iter().map(line).collect()
}

/// The same for programs.
pub(super) fn json_of_all(all: &[Held]) -> Vec<Value> {
    all.iter()
        .map(|held| {
            json!({
                "letter": held.letter,
                "threshold": held.parsed.threshold(),
                "members": members(&held.parsed),
            })
        })
        .collect()
}

fn members(held: &NameBox) -> Vec<u16> {
    held.members().map(|member| member.0).collect()
}
