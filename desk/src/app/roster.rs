//! Changing the roster in force.

use belfry_reader::vault::locked_key::Passphrase;
use eframe::egui;

use super::{Desk, forget_typed};
use crate::{
    drafts::RosterDraft,
    model::RosterView,
    roster::{Came, Change},
    worker::Job,
};

impl Desk {
    /// Takes a step, with members' files from the folder of a founding.
    pub(crate) fn change_roster(&mut self, what: Change) {
        let folder = self.founding_folder();
        self.ask(Job::Roster(folder, Box::new(what)));
    }

    /// Asks what would change.
    pub(crate) fn prepare_roster(&mut self, view: &RosterView) {
        let draft = &mut self.drafts.roster;
        draft.told.clear();
        let changing = Box::new(draft.says(view));
        self.change_roster(Change::Prepare(changing));
    }

    /// Signs what was looked at.
    pub(crate) fn sign_roster(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let draft = &mut self.drafts.roster;
        let Some((changing, _)) = &draft.prepared else {
            return;
        };
        let changing = Box::new(changing.clone());
        let passphrase = Passphrase::new(std::mem::take(&mut draft.passphrase));
        self.change_roster(Change::Sign(changing, passphrase));
    }

    /// Lets go of what was looked at once something else is chosen.
    pub(crate) fn check_prepared(&mut self, view: &RosterView, ctx: &egui::Context) {
        let draft = &mut self.drafts.roster;
        let is_same = |(shown, _): &(_, _)| *shown == draft.says(view);
        if !draft.prepared.as_ref().is_none_or(is_same) && draft.unprepare() {
            forget_typed(ctx);
        }
    }

    pub(super) fn take_roster(&mut self, view: RosterView, came: Came, ctx: &egui::Context) {
        let draft = &mut self.drafts.roster;
        match came {
            Came::Looked => {
                if draft.unprepare() {
                    forget_typed(ctx);
                }
                // What was signed is in force by now.
                if view.warnings.is_empty() {
                    draft.told.clear();
                }
            }
            // What was changed meanwhile was not looked at.
            Came::Prepared(changing, told) if *changing == draft.says(&view) => {
                draft.prepared = Some((*changing, told));
                draft.to_prepared = true;
            }
            Came::Prepared(..) => {}
            Came::Signed(told) => {
                *draft = RosterDraft {
                    told,
                    ..RosterDraft::default()
                };
            }
        }
        self.roster = Some(view);
    }
}
