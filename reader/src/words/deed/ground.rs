//! To whom something went and on what ground, in words.

use crypto_core::words::Language;

use super::{NAME_COLUMNS, short};
use crate::{
    casework::{Consent, Ground, Informed, What},
    terminal::one_line,
    words::{Words, both},
};

/// More than a deed has bytes: what others must be able to check is not cut.
const ALL_COLUMNS: usize = 10_000;

/// To whom a report or a name went, where the title has cut it off.
#[must_use]
pub fn rest_of_recipient(language: Language, what: &What) -> Option<String> {
    let whole = one_line(recipient(what)?, ALL_COLUMNS);
    let is_cut = whole.chars().count() > NAME_COLUMNS;
    is_cut.then(|| both!(language, "aan {whole}", "to {whole}"))
}

/// To whom a report or a name went or is to go, as it was written.
#[must_use]
pub fn recipient(what: &What) -> Option<&str> {
    match what {
        What::Forwarded(to, _)
        | What::NameDisclosed(_, to, _)
        | What::NameDisclosureAsked(_, to, _) => Some(to),
        _ => None,
    }
}

/// On what ground something was done, where the law asks for one; of a consent in no letter, where it is kept.
#[must_use]
pub fn ground(language: Language, what: &What) -> Option<String> {
    match what {
        What::Forwarded(_, given) => Some(given.words(language)),
        What::NameDisclosed(_, _, ground) | What::NameDisclosureAsked(_, _, ground) => {
            Some(Words::words(ground, language))
        }
        What::Consented(given) => {
            let kept = one_line(&given.kept, ALL_COLUMNS);
            Some(both!(language, "bewaard: {kept}", "kept: {kept}"))
        }
        _ => None,
    }
}

impl Words for Consent {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Letter(letter) => both!(
                language,
                "met toestemming in brief {letter}",
                "with consent in the letter {letter}",
            ),
            Self::Given(of) => {
                let of = short(*of);
                both!(
                    language,
                    "met toestemming die niet in een brief staat; een lid schreef die hier op als {of}",
                    "with consent that was not given in a letter; a member wrote it down here as {of}",
                )
            }
        }
    }
}

/// On what ground a name was disclosed.
impl Words for Ground {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Consent(given) => given.words(language),
            Self::Obliged(law, informed) => {
                let law = one_line(law, ALL_COLUMNS);
                match informed {
                    Informed::Answer(_, day) => both!(
                        language,
                        "verplicht door de wet: {law}; de melder weet het uit een antwoord dat sinds {day} openbaar is",
                        "obliged by law: {law}; the reporter was informed by an answer that is public since {day}",
                    ),
                    Informed::Not(why) => {
                        let why = one_line(why, ALL_COLUMNS);
                        both!(
                            language,
                            "verplicht door de wet: {law}; de melder hoorde het niet vooraf: {why}",
                            "obliged by law: {law}; the reporter was not informed beforehand: {why}",
                        )
                    }
                }
            }
        }
    }
}
