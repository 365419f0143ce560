//! The root key that sheets gave, which is to be kept under a passphrase.

use eframe::egui::{self, Ui};

use super::{begin::new_passphrase, buttons};
use crate::{app::Desk, look};

pub(super) fn show(desk: &mut Desk, told: &[String], ui: &mut Ui) {
    look::heading(
        ui,
        desk.say("De vellen geven de sleutel", "The sheets give the key"),
    );
    for sentence in told {
        ui.add(egui::Label::new(sentence.as_str()).wrap());
    }
    look::quiet(
        ui,
        desk.say(
            "Kies voor de hoofdsleutel een eigen wachtzin: zes willekeurige woorden of meer, andere dan die van je kluis. \
             Vergrendelt het venster eerst, dan typ je de vellen opnieuw in.",
            "Choose a passphrase of its own for the root key: six random words or more, others than those of your vault. If \
             the window locks before, you type the sheets in again.",
        ),
    );
    let is_typed = new_passphrase(desk.language, &mut desk.drafts.paper.new, ui);
    let (keep, stop) = (
        desk.say("Bewaar de hoofdsleutel", "Keep the root key"),
        desk.say("Stop en bewaar niets", "Stop and keep nothing"),
    );
    if buttons(desk, (keep, is_typed), stop, ui) {
        let ctx = ui.ctx().clone();
        desk.keep_root(&ctx);
    }
}
