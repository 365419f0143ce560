//! Language, light and dark, size, locking. Kept until the desk is closed: nothing is written outside the vault.

use crypto_core::words::Language;
use eframe::egui::{ThemePreference, Ui};

use super::choice;
use crate::{
    app::Desk,
    look::{self, GAP},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Instellingen", "Settings"));
    languages(desk, ui);
    ui.add_space(GAP);
    ui.label(desk.say("Licht of donker", "Light or dark"));
    ui.horizontal_wrapped(|ui| {
        let current = ui.ctx().options(|options| options.theme_preference);
        for (theme, dutch, english) in [
            (
                ThemePreference::System,
                "zoals de computer",
                "as the machine",
            ),
            (ThemePreference::Light, "licht", "light"),
            (ThemePreference::Dark, "donker", "dark"),
        ] {
            if choice(ui, current == theme, desk.say(dutch, english)).clicked() {
                ui.ctx().set_theme(theme);
            }
        }
    });
    ui.add_space(GAP);
    ui.label(desk.say("Grootte", "Size"));
    ui.horizontal_wrapped(|ui| {
        let current = ui.ctx().zoom_factor();
        for percent in [100_u8, 125, 150, 200] {
            let factor = f32::from(percent) / 100.0;
            let is_chosen = (current - factor).abs() < 0.01;
            if choice(ui, is_chosen, &format!("{percent} %")).clicked() {
                ui.ctx().set_zoom_factor(factor);
            }
        }
    });
    ui.add_space(GAP);
    ui.label(desk.say(
        "Vergrendelen als niemand iets doet",
        "Lock when nobody does anything",
    ));
    ui.horizontal_wrapped(|ui| {
        for minutes in Desk::lock_choices() {
            let name = format!("{minutes} {}", desk.say("minuten", "minutes"));
            if choice(ui, desk.lock_after == minutes, &name).clicked() {
                desk.lock_after = minutes;
            }
        }
    });
}

/// Which language is spoken.
pub(super) fn languages(desk: &mut Desk, ui: &mut Ui) {
    ui.label("Taal / Language");
    ui.horizontal(|ui| {
        for (language, name) in [
            (Language::Dutch, "Nederlands"),
            (Language::English, "English"),
        ] {
            if choice(ui, desk.language == language, name).clicked() {
                desk.language = language;
                desk.ask(Job::Speak(language));
            }
        }
    });
}
