//! A change of the roster in force, as the window hands it to the library.

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::{
    ceremony::{changing::Settings, founding::Heard},
    vault::locked_key::Passphrase,
};
use crypto_core::ids::MemberNumber;

/// What is to be another in the next roster.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changing {
    /// The numbers that were compared by voice, of the files that are used.
    pub heard: BTreeSet<Heard>,
    /// Whether this vault's own new keys are used.
    pub own: bool,
    /// Who is new: in whose place they come, or beside all others if `None`.
    pub places: BTreeMap<MemberNumber, Option<MemberNumber>>,
    /// Who leaves.
    pub leave: BTreeSet<MemberNumber>,
    /// Other weekdays of publication, 1 to 7, or none.
    pub weekdays: BTreeMap<MemberNumber, Option<u8>>,
    /// Whether the channel's description in the folder is taken: texts, services, and the settings that it names.
    pub described: bool,
    /// Other settings.
    pub settings: Settings,
    /// Days of validity; as many as there can be if `None`.
    pub valid_days: Option<u32>,
}

/// A step of it.
pub enum Change {
    /// See the roster in force, and whose files are in the folder.
    Look,
    /// See what would change.
    Prepare(Box<Changing>),
    /// Sign what was seen, with the root key under this passphrase.
    Sign(Box<Changing>, Passphrase),
}

impl Change {
    /// Whether anything is another afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        matches!(self, Self::Sign(..))
    }
}

/// What came of it.
pub enum Came {
    /// It was looked at.
    Looked,
    /// This would change: sentences.
    Prepared(Box<Changing>, Vec<String>),
    /// It was signed: what is to be done next.
    Signed(Vec<String>),
}
