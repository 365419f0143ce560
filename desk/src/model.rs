//! What the window shows: plain data, made by [`crate::session`] and wiped on drop.

mod case;
mod choices;
mod founding;
mod office;
mod paper;
mod roster;
mod rules;

pub use case::{
    Arrival, CaseView, DeedLine, FileLine, Form, MarkKind, Message, NextStep, TimeMark,
};
pub use choices::{Choices, Named};
pub use founding::{Founder, FoundingView};
pub use office::{
    CodeShown, Done, FirstSteps, HalfView, JournalLine, JournalView, KeyLine, MemberLine,
    MembersView, NameShown, RegisterShown, SealedLine,
};
pub use paper::{PaperView, RootView, SheetShown};
pub use roster::{Filed, Fits, Listed, RosterView};
pub use rules::RulesView;

use belfry_reader::{journal::ids::CaseId, terms::Kept};
use crypto_core::{ids::MemberNumber, time::Day};
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
    /// The root key, once a channel is founded.
    Root,
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
