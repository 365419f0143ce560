//! What the window asks for, and what comes of it.

use std::{collections::BTreeSet, path::PathBuf};

use belfry_reader::{casework::view::View, journal::ids::CaseId, vault::locked_key::Passphrase};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    time::Day,
    words::Language,
};

use crate::{
    acts::{Act, Doing},
    found::{Found, Make},
    model::{
        Arrival, CaseView, CodeShown, Done, FoundingView, JournalView, MembersView, Overview,
        PaperView, RegisterShown, RootView, RosterView, RulesView, Text,
    },
    paper::Paper,
    places::Place,
    root::Root,
    roster::{Came, Change},
    saying::{Along, Destroying, Saying, TypedIn},
    upkeep::{Restore, Upkeep},
};

/// Something to be done beside the window.
pub enum Job {
    /// See whether there is a vault in this folder.
    IsThere(PathBuf),
    /// Open a vault.
    Unlock {
        /// Its folder.
        dir: PathBuf,
        /// Its passphrase.
        passphrase: Passphrase,
        /// What is today.
        today: Day,
    },
    /// Make a member's keys and vault, and open it.
    Make(Box<Make>),
    /// Take a step of a founding whose files are in this folder.
    Found(PathBuf, Box<Found>),
    /// Take a step of putting the root key onto paper, or of trying its sheets out.
    Paper(Box<Paper>),
    /// Take a step of a change of the roster, with members' files from this folder.
    Roster(PathBuf, Box<Change>),
    /// Take a step with the root key of a channel that is founded.
    Root(Box<Root>),
    /// Do something about rules, keys or a backup.
    Upkeep(Box<Upkeep>),
    /// Put a backup back, and open the vault that comes of it.
    Restore(Box<Restore>),
    /// Let go of it, and wipe what is known.
    Lock,
    /// Speak this language from here on.
    Speak(Language),
    /// Put all lists together anew.
    Lists,
    /// Open a case.
    Case(CaseId),
    /// Find words in all cases.
    Find(String),
    /// Say what would become of an answer.
    Preview(CaseId, Saying),
    /// Take an answer.
    Answer(CaseId, Saying),
    /// Ask whether this case may be destroyed, and what that means.
    MayDestroy(CaseId, Destroying),
    /// Destroy this case.
    Destroy(CaseId, Destroying),
    /// Make the certificate of a case that was destroyed.
    Certify(CaseId, PathBuf),
    /// Show the register.
    Register,
    /// Take a report that came otherwise than by the page.
    TypeIn(TypedIn),
    /// Write this code onto a page to print.
    Print(Text, PathBuf),
    /// Look whether a file can go with an answer in this case.
    Look(CaseId, PathBuf),
    /// Do what a form says, for this reason.
    Does(CaseId, Act, Box<Doing>, Text),
    /// Fix a view.
    View(CaseId, View),
    /// See which sticks are here.
    Places,
    /// Take in a bundle, of the channel that was typed if any.
    Import(PathBuf, String),
    /// Make an outbox.
    Export(PathBuf),
    /// Save a file of a case into a folder.
    Save(CaseId, usize, PathBuf),
    /// Show members, keys and what waits for a quorum.
    Members,
    /// Give this member's share of a letter to a colleague.
    Release(LetterId, MemberNumber),
    /// Show the journal.
    Journal,
}

impl Job {
    /// Whether somebody waits for it: a look at folders stands in nobody's way.
    pub(super) fn is_waited_for(&self) -> bool {
        !matches!(self, Self::IsThere(_) | Self::Places)
    }

    /// Whether it only shows something, which nobody sees any more once the vault is locked.
    pub(super) fn is_look(&self) -> bool {
        matches!(
            self,
            Self::Unlock { .. }
                | Self::Lists
                | Self::Case(_)
                | Self::Find(_)
                | Self::Preview(..)
                | Self::MayDestroy(..)
                | Self::Register
                | Self::Look(..)
                | Self::Places
                | Self::Members
                | Self::Journal
        ) || match self {
            Self::Found(_, what) => matches!(**what, Found::Look),
            Self::Roster(_, what) => !what.changes(),
            Self::Upkeep(what) => what.is_look(),
            Self::Root(what) => !what.changes(),
            _ => false,
        }
    }

    /// Whether it is not begun any more once the vault is locked, since its outcome is shown once and to nobody then.
    pub(super) fn is_shown_once(&self) -> bool {
        matches!(self, Self::TypeIn(_))
    }

    /// The case that it is about.
    pub(super) fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case(id)
            | Self::Preview(id, ..)
            | Self::Answer(id, ..)
            | Self::Look(id, _)
            | Self::MayDestroy(id, _)
            | Self::Destroy(id, _)
            | Self::Certify(id, _)
            | Self::Does(id, ..)
            | Self::View(id, _)
            | Self::Save(id, ..) => Some(*id),
            _ => None,
        }
    }
}

/// What came of it.
pub enum Outcome {
    /// Whether there is a vault in this folder.
    IsThere(PathBuf, bool),
    /// The vault is open; what is to be told of that.
    Unlocked(Vec<String>),
    /// It is shut.
    Locked,
    /// All lists, anew.
    Overview(Box<Overview>),
    /// The lists that are shown are not whole any more, and could not be put together anew.
    NotWhole,
    /// A case.
    Case(Box<CaseView>),
    /// In which cases these words stand; `None` where not all were looked through.
    Found(String, Option<BTreeSet<CaseId>>),
    /// What would become of this answer in this case.
    Preview(CaseId, Saying, Arrival),
    /// This answer was taken in this case.
    Answered(CaseId, Saying, Arrival),
    /// What destroying this case like this means.
    MayDestroy(CaseId, Destroying, Vec<String>),
    /// This case was destroyed: sentences.
    Destroyed(CaseId, Vec<String>),
    /// The certificate was made: what is told of it.
    Certified(String),
    /// The register.
    Register(Vec<RegisterShown>),
    /// This report was taken; the code for its reporter.
    TypedIn(TypedIn, CodeShown),
    /// A report was not taken, since the vault was being locked.
    NotTypedIn,
    /// The page with the code was made: what is told of it.
    Printed(String),
    /// This file can go with an answer in this case.
    Looked(CaseId, Along),
    /// What this form says was done in this case, with this text.
    Done(CaseId, Act, Text, Done),
    /// A view was fixed in this case.
    Fixed(CaseId),
    /// Members, keys, what waits for a quorum.
    Members(Box<MembersView>),
    /// A vault was made.
    Made,
    /// How far a founding has come, and what is to be written down of the step just taken.
    Founding(Box<FoundingView>, Vec<String>),
    /// The root key, and what is to be written down of the step just taken.
    Root(RootView, Vec<String>),
    /// How far the root key's sheets are, and what is told of them once that is done.
    Paper(Option<PaperView>, Vec<String>),
    /// The roster in force, and what came of a step of changing it.
    Roster(Box<RosterView>, Came),
    /// The rules in force.
    Rules(Box<RulesView>),
    /// What came of rules, keys, passphrase or a backup: sentences.
    Upkept(Vec<String>),
    /// A share of this letter was given: sentences.
    Released(LetterId, Vec<String>),
    /// The journal.
    Journal(Box<JournalView>),
    /// The sticks that are here.
    Places(Vec<Place>),
    /// It came, or went: sentences.
    Exchanged(Vec<String>),
    /// A file was saved here; whether it is whole.
    Saved(PathBuf, bool),
    /// Who waited had it stopped: what became of it.
    Stopped(String),
    /// It was not done, in this case if in one: why, and what to do about it.
    Failed(Option<CaseId>, String),
    /// The thread has ended, which it never should.
    Gone,
}
