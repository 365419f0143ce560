//! What is left of destroyed cases, in words.

use crypto_core::words::Language;
use zeroize::Zeroizing;

use super::{both, say};
use crate::{casework::rules::Rules, journal::event::RegisterLine, terminal};

/// A line of the register.
pub struct Said {
    /// The year, what it was, the service.
    pub head: String,
    /// Whether the law's terms were kept.
    pub kept: String,
    /// Why it was destroyed before its time, if it was.
    pub early: Option<Zeroizing<String>>,
}

/// A line of the register, by the rules in force.
#[must_use]
pub fn line(language: Language, rules: &Rules, line: &RegisterLine) -> Said {
    let outcome = rules.outcome(&line.outcome);
    let undecided = say(
        language,
        "niemand besloot wat het was",
        "nobody decided what it was",
    );
    let outcome = outcome.map_or(undecided, |one| say(language, &one.nl, &one.en));
    let service = match line.service {
        0 => String::new(),
        number => both!(language, ", dienst {number}", ", service {number}"),
    };
    let receipt = kept(language, line.confirmed_in_time);
    let feedback = kept(language, line.fed_back_in_time);
    let early = line.early.as_ref().map(|early| {
        let reason = Zeroizing::new(terminal::one_line(early, usize::MAX));
        let reason = reason.as_str();
        Zeroizing::new(both!(
            language,
            "te vroeg vernietigd: {reason}",
            "destroyed before its time: {reason}",
        ))
    });
    Said {
        head: format!("{}  {outcome}{service}", line.year),
        kept: both!(
            language,
            "ontvangst {receipt}, terugkoppeling {feedback}",
            "receipt {receipt}, feedback {feedback}",
        ),
        early,
    }
}

/// That no case was destroyed.
#[must_use]
pub fn none(language: Language) -> &'static str {
    say(
        language,
        "Er is nog geen zaak vernietigd.",
        "No case was destroyed yet.",
    )
}

fn kept(language: Language, in_time: Option<bool>) -> &'static str {
    match in_time {
        Some(true) => say(language, "op tijd", "in time"),
        Some(false) => say(language, "niet op tijd", "not in time"),
        None => say(language, "niet geteld", "not counted"),
    }
}
