//! Why a command failed, and what to do about it.

mod advice;

use std::{io, path::Path};

use thiserror::Error;

use crate::{
    prompt::PromptError,
    vault::{VaultError, backup::RestoreError},
};

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
    Stopped(#[from] crate::progress::Stopped),
    #[error(transparent)]
    TypeIn(#[from] crate::minutes::TypeError),
    #[error(transparent)]
    Forward(#[from] crate::casework::forward::ForwardError),
    #[error(transparent)]
    Name(#[from] crate::casework::name::NameError),
    #[error(transparent)]
    Checked(#[from] crate::casework::checked::CheckError),
    #[error("{0}: {1}")]
    Rules(String, #[source] crate::casework::rules::RulesError),
    #[error("the form cannot be read: {0}")]
    Form(#[from] crate::casework::view::FormError),
    #[error("case {0} goes by its steps, which colleagues see and judge")]
    HasSteps(crate::journal::ids::CaseId),
    #[error(transparent)]
    Destroy(#[from] crate::destroy::DestroyError),
    #[error("the text is empty, and colleagues would not know why")]
    NoText,
    #[error(
        "a member did not type this report in: its reporter reads answers on the page (`answer`)"
    )]
    NotTypedIn,
    #[error(
        "the report came on {0} and today is {1}: name one of these two days, or a day between them"
    )]
    ToldOn(crypto_core::time::Day, crypto_core::time::Day),
    #[error("{0} is over: name a day that is to come (--next YYYY-MM-DD)")]
    Over(crypto_core::time::Day),
    #[error("this is no day: write it as YYYY-MM-DD")]
    Day(#[from] crypto_core::time::DayError),
    #[error("the rules have no text for the reporter at \"{0}\"")]
    NoTemplate(String),
    #[error(transparent)]
    Release(#[from] crate::release::ReleaseError),
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
    #[error("there are no keys for {}", crate::notice::month(*.0))]
    NoKeys(crypto_core::time::Epoch),
    #[error(transparent)]
    Save(#[from] crate::attachments::SaveError),
    #[error("the case has no file {0}")]
    NoSuchFile(usize),
    #[error("{0} file(s) could not be saved whole")]
    NotWhole(usize),
    #[error(transparent)]
    Proof(#[from] crate::proof::check::VerifyError),
    #[error(transparent)]
    Restore(crate::vault::backup::RestoreError),
    #[error("{0} could not be read or written")]
    File(String, #[source] io::Error),
    #[error("the output could not be written")]
    Output(#[from] io::Error),
    #[error("the output could not be written")]
    Json(#[from] serde_json::Error),
}

impl From<RestoreError> for CommandError {
    /// What is wrong with the vault is that, whatever was done with it.
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Vault(error) => Self::Vault(error),
            other => Self::Restore(other),
        }
    }
}

impl CommandError {
    /// What the file system says of this path.
    pub fn of_file(path: &Path) -> impl Fn(io::Error) -> Self {
        let name = path.display().to_string();
        move |error| Self::File(name.clone(), error)
    }

    /// Whether nothing went wrong: who waited had it stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(
            self,
            Self::Stopped(_)
                | Self::Casework(crate::casework::LoadError::Stopped(_))
                | Self::Import(crate::import::ImportError::Stopped(_))
                | Self::Export(crate::export::ExportError::Stopped(_))
                | Self::Answer(crate::answer::AnswerError::Stopped(_))
                | Self::Forward(crate::casework::forward::ForwardError::Stopped(_))
                | Self::Save(crate::attachments::SaveError::Stopped(_))
        )
    }
}
