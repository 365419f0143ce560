//! What is wrong with a root key, its sheets, or a list of members that is to be signed.

use super::Dutch;
use crate::{
    ceremony::{CeremonyError, config::ConfigError, root_key::RootKeyError, sheets::SheetsError},
    member_file::MemberFileError,
    notice::month,
    paper::poster::SiteError,
};

impl Dutch for CeremonyError {
    fn dutch(&self) -> String {
        match self {
            Self::Twice(member) => format!("twee bestanden hebben hetzelfde lidnummer: {member}"),
            Self::SameKeys(one, other) => format!(
                "in de bestanden van lid {one} en lid {other} staat dezelfde sleutel: elk lid maakt eigen sleutels"
            ),
            Self::NumberReused { number, next } => format!(
                "het lidnummer {number} was van iemand anders; een nummer wordt nooit opnieuw gegeven, en het volgende \
                 vrije nummer is {next}"
            ),
            Self::NoSuchMember(member) => format!("in de ledenlijst staat geen lid {member}"),
            Self::NotHigher(member) => format!("het nieuwe nummer moet hoger zijn dan {member}"),
            Self::NoBoardKey(member) => {
                format!("lid {member} publiceert nog niet: ook het bestand van dit lid is nodig")
            }
            Self::NotListed => {
                "de sleutels van deze lezer zouden niet in de ledenlijst staan, of zonder weekdag"
                    .to_owned()
            }
            Self::NoRoster => {
                "deze lezer heeft de geldende ledenlijst nog niet ingelezen".to_owned()
            }
            Self::NoFiles => {
                "deze lezer heeft de sleutels bij de geldende ledenlijst niet".to_owned()
            }
            Self::NotHeard(member) => format!(
                "het getal van lid {member} is nog niet hardop vergeleken, zoals het bestand nu is"
            ),
            Self::NotLooked => {
                "er is nog niet gekeken welke bestanden van leden in de map staan: kijk daar eerst"
                    .to_owned()
            }
            Self::Outdated => {
                "de geldende ledenlijst, of wat er verandert, is anders dan wat is bekeken"
                    .to_owned()
            }
            Self::NoRecipients(epoch) => {
                format!("er is niet van elk lid een sleutel voor {}", month(*epoch))
            }
            Self::OtherChannel => "deze hoofdsleutel hoort bij een ander kanaal".to_owned(),
            Self::OtherRoot => "dit is niet de hoofdsleutel die het kanaal nu heeft".to_owned(),
            Self::TwoRoots(number) => format!(
                "er zijn twee verschillende wijzigingen van de hoofdsleutel met nummer {number}; geen van beide telt"
            ),
            Self::Roster(error) => error.dutch(),
            Self::Recipients(error) => error.dutch(),
            Self::Board(error) => error.dutch(),
            Self::Outbox(error) => error.dutch(),
            Self::Io(error) => format!(
                "het verzendbestand kon niet worden geschreven: {}",
                error.dutch()
            ),
            Self::RootKey(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for ConfigError {
    fn dutch(&self) -> String {
        match self {
            // What the parser says is English, whatever the language.
            Self::Toml(error) => {
                format!("de beschrijving van het kanaal is niet te lezen: {error}")
            }
            Self::Language(name) => {
                format!(
                    "de tekst \"{name}\" van het kanaal is nodig in het Nederlands (nl) en in het Engels (en)"
                )
            }
        }
    }
}

impl Dutch for RootKeyError {
    fn dutch(&self) -> String {
        match self {
            Self::Exists => "in deze map is al een hoofdsleutel".to_owned(),
            Self::None => "in deze map is geen hoofdsleutel".to_owned(),
            Self::Unlock(error) => error.dutch(),
            Self::Io(error) => format!(
                "het bestand van de hoofdsleutel kon niet worden gelezen of geschreven: {}",
                error.dutch()
            ),
        }
    }
}

impl Dutch for SheetsError {
    fn dutch(&self) -> String {
        match self {
            Self::Stopped => "er zijn niet genoeg vellen getypt".to_owned(),
            Self::OneIsWrong => "een van deze vellen is verkeerd".to_owned(),
            Self::Prompt(error) => error.dutch(),
            Self::Output(error) => {
                format!("de uitvoer kon niet worden geschreven: {}", error.dutch())
            }
        }
    }
}

impl Dutch for MemberFileError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::Malformed => "dit is geen bestand van een lid",
            Self::Key => "een sleutel in het bestand van het lid is niet bruikbaar",
        };
        words.to_owned()
    }
}

impl Dutch for SiteError {
    fn dutch(&self) -> String {
        "het adres moet beginnen met https:// of http://, en na de naam mag niets meer komen"
            .to_owned()
    }
}
