//! Destroying a case: what is said of it, what it means, and the case's name typed, so that nobody does it by a slip.

use std::path::PathBuf;

use belfry_reader::journal::ids::CaseId;
use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let (id, is_destroyed) = (case.id, case.is_destroyed);
    if is_destroyed {
        certificate(desk, id, ui);
        return;
    }
    look::quiet(
        ui,
        desk.say(
            "Wat in deze zaak staat, is daarna op deze computer nooit meer te lezen. Elk lid doet dit op de eigen computer.",
            "What is in this case can never be read on this machine again after that. Each member does this on their own.",
        ),
    );
    let before = desk.drafts.case.destroying.says();
    fields(desk, ui);
    // Who changed something was not asked about that.
    if desk.drafts.case.destroying.says() != before {
        desk.drafts.case.destroying.unask();
    }
    ui.add_space(GAP);
    if desk.drafts.case.destroying.means.is_some() {
        sure(desk, id, ui);
        return;
    }
    let mut is_pressed = false;
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        let name = desk.say("Kijk of de zaak weg mag", "See whether it may be destroyed");
        is_pressed = look::main_button(ui, name).clicked();
    });
    if is_pressed {
        let says = desk.drafts.case.destroying.says();
        desk.ask(Job::MayDestroy(id, says));
    }
}

fn fields(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say(
        "Waarom de zaak eerder weg moet; alleen als het te vroeg is",
        "Why it has to go before its time; only where it is too early",
    );
    look::area(ui, name, &mut desk.drafts.case.destroying.reason, 3);
    look::quiet(
        ui,
        desk.say(
            "De reden blijft in het register staan. Schrijf niets op dat naar de melder wijst.",
            "The reason stays in the register. Write nothing that points to the reporter.",
        ),
    );
    let name = desk.say(
        "Ook als nog niet iedereen alles heeft gehoord",
        "Also while not everybody has heard of everything",
    );
    ui.checkbox(&mut desk.drafts.case.destroying.unheard, name);
    path(desk, ui);
}

fn path(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say(
        "Bestand om te maken, met een verklaring dat de zaak is vernietigd",
        "File to make, with a certificate that it was destroyed",
    );
    look::field(
        ui,
        name,
        &mut desk.drafts.case.destroying.certificate,
        false,
    );
}

/// What it means; the case's name has to be typed.
fn sure(desk: &mut Desk, id: CaseId, ui: &mut Ui) {
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        for sentence in desk.drafts.case.destroying.means.iter().flatten() {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
    });
    let name = format!(
        "{} {id}",
        desk.say("Typ ter bevestiging", "To confirm, type")
    );
    look::field(ui, &name, &mut desk.drafts.case.destroying.name, false);
    let is_named = desk.drafts.case.destroying.name.trim() == id.to_string();
    let (mut is_sure, mut is_back) = (false, false);
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(is_named && !desk.worker.is_busy(), |ui| {
            let name = desk.say("Vernietig de zaak voorgoed", "Destroy it for good");
            is_sure = look::main_button(ui, name).clicked();
        });
        is_back = ui.button(desk.say("Nee, terug", "No, back")).clicked();
    });
    if is_back {
        desk.drafts.case.destroying.unask();
    }
    if is_sure {
        let says = desk.drafts.case.destroying.says();
        desk.drafts.case.destroying.unask();
        desk.ask(Job::Destroy(id, says));
    }
}

/// Of what is destroyed already, the certificate can be made still.
fn certificate(desk: &mut Desk, id: CaseId, ui: &mut Ui) {
    path(desk, ui);
    let typed = desk.drafts.case.destroying.certificate.trim().to_owned();
    let mut is_pressed = false;
    ui.add_enabled_ui(!typed.is_empty() && !desk.worker.is_busy(), |ui| {
        let name = desk.say("Maak de verklaring", "Make the certificate");
        is_pressed = look::main_button(ui, name).clicked();
    });
    if is_pressed {
        desk.ask(Job::Certify(id, PathBuf::from(typed)));
    }
}
