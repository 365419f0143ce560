//! That something is under way, how far it is, and a way to stop it.

use belfry_reader::words::Words as _;
use eframe::egui::{self, Ui};

use crate::{app::Desk, look};

/// Points that a bar is wide, where there is room.
const WIDTH: f32 = 240.0;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    if !desk.worker.is_busy() {
        return;
    }
    ui.horizontal(|ui| {
        look::spinner(ui);
        look::quiet(ui, desk.say("Bezig…", "Working…"));
    });
    let Some(measure) = desk.worker.measure() else {
        return;
    };
    let far = measure.words(desk.language);
    if let Some(share) = measure.thousandths() {
        let bar = egui::ProgressBar::new(f32::from(share) / 1000.0)
            .desired_width(WIDTH.min(ui.available_width()))
            .desired_height(8.0);
        let response = ui.add(bar);
        // Beside how much, a screen reader says of what.
        let name = desk.say("Voortgang", "Progress");
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
        look::quiet(ui, far);
    } else {
        // Whoever is at the button below by keyboard stays there once these two come.
        ui.skip_ahead_auto_ids(2);
    }
    if desk.worker.is_stopping() {
        look::quiet(
            ui,
            desk.say(
                "Stopt zodra niets half gedaan is.",
                "Stops as soon as nothing is half done.",
            ),
        );
    } else if ui.button(desk.say("Stop", "Stop")).clicked() {
        desk.worker.stop();
    }
}
