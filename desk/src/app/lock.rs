//! When the vault is locked, and what the window forgets: with the vault, with a screen, and when nobody does anything.

use std::time::{Duration, Instant};

use eframe::egui;

use super::Desk;
use crate::{
    drafts::{Drafts, ExchangeState},
    model::{NameShown, Screen, Text},
    worker::Job,
};

/// Minutes without a key or a movement after which the vault is locked.
const LOCK_MINUTES: [u64; 4] = [2, 5, 10, 30];

impl Desk {
    /// The minutes that can be chosen.
    #[must_use]
    pub fn lock_choices() -> [u64; 4] {
        LOCK_MINUTES
    }

    /// Who leaves a form is asked again whether they are sure.
    pub(super) fn leave_forms(&mut self) {
        let forms = self.drafts.case.work.forms.values_mut();
        forms.for_each(|form| form.is_asked = false);
        self.drafts.case.destroying.unask();
        let shares = self.drafts.shares.values_mut();
        shares.for_each(|(_, is_asked)| *is_asked = false);
        // Nor does a passphrase stay that nobody sent.
        self.has_left |= self.drafts.founding.forget_passphrases()
            | self.drafts.paper.forget_secrets()
            | self.drafts.root.forget_passphrases()
            | self.drafts.roster.unprepare()
            | self.drafts.upkeep.forget_passphrases();
        self.drafts.root.is_asked = false;
        self.drafts.upkeep.is_asked = false;
        self.drafts.upkeep.erasing.is_asked = false;
        self.drafts.upkeep.gives_up = false;
        self.hide_sheet();
    }

    /// Locks the vault: nothing of a case stays in the window.
    pub fn lock(&mut self, ctx: &egui::Context) {
        self.overview = None;
        self.case = None;
        self.opened = None;
        self.drafts = Drafts::default();
        self.exchange = ExchangeState::default();
        self.members = None;
        self.journal = None;
        self.register = None;
        self.code = None;
        self.rules = None;
        self.founding = None;
        self.paper = None;
        self.root = None;
        self.roster = None;
        self.name = None;
        self.passphrase = Text::default();
        self.error = None;
        self.said = None;
        self.screen = Screen::Today;
        forget_typed(ctx);
        // This process gives the clipboard's text to whoever asks, until something else is copied.
        if std::mem::take(&mut self.has_copied) {
            ctx.copy_text(String::new());
        }
        self.is_locking = true;
        self.worker.ask(Job::Lock);
    }

    /// A name is shown as long as one stays where it was asked for.
    pub(super) fn forget_name(&mut self) {
        let is_there = |name: &NameShown| {
            name.at == self.screen && self.opened == Some(name.case) && self.overview.is_some()
        };
        if !self.name.as_ref().is_some_and(is_there) {
            self.name = None;
        }
    }

    /// Locks the vault after some minutes without a key or a movement, and forgets a passphrase that nobody sent.
    pub(super) fn lock_when_idle(&mut self, ctx: &egui::Context, now: Instant) {
        let idle = now.saturating_duration_since(self.last_input);
        let left = Duration::from_secs(60 * self.lock_after).saturating_sub(idle);
        if !left.is_zero() {
            ctx.request_repaint_after(left + Duration::from_millis(500));
        } else if self.overview.is_some() {
            self.lock(ctx);
        } else {
            self.forget_at_door(ctx);
        }
    }
}

/// Fields keep what was typed in them, to undo it.
pub(super) fn forget_typed(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.data.clear());
}
