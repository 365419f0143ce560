//! Files that go with an answer: their place is typed, pasted, or a file is dropped here.

use std::path::PathBuf;

use belfry_reader::journal::ids::CaseId;
use crypto_core::words::Language;
use eframe::egui::Ui;

use crate::{
    app::Desk,
    look::{self, GAP},
    saying::Along,
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, id: CaseId, ui: &mut Ui) {
    ui.add_space(GAP / 2.0);
    let dropped = ui.input(|input| input.raw.dropped_files.clone());
    for file in dropped {
        desk.ask(Job::Look(id, file.path().to_owned()));
    }
    chosen(desk, ui);
    let name = desk.say(
        "Bestand om mee te sturen: typ of plak waar het staat, of sleep het hierheen",
        "File to send along: type or paste where it is, or drop it here",
    );
    look::field(ui, name, &mut desk.drafts.case.answer.path, false);
    let typed = desk.drafts.case.answer.path.trim().to_owned();
    let is_free = !typed.is_empty() && !desk.worker.is_busy();
    ui.add_enabled_ui(is_free, |ui| {
        let add = desk.say("Voeg het bestand toe", "Add the file");
        if ui.button(add).clicked() {
            desk.ask(Job::Look(id, PathBuf::from(typed)));
        }
    });
    if !desk.drafts.case.answer.says.files.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Een bestand gaat mee zoals het is, met zijn naam en met wat er onzichtbaar in staat, zoals wie het maakte.",
                "A file goes as it is, with its name and with what does not show in it, such as who made it.",
            ),
        );
    }
}

/// The files that go along, each with a button that leaves it out.
fn chosen(desk: &mut Desk, ui: &mut Ui) {
    let mut unwanted = None;
    for (at, one) in desk.drafts.case.answer.says.files.iter().enumerate() {
        look::quiet(ui, line(desk.language, one));
        let name = format!(
            "{} {}",
            desk.say("Stuur niet mee:", "Leave out:"),
            one.looked.name
        );
        if ui.add(eframe::egui::Button::new(name).truncate()).clicked() {
            unwanted = Some(at);
        }
    }
    if let Some(at) = unwanted {
        let draft = &mut desk.drafts.case.answer;
        draft.says.files.remove(at);
        draft.changed();
    }
}

/// A file's name and size.
pub(super) fn line(language: Language, one: &Along) -> String {
    let size = size(language, one.looked.size);
    format!("{}, {size}", one.looked.name)
}

/// Bytes, as people say them.
pub(super) fn size(language: Language, bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.div_ceil(unit / 10);
        let point = look::say(language, ",", ".");
        format!("{}{point}{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}
