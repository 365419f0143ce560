//! What a member does for the committee rather than in a case: the rules, their own keys and passphrase, a backup.

use std::path::PathBuf;

use belfry_reader::{epochs::tpm::Asked, vault::locked_key::Passphrase};
use crypto_core::time::{Day, Epoch};

use crate::model::Text;

/// Something of that.
pub enum Upkeep {
    /// Look at the rules in force.
    Rules,
    /// See whether this file can be the rules.
    CheckRules(PathBuf),
    /// Take this file as the rules.
    SetRules(PathBuf),
    /// Write the rules in force to a new file.
    SaveRules(PathBuf),
    /// Write the rules of whoever sets none to a new file.
    SaveDefault(PathBuf),
    /// Make keys for so many months from this one on, and write this member's file into a folder.
    Keys(u32, PathBuf),
    /// Write a backup to this file.
    Backup(PathBuf),
    /// Lock the vault by another passphrase.
    Passphrase {
        /// The one that it has.
        old: Passphrase,
        /// The new one, typed twice.
        new: [Passphrase; 2],
    },
    /// Erase this month's keys, whatever is due.
    Erase(Epoch),
    /// Put half of what protects the months' keys into a TPM, or take it out.
    Tpm(Asked),
    /// See whether a proof of receipt holds.
    CheckProof(ProofFiles),
    /// Make a poster for the page at this address, of the roster in force, as this file.
    Poster(String, PathBuf),
}

/// What a proof of receipt is checked with.
pub struct ProofFiles {
    /// The statement.
    pub statement: PathBuf,
    /// The text.
    pub text: PathBuf,
    /// The signed roster of that time; the one in force if `None`.
    pub roster: Option<PathBuf>,
    /// The salt, where the statement has none.
    pub salt: Text,
}

/// A backup that is put back.
pub struct Restore {
    /// Its file.
    pub file: PathBuf,
    /// The vault's folder, new or empty.
    pub dir: PathBuf,
    /// Its passphrase.
    pub passphrase: Passphrase,
    /// What is today.
    pub today: Day,
}

impl Upkeep {
    /// Whether anything is another afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        matches!(
            self,
            Self::SetRules(_) | Self::Keys(..) | Self::Erase(_) | Self::Tpm(_)
        )
    }

    /// Whether it only shows something.
    #[must_use]
    pub fn is_look(&self) -> bool {
        matches!(
            self,
            Self::Rules | Self::CheckRules(_) | Self::CheckProof(_)
        )
    }

    /// Whether it is about the rules.
    #[must_use]
    pub fn is_of_rules(&self) -> bool {
        matches!(
            self,
            Self::Rules
                | Self::CheckRules(_)
                | Self::SetRules(_)
                | Self::SaveRules(_)
                | Self::SaveDefault(_)
        )
    }
}
