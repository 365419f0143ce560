//! What is wrong with work in a case, or with the rules.

use super::Dutch;
use crate::{
    casework::{
        LoadError,
        forward::ForwardError,
        perform::PerformError,
        rules::{RulesError, check::MONTHS_MAX},
    },
    ledger::part::DEED_MAX,
    terminal::one_line,
    words::Words as _,
};

impl Dutch for PerformError {
    fn dutch(&self) -> String {
        match self {
            Self::Void(void) => format!(
                "het zou niet tellen: {}",
                void.words(crypto_core::words::Language::Dutch)
            ),
            Self::TooLong(bytes) => format!(
                "de tekst is te lang: {bytes} bytes, en op een bladzijde passen er {DEED_MAX}"
            ),
            Self::Unanswered(criterion) => {
                format!("het oordeel geeft geen antwoord op \"{criterion}\"")
            }
            Self::NotInRules(name) => format!("de regels kennen geen \"{name}\""),
            Self::NoDeed => {
                "in deze zaak is niets waarvan de naam zo begint, of het zijn er meer".to_owned()
            }
            Self::Load(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for LoadError {
    fn dutch(&self) -> String {
        match self {
            Self::Rules(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
            Self::Stopped(error) => error.dutch(),
        }
    }
}

impl Dutch for RulesError {
    fn dutch(&self) -> String {
        match self {
            // What the parser says is English, whatever the language.
            Self::Toml(error) => format!("de regels zijn niet te lezen: {error}"),
            Self::Version(version) => {
                format!("de regels zijn van versie {version}, en dit programma kent versie 1")
            }
            Self::Twice(name) => format!("de regels noemen \"{name}\" twee keer"),
            Self::Unknown(what, name) => {
                let what = kind(what);
                format!("de regels noemen {what} \"{name}\", maar die staat er niet in")
            }
            Self::Language(name) => {
                format!("de tekst \"{name}\" in de regels is nodig in het Nederlands (nl) en in het Engels (en)")
            }
            Self::Code(code) => format!(
                "de code \"{}\" in de regels mag alleen kleine letters, cijfers en streepjes hebben",
                one_line(code, 40)
            ),
            Self::Text(text) => format!(
                "de tekst \"{text}\" in de regels heeft tekens die je niet ziet, of meer dan één regel"
            ),
            Self::Months => {
                format!("de regels hebben een termijn van meer dan {MONTHS_MAX} maanden")
            }
            Self::Empty => {
                "de regels hebben minstens één stap, één uitkomst en één vraag voor het oordeel nodig"
                    .to_owned()
            }
            Self::Unreachable(step) => {
                format!("naar stap \"{step}\" in de regels leidt geen andere stap")
            }
        }
    }
}

/// What of the rules is named.
fn kind(what: &'static str) -> &'static str {
    match what {
        "step" => "stap",
        "role" => "rol",
        "outcome" => "uitkomst",
        other => other,
    }
}

impl Dutch for ForwardError {
    fn dutch(&self) -> String {
        match self {
            Self::Key(error) => format!(
                "de sleutel van de instantie is niet te gebruiken: {}",
                error.dutch()
            ),
            Self::NoLetter => {
                "in deze zaak is geen brief en geen opgeschreven toestemming waarvan de naam zo begint, of het zijn er \
                 meer"
                    .to_owned()
            }
            Self::TypedIn => {
                "een lid heeft deze brief overgetypt: het is geen toestemming die de melder zelf schreef. Schrijf bij deze \
                 zaak op hoe de melder instemt (`case consent`), en noem wat je hebt opgeschreven (--consent); of stuur de \
                 zaak door waarin de melder op de pagina verdergaat, met de brief daar"
                    .to_owned()
            }
            Self::Doubtful => {
                "het kenmerk van een brief klopt hier niet, dus misschien schreef een ander hem: hij is geen toestemming \
                 van de melder, en met wat daar is geantwoord is niemand ingelicht. Schrijf op hoe de melder instemt \
                 (`case consent`)"
                    .to_owned()
            }
            Self::Seal(error) => {
                format!("de melding kon niet worden verzegeld: {}", error.dutch())
            }
            Self::Exists(name) => format!("{name} is er al, en er wordt niets overschreven"),
            Self::Stopped(_) => "het verzegelen is gestopt, en er is niets gemaakt".to_owned(),
            Self::Io(name, error) => {
                format!("{name} kon niet worden geschreven: {}", error.dutch())
            }
            Self::Vault(error) => error.dutch(),
        }
    }
}
