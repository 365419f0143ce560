//! Keys for the months to come, and a backup.

use belfry_reader::member_file::EPOCHS_PREPARED;
use eframe::egui::Ui;

use crate::{
    app::Desk,
    look::{self, GAP},
    upkeep::Upkeep,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say("Sleutels maken", "Making keys");
    look::part(ui, title, |ui| {
        look::quiet(
            ui,
            desk.say(
                "Maakt sleutels voor de maanden die er nog geen hebben, een jaar vooruit, en schrijft je bestand opnieuw. Breng \
                 het naar wie de ledenlijst ondertekent; pas als die lijst is ingelezen, schrijven melders aan de nieuwe sleutels.",
                "Makes keys for the months that have none, a year ahead, and writes your file anew. Bring it to whoever signs \
                 the roster; only once that roster is imported do reporters write to the new keys.",
            ),
        );
        let name = desk.say("Map voor je bestand", "Folder for your file");
        look::field(ui, name, &mut desk.drafts.upkeep.folder, false);
        let folder = desk.drafts.upkeep.folder.trim().to_owned();
        ui.add_enabled_ui(!folder.is_empty() && !desk.worker.is_busy(), |ui| {
            if ui.button(desk.say("Maak sleutels", "Make keys")).clicked() {
                desk.upkeep(Upkeep::Keys(EPOCHS_PREPARED, folder.into()));
            }
        });
        ui.add_space(GAP);
        look::heading(ui, desk.say("Reservekopie", "Backup"));
        look::quiet(
            ui,
            desk.say(
                "Alles uit de kluis, versleuteld zoals het daar ligt. Bewaar hem op een andere plaats dan deze computer.",
                "Everything in the vault, encrypted as it lies there. Keep it in another place than this machine.",
            ),
        );
        let name = desk.say("Bestand voor de reservekopie", "File for the backup");
        look::field(ui, name, &mut desk.drafts.upkeep.backup, false);
        let file = desk.drafts.upkeep.backup.trim().to_owned();
        ui.add_enabled_ui(!file.is_empty() && !desk.worker.is_busy(), |ui| {
            let name = desk.say("Maak een reservekopie", "Make a backup");
            if ui.button(name).clicked() {
                desk.upkeep(Upkeep::Backup(file.into()));
            }
        });
    });
}
