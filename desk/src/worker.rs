//! The thread in which the vault is open. The window hands it jobs and looks, with each picture, whether one is done.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::mpsc::{self, Receiver, Sender, TryRecvError},
    thread,
};

use belfry_reader::{
    casework::view::View,
    commands::CommandError,
    journal::{event::Purpose, ids::CaseId},
    vault::{self, locked_key::Passphrase},
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    time::Day,
    words::Language,
};

use crate::{
    acts::{Act, Doing},
    found::{Found, Make},
    model::{
        Arrival, CaseView, Done, FoundingView, JournalView, MembersView, Overview, RulesView, Text,
    },
    sentence,
    session::Session,
    upkeep::Upkeep,
    wipe,
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
    /// Do something about rules, keys or a backup.
    Upkeep(Box<Upkeep>),
    /// Let go of it, and wipe what is known.
    Lock,
    /// Speak this language from here on.
    Speak(Language),
    /// Open a case.
    Case(CaseId),
    /// Find words in all cases.
    Find(String),
    /// Say what would become of an answer.
    Preview(CaseId, Text, Purpose),
    /// Take an answer.
    Answer(CaseId, Text, Purpose),
    /// Do what a form says, for this reason.
    Does(CaseId, Act, Box<Doing>, Text),
    /// Fix a view.
    View(CaseId, View),
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
    /// Whether somebody waits for it: a look at a folder stands in nobody's way.
    fn is_waited_for(&self) -> bool {
        !matches!(self, Self::IsThere(_))
    }

    /// The case that it is about.
    fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case(id)
            | Self::Preview(id, ..)
            | Self::Answer(id, ..)
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
    /// A case.
    Case(Box<CaseView>),
    /// In which cases the words stand.
    Found(BTreeSet<CaseId>),
    /// What would become of this answer in this case.
    Preview(CaseId, Text, Arrival),
    /// This text was taken in this case.
    Answered(CaseId, Text, Arrival),
    /// What this form says was done in this case, with this text.
    Done(CaseId, Act, Text, Done),
    /// A view was fixed in this case.
    Fixed(CaseId),
    /// Members, keys, what waits for a quorum.
    Members(Box<MembersView>),
    /// A vault was made: sentences.
    Made(Vec<String>),
    /// How far a founding has come, and what is to be written down of the step just taken.
    Founding(Box<FoundingView>, Vec<String>),
    /// The rules in force.
    Rules(Box<RulesView>),
    /// What came of rules, keys or a backup: sentences.
    Upkept(Vec<String>),
    /// A share of this letter was given: sentences.
    Released(LetterId, Vec<String>),
    /// The journal.
    Journal(Box<JournalView>),
    /// It came, or went: sentences.
    Exchanged(Vec<String>),
    /// A file was saved here; whether it is whole.
    Saved(PathBuf, bool),
    /// It was not done, in this case if in one: why, and what to do about it.
    Failed(Option<CaseId>, String),
    /// The thread has ended, which it never should.
    Gone,
}

/// What the thread sends: outcomes, and the end of each job.
enum Answer {
    Said(Outcome),
    Finished,
}

/// The worker as the window sees it.
pub struct Worker {
    jobs: Sender<Job>,
    outcomes: Receiver<Answer>,
    waiting: usize,
}

impl Worker {
    /// Starts the thread. `wake` is called when something is done.
    #[must_use]
    pub fn start(language: Language, wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, todo) = mpsc::channel();
        let (done, outcomes) = mpsc::channel();
        let run = move || work(&todo, &done, language, wake);
        // Where no thread can be started, what is asked of it is answered by its absence.
        drop(thread::Builder::new().stack_size(wipe::STACK).spawn(run));
        Self {
            jobs,
            outcomes,
            waiting: 0,
        }
    }

    /// Hands over a job.
    pub fn ask(&mut self, job: Job) {
        self.waiting += usize::from(job.is_waited_for());
        // Where the thread is gone, the next look at what is done says so.
        drop(self.jobs.send(job));
    }

    /// What is done since, if anything.
    pub fn done(&mut self) -> Option<Outcome> {
        match self.outcomes.try_recv() {
            Ok(Answer::Said(outcome)) => Some(outcome),
            Ok(Answer::Finished) => {
                self.waiting = self.waiting.saturating_sub(1);
                self.done()
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let was_waiting = self.waiting > 0;
                self.waiting = 0;
                was_waiting.then_some(Outcome::Gone)
            }
        }
    }

    /// Whether something is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.waiting > 0
    }
}

fn work(todo: &Receiver<Job>, done: &Sender<Answer>, mut language: Language, wake: impl Fn()) {
    let mut session: Option<Session> = None;
    while let Ok(job) = todo.recv() {
        let say = |outcome| {
            // A window that is gone wants nothing any more.
            drop(done.send(Answer::Said(outcome)));
            wake();
        };
        if let Job::Speak(other) = job {
            language = other;
        }
        let (is_waited_for, of) = (job.is_waited_for(), job.case());
        match perform(&mut session, job, language, &say) {
            Ok(()) => {}
            Err(error) => say(Outcome::Failed(of, sentence::of(&error, language))),
        }
        // Letters pass through it, in the clear.
        wipe::stack();
        if is_waited_for {
            drop(done.send(Answer::Finished));
        }
        wake();
    }
}

fn perform(
    session: &mut Option<Session>,
    job: Job,
    language: Language,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    match job {
        Job::IsThere(dir) => {
            let is_there = vault::exists(&dir);
            say(Outcome::IsThere(dir, is_there));
        }
        Job::Unlock {
            dir,
            passphrase,
            today,
        } => {
            let mut opened = Session::unlock(&dir, &passphrase, today, language)?;
            say(Outcome::Unlocked(std::mem::take(&mut opened.notices)));
            say(Outcome::Overview(Box::new(opened.at_first()?)));
            let session = session.insert(opened);
            say(Outcome::Overview(Box::new(session.overview()?)));
        }
        Job::Make(make) => {
            let folder = make.folder.clone();
            let (opened, told) = Session::make(*make, language)?;
            let session = session.insert(opened);
            say(Outcome::Unlocked(std::mem::take(&mut session.notices)));
            say(Outcome::Made(told));
            let view = session.founding(&folder)?;
            say(Outcome::Founding(Box::new(view), Vec::new()));
            say(Outcome::Overview(Box::new(session.overview()?)));
        }
        Job::Lock => {
            *session = None;
            say(Outcome::Locked);
        }
        job => {
            if let Some(session) = session {
                in_session(session, job, language, say)?;
            }
        }
    }
    Ok(())
}

fn in_session(
    session: &mut Session,
    job: Job,
    language: Language,
    say: &impl Fn(Outcome),
) -> Result<(), CommandError> {
    let mut shown = None;
    match job {
        Job::Unlock { .. } | Job::Make(_) | Job::Lock | Job::IsThere(_) => return Ok(()),
        Job::Speak(_) => session.speak(language),
        Job::Case(id) => {
            say(Outcome::Case(Box::new(session.case(id)?)));
            return Ok(());
        }
        Job::Find(words) => {
            say(Outcome::Found(session.find(&words)?));
            return Ok(());
        }
        Job::Preview(id, text, purpose) => {
            let arrival = session.preview(id, &text, purpose)?;
            say(Outcome::Preview(id, text, arrival));
            return Ok(());
        }
        Job::Answer(id, text, purpose) => {
            let arrival = session.answer(id, &text, purpose)?;
            say(Outcome::Answered(id, text, arrival));
            shown = Some(id);
        }
        Job::Does(id, act, doing, text) => {
            let done = session.does(id, &doing, &text)?;
            say(Outcome::Done(id, act, text, done));
            shown = Some(id);
        }
        Job::View(id, view) => {
            session.fix_view(id, &view)?;
            say(Outcome::Fixed(id));
            shown = Some(id);
        }
        Job::Members => {
            say(Outcome::Members(Box::new(session.members()?)));
            return Ok(());
        }
        Job::Release(letter, to) => {
            say(Outcome::Released(letter, session.release(letter, to)?));
            say(Outcome::Members(Box::new(session.members()?)));
        }
        Job::Found(folder, what) => {
            let is_look = matches!(*what, Found::Look);
            let told = session.found(&folder, *what)?;
            let view = session.founding(&folder)?;
            say(Outcome::Founding(Box::new(view), told));
            if is_look {
                return Ok(());
            }
        }
        Job::Upkeep(what) => {
            say(Outcome::Upkept(session.upkeep(&what)?));
            match what.is_of_rules() {
                true => say(Outcome::Rules(Box::new(session.rules()?))),
                false => say(Outcome::Members(Box::new(session.members()?))),
            }
            if !what.changes() {
                return Ok(());
            }
        }
        Job::Journal => {
            say(Outcome::Journal(Box::new(session.journal()?)));
            return Ok(());
        }
        Job::Import(path, channel) => {
            say(Outcome::Exchanged(session.import(&path, &channel)?));
        }
        Job::Export(path) => say(Outcome::Exchanged(session.export(&path)?)),
        Job::Save(id, number, folder) => {
            let (path, is_whole) = session.save(id, number, &folder)?;
            say(Outcome::Saved(path, is_whole));
            return Ok(());
        }
    }
    if let Some(id) = shown {
        say(Outcome::Case(Box::new(session.case(id)?)));
    }
    say(Outcome::Overview(Box::new(session.overview()?)));
    Ok(())
}
