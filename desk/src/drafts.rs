//! What is being typed and is not done yet. It is kept while other screens and cases are looked at, and gone when the
//! vault is locked.

mod founding;

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::{
    casework::view::Answer,
    journal::{
        event::Purpose,
        ids::{CaseId, DeedId},
    },
    ledger::fact::Published,
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::Way,
};

use crate::{
    acts::Act,
    model::{Arrival, Stage, Text},
};

pub use founding::{FoundingDraft, NewMember};

/// An answer being written.
pub struct AnswerDraft {
    /// Its text.
    pub text: Text,
    /// Whether it is the law's feedback, or asks how the reporter fares.
    pub purpose: Purpose,
    /// What would become of it, for the text as it was then.
    pub arrival: Option<Arrival>,
    /// Whether that answer was taken.
    pub is_taken: bool,
}

impl Default for AnswerDraft {
    fn default() -> Self {
        Self {
            text: Text::default(),
            purpose: Purpose::Other,
            arrival: None,
            is_taken: false,
        }
    }
}

/// A form of something that is to be done in a case; each kind has its own fields of these.
#[derive(Default, Clone, PartialEq)]
pub struct ActDraft {
    /// Why, or what.
    pub text: Text,
    /// Whether the reporter is told.
    pub tell: bool,
    /// The text for the reporter.
    pub told: Text,
    /// A step, an outcome or a role, by its code.
    pub code: Option<String>,
    /// The deed that it is about.
    pub deed: Option<DeedId>,
    /// The letter that it is about.
    pub letter: Option<LetterId>,
    /// The member whom it is about.
    pub member: Option<MemberNumber>,
    /// Members who may read a name too, or must not hear of something.
    pub also: BTreeSet<MemberNumber>,
    /// A day, as typed.
    pub day: String,
    /// Where something is kept.
    pub kept: Text,
    /// How a consent was given.
    pub way: Option<Way>,
    /// What the reporter was told.
    pub published: Option<Published>,
    /// A name, to be held apart.
    pub name: Text,
    /// The file with an authority's key.
    pub key_file: String,
    /// The file to be made.
    pub out: String,
    /// To whom it goes.
    pub whom: Text,
    /// Whether a law obliges to that; otherwise the reporter consents.
    pub is_obliged: Option<bool>,
    /// The consent, by its name.
    pub consent: Option<String>,
    /// The law.
    pub law: Text,
    /// Whether the reporter was informed beforehand.
    pub is_informed: Option<bool>,
    /// By which answer.
    pub informed: Option<String>,
    /// Why they were not.
    pub why_not: Text,
    /// Whether the member is asked now if they are sure.
    pub is_asked: bool,
}

/// What is being written down in a case: a draft of each kind, so that none takes another's place.
#[derive(Default)]
pub struct WorkDraft {
    /// The kind whose form is shown on the case's work.
    pub work: Option<Act>,
    /// The same for the reporter's name.
    pub name: Option<Act>,
    /// What is typed, by kind.
    pub forms: BTreeMap<Act, ActDraft>,
    /// Whether the keyboard is to go to the form.
    pub to_form: bool,
}

/// The form of the first assessment, being filled in.
#[derive(Default)]
pub struct ViewDraft {
    /// The outcome's code.
    pub outcome: String,
    /// Criteria by their codes, answered.
    pub answers: BTreeMap<String, Answer>,
    /// The reasons.
    pub text: Text,
}

/// The list of cases, filtered and sorted.
#[derive(Default)]
pub struct ListState {
    /// What is searched for.
    pub words: Text,
    /// In which cases it stands.
    pub found: Option<BTreeSet<CaseId>>,
    /// Only those that stand here.
    pub stage: Option<Stage>,
    /// Whether what is due first comes first.
    pub by_due: bool,
}

/// The journal, filtered.
#[derive(Default)]
pub struct JournalState {
    /// The case of which it is shown, as far as it was typed.
    pub case: String,
    /// The places of its lines; `None` where they are to be looked for anew.
    pub found: Option<Vec<usize>>,
    /// So many more than at first are shown.
    pub more: usize,
}

/// Taking in and giving out.
#[derive(Default)]
pub struct ExchangeState {
    /// The bundle's file.
    pub bundle: String,
    /// The channel, at the first import.
    pub channel: String,
    /// The outbox to be made.
    pub outbox: String,
    /// What happened.
    pub told: Vec<String>,
}

/// The rules, this member's keys, a backup: files to be read or made.
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
    /// What came of it.
    pub told: Vec<String>,
}

/// What is typed in one case and not done yet.
#[derive(Default)]
pub struct CaseDrafts {
    /// An answer.
    pub answer: AnswerDraft,
    /// What is to be done.
    pub work: WorkDraft,
    /// A view.
    pub view: ViewDraft,
}

/// Everything that is typed and not done yet; gone when the vault is locked.
#[derive(Default)]
pub struct Drafts {
    /// In the case that is open.
    pub case: CaseDrafts,
    /// In cases that were open before.
    pub others: BTreeMap<CaseId, CaseDrafts>,
    /// The list.
    pub list: ListState,
    /// Where files are saved.
    pub folder: String,
    /// To whom a share of a sealed letter is to go, and whether it was asked if that is sure.
    pub shares: BTreeMap<LetterId, (Option<MemberNumber>, bool)>,
    /// The journal.
    pub journal: JournalState,
    /// Rules, keys, a backup.
    pub upkeep: UpkeepDraft,
    /// Keys and a vault that are to be made.
    pub new: NewMember,
    /// A founding.
    pub founding: FoundingDraft,
}
