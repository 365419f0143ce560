//! Putting a backup back, where there is no vault.

use eframe::egui::Ui;

use super::busy;
use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(
        ui,
        desk.say("Een reservekopie terugzetten", "Putting a backup back"),
    );
    look::quiet(
        ui,
        desk.say(
            "Van de reservekopie komt een kluis, met de zaken tot de dag waarop hij is gemaakt. Hij gaat open met de wachtzin \
             van die dag. Sleutels voor nieuwe brieven zitten er niet in: die maak je daarna opnieuw.",
            "The backup becomes a vault, with the cases up to the day on which it was made. It opens with the passphrase of \
             that day. It holds no keys for new letters: you make these anew afterwards.",
        ),
    );
    ui.add_space(GAP);
    let is_busy = desk.worker.is_busy();
    ui.add_enabled_ui(!is_busy, |ui| {
        let name = desk.say("Bestand met de reservekopie", "File with the backup");
        look::field(ui, name, &mut desk.drafts.restore.file, false);
        let name = desk.say(
            "Nieuwe of lege map voor de kluis",
            "New or empty folder for the vault",
        );
        look::field(ui, name, &mut desk.vault, false);
        let name = desk.say("Wachtzin van de reservekopie", "Passphrase of the backup");
        look::field(ui, name, &mut desk.drafts.restore.passphrase, true);
    });
    ui.add_space(GAP);
    buttons(desk, ui);
    if is_busy {
        busy::show(desk, ui);
        ui.label(desk.say(
            "De reservekopie wordt teruggezet. Dit duurt even, met opzet.",
            "The backup is being put back. This takes a moment, on purpose.",
        ));
    }
    if let Some(why) = &desk.error {
        look::warn(ui, why);
    }
}

fn buttons(desk: &mut Desk, ui: &mut Ui) {
    let draft = &desk.drafts.restore;
    let has_places = !draft.file.trim().is_empty() && !desk.vault.trim().is_empty();
    let is_filled = has_places && !draft.passphrase.is_empty();
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.add_enabled_ui(is_filled, |ui| {
                let name = desk.say("Zet de reservekopie terug", "Put the backup back");
                if look::main_button(ui, name).clicked() {
                    let ctx = ui.ctx().clone();
                    desk.restore(&ctx);
                }
            });
            if ui.button(desk.say("Terug", "Back")).clicked() {
                let ctx = ui.ctx().clone();
                desk.leave_restoring(&ctx);
            }
        });
    });
}
