//! What is shown of no case in particular: members, keys, the journal, the first steps; and a name, for as long as it is
//! looked at.

use belfry_reader::journal::ids::CaseId;
use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::Way,
    time::Epoch,
};

use super::{Named, Screen, Text};

/// Members, their keys, letters that wait for a quorum.
#[derive(Default)]
pub struct MembersView {
    /// What the roster says of itself, one sentence each; nothing before the first import.
    pub roster: Vec<String>,
    /// What must not go unseen of roster and keys.
    pub warnings: Vec<String>,
    /// Members and advisers.
    pub members: Vec<MemberLine>,
    /// Months, and what has become of their keys.
    pub keys: Vec<KeyLine>,
    /// Where half of what protects these keys is.
    pub half: HalfView,
    /// Letters that wait for a quorum.
    pub sealed: Vec<SealedLine>,
    /// How reports can come that this member types in.
    pub ways: Vec<Way>,
    /// Whether the roster can be changed here: the root key is beside this vault.
    pub signs: bool,
    /// To whom a share can be given.
    pub colleagues: Vec<Named<MemberNumber>>,
}

/// Where half of what protects the keys of months is.
#[derive(Debug, Default)]
pub enum HalfView {
    /// With the other half, in the vault.
    #[default]
    Whole,
    /// In this machine's TPM.
    There,
    /// In a TPM that does not give it.
    Away {
        /// Why.
        why: String,
        /// Whether the chip is another, or gone; all else can be mended.
        is_gone: bool,
    },
}

/// A member or an adviser.
#[derive(Debug, Clone)]
pub struct MemberLine {
    /// Number and name.
    pub name: String,
    /// Kind, role, place, publication day.
    pub facts: Vec<String>,
}

/// A month.
#[derive(Debug, Clone)]
pub struct KeyLine {
    /// Which.
    pub month: String,
    /// What has become of its keys, or will.
    pub words: String,
    /// Whether its letters do not open here though they should.
    pub is_amiss: bool,
    /// What is lost if its keys are erased before they are due; `None` where they are not here.
    pub early: Option<(Epoch, Vec<String>)>,
}

/// A letter that waits for a quorum.
#[derive(Debug, Clone)]
pub struct SealedLine {
    /// The letter.
    pub letter: LetterId,
    /// Its case.
    pub case: CaseId,
    /// What it is.
    pub title: String,
    /// Whose shares are here, and to whom this member's went.
    pub facts: Vec<String>,
    /// Whether this member's share is of use to a colleague.
    pub is_usable: bool,
}

/// What members told each other.
#[derive(Default)]
pub struct JournalView {
    /// What is void, odd or alarming; then everything else, the newest first.
    pub lines: Vec<JournalLine>,
}

/// A line of it.
#[derive(Debug, Clone)]
pub struct JournalLine {
    /// The case that it is about, if one here.
    pub case: Option<CaseId>,
    /// When, and who.
    pub head: String,
    /// What.
    pub what: String,
    /// A word for what is amiss with it.
    pub mark: Option<&'static str>,
}

/// What a member does the first time, and how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstSteps {
    /// Whether a bundle was imported.
    pub imported: bool,
    /// Whether an answer was written.
    pub answered: bool,
}

/// A name that is looked at, until one leaves the screen.
pub struct NameShown {
    /// The case.
    pub case: CaseId,
    /// Where it is looked at.
    pub at: Screen,
    /// From whom, and the name.
    pub names: Vec<(String, Text)>,
}

/// The code for the reporter of a report that was typed in.
pub struct CodeShown {
    /// The code.
    pub code: Text,
    /// What is told with it.
    pub told: Vec<String>,
}

/// A line of the register.
pub struct RegisterShown {
    /// The year, what it was, the service.
    pub head: String,
    /// Whether the law's terms were kept.
    pub kept: String,
    /// Why it was destroyed before its time, if it was.
    pub early: Option<Text>,
}

/// What was done, in sentences, and a name if one was to be seen.
pub struct Done {
    /// What is told of it.
    pub told: Vec<String>,
    /// Names, with whom they came from.
    pub names: Vec<(String, Text)>,
}
