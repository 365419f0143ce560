//! The poster with the channel's address, once there is a roster.

use eframe::egui::Ui;

use crate::{app::Desk, look, upkeep::Upkeep};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say("De poster", "The poster");
    look::part(ui, title, |ui| {
        look::quiet(
            ui,
            desk.say(
                "Op de poster staan het adres, een QR-code en de twaalf kanaalwoorden, in het Nederlands en in het Engels.",
                "The poster has the address, a QR code and the twelve channel words, in Dutch and in English.",
            ),
        );
        let names = [
            desk.say(
                "Adres van de pagina, zoals https://meld.voorbeeld.nl",
                "Address of the page, such as https://report.example",
            ),
            desk.say(
                "Bestand voor de poster (html)",
                "File for the poster (html)",
            ),
        ];
        for (name, typed) in names.into_iter().zip(&mut desk.drafts.upkeep.poster) {
            look::field(ui, name, typed, false);
        }
        let [site, file] = desk
            .drafts
            .upkeep
            .poster
            .each_ref()
            .map(|typed| typed.trim());
        let (site, file) = (site.to_owned(), file.to_owned());
        let is_filled = !site.is_empty() && !file.is_empty();
        ui.add_enabled_ui(is_filled && !desk.worker.is_busy(), |ui| {
            if ui
                .button(desk.say("Maak de poster", "Make the poster"))
                .clicked()
            {
                desk.upkeep(Upkeep::Poster(site, file.into()));
            }
        });
    });
}
