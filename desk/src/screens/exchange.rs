//! Taking in what the courier brought, and making what it takes along.

use std::path::PathBuf;

use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    look::{self, GAP},
    places::{self, Place},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let is_free = !desk.worker.is_busy();
    sticks(desk, ui);
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
    if let Some(path) = to_import(desk, ui) {
        desk.exchange.bundle = path;
    }
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
    if let Some(path) = to_export(desk, ui) {
        desk.exchange.outbox = path;
    }
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

/// Which sticks are here, and a way to look again.
fn sticks(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("USB-sticks", "USB sticks"));
    let names = desk.exchange.places.as_ref();
    let names = names.map(|places| places.iter().map(Place::name).collect::<Vec<String>>());
    let here = match names.as_deref() {
        None => desk
            .say("Er is nog niet gekeken.", "Nobody has looked yet.")
            .to_owned(),
        Some([]) => desk
            .say(
                "Er is geen stick gevonden. Je kunt hieronder ook zelf typen waar het bestand staat.",
                "No stick was found. You can also type below where the file is.",
            )
            .to_owned(),
        Some(names) => format!("{} {}.", desk.say("Gevonden:", "Found:"), names.join(", ")),
    };
    look::quiet(ui, here);
    if ui
        .button(desk.say("Zoek opnieuw naar sticks", "Look for sticks again"))
        .clicked()
    {
        desk.ask(Job::Places);
    }
    ui.add_space(2.0 * GAP);
}

/// The newest bundle of each stick; the one that was chosen.
fn to_import(desk: &Desk, ui: &mut Ui) -> Option<String> {
    let places = desk.exchange.places.iter().flatten();
    let mut chosen = None;
    for place in places {
        let Some(bundle) = &place.bundle else {
            continue;
        };
        let name = format!(
            "{} {} {} {} ({})",
            desk.say("Kies", "Choose"),
            places::name_of(&bundle.path),
            desk.say("op", "on"),
            place.name(),
            look::day(desk.language, bundle.day)
        );
        if ui.add(egui::Button::new(name).truncate()).clicked() {
            chosen = Some(bundle.path.display().to_string());
        }
    }
    chosen
}

/// A file on each stick that is not there yet; the one that was chosen.
fn to_export(desk: &Desk, ui: &mut Ui) -> Option<String> {
    let today = desk.overview.as_ref()?.today;
    let places = desk.exchange.places.iter().flatten();
    let mut chosen = None;
    for place in places {
        let name = format!("{} {}", desk.say("Zet het op", "Put it on"), place.name());
        if ui.add(egui::Button::new(name).truncate()).clicked() {
            let file = format!("{}-{today}", desk.say("verzendbestand", "outbox"));
            chosen = Some(place.folder.join(file).display().to_string());
        }
    }
    chosen
}
