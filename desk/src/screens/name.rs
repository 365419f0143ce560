//! The reporter's name: what is known of it, what can be done with it, and the name itself while somebody looks at it.

use eframe::egui::{self, RichText, Ui};

use super::form;
use crate::{
    acts,
    app::Desk,
    look::{self, Colours, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    ui.add(
        egui::Label::new(desk.say(
            "De naam van een melder staat nooit op een bladzijde. Wie wat met de naam doet en waarom, leest ieder die deze \
             zaak leest: schrijf de naam dus nooit in een reden.",
            "A reporter's name is in no page. Who does what with it, and why, is read by all who read this case: so never \
             write the name in a reason.",
        ))
        .wrap(),
    );
    for known in &case.names {
        ui.add(egui::Label::new(known.as_str()).wrap());
    }
    if case.names.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "In deze zaak wordt geen naam apart bewaard.",
                "No name is held apart in this case.",
            ),
        );
    }
    ui.add_space(GAP);
    shown(desk, ui);
    let chosen = desk.drafts.case.work.name;
    desk.drafts.case.work.name = form::show(desk, &acts::NAMES, chosen, ui);
}

/// The name, until one leaves the screen or puts it away.
fn shown(desk: &mut Desk, ui: &mut Ui) {
    let Some(name) = &desk.name else { return };
    let mut is_enough = false;
    look::steady(ui, "name", |ui| {
        look::card(ui, Colours::here(ui).theirs, |ui| {
            look::measure(ui);
            for (from, name) in &name.names {
                ui.label(RichText::new(from.as_str()).strong());
                look::text(ui, name);
            }
            is_enough = ui
                .button(desk.say("Verberg de naam", "Hide the name"))
                .clicked();
        });
    });
    ui.add_space(GAP);
    if is_enough {
        desk.name = None;
    }
}
