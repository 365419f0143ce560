//! Taking in what the courier brought, and making what it takes along.

use std::path::PathBuf;

use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    look::{self, GAP},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let is_free = !desk.worker.is_busy();
    look::heading(ui, desk.say("Inlezen", "Import"));
    look::quiet(
        ui,
        desk.say(
            "Het pakket dat de koerier op de USB-stick zette.",
            "The bundle that the courier put on the USB stick.",
        ),
    );
    let name = desk.say("Bestand om in te lezen", "File to import");
    look::field(ui, name, &mut desk.exchange.bundle, false);
    if desk
        .overview
        .as_ref()
        .is_some_and(|overview| overview.channel.is_empty())
    {
        let name = desk.say(
            "Kanaal: twaalf woorden, of het deel van het adres na #",
            "Channel: twelve words, or the part of the address after #",
        );
        look::field(ui, name, &mut desk.exchange.channel, false);
    }
    let named = |text: &str| !text.trim().is_empty();
    ui.add_enabled_ui(is_free && named(&desk.exchange.bundle), |ui| {
        if look::main_button(ui, desk.say("Inlezen", "Import")).clicked() {
            let path = PathBuf::from(desk.exchange.bundle.trim());
            desk.exchange.told.clear();
            let channel = desk.exchange.channel.clone();
            desk.ask(Job::Import(path, channel));
        }
    });
    ui.add_space(2.0 * GAP);

    look::heading(ui, desk.say("Exporteren", "Export"));
    look::quiet(
        ui,
        desk.say(
            "Antwoorden, bevestigingen en je werk voor collega's, verzegeld in één verzendbestand voor de koerier.",
            "Answers, confirmations and your work for colleagues, sealed in one file for the courier.",
        ),
    );
    let name = desk.say("Bestand om te maken", "File to make");
    look::field(ui, name, &mut desk.exchange.outbox, false);
    ui.add_enabled_ui(is_free && named(&desk.exchange.outbox), |ui| {
        if look::main_button(ui, desk.say("Exporteren", "Export")).clicked() {
            let path = PathBuf::from(desk.exchange.outbox.trim());
            desk.exchange.told.clear();
            desk.ask(Job::Export(path));
        }
    });
    if !desk.exchange.told.is_empty() {
        ui.add_space(2.0 * GAP);
        look::heading(ui, desk.say("Wat er gebeurde", "What happened"));
        for sentence in &desk.exchange.told {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
    }
}
