//! What is said of the keys of months, and of a roster that runs out.

use crypto_core::{
    time::{Day, Epoch},
    words::Language,
};

use super::{Words, both, say};
use crate::{
    epochs::{
        self, Erased,
        list::Line,
        warnings::{Warning, months},
    },
    journal::event::EraseReason,
    notice::month,
    state::State,
};

impl Words for Warning {
    fn words(&self, language: Language) -> String {
        match self {
            Self::RosterOver(until) => both!(
                language,
                "De ledenlijst was geldig tot en met {until}: geen enkel formulier gaat nog open. Laat nu een nieuwe \
                 ondertekenen: wie de hoofdsleutel heeft, doet dat met een bestand van elk lid (`roster sign`).",
                "The roster was valid until {until}: no form opens any more. Have a new one signed now: \
                 whoever holds the root key does so with a file of every member (`roster sign`).",
            ),
            Self::RosterEnds(until) => both!(
                language,
                "De ledenlijst is nog maar geldig tot en met {until}. Laat een nieuwe ondertekenen: wie de hoofdsleutel \
                 heeft, doet dat met een bestand van elk lid (`roster sign`; `keys prepare` schrijft het bestand).",
                "The roster is valid until {until} only. Have a new one signed: whoever holds the root \
                 key does so with a file of every member (`roster sign`; `keys prepare` writes it).",
            ),
            Self::NotListed(epochs) => {
                let months = months(epochs);
                both!(
                    language,
                    "Je hebt sleutels voor {months} die nog niet in de ledenlijst staan. Maak een bestand met je \
                     sleutels (`keys prepare`) en geef dat aan wie de ledenlijst ondertekent.",
                    "You have keys for {months} that the roster does not list yet. Make a file with your keys \
                     (`keys prepare`) and give it to whoever signs the roster.",
                )
            }
            Self::Foreign(epochs) => {
                let months = months(epochs);
                both!(
                    language,
                    "Voor {months} staat er in de ledenlijst een sleutel van jou die deze lezer niet heeft: brieven \
                     uit die tijd kun je niet openen. Maak een bestand met je sleutels (`keys prepare`) en laat de ledenlijst opnieuw \
                     ondertekenen.",
                    "For {months} the roster gives you a recipient that this reader has no secret of: you cannot \
                     open letters of that time. Make a file with your keys (`keys prepare`) and have the roster signed \
                     anew.",
                )
            }
            Self::NoKeysNow(epoch) => {
                let (month, advice) = (month(*epoch), prepare(language));
                both!(
                    language,
                    "Er zijn geen sleutels voor {month}: brieven van deze maand kun je niet openen. {advice}",
                    "There are no keys for {month}: you cannot open letters of this month. {advice}",
                )
            }
            Self::NoKeysSoon(epoch, end) => {
                let (month, advice) = (month(*epoch), prepare(language));
                both!(
                    language,
                    "Er zijn geen sleutels voor {month}: die van jou gelden tot en met {end}, en langer kan een \
                     ledenlijst niet geldig zijn. {advice}",
                    "There are no keys for {month}: yours last until {end}, and no roster can be signed for longer. \
                     {advice}",
                )
            }
        }
    }
}

fn prepare(language: Language) -> &'static str {
    say(
        language,
        "Maak sleutels voor een jaar (`keys prepare --epochs 12`), en geef het bestand dat je krijgt aan wie de ledenlijst \
         ondertekent.",
        "Make keys for a year (`keys prepare --epochs 12`), and give the file that comes of it to whoever signs the roster.",
    )
}

impl Words for EraseReason {
    fn words(&self, language: Language) -> String {
        let words = match self {
            Self::Imported => say(
                language,
                "van die maand kan geen brief meer komen, en alles is ingelezen",
                "no letter of that month can come any more, and all were imported",
            ),
            Self::Deadline => say(
                language,
                "de server bewaart geen brief van die maand meer",
                "the server keeps no letter of that month any more",
            ),
            Self::Wanted => say(language, "je wilde het zelf", "you wanted it"),
        };
        words.to_owned()
    }
}

impl Erased {
    /// What a start of the reader says about its erasing.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let gone = self.gone.iter().map(|(epoch, reason)| {
            let (month, reason) = (month(*epoch), reason.words(language));
            both!(
                language,
                "De sleutels van {month} zijn voorgoed gewist: {reason}.",
                "The keys of {month} are erased for good: {reason}.",
            )
        });
        let mut all: Vec<String> = gone.collect();
        if !self.doubtful.is_empty() {
            let months = months(&self.doubtful);
            all.push(both!(
                language,
                "De sleutels van {months} moeten worden gewist, als de datum van deze computer klopt: die ligt ver na \
                 het laatste bord dat deze lezer zag. Zet de datum goed, of wis ze zelf (`keys erase`).",
                "The keys of {months} are due to be erased, if this machine's date is right: it is long after the \
                 last board that this reader saw. Set the date, or erase them yourself (`keys erase`).",
            ));
        }
        all
    }
}

/// What is lost with a month's keys that are not due.
#[must_use]
pub fn early(language: Language, state: &State, epoch: Epoch, today: Day) -> Vec<String> {
    let which = month(epoch);
    let weeks = epochs::weeks_to_come(state, epoch).len();
    let not_whole = match weeks {
        1 => "1 week waarin zulke brieven komen, is".to_owned(),
        _ => format!("{weeks} weken waarin zulke brieven komen, zijn"),
    };
    let mut all = vec![both!(
        language,
        "Zonder de sleutels van {which} kan deze lezer nooit meer een brief van die maand openen die nog niet is \
         ingelezen: {not_whole} nog niet helemaal ingelezen. Zaken die al open zijn, blijven leesbaar. Aan de lezers \
         van je collega's verandert niets.",
        "Without the keys of {which}, this reader can never again open a letter of that month that it \
         has not imported yet: {weeks} storage week(s) in which such letters come are not imported whole. \
         Cases that it has opened stay. Your colleagues' readers are not touched.",
    )];
    if epoch >= today.epoch() {
        all.push(
            say(
                language,
                "Melders blijven aan deze sleutels schrijven tot een nieuwe ledenlijst andere geeft: maak daarna \
                 nieuwe sleutels (`keys prepare`), en laat de ledenlijst meteen ondertekenen.",
                "Reporters go on writing to these keys until a new roster gives others: make new keys \
                 afterwards (`keys prepare`), and have the roster signed at once.",
            )
            .to_owned(),
        );
    }
    all
}

/// After a month's keys were erased because a member wanted it.
#[must_use]
pub fn erased_early(language: Language, epoch: Epoch) -> String {
    let which = month(epoch);
    both!(
        language,
        "De sleutels van {which} zijn voorgoed gewist.",
        "The keys of {which} are erased for good.",
    )
}

impl Line {
    fn roster_words(&self, language: Language) -> &'static str {
        match self.roster {
            Some(true) => say(language, "staat in de ledenlijst", "in the roster"),
            Some(false) => say(
                language,
                "staat in de ledenlijst met een sleutel die niet van deze lezer is",
                "in the roster with a recipient that is not this reader's",
            ),
            None => say(language, "staat niet in de ledenlijst", "not in the roster"),
        }
    }

    /// What has become of its keys, or will.
    #[must_use]
    pub fn words(&self, state: &State, today: Day, language: Language) -> String {
        let listed = self.roster_words(language);
        if let (false, Some((day, reason))) = (self.here, self.known.erased) {
            let reason = reason.words(language);
            return both!(
                language,
                "gewist op {day}: {reason}",
                "erased on {day}: {reason}"
            );
        }
        if !self.here {
            return both!(
                language,
                "er is hier geen sleutel (in een reservekopie zit er geen); {listed}",
                "no secret is here (no backup holds any); {listed}",
            );
        }
        let weeks = epochs::weeks_to_come(state, self.epoch);
        let over = epochs::last_letter_day(self.epoch).is_some_and(|day| day < today);
        let when = match (epochs::last_letter_day(self.epoch), weeks.first()) {
            (Some(_), Some(week)) if over => {
                let (count, from) = (weeks.len(), week.first_day());
                let missing = match count {
                    1 => format!("de week van {from} helemaal is ingelezen"),
                    _ => format!("{count} weken vanaf {from} helemaal zijn ingelezen"),
                };
                both!(
                    language,
                    "wordt gewist zodra {missing}",
                    "will be erased once {count} storage week(s) from {from} on are imported whole",
                )
            }
            (Some(day), _) => both!(
                language,
                "wordt gewist zodra alles is ingelezen wat tot en met {day} komt",
                "will be erased once everything that comes until {day} is imported",
            ),
            (None, _) => String::new(),
        };
        let latest = epochs::deadline(self.epoch).map_or_else(String::new, |day| day.to_string());
        both!(
            language,
            "{listed}; {when}, uiterlijk op {latest}",
            "{listed}; {when}, on {latest} at the latest",
        )
    }
}
