//! Making a vault, the steps of a founding, and what keeps a committee going.

use std::path::{self, Path, PathBuf};

use belfry_reader::vault::{locked_key::Passphrase, profile::Profile};
use crypto_core::ids::MemberNumber;
use eframe::egui;

use super::{Desk, forget_typed, today};
use crate::{
    drafts::NewMember,
    found::{Found, Make},
    model::Text,
    upkeep::Upkeep,
    worker::Job,
};

impl Desk {
    /// Where the files of a founding are: beside the vault, unless something else was typed.
    pub(crate) fn founding_folder(&mut self) -> PathBuf {
        let typed = &mut self.drafts.founding.folder;
        if typed.is_empty() {
            let vault = path::absolute(&self.vault).unwrap_or_default();
            let beside = vault.parent().unwrap_or(Path::new("."));
            *typed = beside.display().to_string();
        }
        PathBuf::from(typed.trim())
    }

    /// The number that was typed for a new member, if it is one.
    #[must_use]
    pub(crate) fn new_number(&self) -> Option<MemberNumber> {
        let typed = self.drafts.new.number.trim().parse().ok();
        typed.filter(|number| *number > 0).map(MemberNumber)
    }

    /// Makes keys and a vault as they were typed.
    pub(crate) fn make_vault(&mut self, ctx: &egui::Context) {
        let Some(number) = self.new_number() else {
            return;
        };
        forget_typed(ctx);
        // The door's passphrase may be that of another vault.
        self.passphrase = Text::default();
        let folder = self.founding_folder();
        let new = &mut self.drafts.new;
        let adviser = new.adviser.unwrap_or_default();
        let usual = Profile::usual_role(adviser);
        let mut roles = new.roles.iter().zip(usual).map(|(typed, usual)| {
            let typed = typed.trim();
            if typed.is_empty() { usual } else { typed }.to_owned()
        });
        let mut role = || roles.next().unwrap_or_default();
        let profile = Profile {
            number,
            name: new.name.trim().to_owned(),
            role_nl: role(),
            role_en: role(),
            location: new.location.trim().to_owned(),
            adviser,
            weekday: new.weekday.filter(|day| *day > 0),
        };
        let passphrases = taken(&mut new.passphrases);
        self.ask(Job::Make(Box::new(Make {
            dir: PathBuf::from(&self.vault),
            folder,
            profile,
            passphrases,
            cost: self.cost,
            today: self.fixed_day.unwrap_or_else(today),
        })));
    }

    /// Goes back to the vault's door; nothing was made.
    pub(crate) fn leave_making(&mut self, ctx: &egui::Context) {
        self.drafts.new = NewMember::default();
        self.error = None;
        self.is_there = None;
        forget_typed(ctx);
    }

    /// Makes the root key under the passphrase that was typed twice.
    pub(crate) fn make_root(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let passphrases = taken(&mut self.drafts.founding.root);
        self.found(Found::Root(passphrases, self.cost));
    }

    /// Signs the first roster.
    pub(crate) fn sign(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let draft = &mut self.drafts.founding;
        let passphrase = Passphrase::new(std::mem::take(&mut draft.passphrase));
        let what = Found::Sign {
            heard: draft.heard.clone(),
            texts: draft.texts.clone(),
            quorum: draft.quorum.trim().parse().ok(),
            passphrase,
        };
        self.found(what);
    }

    /// Does something about rules, keys or a backup.
    pub(crate) fn upkeep(&mut self, what: Upkeep) {
        self.ask(Job::Upkeep(Box::new(what)));
    }

    /// Takes a step of a founding.
    pub(crate) fn found(&mut self, what: Found) {
        let folder = self.founding_folder();
        self.ask(Job::Found(folder, Box::new(what)));
    }
}

pub(super) fn taken(typed: &mut [Text; 2]) -> [Passphrase; 2] {
    std::mem::take(typed).map(Passphrase::new)
}
