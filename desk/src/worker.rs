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
    journal::ids::CaseId,
    vault::{self, locked_key::Passphrase},
};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    time::Day,
    words::Language,
};

use crate::{
    acts::{Act, Doing},
    model::{
        Arrival, CaseView, CodeShown, Done, JournalView, MembersView, Overview, RegisterShown, Text,
    },
    saying::{Along, Destroying, Saying, TypedIn},
    sentence,
    session::Session,
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
    /// Let go of it, and wipe what is known.
    Lock,
    /// Speak this language from here on.
    Speak(Language),
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
    /// A case.
    Case(Box<CaseView>),
    /// In which cases the words stand.
    Found(BTreeSet<CaseId>),
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
        Job::Unlock { .. } | Job::Lock | Job::IsThere(_) => return Ok(()),
        Job::Speak(_) => session.speak(language),
        Job::Case(id) => {
            say(Outcome::Case(Box::new(session.case(id)?)));
            return Ok(());
        }
        Job::Find(words) => {
            say(Outcome::Found(session.find(&words)?));
            return Ok(());
        }
        Job::Preview(id, says) => {
            let arrival = session.preview(id, &says)?;
            say(Outcome::Preview(id, says, arrival));
            return Ok(());
        }
        Job::TypeIn(typed) => {
            let shown = session.type_in(&typed)?;
            say(Outcome::TypedIn(typed, shown));
        }
        Job::Print(code, path) => {
            say(Outcome::Printed(session.print(&code, &path)?));
            return Ok(());
        }
        Job::MayDestroy(id, says) => {
            let means = session.may_destroy(id, &says)?;
            say(Outcome::MayDestroy(id, says, means));
            return Ok(());
        }
        Job::Destroy(id, says) => {
            say(Outcome::Destroyed(id, session.destroy(id, &says)?));
            shown = Some(id);
        }
        Job::Certify(id, path) => {
            say(Outcome::Certified(session.certify(id, &path)?));
            return Ok(());
        }
        Job::Register => {
            say(Outcome::Register(session.register()?));
            return Ok(());
        }
        Job::Look(id, path) => {
            say(Outcome::Looked(id, Session::look(path)?));
            return Ok(());
        }
        Job::Answer(id, says) => {
            let arrival = session.answer(id, &says)?;
            say(Outcome::Answered(id, says, arrival));
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
