//! The thread in which the vault is open. The window hands it jobs and looks, with each picture, whether one is done, or how
//! far it is; where nothing would be half done it can have them stopped.

mod job;
mod measured;
mod perform;

use std::{
    ops::ControlFlow,
    sync::mpsc::{self, Receiver, Sender, TryRecvError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use belfry_reader::{
    progress::{Measure, Watch},
    wipe,
};
use crypto_core::words::Language;

pub use self::job::{Job, Outcome};
use self::{
    measured::{Ends, Measured, Number},
    perform::{Around, perform},
};
use crate::{sentence, session::Session};

/// What takes less is no matter of waiting: no measure of it is shown, which would only flicker.
const PATIENCE: Duration = Duration::from_millis(300);

/// Why the window is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something is done.
    Done,
    /// What is under way has come further.
    Further,
}

/// What the thread sends: outcomes, and the end of each job.
enum Answer {
    Said(Outcome),
    Finished,
}

/// The worker as the window sees it.
pub struct Worker {
    jobs: Sender<(Number, Job)>,
    outcomes: Receiver<Answer>,
    measured: Measured,
    /// The number of the last job.
    last: Number,
    waiting: usize,
    /// Since when something is under way.
    since: Instant,
    /// Up to which it was told to stop.
    stopping: Number,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. `wake` is called when something is done, and as it goes on.
    #[must_use]
    pub fn start(language: Language, wake: impl Fn(Woken) + Send + 'static) -> Self {
        let (jobs, todo) = mpsc::channel();
        let (done, outcomes) = mpsc::channel();
        let measured = Measured::default();
        let shared = measured.clone();
        let run = move || work(&todo, &done, language, &shared, wake);
        // Where no thread can be started, what is asked of it is answered by its absence.
        let thread = thread::Builder::new().stack_size(wipe::STACK).spawn(run);
        Self {
            jobs,
            outcomes,
            measured,
            last: 0,
            waiting: 0,
            since: Instant::now(),
            stopping: 0,
            thread: thread.ok(),
        }
    }

    /// Hands over a job.
    pub fn ask(&mut self, job: Job) {
        self.last += 1;
        if job.is_waited_for() {
            if self.waiting == 0 {
                self.since = Instant::now();
            }
            self.waiting += 1;
        }
        if matches!(job, Job::Lock) {
            self.measured.lock(self.last);
        }
        if matches!(job, Job::Find(_)) {
            self.measured.search(self.last);
        }
        // Where the thread is gone, the next look at what is done says so.
        drop(self.jobs.send((self.last, job)));
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

    /// How far what is under way is, where it takes long and can be stopped.
    #[must_use]
    pub fn measure(&self) -> Option<Measure> {
        let is_long = self.is_busy() && self.since.elapsed() >= PATIENCE;
        self.measured.measure().filter(|_| is_long)
    }

    /// Stops what is under way at the next place where nothing is half done.
    pub fn stop(&mut self) {
        self.stopping = self.last;
        self.measured.stop(self.last);
    }

    /// Whether it was told to stop, and has not come to such a place yet.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.is_busy() && self.stopping == self.last
    }
}

/// Who closes the window waits until the vault is let go: until then things lie about that are wiped with it, such as pages
/// that were to be printed. What a member wrote is taken before.
impl Drop for Worker {
    fn drop(&mut self) {
        self.measured.close();
        // It ends once nobody can ask it for anything any more.
        self.jobs = mpsc::channel().0;
        if let Some(thread) = self.thread.take() {
            // Where it panicked, it has let go of all it had.
            drop(thread.join());
        }
    }
}

fn work(
    todo: &Receiver<(Number, Job)>,
    done: &Sender<Answer>,
    mut language: Language,
    measured: &Measured,
    wake: impl Fn(Woken),
) {
    let mut session: Option<Session> = None;
    while let Ok((number, job)) = todo.recv() {
        let say = |outcome| {
            // A window that is gone wants nothing any more.
            drop(done.send(Answer::Said(outcome)));
            wake(Woken::Done);
        };
        if let Job::Speak(other) = job {
            language = other;
        }
        let is_waited_for = job.is_waited_for();
        // A vault that was locked meanwhile is not looked through first, nor are its texts for words that were typed on.
        let is_locked = measured.is_locked(number);
        let is_past = job.is_look() && is_locked
            || matches!(job, Job::Find(_)) && measured.is_overtaken(number);
        if is_locked && job.is_shown_once() {
            say(Outcome::NotTypedIn);
        } else if !is_past {
            let told = |ends| {
                let wake = &wake;
                move |measure| measured.at((number, ends), measure, || wake(Woken::Further))
            };
            let deed = match job {
                Job::Answer(..) | Job::Does(..) => Ends::Written,
                _ => Ends::Deed,
            };
            let (look, deed) = (told(Ends::Look), told(deed));
            let around = (&look as Told<'_>, &deed as Told<'_>);
            // Letters pass through it, in the clear.
            wipe::after(|| run(&mut session, job, language, around, &say));
        }
        measured.forget();
        if is_waited_for {
            drop(done.send(Answer::Finished));
        }
        wake(Woken::Done);
    }
}

/// Whoever is told how far something is.
type Told<'t> = &'t dyn Fn(Measure) -> ControlFlow<()>;

fn run(
    session: &mut Option<Session>,
    job: Job,
    language: Language,
    (look, deed): (Told<'_>, Told<'_>),
    say: &impl Fn(Outcome),
) {
    let of = job.case();
    let around = Around {
        language,
        look: Watch::of(look),
        deed: Watch::of(deed),
    };
    if let Err(error) = perform(session, job, &around, say) {
        let why = sentence::of(&error, language);
        say(match error.is_stopped() {
            true => Outcome::Stopped(why),
            false => Outcome::Failed(of, why),
        });
    }
}
