//! Why a command failed, and what to do about it.

use std::io;

use thiserror::Error;

use crate::{prompt::PromptError, vault::VaultError};

/// Why a command failed.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "each case is another operation's error")]
pub enum CommandError {
    #[error(transparent)]
    Prompt(#[from] PromptError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    RootKey(#[from] crate::ceremony::root_key::RootKeyError),
    #[error(transparent)]
    Config(#[from] crate::ceremony::config::ConfigError),
    #[error(transparent)]
    Ceremony(#[from] crate::ceremony::CeremonyError),
    #[error("{1} sheets of which {0} are needed: that is not possible")]
    Sheets(u8, usize),
    #[error(transparent)]
    TypedSheets(#[from] crate::ceremony::sheets::SheetsError),
    #[error(transparent)]
    Site(#[from] crate::paper::poster::SiteError),
    #[error("{0}: {1}")]
    MemberFile(String, #[source] crate::member_file::MemberFileError),
    #[error(transparent)]
    Import(#[from] crate::import::ImportError),
    #[error("this is neither the end of an address nor twelve words")]
    Channel,
    #[error(transparent)]
    Find(#[from] crate::cases::FindError),
    #[error(transparent)]
    Service(#[from] crate::services::ServiceError),
    #[error(transparent)]
    Answer(#[from] crate::answer::AnswerError),
    #[error(transparent)]
    Perform(#[from] crate::casework::perform::PerformError),
    #[error(transparent)]
    Casework(#[from] crate::casework::LoadError),
    #[error(transparent)]
    TypeIn(#[from] crate::minutes::TypeError),
    #[error(transparent)]
    Forward(#[from] crate::casework::forward::ForwardError),
    #[error(transparent)]
    Name(#[from] crate::casework::name::NameError),
    #[error("{0}: {1}")]
    Rules(String, #[source] crate::casework::rules::RulesError),
    #[error("the form cannot be read: {0}")]
    Form(#[from] toml::de::Error),
    #[error("case {0} goes by its steps, which colleagues see and judge")]
    HasSteps(crate::journal::ids::CaseId),
    #[error("case {0} is not destroyed: {1}")]
    Kept(crate::journal::ids::CaseId, crate::casework::keep::Kept),
    #[error("case {0} is not destroyed yet: {1}")]
    Unheard(crate::journal::ids::CaseId, crate::ledger::own::Unheard),
    #[error("the text is empty, and colleagues would not know why")]
    NoText,
    #[error(
        "a member did not type this report in: its reporter reads answers on the page (`answer`)"
    )]
    NotTypedIn,
    #[error(
        "the report came on {0} and today is {1}: it was told on no other day than those between"
    )]
    ToldOn(crypto_core::time::Day, crypto_core::time::Day),
    #[error("the rules have no text for the reporter at \"{0}\"")]
    NoTemplate(String),
    #[error(transparent)]
    Release(#[from] crate::release::ReleaseError),
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    #[error("there are no keys for {}", crate::notice::month(*.0))]
    NoKeys(crypto_core::time::Epoch),
    #[error("the case has no file {0}")]
    NoSuchFile(usize),
    #[error("{0} file(s) could not be saved whole")]
    NotWhole(usize),
    #[error(transparent)]
    Proof(#[from] super::verify_proof::VerifyError),
    #[error(transparent)]
    Restore(#[from] crate::vault::backup::RestoreError),
    #[error("{0} could not be read or written")]
    File(String, #[source] io::Error),
    #[error("the output could not be written")]
    Output(#[from] io::Error),
    #[error("the output could not be written")]
    Json(#[from] serde_json::Error),
}

impl CommandError {
    /// What to do next, where that is not plain from the error.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        use super::verify_proof::VerifyError as V;
        use crate::casework::{name::NameError as N, perform::PerformError};
        use crate::{
            answer::{AnswerError as A, FileError as F},
            ceremony::{CeremonyError as C, root_key::RootKeyError as K, sheets::SheetsError as S},
            colleague::ColleagueError as L,
            export::ExportError as E,
            import::ImportError as I,
            journal::JournalError as J,
            release::ReleaseError as R,
            vault::locked_key::UnlockError as U,
        };
        use crypto_core::proof::ProofError as P;
        if is_full(self) {
            return Some(
                "The disk is full. What was there before is still there: make room, then do the same again.",
            );
        }
        Some(match self {
            Self::Vault(VaultError::NoVault) => "Make one with `init`, or name it with --vault.",
            Self::Vault(VaultError::NotEmpty) => "Name a new folder with --vault.",
            Self::Vault(VaultError::Tpm(_)) | Self::Import(I::Vault(VaultError::Tpm(_))) => {
                "Half of the keys for new letters lies in the TPM of the machine on which `keys tpm --on` was \
                 run: work there. If that machine or its TPM is gone: `keys tpm --lost`."
            }
            Self::Vault(VaultError::InUse) => "Wait until the other program is done.",
            Self::Vault(VaultError::Unlock(U::WrongPassphrase)) => {
                "Try again; mind capitals and the keyboard's language."
            }
            Self::Vault(
                VaultError::Damaged(_)
                | VaultError::DamagedEntry(_)
                | VaultError::Journal(J::Malformed(_) | J::BrokenChain(_)),
            ) => {
                "Copy the vault's folder as it is before you do anything else. Then `restore` the \
                 last backup into a new folder."
            }
            Self::Import(I::UnknownChannel) => {
                "Compare the channel with a colleague or a poster, then import with \
                 --channel and the part of the address after #, or the twelve words in quotes."
            }
            Self::Import(I::OtherChannel) => {
                "Nothing was taken in. Ask where this bundle comes from."
            }
            Self::Release(R::NoLetter | R::Several) => {
                "`cases` and `show` give the names of sealed letters; type more of it."
            }
            Self::Release(R::NoMember | R::Colleague(L::Unknown(_))) => {
                "Type the colleague's number as the roster has it."
            }
            Self::Answer(A::Sealed) => {
                "Ask colleagues to `release` their shares to you. Receipt is confirmed without it."
            }
            Self::Release(R::NoBoard | R::Colleague(L::NoRecipient(_) | L::OldBoard))
            | Self::Answer(A::NoBoard)
            | Self::Export(E::NoBoard | E::ImportFirst) => {
                "Import a bundle first: `belfry-courier pull`, then `import`."
            }
            Self::Answer(A::TooLong | A::File(F::TooLarge)) => "Split it into several answers.",
            Self::Answer(A::File(F::Name(_))) => "Copy the file under a short name.",
            Self::Answer(A::File(F::NotAFile(_))) => "Pack a folder into one file first.",
            Self::Answer(A::File(F::Changed(_))) => {
                "Close the programs that have it open, and answer again."
            }
            Self::Export(E::ClockBehind) => "Set this machine's date.",
            Self::Ceremony(C::NoRoster | C::NoFiles) => {
                "Import a fresh bundle first: `belfry-courier pull`, then `import`. The first roster of \
                 a channel is signed with `roster sign`."
            }
            Self::Ceremony(C::NoRecipients(_)) => {
                "Each member runs `keys prepare`; give the new files with --members."
            }
            Self::Ceremony(C::OtherRoot) => {
                "After a change of the root key the new one signs. Look for the newest root-key."
            }
            Self::Ceremony(C::NotListed) => {
                "Who signs a roster is in it, with a weekday. Run this on the vault of such a member, \
                 and give your own new file with --members if your keys are new."
            }
            Self::Ceremony(C::TwoRoots(_)) | Self::Export(E::TwoRoots(_)) => {
                "Meet with all members: somebody has a copy of the root key. A new channel may be needed."
            }
            Self::Sheets(..) => "At least 2 sheets are needed, and there are 16 at most.",
            Self::TypedSheets(S::OneIsWrong) => {
                "Bring one more sheet and type them all in again: it then shows which does not fit."
            }
            Self::RootKey(K::Exists) => {
                "If this is a new root key for the same channel: `root change`."
            }
            Self::RootKey(K::None) => {
                "`root recover` puts it together from sheets of paper. Or name its folder with --vault."
            }
            Self::Proof(V::NoRoster | V::Roster | V::Proof(P::Channel | P::Stranger(_))) => {
                "Give the signed roster of that time and channel with --roster."
            }
            Self::Proof(V::OtherText) => {
                "It must be the file that the page saved: an editor that adds a space or another end of line \
                 makes another text of it."
            }
            Self::Proof(V::Salt) => "The page saved it in the proof, after \"salt\".",
            Self::Forward(crate::casework::forward::ForwardError::Key(_)) => {
                "Belfry seals only to keys that withstand a quantum computer. Ask the authority for a recipient that \
                 begins with age1pq1: `age-keygen -pq` makes one."
            }
            Self::Perform(PerformError::NoDeed | PerformError::NotInRules(_)) => {
                "`case show` gives the names of deeds and steps, `rules show` those of roles and outcomes."
            }
            Self::Perform(PerformError::TooLong(_)) => "Split it into several notes.",
            Self::Perform(PerformError::Void(_)) => {
                "`case show` tells where the case stands; `rules show` what the rules ask for."
            }
            Self::Name(N::Several) => "`case show` gives their names; type one with --of.",
            Self::Name(N::OnItsWay | N::NotTold) => {
                "It comes with an import in the next week or two."
            }
            Self::Name(N::NotHere(_)) => "Ask one of them: `case name --grant`.",
            Self::Name(N::NoBoard | N::Colleague(L::NoRecipient(_) | L::OldBoard))
            | Self::TypeIn(crate::minutes::TypeError::NoBoard) => {
                "Import a bundle first: `belfry-courier pull`, then `import`."
            }
            Self::TypeIn(crate::minutes::TypeError::Colleague(L::Seal(_))) => {
                "Split it into several reports of 45,000 characters or less."
            }
            Self::HasSteps(_) => {
                "`case show` tells which step can follow; take it with `case step`."
            }
            Self::NoText => "Type it on standard input or give a file with --text.",
            Self::Unheard(..) => "If it has to go all the same, say so with --unheard.",
            Self::Kept(..) => "The rules can be changed for all cases (`rules set`), not for one.",
            Self::NoKeys(_) => "`keys list` lists them.",
            Self::NoSuchFile(_) => "`files` lists them.",
            Self::NotWhole(_) => "Pull and import again; what is missing may still come.",
            Self::Find(crate::cases::FindError::Destroyed) => {
                "`show` tells its dates. If its reporter writes again, that is a new case."
            }
            Self::Find(_) => "`cases` lists them.",
            _ => return None,
        })
    }
}

/// Whether the file system had no room, at whatever depth.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let full = matches!(
        kind,
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    );
    full || error.source().is_some_and(is_full)
}
