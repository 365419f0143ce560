//! Typing in a report that came by telephone, on paper or in a meeting, and the code that its reporter gets.

use std::path::PathBuf;

use eframe::egui::{self, RichText, Ui};

use super::form;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    worker::Job,
};

/// Rows of a report.
const ROWS: usize = 12;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Melding overtypen", "Type a report in"));
    if desk.code.is_some() {
        code(desk, ui);
        return;
    }
    look::quiet(
        ui,
        desk.say(
            "Wat iemand vertelde per telefoon, op papier of in een gesprek. Alle leden krijgen het als melding. De melder \
             krijgt een code, om daarmee verder te gaan op de pagina. Schrijf de naam van de melder er niet in.",
            "What somebody told by telephone, on paper or in a meeting. All members get it as a report. The reporter gets \
             a code, to go on with on the page. Do not write the reporter's name into it.",
        ),
    );
    let Some(members) = &desk.members else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    if members.ways.is_empty() {
        look::warn(
            ui,
            desk.say(
                "Dat kan pas als je een pakket hebt ingelezen met een ledenlijst waar je op staat.",
                "That takes a bundle, imported, with a roster that lists you.",
            ),
        );
        return;
    }
    fields(desk, ui);
    ui.add_space(GAP);
    let mut is_pressed = false;
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        let name = desk.say("Zet klaar en maak de code", "Take it and make the code");
        is_pressed = look::main_button(ui, name).clicked();
    });
    if is_pressed {
        send(desk);
    }
}

fn fields(desk: &mut Desk, ui: &mut Ui) {
    let language = desk.language;
    let Some(members) = &desk.members else { return };
    let draft = &mut desk.drafts.typing;
    let names = members.ways.iter().map(|way| {
        let (dutch, english) = form::way(*way);
        (way, look::say(language, dutch, english))
    });
    let name = look::say(language, "Hoe het kwam", "How it came");
    look::one_of(ui, name, &mut draft.way, names);
    let name = look::say(
        language,
        "Wanneer (jjjj-mm-dd); leeg is vandaag",
        "When (yyyy-mm-dd); empty is today",
    );
    look::field(ui, name, &mut draft.day, false);
    let name = look::say(language, "Wat de melder vertelde", "What the reporter told");
    look::area(ui, name, &mut draft.text, ROWS);
    if !members.colleagues.is_empty() {
        ui.label(look::say(
            language,
            "Wie er niets van mag weten",
            "Who must not hear of it",
        ));
    }
    for one in &members.colleagues {
        let mut is_out = draft.without.contains(&one.id);
        if ui.checkbox(&mut is_out, one.name.as_str()).clicked() {
            match is_out {
                true => draft.without.insert(one.id),
                false => draft.without.remove(&one.id),
            };
        }
    }
}

fn send(desk: &mut Desk) {
    match desk.drafts.typing.says() {
        Ok(typed) => desk.ask(Job::TypeIn(typed)),
        Err(missing) => desk.error = Some(form::lacks(desk, missing).to_owned()),
    }
}

/// The code: shown until the member says that its reporter has it, or the vault is locked.
fn code(desk: &mut Desk, ui: &mut Ui) {
    let Some(shown) = &desk.code else { return };
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        ui.label(desk.say("De code voor de melder:", "The code for the reporter:"));
        let text = RichText::new(shown.code.as_str()).monospace().size(24.0);
        ui.add(egui::Label::new(text).selectable(false).wrap());
        for sentence in &shown.told {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
        look::warn(
            ui,
            desk.say(
                "Vergrendelen wist de code, ook als dat vanzelf gebeurt. Daarna kan niemand hem nog opzoeken.",
                "Locking wipes the code, also where it happens by itself. Nobody can look it up after that.",
            ),
        );
    });
    ui.add_space(GAP);
    let name = desk.say(
        "Bestand om te maken, met de code op een bladzijde om af te drukken (html)",
        "File to make, with the code on a page to print (html)",
    );
    look::field(ui, name, &mut desk.drafts.typing.sheet, false);
    let path = desk.drafts.typing.sheet.trim().to_owned();
    let (mut is_printed, mut is_done) = (false, false);
    ui.horizontal_wrapped(|ui| {
        let is_free = !path.is_empty() && !desk.worker.is_busy();
        ui.add_enabled_ui(is_free, |ui| {
            let name = desk.say("Maak de bladzijde", "Make the page");
            is_printed = ui.button(name).clicked();
        });
        let name = desk.say("De melder heeft de code", "The reporter has the code");
        is_done = look::main_button(ui, name).clicked();
    });
    if let Some(shown) = desk.code.as_ref().filter(|_| is_printed) {
        let code = shown.code.clone();
        desk.ask(Job::Print(code, PathBuf::from(path)));
    }
    if is_done {
        desk.code = None;
        desk.drafts.typing.sheet.clear();
        desk.said = None;
    }
}
