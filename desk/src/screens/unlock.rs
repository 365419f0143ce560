//! Opening the vault.

use eframe::egui::{self, Key, Ui};

use super::busy;
use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    ui.vertical_centered(|ui| {
        ui.set_max_width((look::MEASURE / 1.6).min(ui.available_width()));
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.add_space(3.0 * GAP);
            match (desk.drafts.new.is_open, desk.drafts.restore.is_open) {
                (true, _) => super::make::show(desk, ui),
                (false, true) => super::restore::show(desk, ui),
                (false, false) => form(desk, ui),
            }
        });
    });
}

fn form(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Kluis openen", "Open the vault"));
    look::quiet(
        ui,
        desk.say(
            "Wat melders schreven, staat versleuteld op deze computer. Open de kluis met je wachtzin.",
            "What reporters wrote is on this machine, encrypted. Open the vault with your passphrase.",
        ),
    );
    for lack in desk.lacks {
        ui.add_space(GAP);
        look::warn(ui, lack.words(desk.language));
    }
    ui.add_space(GAP);
    let is_busy = desk.worker.is_busy();
    ui.add_enabled_ui(!is_busy, |ui| {
        let folder = desk.say("Map van de kluis", "Folder of the vault");
        if look::field(ui, folder, &mut desk.vault, false).changed() {
            desk.is_there = None;
        }
        let name = desk.say("Wachtzin", "Passphrase");
        let field = look::field(ui, name, &mut desk.passphrase, true);
        if desk.passphrase.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(GAP);
        let pressed = look::main_button(ui, desk.say("Openen", "Open")).clicked();
        if (pressed || entered) && !desk.passphrase.is_empty() {
            let ctx = ui.ctx().clone();
            desk.unlock(&ctx);
        }
    });
    ui.add_space(GAP);
    if is_busy {
        busy::show(desk, ui);
        ui.horizontal(|ui| {
            ui.label(match desk.is_locking {
                true => desk.say("Bezig met vergrendelen.", "Locking."),
                false => desk.say(
                    "Bezig met openen. Dit duurt even, met opzet.",
                    "Opening. This takes a moment, on purpose.",
                ),
            });
        });
    }
    if let Some(why) = &desk.error {
        look::warn(ui, why);
    }
    if let Some(what) = &desk.said {
        ui.add(egui::Label::new(what.as_str()).wrap());
    }
    let ctx = ui.ctx().clone();
    desk.look_for_vault(&ctx);
    if desk.is_there == Some(false) {
        super::first::no_vault(desk, ui);
    }
    ui.add_space(2.0 * GAP);
    super::settings::languages(desk, ui);
}
