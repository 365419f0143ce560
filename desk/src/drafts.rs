//! What is being typed and is not done yet. It is kept while other screens and cases are looked at, and gone when the
//! vault is locked.

mod exchange;
mod founding;
mod paper;
mod roster;
mod upkeep;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use belfry_reader::{
    casework::view::Answer,
    journal::{
        event::Mark,
        ids::{CaseId, DeedId},
    },
    ledger::fact::Published,
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    minutes::Way,
    time::Day,
};

use crate::{
    acts::{Act, Missing},
    model::{Arrival, Stage, Text},
    saying::{Along, Destroying, Saying, TypedIn},
};

pub use exchange::ExchangeState;
pub use founding::{FoundingDraft, NewMember};
pub use paper::{PaperDraft, RootDraft};
pub use roster::{RosterDraft, SettingsDraft};
pub use upkeep::{ErasingDraft, PassphraseDraft, RestoreDraft, UpkeepDraft};

/// An answer being written.
#[derive(Default)]
pub struct AnswerDraft {
    /// What is written so far.
    pub says: Saying,
    /// The place of a file that is to go along, while it is typed.
    pub path: String,
    /// What would become of it, for the answer as it was then.
    pub arrival: Option<Arrival>,
    /// Whether that answer was taken.
    pub is_taken: bool,
}

impl AnswerDraft {
    /// Takes a file that was found at the place that was typed or dropped.
    pub fn takes(&mut self, along: Along) {
        if along.path == Path::new(self.path.trim()) {
            self.path.clear();
        }
        if !self.says.files.iter().any(|one| one.path == along.path) {
            self.says.files.push(along);
        }
        self.changed();
    }

    /// What was looked at, or taken, was another answer.
    pub fn changed(&mut self) {
        self.arrival = None;
        self.is_taken = false;
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
    /// What the case is marked as.
    pub mark: Option<Mark>,
    /// Whether the reporter agrees with the minutes; they correct them otherwise.
    pub agreed: Option<bool>,
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

/// How a case is to be destroyed, being filled in.
#[derive(Default)]
pub struct DestroyDraft {
    /// Why it goes before its time.
    pub reason: Text,
    /// Whether it goes though not everybody has heard of everything.
    pub unheard: bool,
    /// The file to be made, with the certificate.
    pub certificate: String,
    /// What it means, once it was asked whether it may be.
    pub means: Option<Vec<String>>,
    /// The case's name, typed to confirm it.
    pub name: String,
}

impl DestroyDraft {
    /// What is handed to the library.
    #[must_use]
    pub fn says(&self) -> Destroying {
        let certificate = self.certificate.trim();
        Destroying {
            reason: (!self.reason.trim().is_empty()).then(|| self.reason.clone()),
            unheard: self.unheard,
            certificate: (!certificate.is_empty()).then(|| PathBuf::from(certificate)),
        }
    }

    /// Has it asked and confirmed anew.
    pub fn unask(&mut self) {
        self.means = None;
        self.name.clear();
    }
}

/// A report being typed in.
#[derive(Default)]
pub struct TypingDraft {
    /// Its text.
    pub text: Text,
    /// How it came.
    pub way: Option<Way>,
    /// The day, as typed.
    pub day: String,
    /// Members who must not hear of it.
    pub without: BTreeSet<MemberNumber>,
    /// The file to be made, with the code on a page.
    pub sheet: String,
}

impl TypingDraft {
    /// What is handed to the library.
    ///
    /// # Errors
    /// What is still to be filled in.
    pub fn says(&self) -> Result<TypedIn, Missing> {
        let way = self.way.ok_or(Missing::Choice)?;
        let day = match self.day.trim() {
            "" => None,
            typed => Some(typed.parse::<Day>().map_err(|_| Missing::Day)?),
        };
        Ok(TypedIn {
            text: self.text.clone(),
            way,
            day,
            without: self.without.iter().copied().collect(),
        })
    }
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

/// What is typed in one case and not done yet.
#[derive(Default)]
pub struct CaseDrafts {
    /// An answer.
    pub answer: AnswerDraft,
    /// What is to be done.
    pub work: WorkDraft,
    /// A view.
    pub view: ViewDraft,
    /// How it is to be destroyed.
    pub destroying: DestroyDraft,
}

/// Everything that is typed and not done yet; gone when the vault is locked.
#[derive(Default)]
pub struct Drafts {
    /// In the case that is open.
    pub case: CaseDrafts,
    /// In cases that were open before.
    pub others: BTreeMap<CaseId, CaseDrafts>,
    /// A report being typed in.
    pub typing: TypingDraft,
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
    /// A backup that is to be put back.
    pub restore: RestoreDraft,
    /// A founding.
    pub founding: FoundingDraft,
    /// The root key's sheets.
    pub paper: PaperDraft,
    /// A change of the roster.
    pub roster: RosterDraft,
    /// Another root key.
    pub root: RootDraft,
}
