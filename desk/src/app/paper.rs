//! The root key onto sheets of paper, and their being tried out.

use std::path::PathBuf;

use belfry_reader::vault::locked_key::Passphrase;
use eframe::egui;

use super::{Desk, forget_typed, founding::taken};
use crate::{
    found::Found,
    model::{PaperView, Screen},
    paper::Paper,
    root::Root,
    worker::Job,
};

impl Desk {
    /// Takes a step of it.
    pub(crate) fn paper(&mut self, what: Paper) {
        self.paper_at = self.screen;
        self.ask(Job::Paper(Box::new(what)));
    }

    /// Splits the root key as it was typed.
    pub(crate) fn split(&mut self, needed: u8, ctx: &egui::Context) {
        forget_typed(ctx);
        let draft = &mut self.drafts.paper;
        let prints = draft.prints.unwrap_or_default();
        let what = Paper::Split {
            keepers: draft.names(),
            needed,
            passphrase: Passphrase::new(std::mem::take(&mut draft.passphrase)),
            folder: prints.then(|| PathBuf::from(draft.folder.trim())),
        };
        self.paper(what);
    }

    /// Keeps the root key that sheets gave, under the passphrase that was typed twice.
    pub(crate) fn keep_root(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let new = taken(&mut self.drafts.paper.new);
        self.paper(Paper::Keep(new, self.cost));
    }

    /// Takes a step with the root key of a channel that is founded.
    pub(crate) fn step_root(&mut self, what: Root) {
        self.ask(Job::Root(Box::new(what)));
    }

    /// Makes the next root key as it was typed.
    pub(crate) fn change_root(&mut self, ctx: &egui::Context) {
        forget_typed(ctx);
        let typed = &mut self.drafts.root;
        let what = Root::Change {
            old: Passphrase::new(std::mem::take(&mut typed.old)),
            new: taken(&mut typed.new),
            cost: self.cost,
        };
        self.step_root(what);
    }

    /// How far it is, and what is told of a step that ended it.
    pub(super) fn take_paper(
        &mut self,
        view: Option<PaperView>,
        told: Vec<String>,
        ctx: &egui::Context,
    ) {
        match &view {
            Some(PaperView::Form { keepers }) if self.drafts.paper.keepers.is_empty() => {
                self.drafts.paper.keepers = keepers.join("\n");
            }
            // What was wrong can be mended.
            Some(PaperView::Typing {
                is_taken: false, ..
            }) => {}
            _ => {
                if self.drafts.paper.forget_secrets() {
                    forget_typed(ctx);
                }
            }
        }
        self.paper = view;
        // Who left the screen meanwhile is not to show it to others there.
        if self.screen != self.paper_at {
            self.hide_sheet();
        }
        if told.is_empty() {
            return;
        }
        if self.paper_at == Screen::Root {
            self.step_root(Root::Look);
            self.drafts.paper.told = told;
        } else {
            self.found(Found::Look);
            self.drafts.founding.told = told;
        }
    }

    /// A sheet is shown for as long as its keeper stays on the screen.
    pub(super) fn hide_sheet(&mut self) {
        if let Some(PaperView::Sheet { shown, .. }) = &mut self.paper {
            *shown = None;
        }
    }
}
