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
            Self::Twice(member) => format!("twee bestanden hebben het lidnummer {member}"),
            Self::NumberReused { number, next } => format!(
                "het lidnummer {number} was van iemand anders; een nummer wordt nooit opnieuw gegeven, het volgende vrije \
                 is {next}"
            ),
            Self::NoSuchMember(member) => format!("in de ledenlijst staat geen lid {member}"),
            Self::NotHigher(member) => format!("het nieuwe nummer moet hoger zijn dan {member}"),
            Self::NoBoardKey(member) => {
                format!("lid {member} publiceert nog niet; ook dat bestand is nodig")
            }
            Self::NotListed => {
                "in de ledenlijst zouden de sleutels van deze lezer niet staan, met een weekdag"
                    .to_owned()
            }
            Self::NoRoster => "deze lezer heeft de geldende ledenlijst niet ingelezen".to_owned(),
            Self::NoFiles => {
                "deze lezer heeft de sleutels bij de geldende ledenlijst niet".to_owned()
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
                format!("`{name}` van het kanaal heeft een tekst nodig in nl en in en")
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
        "het adres moet beginnen met https:// of http://, met niets achter de naam".to_owned()
    }
}
