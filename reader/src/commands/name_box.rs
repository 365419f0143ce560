//! What is said of a name that a letter holds apart; never the name.

use crypto_core::letter::{Content, name_box::NameBox};
use serde_json::{Value, json};

use crate::{cases::Text, casework::name_box::Held, terminal::own_lines};

/// In words, beside the letter; nothing where it holds none.
pub(super) fn fact(content: &Content) -> Option<String> {
    let bytes = content.name_box.as_deref()?;
    Some(match NameBox::parse(bytes) {
        Ok(held) => words(&held),
        Err(error) => {
            format!("The reporter gave a name, held apart, that nobody can open: {error}.")
        }
    })
}

/// How it opens.
fn words(held: &NameBox) -> String {
    match held.threshold() {
        1 => {
            "The reporter gave a name: it is held apart, and you can open it (`case name --open`)."
                .to_owned()
        }
        needed => format!(
            "The reporter gave a name: it is held apart, and opens with the shares of {needed} of you (`case name \
             --give-share`, `--open`)."
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
pub(super) fn lines(all: &[Held]) -> String {
    let line = |held: &Held| {
        let members: Vec<String> = members(&held.parsed).iter().map(u16::to_string).collect();
        let text = format!(
            "Letter {}: {} Shares: member {}.",
            held.letter,
            words(&held.parsed),
            members.join(", ")
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
