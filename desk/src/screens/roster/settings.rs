//! The channel's texts, from a file, and its settings, as far as they are numbers.

use crypto_core::roster::VALID_DAYS_MAX;
use eframe::egui::Ui;

use super::part;
use crate::{
    app::Desk,
    drafts::SettingsDraft,
    look::{self, GAP},
    model::RosterView,
    screens::founding::QUORUM,
};

/// Slots in each letter.
const SLOTS: [(u8, &str); 2] = [(8, "8"), (16, "16")];

pub(super) fn show(desk: &mut Desk, view: &RosterView, ui: &mut Ui) {
    let title = ("Instellingen", "Settings");
    part(desk, title, ui, |desk, ui| {
        if view.is_described {
            let name = desk.say(
                "Neem de teksten en diensten uit het bestand channel.toml in de map",
                "Take the texts and services from the file channel.toml in the folder",
            );
            ui.checkbox(&mut desk.drafts.roster.described, name);
        }
        let language = desk.language;
        let say = |dutch, english| look::say(language, dutch, english);
        let draft = &mut desk.drafts.roster.settings;
        let Some(typed) = draft else {
            look::quiet(
                ui,
                say(
                    "Quorum, plaatsen, ritme en hoe lang de lijst geldt.",
                    "Quorum, slots, rhythm, and how long the roster is valid.",
                ),
            );
            let name = say("Verander ook instellingen", "Change settings too");
            if ui.button(name).clicked() {
                *draft = Some(SettingsDraft::of(view.settings, VALID_DAYS_MAX));
            }
            return;
        };
        look::field(ui, say(QUORUM.0, QUORUM.1), &mut typed.quorum, false);
        let name = say(
            "Plaatsen in elke brief: zoveel leden kunnen er hoogstens zijn",
            "Slots in each letter: there can be so many members at most",
        );
        let all = SLOTS.iter().map(|(id, name)| (id, *name));
        look::one_of(ui, name, &mut typed.slots, all);
        let name = say(
            "Vakken die elk lid per week publiceert",
            "Cells that each member publishes a week",
        );
        look::field(ui, name, &mut typed.cells, false);
        let name = say(
            "Weken dat een antwoord op het bord blijft",
            "Weeks that an answer stays on the board",
        );
        look::field(ui, name, &mut typed.weeks, false);
        let name = say(
            "Dagen dat deze ledenlijst geldt, hoogstens 92",
            "Days that this roster is valid, 92 at most",
        );
        look::field(ui, name, &mut typed.days, false);
        ui.add_space(GAP);
        let name = say(
            "Laat de instellingen zoals ze zijn",
            "Leave the settings as they are",
        );
        if ui.button(name).clicked() {
            *draft = None;
        }
    });
}
