//! What is hurt or missing in a bundle.

use std::fmt;

use crypto_core::words::Language;

use super::{Words, both, counted, say};
use crate::notice::{HurtPlace, Missing};

impl Words for HurtPlace {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Letter(week, id) => {
                let day = week.first_day();
                both!(
                    language,
                    "brief {id} van de week van {day}",
                    "letter {id} of the week from {day}",
                )
            }
            Self::Parcel(week, id) => {
                let day = week.first_day();
                both!(
                    language,
                    "stuk {id} van de week van {day}",
                    "parcel {id} of the week from {day}",
                )
            }
            Self::SomeLetter(number) => both!(
                language,
                "een brief (onderdeel {number})",
                "a letter (record {number})",
            ),
            Self::SomeParcel(number) => both!(
                language,
                "een stuk van een bestand (onderdeel {number})",
                "a parcel (record {number})",
            ),
            Self::Board => say(language, "het bord", "the board").to_owned(),
            Self::Roster => say(language, "de ledenlijst", "the roster").to_owned(),
            Self::Recipients => say(
                language,
                "de sleutels van een maand",
                "the recipients of a month",
            )
            .to_owned(),
            Self::WeekList => say(
                language,
                "de lijst van een week: wat er verder uit die week ontbreekt, is niet te zeggen",
                "the list of a week: what else of that week is missing cannot be told",
            )
            .to_owned(),
            Self::Other(number) => both!(language, "onderdeel {number}", "record {number}"),
            Self::Lost { first, count } => {
                let lost = counted(*count, "onderdeel", "onderdelen");
                both!(
                    language,
                    "{lost}, vanaf nummer {first}",
                    "{count} record(s) from number {first} on",
                )
            }
            Self::CutOff { first } => both!(
                language,
                "alles vanaf onderdeel {first}: het bestand is niet tot het einde gekopieerd",
                "all from record {first} on: the file was not copied to its end",
            ),
            Self::Trailing => say(
                language,
                "achter het einde staat nog iets; dat is niet gelezen",
                "something stands behind its end; it was not read",
            )
            .to_owned(),
            Self::UnknownKind(count) => {
                let unknown = counted(*count, "onderdeel", "onderdelen");
                both!(
                    language,
                    "{unknown} van een soort die deze versie niet kent",
                    "{count} record(s) of a kind that this version does not know",
                )
            }
            Self::Unreadable => say(
                language,
                "de stick of de schijf is niet tot het einde te lezen",
                "the stick or disk could not be read to its end",
            )
            .to_owned(),
        }
    }
}

impl fmt::Display for HurtPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}

impl Missing {
    /// A line of its own for letters that are missing; nothing where none are.
    pub(super) fn letters(&self, language: Language) -> String {
        let count = self.count;
        let counted = counted(count, "brief", "brieven");
        self.line(language, &both!(language, "{counted}", "{count} letter(s)"))
    }

    /// A line of its own for pieces of files that are missing; nothing where none are.
    pub(super) fn parcels(&self, language: Language) -> String {
        let count = self.count;
        let counted = counted(count, "stuk van bestanden", "stukken van bestanden");
        let counted = both!(language, "{counted}", "{count} parcel(s) of files");
        self.line(language, &counted)
    }

    fn line(&self, language: Language, counted: &str) -> String {
        if self.count == 0 {
            return String::new();
        }
        let some = self.some.join(", ");
        let more = match self.count.saturating_sub(self.some.len()) {
            0 => String::new(),
            more => both!(language, " en nog {more}", " and {more} more"),
        };
        format!("\n  {counted}: {some}{more}")
    }
}
