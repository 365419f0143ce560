//! What a member does for the committee rather than in a case: the rules, their own keys, a backup.

use std::path::PathBuf;

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
}

impl Upkeep {
    /// Whether anything is another afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        matches!(self, Self::SetRules(_) | Self::Keys(..))
    }

    /// Whether it only shows something.
    #[must_use]
    pub fn is_look(&self) -> bool {
        matches!(self, Self::Rules | Self::CheckRules(_))
    }

    /// Whether it is about the rules.
    #[must_use]
    pub fn is_of_rules(&self) -> bool {
        !matches!(self, Self::Keys(..) | Self::Backup(_))
    }
}
