//! Passphrases that are typed apart from opening the vault, and how long they stay.

use std::path::PathBuf;

use belfry_reader::vault::locked_key::Passphrase;
use eframe::egui;

use super::{Desk, forget_typed, founding::taken, today};
use crate::{
    drafts::RestoreDraft,
    model::Text,
    upkeep::{ProofFiles, Restore, Upkeep},
    worker::Job,
};

impl Desk {
    /// Locks the vault by the passphrase that was typed.
    pub(crate) fn change_passphrase(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let mut typed = std::mem::take(&mut self.drafts.upkeep.passphrase);
        self.upkeep(Upkeep::Passphrase {
            old: Passphrase::new(typed.old),
            new: taken(&mut typed.new),
        });
    }

    /// Checks a proof of receipt by the files that were named; a salt that was typed is forgotten.
    pub(crate) fn check_proof(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let typed = &mut self.drafts.upkeep.proof;
        let path = |typed: &str| PathBuf::from(typed.trim());
        let roster = Some(path(&typed.roster)).filter(|path| !path.as_os_str().is_empty());
        let files = ProofFiles {
            statement: path(&typed.statement),
            text: path(&typed.text),
            roster,
            salt: std::mem::take(&mut typed.salt),
        };
        self.upkeep(Upkeep::CheckProof(files));
    }

    /// Puts a backup back as it was typed.
    pub(crate) fn restore(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        // The door's passphrase may be that of another vault.
        self.passphrase = Text::default();
        let typed = &mut self.drafts.restore;
        let file = PathBuf::from(typed.file.trim());
        let passphrase = Passphrase::new(std::mem::take(&mut typed.passphrase));
        self.ask(Job::Restore(Box::new(Restore {
            file,
            dir: PathBuf::from(&self.vault),
            passphrase,
            today: self.fixed_day.unwrap_or_else(today),
        })));
    }

    /// Goes back to the vault's door; nothing was put back.
    pub(crate) fn leave_restoring(&mut self, ctx: &egui::Context) {
        self.drafts.restore = RestoreDraft::default();
        self.error = None;
        self.is_there = None;
        forget_typed(ctx);
    }

    /// Whether something is typed that opens a vault, or is to open one.
    pub(super) fn has_passphrase_at_door(&self) -> bool {
        let typed = [&self.passphrase, &self.drafts.restore.passphrase];
        let mut all = typed.into_iter().chain(&self.drafts.new.passphrases);
        all.any(|one| !one.is_empty())
    }

    /// Forgets passphrases that nobody sent, and nothing else that was typed.
    pub(super) fn forget_at_door(&mut self, ctx: &egui::Context) {
        if self.has_passphrase_at_door() {
            self.passphrase = Text::default();
            self.drafts.restore.passphrase = Text::default();
            self.drafts.new.passphrases = Default::default();
            forget_typed(ctx);
        }
    }
}
