//! What is told of files that came with letters.

use std::fmt;

use crypto_core::words::Language;

use super::{Words, both, say};
use crate::{
    attachments::{Arrived, File, Problem, SaveError, Unsent},
    terminal::one_line,
};

const TYPE_WIDTH: usize = 40;

/// What a file is, and how much of it is here, a line each.
#[must_use]
pub fn facts(language: Language, file: &File) -> Vec<String> {
    let claimed = one_line(&file.claimed.media_type, TYPE_WIDTH);
    let (size, parcels) = (file.claimed.size, file.claimed.parcels);
    let mut facts = vec![both!(language, "{size} bytes groot", "{size} bytes")];
    facts.push(match file.found_type {
        Some(found) if found == claimed => both!(language, "soort: {found}", "type: {found}"),
        Some(found) if claimed.is_empty() => both!(
            language,
            "soort volgens de inhoud: {found}",
            "type by its content: {found}",
        ),
        Some(found) => both!(
            language,
            "PAS OP: volgens de inhoud is het {found}, volgens de brief {claimed}",
            "CAREFUL: by its content it is {found}, the letter says {claimed}",
        ),
        None if claimed.is_empty() => {
            say(language, "soort: niet bekend", "type: not known").to_owned()
        }
        None => both!(
            language,
            "soort volgens de brief: {claimed}; aan de inhoud is het niet te zien",
            "type, as the letter says: {claimed}; its content shows none",
        ),
    });
    facts.push(match file.arrived {
        Arrived::All => say(language, "alle stukken zijn er", "all parts are here").to_owned(),
        Arrived::Parts(there) => both!(
            language,
            "{there} van de {parcels} stukken zijn er; haal opnieuw op en lees in",
            "{there} of {parcels} parts are here; pull and import again",
        ),
        Arrived::Nonsense => SaveError::Nonsense.words(language),
    });
    if let Some(first) = file.same_as {
        facts.push(both!(
            language,
            "noemt dezelfde stukken als bestand {first}",
            "names the same parts as file {first}",
        ));
    }
    facts
}

impl Words for Problem {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Missing(part) => {
                let part = u64::from(*part) + 1;
                both!(
                    language,
                    "Stuk {part} ontbreekt; op die plaats staan nullen.",
                    "Part {part} is missing; there are zeros in its place.",
                )
            }
            Self::Refused(part, error) => {
                let (part, why) = (u64::from(*part) + 1, error.words(language));
                both!(
                    language,
                    "Stuk {part}: {why}; op die plaats staan nullen.",
                    "Part {part}: {why}; there are zeros in its place.",
                )
            }
            Self::Hash => say(
                language,
                "Alle stukken zijn er, maar samen zijn ze niet het bestand dat de brief noemt.",
                "All parts are here, but they are not the file that the letter names.",
            )
            .to_owned(),
        }
    }
}

impl Words for Unsent {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Missing(missing, parts) => both!(
                language,
                "van de {parts} stukken ontbreken er {missing}",
                "{missing} of {parts} parts are missing",
            ),
            Self::Nonsense => say(
                language,
                "de grootte en de stukken passen niet bij elkaar",
                "its size and its parts do not fit each other",
            )
            .to_owned(),
            Self::Refused(part) => {
                let part = u64::from(*part) + 1;
                both!(
                    language,
                    "stuk {part} is onderweg veranderd, of hoort ergens anders bij",
                    "part {part} was altered on the way, or belongs elsewhere",
                )
            }
            Self::Hash => say(
                language,
                "de stukken zijn niet het bestand dat de brief noemt",
                "its parts are not the file that the letter names",
            )
            .to_owned(),
            Self::SameParts(first) => both!(
                language,
                "dit zijn de stukken van bestand {first}, maar de brief zegt er hier iets anders van",
                "these are the parts of file {first}, but the letter says something else of them here",
            ),
        }
    }
}

impl fmt::Display for Unsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}
