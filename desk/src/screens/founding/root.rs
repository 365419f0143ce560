//! The root key: made, and put on paper.

use belfry_reader::ceremony::founding::{Standing, Step};
use eframe::egui::Ui;

use super::{lines, step};
use crate::{app::Desk, look, screens::paper};

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
        let is_typed = paper::new_passphrase(desk.language, &mut desk.drafts.founding.root, ui);
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
        paper::split(desk, is_split, ui);
    });
    let is_rehearsed = standing.has_done(Step::Rehearse);
    step(desk, Step::Rehearse, is_rehearsed, ui, |desk, ui| {
        paper::rehearse(desk, is_split, ui);
    });
}
