//! The root key: made, and put on paper.

use belfry_reader::ceremony::founding::{Standing, Step};
use eframe::egui::Ui;

use super::{lines, step};
use crate::{
    app::Desk,
    look::{self, GAP},
    paper::Paper,
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

/// Split, and tried out.
pub(super) fn paper(desk: &mut Desk, standing: Standing, ui: &mut Ui) {
    let is_split = standing.split.is_some();
    step(desk, Step::Split, is_split, ui, |desk, ui| {
        lines(
            ui,
            &[
                desk.say(
                    "Verdeel de hoofdsleutel over vellen papier, voor ieder lid een. Een paar vellen samen geven hem terug als \
                     deze computer kapot of weg is; één vel alleen verraadt niets.",
                    "Split the root key onto sheets of paper, one for each member. A few of them together give it back if this \
                     machine is broken or gone; one alone tells nothing.",
                ),
                desk.say(
                    "Zorg dat ieder lid erbij is: ieder kijkt alleen naar het eigen vel.",
                    "See that every member is here: everybody looks at their own sheet alone.",
                ),
            ],
        );
        ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
            let name = match is_split {
                true => desk.say("Verdeel hem opnieuw", "Split it anew"),
                false => desk.say("Begin met verdelen", "Begin to split it"),
            };
            if ui.button(name).clicked() {
                let folder = desk.founding_folder();
                desk.paper(Paper::Begin(folder));
            }
        });
    });
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
        ui.add_enabled_ui(is_split && !desk.worker.is_busy(), |ui| {
            let name = desk.say("Probeer de vellen uit", "Try the sheets out");
            if ui.button(name).clicked() {
                desk.paper(Paper::Rehearse);
            }
        });
    });
}
