//! What is wrong with a vault, a backup or a passphrase.

use super::Dutch;
use crate::{
    journal::JournalError,
    prompt::PromptError,
    vault::{VaultError, backup::RestoreError, locked_key::UnlockError, tpm::TpmError},
};

impl Dutch for VaultError {
    fn dutch(&self) -> String {
        match self {
            Self::Io(error) => format!(
                "de bestanden van de kluis konden niet worden gelezen of geschreven: {}",
                error.dutch()
            ),
            Self::NotEmpty => "de map is niet leeg".to_owned(),
            Self::NoWiping => "in deze map zijn oude sleutels niet te overschrijven".to_owned(),
            Self::NoVault => "in deze map is geen kluis".to_owned(),
            Self::InUse => "de kluis is open in een ander programma".to_owned(),
            Self::Unlock(error) => error.dutch(),
            Self::Damaged(file) => format!("het bestand `{file}` van de kluis is beschadigd"),
            Self::DamagedEntry(number) => {
                format!("regel {number} van het logboek van de kluis is beschadigd")
            }
            Self::Journal(error) => error.dutch(),
            Self::Tpm(error) | Self::NoTpm(error) => error.dutch(),
            Self::Forgotten => "dit is uit de kluis gewist".to_owned(),
            Self::TooLarge => "dit is te groot voor de kluis".to_owned(),
        }
    }
}

impl Dutch for JournalError {
    fn dutch(&self) -> String {
        match self {
            Self::Malformed(number) => {
                format!("regel {number} van het logboek is niet opgebouwd zoals het hoort")
            }
            Self::BrokenChain(number) => {
                format!("regel {number} van het logboek sluit niet aan op de regel ervoor")
            }
            Self::NoChannel => "deze kluis hoort nog niet bij een kanaal".to_owned(),
        }
    }
}

impl Dutch for UnlockError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::NotAKeyFile => "dit is geen sleutelbestand van Belfry",
            Self::OtherVersion => {
                "het sleutelbestand is van een versie die dit programma niet kent"
            }
            Self::WrongPassphrase => "met deze wachtzin gaat het niet open",
        };
        words.to_owned()
    }
}

impl Dutch for TpmError {
    fn dutch(&self) -> String {
        let words = match self {
            Self::NotHere => "een halve sleutel in de TPM bewaren kan alleen onder Linux",
            Self::NoTools => "de programma's van tpm2-tools zijn niet geïnstalleerd",
            Self::Silent => {
                "de programma's van tpm2-tools zeiden een minuut lang niets: probeer het opnieuw, of start de computer opnieuw"
            }
            Self::NoChip => {
                "geen TPM 2 van deze computer neemt de helft aan: er is er geen, je mag hem niet gebruiken, of de plaats \
                 is bezet"
            }
            Self::Refused => {
                "de TPM van deze computer heeft de andere helft van de sleutels niet, of geeft geen antwoord"
            }
        };
        words.to_owned()
    }
}

impl Dutch for RestoreError {
    fn dutch(&self) -> String {
        match self {
            Self::NotABackup => "dit is geen reservekopie van Belfry".to_owned(),
            Self::Damaged => "de reservekopie is beschadigd of niet helemaal gekopieerd".to_owned(),
            Self::Vault(error) => error.dutch(),
        }
    }
}

impl Dutch for PromptError {
    fn dutch(&self) -> String {
        match self {
            Self::Io(error) => format!("de wachtzin is niet te lezen: {}", error.dutch()),
            Self::NoDescriptor => {
                "op dit systeem typ je wachtzinnen, of ze komen van descriptor 0".to_owned()
            }
            Self::NoLine(what) => {
                let what = match *what {
                    "an answer" => "een antwoord",
                    what => what,
                };
                format!("er is geen regel om te lezen voor: {what}")
            }
            Self::Empty => "de wachtzin is leeg".to_owned(),
            Self::NotTheSame => "de twee wachtzinnen zijn niet gelijk".to_owned(),
        }
    }
}
