//! What is typed to keep a vault going: rules, keys, passphrase, backup.

use crypto_core::time::Epoch;

use crate::model::Text;

/// The rules, this member's keys and passphrase, a backup.
#[derive(Default)]
pub struct UpkeepDraft {
    /// A file with rules.
    pub rules: String,
    /// Whether the member is asked now if they are sure of these.
    pub is_asked: bool,
    /// Where rules are to be saved.
    pub rules_out: String,
    /// The folder for the member's file.
    pub folder: String,
    /// The backup to be made.
    pub backup: String,
    /// Another passphrase.
    pub passphrase: PassphraseDraft,
    /// A month's keys that are to be erased early.
    pub erasing: ErasingDraft,
    /// Whether the member is asked now if keys go whose other half is in a TPM that is gone.
    pub gives_up: bool,
    /// A proof of receipt that is to be checked.
    pub proof: ProofDraft,
    /// A poster: where the page is, and the file to make.
    pub poster: [String; 2],
}

/// A proof of receipt: where its files lie.
#[derive(Default)]
pub struct ProofDraft {
    /// The statement.
    pub statement: String,
    /// The text.
    pub text: String,
    /// The roster of that time, if it is not the one in force.
    pub roster: String,
    /// The salt, where the statement has none.
    pub salt: Text,
}

impl UpkeepDraft {
    /// Forgets passphrases and a salt; whether any was typed.
    pub fn forget_passphrases(&mut self) -> bool {
        let typed = std::mem::take(&mut self.passphrase);
        let salt = std::mem::take(&mut self.proof.salt);
        typed.all().iter().any(|one| !one.is_empty()) || !salt.is_empty()
    }
}

/// Another passphrase for the vault.
#[derive(Default)]
pub struct PassphraseDraft {
    /// The one that it has.
    pub old: Text,
    /// The new one, typed twice.
    pub new: [Text; 2],
}

impl PassphraseDraft {
    /// All that is typed.
    #[must_use]
    pub fn all(&self) -> [&Text; 3] {
        let [new, again] = &self.new;
        [&self.old, new, again]
    }
}

/// A month's keys that are to be erased early.
#[derive(Default)]
pub struct ErasingDraft {
    /// The month; not chosen if `None`.
    pub month: Option<Epoch>,
    /// Whether the member is asked now if they are sure.
    pub is_asked: bool,
}

/// A backup that is to be put back, at the vault's door.
#[derive(Default)]
pub struct RestoreDraft {
    /// Whether one is.
    pub is_open: bool,
    /// Its file.
    pub file: String,
    /// Its passphrase.
    pub passphrase: Text,
}
