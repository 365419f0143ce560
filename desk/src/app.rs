//! The window's state: what is open, what is being typed, and which screen is shown.

mod founding;
mod keyboard;
mod lock;
mod paper;
mod roster;
mod take;
mod upkeep;

use std::{path::PathBuf, time::Instant};

use belfry_reader::{journal::ids::CaseId, vault::locked_key::Passphrase};
use crypto_core::{primitives::password::Cost, time::Day, words::Language};
use eframe::egui;

use self::{keyboard::Keyboard, lock::forget_typed};
use crate::{
    confine::{self, Lack},
    drafts::{Drafts, ExchangeState},
    found::Found,
    look,
    model::{
        CasePart, CaseView, CodeShown, FoundingView, JournalView, MembersView, NameShown, Overview,
        PaperView, RegisterShown, RootView, RosterView, RulesView, Screen, Text,
    },
    root::Root,
    roster::Change,
    screens,
    upkeep::Upkeep,
    worker::{Job, Worker},
};

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
    /// What does not protect a case on this machine.
    pub lacks: &'static [Lack],
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
    /// Members, keys, what waits for a quorum; `None` before that was asked for.
    pub members: Option<MembersView>,
    /// The journal; `None` before that was asked for.
    pub journal: Option<JournalView>,
    /// The register; `None` before that was asked for.
    pub register: Option<Vec<RegisterShown>>,
    /// The code for a reporter, until they have it.
    pub code: Option<CodeShown>,
    /// The rules in force; `None` before that was asked for.
    pub rules: Option<RulesView>,
    /// A founding; `None` before that was asked for.
    pub founding: Option<FoundingView>,
    /// The root key's sheets, on their way to paper or back.
    pub paper: Option<PaperView>,
    /// The roster that can be changed; `None` before that was asked for.
    pub roster: Option<RosterView>,
    /// Where somebody is busy with them.
    pub(crate) paper_at: Screen,
    /// The root key; `None` before that was asked for.
    pub root: Option<RootView>,
    /// What guessing a new passphrase costs; less than usual in tests alone.
    pub cost: Cost,
    /// A name, while it is looked at.
    pub name: Option<NameShown>,
    /// Whether there is a vault in the folder that was typed; `None` where nobody has looked yet.
    pub is_there: Option<bool>,
    /// Why something was not done.
    pub error: Option<String>,
    /// What was done.
    pub said: Option<String>,
    /// Minutes until the vault is locked.
    pub lock_after: u64,
    last_input: Instant,
    /// Whether something was copied since the vault was opened.
    has_copied: bool,
    /// Whether somebody looks if there is a vault.
    is_looking: bool,
    /// What is to be said of what was lost with a lock, once that is done.
    lost: Option<String>,
    /// Whether something secret was typed on a screen that was left since.
    has_left: bool,
    keyboard: Keyboard,
    /// From a lock until the worker has let go of the vault.
    pub(crate) is_locking: bool,
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
            worker: Worker::start(language, move |_| wake.request_repaint()),
            language,
            vault: vault.display().to_string(),
            passphrase: Text::default(),
            fixed_day,
            lacks: confine::LACKS,
            screen: Screen::Today,
            overview: None,
            case: None,
            opened: None,
            drafts: Drafts::default(),
            exchange: ExchangeState::default(),
            members: None,
            journal: None,
            register: None,
            code: None,
            rules: None,
            founding: None,
            paper: None,
            roster: None,
            paper_at: Screen::Founding,
            root: None,
            cost: Cost::VAULT,
            name: None,
            is_there: None,
            error: None,
            said: None,
            lock_after: Self::lock_choices()[1],
            last_input: Instant::now(),
            has_copied: false,
            is_looking: false,
            lost: None,
            has_left: false,
            keyboard: Keyboard::default(),
            is_locking: false,
        }
    }

    /// Sees whether there is a vault in the folder that was typed, unless that is known.
    pub(crate) fn look_for_vault(&mut self, ctx: &egui::Context) {
        // Who founded a channel in a terminal comes back.
        let comes_back = |one: &egui::Event| matches!(one, egui::Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(comes_back)) {
            self.is_there = None;
        }
        if self.is_there.is_none() && !self.is_looking {
            self.is_looking = true;
            self.worker.ask(Job::IsThere(PathBuf::from(&self.vault)));
        }
    }

    /// Goes to another screen, and has its contents put together where it has any of its own.
    pub fn go(&mut self, screen: Screen) {
        self.leave_forms();
        self.screen = screen;
        self.error = None;
        self.said = None;
        match screen {
            Screen::Members | Screen::TypeIn => self.ask(Job::Members),
            Screen::Journal => self.ask(Job::Journal),
            Screen::Register => self.ask(Job::Register),
            Screen::Exchange => self.ask(Job::Places),
            Screen::Founding => self.found(Found::Look),
            Screen::Roster => self.change_roster(Change::Look),
            Screen::Root => self.step_root(Root::Look),
            Screen::Rules => self.upkeep(Upkeep::Rules),
            _ => {}
        }
    }

    /// The text of the language that is spoken.
    #[must_use]
    pub fn say<'t>(&self, dutch: &'t str, english: &'t str) -> &'t str {
        look::say(self.language, dutch, english)
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
        self.open_at(id, CasePart::Conversation);
    }

    /// Opens a case at this part of it.
    pub fn open_at(&mut self, id: CaseId, part: CasePart) {
        self.leave_forms();
        if self.opened != Some(id) {
            self.case = None;
            let typed = self.drafts.others.remove(&id).unwrap_or_default();
            let before = std::mem::replace(&mut self.drafts.case, typed);
            if let Some(other) = self.opened.replace(id) {
                self.drafts.others.insert(other, before);
            }
        }
        self.screen = Screen::Case(part);
        self.ask(Job::Case(id));
    }

    /// What is done whether or not the window is to be seen: a hidden one draws nothing.
    fn tick(&mut self, ctx: &egui::Context) {
        self.take(ctx);
        if std::mem::take(&mut self.has_left) {
            forget_typed(ctx);
        }
        self.lock_when_idle(ctx, Instant::now());
        self.forget_name();
    }

    /// Draws the window.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        // Of a hidden window the last events would come again and again.
        if ctx.input(|input| !input.events.is_empty()) {
            self.last_input = Instant::now();
        }
        self.tick(&ctx);
        screens::show(self, ui);
        self.keyboard.keep(&ctx);
        let copies = |one: &egui::OutputCommand| matches!(one, egui::OutputCommand::CopyText(_));
        self.has_copied |= ctx.output(|output| output.commands.iter().any(copies));
    }
}

impl eframe::App for Desk {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.tick(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    /// The ground, on which everything is drawn: no screen fills it anew.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// The clock is asked here alone, and only for the day.
fn today() -> Day {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Day::from_unix_seconds(since.map_or(0, |since| since.as_secs()))
}

#[cfg(test)]
mod tests;
