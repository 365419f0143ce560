//! What is being typed and is not done yet. It is kept while other screens and cases are looked at, and gone when the
//! vault is locked.

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::{
    casework::view::Answer,
    journal::{event::Purpose, ids::CaseId},
};

use crate::model::{Arrival, Stage, Text};

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

/// Something being written down in a case.
#[derive(Default)]
pub struct WorkDraft {
    /// What is written.
    pub text: Text,
    /// The step that is to be taken, by its code.
    pub step: Option<String>,
    /// Whether the reporter is told, and what.
    pub tell: bool,
    /// The text for the reporter.
    pub told: Text,
    /// The member to whom a task goes.
    pub to: String,
    /// By when, as typed.
    pub by: String,
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

/// What is typed in one case and not done yet.
#[derive(Default)]
pub struct CaseDrafts {
    /// An answer.
    pub answer: AnswerDraft,
    /// A note, a task, a step.
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
}
