//! What is said of a name that a letter holds apart; never the name.

use crypto_core::{letter::name_box::NameBox, words::Language};
use serde_json::{Value, json};

use crate::{
    cases::Text,
    casework::name_box::{self, Held},
    terminal::own_lines,
    words::{self, both},
};

/// What is said of a name that a letter holds apart, for programs; null where it holds none.
pub(super) fn json_of(text: &Text) -> Value {
    let Text::Letter(content) = text else {
        return Value::Null;
    };
    match name_box::parsed(content) {
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
        let opens = words::name_box::opens(language, &held.parsed);
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
