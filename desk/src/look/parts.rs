//! Parts of a screen, and what comes and goes in them without moving the keyboard.

use std::{fmt::Debug, hash::Hash};

use eframe::egui::{self, Color32, Ui};

use super::{Colours, GAP, heading, measure};

/// A sentence that must not go unseen.
pub fn warn(ui: &mut Ui, text: &str) {
    // Nobody is at one by keyboard; of two cards each may have the same.
    steady(ui, ("warning", ui.unique_id(), text), |ui| {
        warning(ui, text)
    });
}

/// Several of them, of which two may say the same.
pub fn warn_all<'t>(ui: &mut Ui, texts: impl IntoIterator<Item = &'t String>) {
    for (number, text) in texts.into_iter().enumerate() {
        steady(ui, ("warning", number), |ui| warning(ui, text));
    }
}

fn warning(ui: &mut Ui, text: &str) {
    let colour = Colours::here(ui).warning;
    ui.horizontal_top(|ui| {
        ui.colored_label(colour, "!");
        ui.add(egui::Label::new(egui::RichText::new(text).color(colour)).wrap());
    });
}

/// Draws what comes and goes without what stands below it becoming something else, and under a name that stays when what
/// stands above it comes and goes: the toolkit numbers what it draws, and whoever is at the third button by keyboard would
/// be at another one, or nowhere, as soon as a sentence is said above it. No two of a screen have one name, unless they stand
/// under a number of their own (`Ui::push_id`).
pub fn steady<T>(ui: &mut Ui, name: impl Hash + Debug, show: impl FnOnce(&mut Ui) -> T) -> T {
    let id = ui.scope_id().with(("steady", name));
    let shown = ui.scope_builder(egui::UiBuilder::new().scope_id(id), show);
    // It was counted as one.
    ui.skip_ahead_auto_ids(usize::MAX);
    shown.inner
}

/// What belongs together, on a ground of its own.
pub fn card<T>(ui: &mut Ui, fill: Color32, show: impl FnOnce(&mut Ui) -> T) -> T {
    egui::Frame::new()
        .fill(fill)
        .corner_radius(6)
        .inner_margin(GAP)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            show(ui)
        })
        .inner
}

/// A part of a screen, with its title, on a ground of its own.
pub fn part<T>(ui: &mut Ui, title: &str, show: impl FnOnce(&mut Ui) -> T) -> T {
    part_as(ui, title, title, show)
}

/// The same where the title changes: the name stays.
pub fn part_as<T>(
    ui: &mut Ui,
    name: impl Hash + Debug,
    title: &str,
    show: impl FnOnce(&mut Ui) -> T,
) -> T {
    let shown = steady(ui, name, |ui| {
        card(ui, Colours::here(ui).card, |ui| {
            measure(ui);
            heading(ui, title);
            show(ui)
        })
    });
    ui.add_space(GAP);
    shown
}
