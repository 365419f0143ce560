//! What becomes of what the worker has done.

use std::time::Instant;

use belfry_reader::{ceremony::founding::Heard, journal::ids::CaseId, wipe};
use eframe::egui;

use super::{Desk, forget_typed};
use crate::{
    acts::Act,
    drafts::{ActDraft, CaseDrafts, NewMember, RestoreDraft, TypingDraft, ViewDraft},
    model::{CasePart, CaseView, Done, FoundingView, NameShown, Screen, Stage, Text},
    worker::Outcome,
};

impl Desk {
    /// Takes in what the worker has done since.
    pub(super) fn take(&mut self, ctx: &egui::Context) {
        while let Some(outcome) = self.worker.done() {
            self.take_one(outcome, ctx);
        }
    }

    pub(super) fn take_one(&mut self, outcome: Outcome, ctx: &egui::Context) {
        // What was under way when the vault was locked is not shown any more.
        if self.is_locking && !matches!(outcome, Outcome::Locked | Outcome::Gone) {
            self.take_lost(&outcome);
            return;
        }
        match outcome {
            Outcome::Unlocked(notices) => {
                self.screen = Screen::Today;
                self.drafts.restore = RestoreDraft::default();
                self.is_there = None;
                self.said = (!notices.is_empty()).then(|| notices.join(" "));
                self.last_input = Instant::now();
            }
            Outcome::Locked => {
                self.is_locking = false;
                self.error = self.lost.take();
                wipe::stack();
            }
            Outcome::Overview(overview) => self.overview = Some(*overview),
            Outcome::Case(case) => self.take_case(*case),
            Outcome::NotWhole => {
                if let Some(overview) = &mut self.overview {
                    overview.is_whole = false;
                }
            }
            Outcome::Found(words, cases) => {
                // Others may have been typed meanwhile.
                if words == self.drafts.list.words.trim() {
                    self.drafts.list.found = cases;
                }
            }
            Outcome::Preview(id, says, arrival) => {
                let draft = &mut self.drafts_of(id).answer;
                // It may have been changed meanwhile.
                if draft.says == says {
                    draft.arrival = Some(arrival);
                }
            }
            Outcome::Answered(id, says, arrival) => {
                let draft = &mut self.drafts_of(id).answer;
                draft.says.leave(&says);
                draft.arrival = Some(arrival);
                draft.is_taken = true;
            }
            Outcome::Looked(id, along) => self.drafts_of(id).answer.takes(along),
            Outcome::TypedIn(typed, shown) => {
                let draft = &mut self.drafts.typing;
                // What was changed meanwhile is a report of its own.
                if draft.text == typed.text {
                    *draft = TypingDraft::default();
                }
                self.code = Some(shown);
                forget_typed(ctx);
            }
            // It is sent to a window that locks alone.
            Outcome::NotTypedIn => {}
            Outcome::Printed(told) | Outcome::Certified(told) => self.said = Some(told),
            Outcome::MayDestroy(id, says, means) => {
                let draft = &mut self.drafts_of(id).destroying;
                // It may have been changed meanwhile.
                if draft.says() == says {
                    draft.means = Some(means);
                }
            }
            Outcome::Destroyed(id, told) => {
                *self.drafts_of(id) = CaseDrafts::default();
                // What it said is not to be seen while the rest of it is being put together.
                if self.opened == Some(id) {
                    self.case = None;
                }
                let lines = self
                    .overview
                    .iter_mut()
                    .flat_map(|overview| &mut overview.cases);
                for line in lines.filter(|line| line.id == id) {
                    line.preview = Text::default();
                    line.stage = Stage::Destroyed;
                }
                self.said = Some(self.of_case(Some(id), told.join(" ")));
                forget_typed(ctx);
            }
            Outcome::Register(lines) => self.register = Some(lines),
            Outcome::IsThere(dir, is_there) => {
                self.is_looking = false;
                // It may have been changed meanwhile.
                if dir.as_os_str() == self.vault.as_str() {
                    self.is_there = Some(is_there);
                }
            }
            Outcome::Done(id, act, text, done) => self.take_done((id, act), &text, done, ctx),
            Outcome::Fixed(id) => self.drafts_of(id).view = ViewDraft::default(),
            Outcome::Members(members) => self.members = Some(*members),
            Outcome::Journal(journal) => {
                self.journal = Some(*journal);
                self.drafts.journal.found = None;
            }
            Outcome::Made => {
                self.screen = Screen::Founding;
                self.drafts.new = NewMember::default();
                self.is_there = None;
            }
            Outcome::Founding(view, told) => {
                let heard = |view: &FoundingView| -> Vec<Heard> {
                    view.members.iter().map(|one| one.heard.clone()).collect()
                };
                let before = self.founding.as_ref().map(heard);
                // That all are here was said of those who were shown.
                if before.is_some_and(|before| before != heard(&view)) {
                    self.drafts.founding.all_here = false;
                }
                self.founding = Some(*view);
                if !told.is_empty() {
                    self.drafts.founding.told = told;
                }
            }
            Outcome::Root(root, told) => {
                self.root = Some(root);
                if !told.is_empty() {
                    self.drafts.paper.told = told;
                }
            }
            Outcome::Paper(view, told) => self.take_paper(view, told, ctx),
            Outcome::Roster(view, came) => self.take_roster(*view, came, ctx),
            Outcome::Rules(rules) => self.rules = Some(*rules),
            Outcome::Upkept(told) => self.said = (!told.is_empty()).then(|| told.join(" ")),
            Outcome::Released(letter, told) => {
                self.drafts.shares.remove(&letter);
                self.said = Some(told.join(" "));
            }
            Outcome::Places(places) => self.exchange.see(places),
            Outcome::Exchanged(told) => self.exchange.told = told,
            Outcome::Saved(path, is_whole) => {
                let words = match is_whole {
                    true => self.say("Bewaard als", "Saved as"),
                    false => self.say("NIET COMPLEET. Bewaard als", "NOT WHOLE. Saved as"),
                };
                self.said = Some(format!("{words} {}", path.display()));
            }
            Outcome::Stopped(what) => self.said = Some(what),
            Outcome::Failed(of, why) => self.error = Some(self.of_case(of, why)),
            Outcome::Gone => {
                let words = self.say(
                    "Er ging iets mis in het programma. Sluit het venster en open het opnieuw: wat was vastgelegd, staat er nog.",
                    "Something went wrong in the program. Close the window and open it again: what was written down is still there.",
                );
                self.error = Some(words.to_owned());
            }
        }
    }

    /// A code that is shown once, to a window that was locked by then.
    fn take_lost(&mut self, outcome: &Outcome) {
        let words = match outcome {
            Outcome::TypedIn(..) => self.say(
                "De kluis ging op slot voordat de code van de ingetypte melding te zien was. De melding is opgenomen, maar \
                 de code is weg. Typ de melding opnieuw in: dan komt er een zaak bij, met een code.",
                "The vault was locked before the code of the report that was typed in could be seen. The report was taken, \
                 but the code is gone. Type the report in again: that makes another case, with a code.",
            ),
            Outcome::NotTypedIn => self.say(
                "De kluis ging op slot voordat de ingetypte melding was opgenomen. Typ die opnieuw in.",
                "The vault was locked before the report that was typed in was taken. Type it in again.",
            ),
            _ => return,
        };
        self.lost = Some(words.to_owned());
    }

    /// What is said of a case, with its name where another is open by now.
    fn of_case(&self, of: Option<CaseId>, said: String) -> String {
        match of.filter(|of| self.opened.is_some() && self.opened != Some(*of)) {
            Some(of) => format!("{} {of}: {said}", self.say("Zaak", "Case")),
            None => said,
        }
    }

    /// What is typed in a case, also if another is shown by now.
    fn drafts_of(&mut self, id: CaseId) -> &mut CaseDrafts {
        match self.opened == Some(id) {
            true => &mut self.drafts.case,
            false => self.drafts.others.entry(id).or_default(),
        }
    }

    /// What a form said was done: what was typed in it goes, and a name is shown where it was asked for.
    fn take_done(
        &mut self,
        (id, act): (CaseId, Act),
        text: &Text,
        done: Done,
        ctx: &egui::Context,
    ) {
        let forms = &mut self.drafts_of(id).work.forms;
        // What was changed meanwhile is a text of its own.
        let changed = forms.remove(&act).filter(|form| form.text != *text);
        if let Some(form) = changed {
            let text = form.text.clone();
            forms.insert(
                act,
                ActDraft {
                    text,
                    ..ActDraft::default()
                },
            );
        }
        if act.is_of_name() {
            forget_typed(ctx);
        }
        self.said = Some(self.of_case(Some(id), done.told.join(" ")));
        let at = Screen::Case(CasePart::Name);
        // Who left the screen meanwhile does not look any more.
        if !done.names.is_empty() && self.opened == Some(id) && self.screen == at {
            self.name = Some(NameShown {
                case: id,
                at,
                names: done.names,
            });
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
}
