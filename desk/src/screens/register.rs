//! The register: what is left of cases that were destroyed. Nothing in it points to a reporter.

use belfry_reader::words;
use eframe::egui::{self, RichText, Ui};

use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Register", "Register"));
    look::quiet(
        ui,
        desk.say(
            "Van elke zaak die is vernietigd één regel: het jaar, wat het was, en of het op tijd ging.",
            "One line of every case that was destroyed: the year, what it was, whether it went in time.",
        ),
    );
    ui.add_space(GAP);
    let Some(lines) = &desk.register else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    if lines.is_empty() {
        look::quiet(ui, words::register::none(desk.language));
    }
    for line in lines {
        look::measure(ui);
        ui.add(egui::Label::new(RichText::new(&line.head).strong()).wrap());
        look::quiet(ui, line.kept.as_str());
        if let Some(early) = &line.early {
            look::text(ui, early);
        }
        ui.add_space(GAP / 2.0);
    }
}
