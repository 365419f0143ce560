//! What the window shows: plain data, made by [`crate::session`] and wiped on drop.

mod choices;
mod founding;
mod office;
mod paper;
mod roster;
mod rules;

pub use choices::{Choices, Named};
pub use founding::{Founder, FoundingView};
pub use office::{
    CodeShown, Done, FirstSteps, JournalLine, JournalView, KeyLine, MemberLine, MembersView,
    NameShown, RegisterShown, SealedLine,
};
pub use paper::{PaperView, SheetShown};
pub use roster::{Filed, Fits, Listed, RosterView};
pub use rules::RulesView;

use belfry_reader::{
    journal::ids::{CaseId, DeedId},
    terms::Kept,
};
use crypto_core::{ids::MemberNumber, time::Day, words::Language};
use zeroize::Zeroizing;

/// A text of somebody, wiped on drop.
pub type Text = Zeroizing<String>;

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// What is new and what is due.
    Today,
    /// All cases.
    Cases,
    /// One case.
    Case(CasePart),
    /// Taking in bundles and making outboxes.
    Exchange,
    /// All days on which something is due.
    Calendar,
    /// How well the terms were kept.
    Figures,
    /// Members, their keys, letters that wait for a quorum.
    Members,
    /// Founding a channel.
    Founding,
    /// Changing the roster in force.
    Roster,
    /// The organisation's rules.
    Rules,
    /// What members told each other.
    Journal,
    /// What is left of cases that were destroyed.
    Register,
    /// Typing in a report that came otherwise than by the page.
    TypeIn,
    /// Language, theme, size, locking.
    Settings,
}

/// What of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePart {
    /// Letters and answers.
    Conversation,
    /// Writing an answer.
    Answer,
    /// Steps, notes, tasks, decisions.
    Work,
    /// The reporter's name.
    Name,
    /// The first assessment.
    Assessment,
    /// Destroying it.
    Destroy,
}

/// What there is to see and to do.
pub struct Overview {
    /// Whether terms, tasks and what colleagues did are in it: of many cases these come a moment later.
    pub is_whole: bool,
    /// What is to be said of cases' terms, the most urgent first.
    pub of_terms: Vec<(CaseId, String)>,
    /// The channel's name; empty before the first import.
    pub channel: String,
    /// The day on which this was put together.
    pub today: Day,
    /// All cases, newest letter first.
    pub cases: Vec<CaseLine>,
    /// What is to be done, what is due first first.
    pub due: Vec<DueLine>,
    /// What must not go unseen.
    pub warnings: Vec<String>,
    /// The last import.
    pub imported: Option<Day>,
    /// The next publication day.
    pub publishes: Option<Day>,
    /// Cells of answers that wait for it.
    pub waiting: usize,
    /// How well the law's terms were kept: confirmations, feedback.
    pub kept: [Kept; 2],
    /// What a member does the first time; `None` once the first answer was exported.
    pub first: Option<FirstSteps>,
}

/// Where a case stands, as far as a list needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A letter came after the last answer.
    Unanswered,
    /// Waits for a quorum.
    Sealed,
    /// The committee wrote last.
    Answered,
    /// The work is done.
    Closed,
    /// No report.
    Spam,
    /// Its contents are gone.
    Destroyed,
}

/// A case in the list.
#[derive(Debug, Clone)]
pub struct CaseLine {
    /// Its name.
    pub id: CaseId,
    /// When its last letter was imported.
    pub last: Option<Day>,
    /// Where it stands.
    pub stage: Stage,
    /// The service that it is about, where there are several.
    pub service: String,
    /// The beginning of its first letter, in one line.
    pub preview: Text,
    /// Deeds of colleagues that are new here.
    pub unseen: usize,
    /// A warning about what kind of case it is.
    pub warning: Option<String>,
    /// The next day on which the law asks for something.
    pub due: Option<Day>,
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct DueLine {
    /// By when.
    pub by: Day,
    /// In which case.
    pub case: CaseId,
    /// What of it shows what is to be done.
    pub part: CasePart,
    /// By whom; nobody in particular if `None`.
    pub member: Option<MemberNumber>,
    /// Whether it is this member's, or anybody's.
    pub is_mine: bool,
    /// What.
    pub what: Text,
}

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
