//! The root key of a channel that is founded: got back from its sheets, split anew, its sheets tried out; and
//! another one.

mod change;

use eframe::egui::{self, Ui};

use super::paper;
use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("De hoofdsleutel", "The root key"));
    ui.add_space(GAP);
    paper::told(desk, &desk.drafts.paper.told, ui);
    if paper::show(desk, ui) {
        return;
    }
    let Some(view) = desk.root else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    let here = match view.is_here {
        true => desk.say(
            "De hoofdsleutel staat bij je kluis, onder een eigen wachtzin.",
            "The root key is beside your vault, under a passphrase of its own.",
        ),
        false => desk.say(
            "Op deze computer is geen hoofdsleutel.",
            "There is no root key on this machine.",
        ),
    };
    ui.add(egui::Label::new(here).wrap());
    ui.add_space(GAP);
    if view.is_here {
        let title = desk.say("Over papier verdelen", "Onto paper");
        part(desk, title, ui, |desk, ui| {
            paper::split(desk, view.is_split, ui);
        });
    } else {
        let title = desk.say("Weer in elkaar zetten", "Putting it together again");
        part(desk, title, ui, paper::recover);
    }
    let title = desk.say("De vellen uitproberen", "Trying the sheets out");
    part(desk, title, ui, |desk, ui| paper::rehearse(desk, true, ui));
    if let Some(change) = view.change {
        let title = desk.say("Een andere hoofdsleutel", "Another root key");
        part(desk, title, ui, |desk, ui| change::show(desk, change, ui));
    }
}

fn part(desk: &mut Desk, title: &str, ui: &mut Ui, show: impl FnOnce(&mut Desk, &mut Ui)) {
    look::part(ui, title, |ui| show(desk, ui));
}
