//! The window's state: what is open, what is being typed, and which screen is shown.

use std::{path::PathBuf, time::Duration};

use belfry_reader::{journal::ids::CaseId, vault::locked_key::Passphrase};
use crypto_core::{time::Day, words::Language};
use eframe::egui;

use crate::{
    drafts::{AnswerDraft, CaseDrafts, Drafts, ExchangeState, ViewDraft, WorkDraft},
    look,
    model::{CasePart, CaseView, Overview, Screen, Text},
    screens,
    worker::{Job, Outcome, Worker},
};

/// Minutes without a key or a movement after which the vault is locked.
const LOCK_MINUTES: [u64; 4] = [2, 5, 10, 30];

/// The window.
pub struct Desk {
    /// The thread that has the vault.
    pub worker: Worker,
    /// What the window speaks.
    pub language: Language,
    /// The vault's folder.
    pub vault: String,
    /// Its passphrase, while it is typed.
    pub passphrase: Text,
    /// Taken for today, for tests and demonstrations.
    pub fixed_day: Option<Day>,
    /// What is shown.
    pub screen: Screen,
    /// The lists; `None` while the vault is locked.
    pub overview: Option<Overview>,
    /// The case that is open.
    pub case: Option<CaseView>,
    /// Which one that is, also while it is being opened.
    pub opened: Option<CaseId>,
    /// What is being typed.
    pub drafts: Drafts,
    /// Taking in and giving out.
    pub exchange: ExchangeState,
    /// Why something was not done.
    pub error: Option<String>,
    /// What was done.
    pub said: Option<String>,
    /// Minutes until the vault is locked.
    pub lock_after: u64,
    last_input: f64,
    /// From a lock until the worker has let go of the vault.
    is_locking: bool,
}

impl Desk {
    /// A locked desk for the vault in this folder.
    #[must_use]
    pub fn new(
        ctx: &egui::Context,
        vault: PathBuf,
        language: Language,
        fixed_day: Option<Day>,
    ) -> Self {
        look::set(ctx);
        let wake = ctx.clone();
        Self {
            worker: Worker::start(language, move || wake.request_repaint()),
            language,
            vault: vault.display().to_string(),
            passphrase: Text::default(),
            fixed_day,
            screen: Screen::Today,
            overview: None,
            case: None,
            opened: None,
            drafts: Drafts::default(),
            exchange: ExchangeState::default(),
            error: None,
            said: None,
            lock_after: LOCK_MINUTES[1],
            last_input: 0.0,
            is_locking: false,
        }
    }

    /// The text of the language that is spoken.
    #[must_use]
    pub fn say<'t>(&self, dutch: &'t str, english: &'t str) -> &'t str {
        look::say(self.language, dutch, english)
    }

    /// The minutes that can be chosen.
    #[must_use]
    pub fn lock_choices() -> [u64; 4] {
        LOCK_MINUTES
    }

    /// Hands a job to the worker; what was said before is past then.
    pub fn ask(&mut self, job: Job) {
        self.error = None;
        self.said = None;
        self.worker.ask(job);
    }

    /// Opens the vault with what was typed.
    pub fn unlock(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let passphrase = Passphrase::new(std::mem::take(&mut self.passphrase));
        self.ask(Job::Unlock {
            dir: PathBuf::from(&self.vault),
            passphrase,
            today: self.fixed_day.unwrap_or_else(today),
        });
    }

    /// Opens a case.
    pub fn open(&mut self, id: CaseId) {
        if self.opened != Some(id) {
            self.case = None;
            let typed = self.drafts.others.remove(&id).unwrap_or_default();
            let before = std::mem::replace(&mut self.drafts.case, typed);
            if let Some(other) = self.opened.replace(id) {
                self.drafts.others.insert(other, before);
            }
        }
        self.screen = Screen::Case(CasePart::Conversation);
        self.ask(Job::Case(id));
    }

    /// Locks the vault: nothing of a case stays in the window.
    pub fn lock(&mut self, ctx: &egui::Context) {
        self.overview = None;
        self.case = None;
        self.opened = None;
        self.drafts = Drafts::default();
        self.exchange = ExchangeState::default();
        self.passphrase = Text::default();
        self.error = None;
        self.said = None;
        self.screen = Screen::Today;
        forget_typed(ctx);
        self.is_locking = true;
        self.worker.ask(Job::Lock);
    }

    fn take(&mut self, ctx: &egui::Context) {
        while let Some(outcome) = self.worker.done() {
            self.take_one(outcome, ctx);
        }
    }

    fn take_one(&mut self, outcome: Outcome, ctx: &egui::Context) {
        // What was under way when the vault was locked is not shown any more.
        if self.is_locking && !matches!(outcome, Outcome::Locked | Outcome::Gone) {
            return;
        }
        match outcome {
            Outcome::Unlocked(notices) => {
                self.screen = Screen::Today;
                self.said = (!notices.is_empty()).then(|| notices.join(" "));
                self.last_input = ctx.input(|input| input.time);
            }
            Outcome::Locked => self.is_locking = false,
            Outcome::Overview(overview) => self.overview = Some(*overview),
            Outcome::Case(case) => self.take_case(*case),
            Outcome::Found(cases) => self.drafts.list.found = Some(cases),
            Outcome::Preview(id, text, arrival) => {
                let draft = &mut self.drafts_of(id).answer;
                // It may have been changed meanwhile.
                if draft.text == text {
                    draft.arrival = Some(arrival);
                }
            }
            Outcome::Answered(id, arrival) => {
                self.drafts_of(id).answer = AnswerDraft {
                    arrival: Some(arrival),
                    is_taken: true,
                    ..AnswerDraft::default()
                };
            }
            Outcome::Written(id) => {
                let drafts = self.drafts_of(id);
                drafts.work = WorkDraft::default();
                drafts.view = ViewDraft::default();
                self.said = Some(
                    self.say(
                        "Het staat in je logboek. Collega's die deze zaak lezen, krijgen het met je volgende bladzijde.",
                        "It stands in your journal. Colleagues who read the case get it with your next page.",
                    )
                    .to_owned(),
                );
            }
            Outcome::Exchanged(told) => self.exchange.told = told,
            Outcome::Saved(path, is_whole) => {
                let words = match is_whole {
                    true => self.say("Bewaard als", "Saved as"),
                    false => self.say("NIET COMPLEET. Bewaard als", "NOT WHOLE. Saved as"),
                };
                self.said = Some(format!("{words} {}", path.display()));
            }
            Outcome::Failed(why) => self.error = Some(why),
            Outcome::Gone => {
                let words = self.say(
                    "Er ging iets mis in het programma. Sluit het venster en open het opnieuw: wat was vastgelegd, staat er nog.",
                    "Something went wrong in the program. Close the window and open it again: what was written down is still there.",
                );
                self.error = Some(words.to_owned());
            }
        }
    }

    /// What is typed in a case, also if another is shown by now.
    fn drafts_of(&mut self, id: CaseId) -> &mut CaseDrafts {
        match self.opened == Some(id) {
            true => &mut self.drafts.case,
            false => self.drafts.others.entry(id).or_default(),
        }
    }

    /// A case that was opened; what was new in it is new no more.
    fn take_case(&mut self, case: CaseView) {
        let lines = self
            .overview
            .iter_mut()
            .flat_map(|overview| &mut overview.cases);
        for line in lines.filter(|line| line.id == case.id) {
            line.unseen = 0;
        }
        // Another may have been chosen meanwhile.
        if self.opened == Some(case.id) {
            self.case = Some(case);
        }
    }

    fn lock_when_idle(&mut self, ctx: &egui::Context) {
        if self.overview.is_none() {
            return;
        }
        let (now, acted) = ctx.input(|input| (input.time, !input.events.is_empty()));
        if acted {
            self.last_input = now;
        }
        let seconds = Duration::from_secs(60 * self.lock_after).as_secs_f64();
        let left = seconds - (now - self.last_input);
        if left <= 0.0 {
            self.lock(ctx);
        } else {
            ctx.request_repaint_after(Duration::from_secs_f64(left + 0.5));
        }
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.take(&ctx);
        self.lock_when_idle(&ctx);
        screens::show(self, ui);
    }
}

impl eframe::App for Desk {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Fields keep what was typed in them, to undo it.
fn forget_typed(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.data.clear());
}

/// The clock is asked here alone, and only for the day.
fn today() -> Day {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |since| since.as_secs()))
}

#[cfg(test)]
mod tests;
