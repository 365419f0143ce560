//! What is said of a vault: when it is opened, put back, locked by another passphrase.

use std::path::Path;

use crypto_core::words::Language;

use super::{Words, both, say};
use crate::vault::CutOff;

impl Words for CutOff {
    fn words(&self, language: Language) -> String {
        let aside = self.0.display();
        both!(
            language,
            "De laatste regel van het logboek is niet helemaal geschreven (een storing, of de stroom viel uit). Hij is \
             verplaatst naar {aside}; kijk of je je laatste stap opnieuw moet doen.",
            "The last entry of the journal was not written to its end (a crash or a power \
             cut). It was moved to {aside}; look whether your last step has to be done again.",
        )
    }
}

/// After a backup was put back: what is to be done then.
#[must_use]
pub fn restored(language: Language, dir: &Path) -> String {
    let path = dir.display();
    both!(
        language,
        "De kluis staat in {path}. Doe nu drie dingen. Maak nieuwe sleutels (`keys prepare`) en laat de ledenlijst met \
         het nieuwe bestand ondertekenen, anders kun je geen nieuwe brieven openen. Lees een pakket in voordat je \
         exporteert. Vernietig de oude kluis als die weer opduikt.",
        "The vault is in {path}. Do three things now. Make new keys (`keys prepare`) and have the roster signed with \
         the new file, or you cannot open new letters. Import a bundle before you export. Destroy the old vault if it \
         turns up again.",
    )
}

/// After the vault got another passphrase.
#[must_use]
pub fn passphrase_changed(language: Language) -> &'static str {
    say(
        language,
        "De wachtzin is veranderd. Eerdere reservekopieën gaan nog open met de oude.",
        "The passphrase is changed. Backups made before still open with the old one.",
    )
}
