//! What to do where a vault does not open, or something does not come in or go out.

use super::super::CommandError;
use crate::{
    answer::{AnswerError as A, FileError as F},
    colleague::ColleagueError as L,
    export::ExportError as E,
    import::ImportError as I,
    journal::JournalError as J,
    release::ReleaseError as R,
    vault::{VaultError, locked_key::UnlockError as U, tpm::TpmError},
};

impl CommandError {
    /// In Dutch and in English.
    pub(super) fn of_vault_and_letters(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Vault(VaultError::NoVault) => (
                "Maak er een (`init`), of noem de map met --vault.",
                "Make one with `init`, or name it with --vault.",
            ),
            Self::Vault(VaultError::NotEmpty) => (
                "Noem een nieuwe map met --vault.",
                "Name a new folder with --vault.",
            ),
            Self::Vault(VaultError::NoWiping) => (
                "Neem een map op een schijf met NTFS, zoals je profielmap.",
                "Take a folder on a disk with NTFS, such as your profile's folder.",
            ),
            Self::Vault(VaultError::Tpm(TpmError::Refused))
            | Self::Import(I::Vault(VaultError::Tpm(TpmError::Refused))) => (
                "Werk op de computer waarvan de TPM de andere helft van de sleutels voor nieuwe brieven heeft. Is die \
                 computer of zijn TPM er niet meer, geef deze sleutels dan op (`keys tpm --lost`).",
                "Work on the machine whose TPM has the other half of the keys for new letters. If that machine or its \
                 TPM is gone, give these keys up (`keys tpm --lost`).",
            ),
            Self::Vault(VaultError::InUse) => (
                "Wacht tot het andere programma klaar is.",
                "Wait until the other program is done.",
            ),
            Self::Vault(VaultError::Unlock(U::WrongPassphrase)) => (
                "Probeer het nog eens; let op hoofdletters en op de taal van het toetsenbord.",
                "Try again; mind capitals and the keyboard's language.",
            ),
            Self::Vault(
                VaultError::Damaged(_)
                | VaultError::DamagedEntry(_)
                | VaultError::Journal(J::Malformed(_) | J::BrokenChain(_)),
            ) => (
                "Kopieer de map van de kluis zoals hij is, voordat je iets anders doet. Zet dan de laatste \
                 reservekopie terug in een nieuwe map (`restore`).",
                "Copy the vault's folder as it is before you do anything else. Then `restore` the last backup \
                 into a new folder.",
            ),
            Self::Import(I::UnknownChannel) => (
                "Vergelijk het kanaal met een collega of een poster. Lees het pakket dan in met het kanaal erbij \
                 (--channel): wat er in het adres na # staat, of de twaalf woorden tussen aanhalingstekens.",
                "Compare the channel with a colleague or a poster, then import with --channel and the part of the \
                 address after #, or the twelve words in quotes.",
            ),
            Self::Import(I::OtherChannel) => (
                "Er is niets ingelezen. Vraag waar dit pakket vandaan komt.",
                "Nothing was taken in. Ask where this bundle comes from.",
            ),
            Self::Release(R::NoLetter | R::Several) => (
                "De namen van verzegelde brieven staan bij de zaken (`cases`, `show`); typ er meer van.",
                "`cases` and `show` give the names of sealed letters; type more of it.",
            ),
            Self::Release(R::NoMember | R::Colleague(L::Unknown(_))) => (
                "Typ het nummer van de collega zoals het in de ledenlijst staat.",
                "Type the colleague's number as the roster has it.",
            ),
            Self::Answer(A::Sealed) => (
                "Vraag collega's om jou hun deel te geven (`release`). De ontvangst wordt ook zonder dat \
                 bevestigd.",
                "Ask colleagues to give you their shares (`release`). Receipt is confirmed without it.",
            ),
            Self::Release(R::NoBoard | R::Colleague(L::NoRecipient(_) | L::OldBoard))
            | Self::Answer(A::NoBoard)
            | Self::Export(E::NoBoard | E::ImportFirst) => (
                "Lees eerst een pakket in (`belfry-courier pull`, dan `import`).",
                "Import a bundle first (`belfry-courier pull`, then `import`).",
            ),
            Self::Answer(A::TooLong | A::File(F::TooLarge)) => (
                "Verdeel het over meer antwoorden.",
                "Split it into several answers.",
            ),
            Self::Answer(A::File(F::Name(_))) => (
                "Kopieer het bestand onder een korte naam.",
                "Copy the file under a short name.",
            ),
            Self::Answer(A::File(F::NotAFile(_))) => (
                "Pak een map eerst in tot één bestand.",
                "Pack a folder into one file first.",
            ),
            Self::Answer(A::File(F::Changed(_))) => (
                "Sluit de programma's die het open hebben, en antwoord opnieuw.",
                "Close the programs that have it open, and answer again.",
            ),
            Self::Export(E::ClockBehind) => (
                "Zet de datum van deze computer goed.",
                "Set this machine's date.",
            ),
            Self::NoKeys(_) => (
                "Ze staan in de lijst van sleutels (`keys list`).",
                "They stand in the list of keys (`keys list`).",
            ),
            Self::NoSuchFile(_) => (
                "Ze staan in de lijst van bestanden (`files`).",
                "They stand in the list of files (`files`).",
            ),
            Self::NotWhole(_) => (
                "Haal opnieuw op en lees in; wat ontbreekt, kan nog komen.",
                "Pull and import again; what is missing may still come.",
            ),
            Self::Find(crate::cases::FindError::Destroyed) => (
                "Ze staan bij de zaak (`show`). Schrijft de melder weer, dan is dat een nieuwe zaak.",
                "They stand in the case (`show`). If its reporter writes again, that is a new case.",
            ),
            Self::Find(_) => (
                "Ze staan in de lijst van zaken (`cases`).",
                "They stand in the list of cases (`cases`).",
            ),
            _ => return None,
        })
    }
}
