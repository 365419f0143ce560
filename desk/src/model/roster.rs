//! The roster in force, and the files with which the next one can be made.

use belfry_reader::ceremony::changing::Settings;
use crypto_core::ids::MemberNumber;

use super::{Founder, MemberLine};

/// What is shown of it.
#[derive(Debug, Clone)]
pub struct RosterView {
    /// What it says of itself, one sentence each.
    pub roster: Vec<String>,
    /// What is to be known before another is signed.
    pub warnings: Vec<String>,
    /// Who is in it.
    pub members: Vec<Listed>,
    /// Whose files are in the folder; this vault's own is what it has.
    pub files: Vec<Filed>,
    /// Why these could not be read.
    pub amiss: Option<String>,
    /// Whether the folder has a description of the channel.
    pub is_described: bool,
    /// Its settings, all of them.
    pub settings: Settings,
}

/// Somebody who is in the roster.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Their number.
    pub number: MemberNumber,
    /// Number and name, kind, role, place, publication day.
    pub line: MemberLine,
    /// Number and name within a sentence.
    pub name: String,
    /// The weekday of publication.
    pub weekday: Option<u8>,
    /// Whether it is who sits here.
    pub is_me: bool,
}

/// Somebody's file.
#[derive(Debug, Clone)]
pub struct Filed {
    /// Of whom it says that it is, with the number that is compared by voice.
    pub who: Founder,
    /// What it can be used for.
    pub fits: Fits,
}

/// What a file can be used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fits {
    /// Somebody who is not in the roster.
    New,
    /// Keys that the roster does not have.
    Newer,
    /// Nothing: the roster has all of it.
    Known,
    /// Nothing, and why.
    Not(String),
}
