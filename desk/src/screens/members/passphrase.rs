//! Another passphrase for the vault.

use eframe::egui::Ui;

use crate::{app::Desk, look};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say("Andere wachtzin", "Another passphrase");
    look::part(ui, title, |ui| {
        look::quiet(
            ui,
            desk.say(
                "Voor je kluis op deze computer. Kies zes willekeurige woorden of meer. Niemand kan de nieuwe wachtzin voor je \
                 herstellen. Reservekopieën van vroeger gaan open met de oude.",
                "For your vault on this machine. Choose six random words or more. Nobody can replace the new passphrase for \
                 you. Backups made before open with the old one.",
            ),
        );
        let old = desk.say("Huidige wachtzin", "Current passphrase");
        look::field(ui, old, &mut desk.drafts.upkeep.passphrase.old, true);
        let names = [
            desk.say("Nieuwe wachtzin", "New passphrase"),
            desk.say("Nieuwe wachtzin nog een keer", "New passphrase once more"),
        ];
        let typed = &mut desk.drafts.upkeep.passphrase;
        let is_typed = look::twice(ui, names, &mut typed.new) && !typed.old.is_empty();
        ui.add_enabled_ui(is_typed && !desk.worker.is_busy(), |ui| {
            let name = desk.say("Verander de wachtzin", "Change the passphrase");
            if ui.button(name).clicked() {
                let ctx = ui.ctx().clone();
                desk.change_passphrase(&ctx);
            }
        });
    });
}
