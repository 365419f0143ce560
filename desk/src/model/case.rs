//! One case, as the window shows it.

use belfry_reader::journal::ids::{CaseId, DeedId};
use crypto_core::{time::Day, words::Language};

use super::{Choices, Text};

/// One case, opened.
pub struct CaseView {
    /// Its name.
    pub id: CaseId,
    /// What is to be known before anything is read.
    pub warnings: Vec<String>,
    /// Whether its reporter has checked what a member typed in.
    pub checked: Vec<String>,
    /// The service that it is about.
    pub service: String,
    /// The step of the rules at which it stands.
    pub step: String,
    /// Since when.
    pub since: Option<Day>,
    /// What it was decided to be.
    pub outcome: Option<String>,
    /// The steps that may follow.
    pub next: Vec<NextStep>,
    /// Letters and answers, in their order.
    pub messages: Vec<Message>,
    /// What members did, in the order on which all desks agree.
    pub deeds: Vec<DeedLine>,
    /// Who has which part in it, and whether it is kept for longer.
    pub parts: Vec<String>,
    /// What is known of the reporter's name, and who may read it.
    pub names: Vec<String>,
    /// What forms choose from.
    pub choices: Choices,
    /// Days of note: for the timeline.
    pub marks: Vec<TimeMark>,
    /// Whether its contents are gone.
    pub is_destroyed: bool,
    /// Why no answer can be written, if none can.
    pub no_answer: Option<String>,
    /// Whether minutes are here that its reporter can check.
    pub has_minutes: bool,
    /// The form of the first assessment.
    pub form: Form,
}

/// A step that may follow, and what the reporter may be told of it.
#[derive(Debug, Clone)]
pub struct NextStep {
    /// Its code in the rules.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What is to be asked before, with the source.
    pub questions: Vec<(String, String)>,
    /// A text for the reporter, by language; `{by}` stands for a day.
    pub told: Vec<(Language, String)>,
}

/// A letter or an answer.
pub struct Message {
    /// Whether the reporter wrote it.
    pub from_reporter: bool,
    /// Who, when, and what it is.
    pub head: String,
    /// Facts and warnings about it.
    pub facts: Vec<String>,
    /// What was written, with all that does not show made visible.
    pub text: Text,
    /// The files that came with it.
    pub files: Vec<FileLine>,
}

/// A file that came with a letter.
#[derive(Debug, Clone)]
pub struct FileLine {
    /// Its place among the case's files, from 1.
    pub number: usize,
    /// The name under which it would be saved.
    pub name: String,
    /// Size, type, what is there of it.
    pub facts: Vec<String>,
    /// Whether all parts of it are there.
    pub is_whole: bool,
}

/// What a member did.
pub struct DeedLine {
    /// Its name.
    pub id: DeedId,
    /// When, and who.
    pub head: String,
    /// What.
    pub title: String,
    /// What was written with it.
    pub text: Text,
    /// What the reporter reads of it.
    pub told: Text,
    /// Whether it counts, and why not; nothing of one that does.
    pub standing: Option<String>,
    /// Its ground, who has read it: one sentence each.
    pub facts: Vec<String>,
    /// Whether it counts for nothing.
    pub is_void: bool,
    /// Whether it was not shown before.
    pub is_new: bool,
    /// Whether it is something to do that is not done.
    pub is_open: bool,
}

/// A day in the life of a case.
#[derive(Debug, Clone)]
pub struct TimeMark {
    /// The day.
    pub day: Day,
    /// What then.
    pub what: String,
    /// Whether it lies ahead: a term.
    pub kind: MarkKind,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// It happened.
    Done,
    /// The law's term, still running.
    Term,
    /// The law's term, and it is over.
    Late,
}

/// The form of the first assessment.
#[derive(Default)]
pub struct Form {
    /// What a report can come to: code and name.
    pub outcomes: Vec<(String, String)>,
    /// Code, question, source.
    pub criteria: Vec<(String, String, String)>,
    /// Views that are fixed, and how many the rules ask for.
    pub fixed: (usize, usize),
    /// Whether this member's is among them.
    pub is_mine_fixed: bool,
    /// The views, where they are open: who, and what they think.
    pub open: Vec<(String, String, Text)>,
}

/// What becomes of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Who writes, as the page shows it.
    pub from: String,
    /// What the reporter will read.
    pub reads: Text,
    /// Cells that it takes.
    pub cells: usize,
    /// Whole weeks until all of it is public.
    pub weeks: u32,
    /// Files that go along.
    pub files: usize,
    /// Bytes that they take in the outbox.
    pub files_len: u64,
    /// The day on which it is public; `None` if it cannot go out.
    pub day: Option<Day>,
    /// The day by which feedback is due, if the answer comes later.
    pub late: Option<Day>,
    /// Whether it names a day that is to come.
    pub says_when: bool,
}
