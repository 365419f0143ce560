//! The root key: made, and put on paper.

use belfry_reader::ceremony::founding::{Standing, Step};
use eframe::egui::Ui;

use super::{lines, step};
use crate::{
    app::Desk,
    look::{self, GAP},
};

/// Made under a passphrase of its own.
pub(super) fn make(desk: &mut Desk, standing: Standing, ui: &mut Ui) {
    step(desk, Step::Root, standing.has_root, ui, |desk, ui| {
        if standing.has_root {
            lines(
                ui,
                &[desk.say(
                    "De hoofdsleutel staat bij je kluis, onder een eigen wachtzin.",
                    "The root key is beside your vault, under a passphrase of its own.",
                )],
            );
            return;
        }
        lines(
            ui,
            &[desk.say(
                "De hoofdsleutel krijgt een eigen wachtzin: zes willekeurige woorden of meer, andere dan die van je kluis.",
                "The root key gets a passphrase of its own: six random words or more, others than those of your vault.",
            )],
        );
        let names = [
            desk.say(
                "Nieuwe wachtzin voor de hoofdsleutel",
                "New passphrase for the root key",
            ),
            desk.say("Die wachtzin nog een keer", "That passphrase once more"),
        ];
        for (name, typed) in names.iter().zip(&mut desk.drafts.founding.root) {
            look::field(ui, name, typed, true);
        }
        ui.add_space(GAP);
        let is_typed = desk.drafts.founding.root.iter().all(|one| !one.is_empty());
        ui.add_enabled_ui(is_typed && !desk.worker.is_busy(), |ui| {
            let name = desk.say("Maak de hoofdsleutel", "Make the root key");
            if look::main_button(ui, name).clicked() {
                let ctx = ui.ctx().clone();
                desk.make_root(&ctx);
            }
        });
    });
}

/// Split, and tried out: sheet by sheet, in a terminal.
pub(super) fn paper(desk: &mut Desk, standing: Standing, ui: &mut Ui) {
    let vault = desk.vault.clone();
    let code = desk.language.code();
    let reader = format!("belfry-reader --vault \"{vault}\" --language {code}");
    step(
        desk,
        Step::Split,
        standing.split.is_some(),
        ui,
        |desk, ui| {
            lines(
            ui,
            &[
                desk.say(
                    "Verdeel de hoofdsleutel over vellen papier, voor ieder lid een. Spreek af hoeveel er samen nodig zijn: niet \
                     te veel, want ook bij ziekte en vakantie moet het lukken, en niet te weinig, want wie zoveel vellen heeft, \
                     kan de leden veranderen.",
                    "Split the root key onto sheets of paper, one for each member. Agree how many are needed together: not too \
                     many, as it has to work when some are ill or away, and not too few, as whoever has that many can change the \
                     members.",
                ),
                desk.say(
                    "Dit gaat in een terminal, vel voor vel. Vergrendel eerst de kluis. De opdracht:",
                    "This is done in a terminal, sheet by sheet. Lock the vault first. The command:",
                ),
            ],
        );
            look::text(ui, &format!("{reader} ceremony"));
        },
    );
    let is_rehearsed = standing.has_done(Step::Rehearse);
    step(desk, Step::Rehearse, is_rehearsed, ui, |desk, ui| {
        lines(
            ui,
            &[desk.say(
                "Typ daarna zoveel vellen in als er nodig zijn: dan blijkt dat ze samen de sleutel geven. Er wordt niets bewaard. \
                 Doe dit elk jaar opnieuw.",
                "Then type in as many sheets as are needed: this proves that together they give the key. Nothing is kept. Do \
                 this again every year.",
            )],
        );
        look::text(ui, &format!("{reader} root rehearse"));
    });
}
