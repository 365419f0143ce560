//! The last step: the first roster comes to everybody.

use belfry_reader::ceremony::founding::Step;
use eframe::egui::Ui;

use super::{lines, step};
use crate::{
    app::Desk,
    found::Found,
    look::{self, GAP},
    model::{FoundingView, Screen},
};

/// A stick can be lost; what was signed is kept in the vault.
fn lost(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    if view.has_outbox {
        return;
    }
    look::warn(
        ui,
        desk.say(
            "Het verzendbestand met de ledenlijst staat niet in de map van de oprichting.",
            "The outbox with the roster is not in the folder of the founding.",
        ),
    );
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        let name = desk.say("Schrijf het opnieuw", "Write it again");
        if ui.button(name).clicked() {
            desk.found(Found::Outbox);
        }
    });
    ui.add_space(GAP);
}

pub(super) fn publish(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    step(desk, Step::Publish, false, ui, |desk, ui| {
        lost(desk, view, ui);
        lines(
            ui,
            &[
                desk.say(
                    "1. Geef wie de server beheert het nummer van het kanaal.",
                    "1. Tell the channel id to whoever runs the server.",
                ),
                desk.say(
                    "2. Breng het bestand first.outbox op een stick naar de koerier. Die brengt het naar de server \
                     (belfry-courier push) en haalt een pakket op (belfry-courier pull).",
                    "2. Bring the file first.outbox on a stick to the courier, who takes it to the server (belfry-courier push) \
                     and fetches a bundle (belfry-courier pull).",
                ),
                desk.say(
                    "3. Elk lid leest dat pakket in, met de kanaalwoorden. Lees die voor, of geef ze op papier.",
                    "3. Every member imports that bundle, with the channel words. Read these out, or give them on paper.",
                ),
                desk.say(
                    "4. Stuur een proefmelding en beantwoord die. Hang dan pas de poster op.",
                    "4. Send a test report and answer it. Only then put up the poster.",
                ),
            ],
        );
        to_import(desk, ui);
    });
}

/// What a member does whose machine does not have the root key.
pub(super) fn waits(desk: &mut Desk, ui: &mut Ui) {
    step(desk, Step::Publish, false, ui, |desk, ui| {
        lines(
            ui,
            &[
                desk.say(
                    "1. Breng je bestand weg, en lees je getal voor als je wordt gebeld.",
                    "1. Bring your file away, and read your number out when you are called.",
                ),
                desk.say(
                    "2. Schrijf de twaalf kanaalwoorden op die je hoort. Daaraan herkent je kluis het goede kanaal.",
                    "2. Write down the twelve channel words that you are told. By these your vault knows the right channel.",
                ),
                desk.say(
                    "3. De koerier brengt een pakket met de ondertekende ledenlijst. Lees het in, met die woorden.",
                    "3. The courier brings a bundle with the signed roster. Import it, with these words.",
                ),
            ],
        );
        to_import(desk, ui);
    });
}

pub(super) fn founded(desk: &mut Desk, ui: &mut Ui) {
    step(desk, Step::Publish, true, ui, |desk, ui| {
        lines(
            ui,
            &[desk.say(
                "Het kanaal is opgericht: de ledenlijst is ingelezen.",
                "The channel is founded: the roster was imported.",
            )],
        );
        if ui.button(desk.say("Naar vandaag", "To today")).clicked() {
            desk.go(Screen::Today);
        }
    });
}

fn to_import(desk: &mut Desk, ui: &mut Ui) {
    if ui.button(desk.say("Naar inlezen", "To import")).clicked() {
        desk.go(Screen::Exchange);
    }
}
