//! Another root key: made, in force, the old one destroyed.

use belfry_reader::{ceremony::root_change::Changing, words::root as words};
use eframe::egui::{self, Ui};

use crate::{
    app::Desk, look, root::Root, screens::paper::new_passphrase, sentence::without_commands,
};

pub(super) fn show(desk: &mut Desk, change: Changing, ui: &mut Ui) {
    match change {
        Changing::No => begin(desk, ui),
        Changing::Begun => {
            let next = without_commands(words::not_in_force(desk.language));
            look::warn(ui, &next);
            signs(desk, ui);
        }
        Changing::InForce => {
            let over = words::in_force(desk.language);
            ui.add(egui::Label::new(over).wrap());
            signs(desk, ui);
            finish(desk, ui);
        }
    }
}

fn signs(desk: &Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "Zolang dit loopt, ondertekent de nieuwe sleutel, en is het de nieuwe die je verdeelt: met de nieuwe wachtzin.",
            "As long as this is under way the new key signs, and it is the new one that you split: with the new passphrase.",
        ),
    );
}

fn begin(desk: &mut Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "Als iemand anders de hoofdsleutel gaat bewaren, of als er vellen weg zijn. De oude sleutel ondertekent de nieuwe; \
             het kanaal, het adres en alle terugkomcodes blijven hetzelfde. Heeft iemand een kopie van de oude, dan helpt dit \
             niet.",
            "When somebody else is to hold the root key, or sheets of it are gone. The old key signs the new one; the channel, \
             its address and all receipts stay. It does not help where somebody has a copy of the old one.",
        ),
    );
    let name = desk.say("Wachtzin van de hoofdsleutel", "Passphrase of the root key");
    look::field(ui, name, &mut desk.drafts.root.old, true);
    let language = desk.language;
    let typed = &mut desk.drafts.root;
    let is_typed = new_passphrase(language, &mut typed.new, ui) && !typed.old.is_empty();
    ui.add_enabled_ui(is_typed && !desk.worker.is_busy(), |ui| {
        let name = desk.say("Maak een nieuwe hoofdsleutel", "Make a new root key");
        if ui.button(name).clicked() {
            let ctx = ui.ctx().clone();
            desk.change_root(&ctx);
        }
    });
}

/// Asked twice: what is destroyed does not come back.
fn finish(desk: &mut Desk, ui: &mut Ui) {
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        if !desk.drafts.root.is_asked {
            let name = desk.say("Vernietig de oude sleutel", "Destroy the old key");
            desk.drafts.root.is_asked = ui.button(name).clicked();
            return;
        }
        look::warn(
            ui,
            desk.say(
                "Zijn er vellen van de nieuwe sleutel, en geven ze hem terug?",
                "Are there sheets of the new key, and do they give it back?",
            ),
        );
        let yes = desk.say("Ja: vernietig de oude", "Yes: destroy the old one");
        let answer = look::sure(ui, yes, desk.say("Nee, terug", "No, back"));
        desk.drafts.root.is_asked = answer.is_none();
        if answer == Some(true) {
            desk.step_root(Root::Finish);
        }
    });
}
