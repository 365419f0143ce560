//! What would change, and the signature under it.

use eframe::egui::{self, Align, Ui};

use super::part;
use crate::{
    app::Desk,
    drafts::SettingsDraft,
    look,
    model::{Fits, RosterView},
};

pub(super) fn show(desk: &mut Desk, view: &RosterView, ui: &mut Ui) {
    if desk.drafts.roster.prepared.is_none() {
        prepare(desk, view, ui);
        return;
    }
    if std::mem::take(&mut desk.drafts.roster.to_prepared) {
        ui.scroll_to_cursor(Some(Align::TOP));
    }
    let title = ("Dit verandert er", "This changes");
    part(desk, title, ui, |desk, ui| {
        let prepared = &desk.drafts.roster.prepared;
        for sentence in prepared.iter().flat_map(|(_, told)| told) {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
        look::quiet(
            ui,
            desk.say(
                "Klopt er iets niet? Verander het hierboven: er is nog niets ondertekend.",
                "Is anything wrong? Change it above: nothing is signed yet.",
            ),
        );
        let name = desk.say("Wachtzin van de hoofdsleutel", "Passphrase of the root key");
        look::field(ui, name, &mut desk.drafts.roster.passphrase, true);
        let is_typed = !desk.drafts.roster.passphrase.is_empty();
        ui.add_enabled_ui(is_typed && !desk.worker.is_busy(), |ui| {
            if look::main_button(ui, desk.say("Onderteken", "Sign")).clicked() {
                let ctx = ui.ctx().clone();
                desk.sign_roster(&ctx);
            }
        });
    });
}

fn prepare(desk: &mut Desk, view: &RosterView, ui: &mut Ui) {
    let missing = missing(desk, view);
    if !missing.is_empty() {
        let fill = desk.say("Nog nodig", "Still needed");
        look::quiet(ui, format!("{fill}: {}.", missing.join(", ")));
    }
    ui.add_enabled_ui(missing.is_empty() && !desk.worker.is_busy(), |ui| {
        let name = desk.say("Bekijk wat er verandert", "Look at what changes");
        if look::main_button(ui, name).clicked() {
            desk.prepare_roster(view);
        }
    });
}

/// What has still to be filled in; the library says what is wrong with what was.
fn missing(desk: &Desk, view: &RosterView) -> Vec<String> {
    let draft = &desk.drafts.roster;
    let used = view.files.iter().filter(|file| draft.uses(file));
    let unplaced =
        used.filter(|file| file.fits == Fits::New && !draft.places.contains_key(&file.who.heard.0));
    let what = desk.say("wat er gebeurt met", "what becomes of");
    let mut missing: Vec<String> = unplaced
        .map(|file| format!("{what} {}", file.who.short))
        .collect();
    let typed = draft.settings.as_ref().map(SettingsDraft::numbers);
    if typed.is_some_and(|typed| typed.is_none()) {
        let numbers = desk.say("de instellingen, in getallen", "the settings, as numbers");
        missing.push(numbers.to_owned());
    }
    if view.amiss.is_some() {
        let folder = desk.say("een map die te lezen is", "a folder that can be read");
        missing.push(folder.to_owned());
    }
    missing
}
