//! The root key onto sheets of paper, and their being tried out: as long as that is under way, nothing else of a founding is
//! shown, since a sheet is for the eyes of one alone.

mod begin;
mod form;
mod keep;
mod sheet;

use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::PaperView,
    paper::Paper,
};

pub(super) use begin::{new_passphrase, recover, rehearse, split};

/// What is to be written down: it stays until the next step.
pub(super) fn told(desk: &Desk, told: &[String], ui: &mut Ui) {
    if told.is_empty() {
        return;
    }
    let title = desk.say("Gedaan. Schrijf dit op", "Done. Write this down");
    look::part(ui, title, |ui| {
        for sentence in told {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
    });
}

/// Whether it is under way, and so shown.
pub(super) fn show(desk: &mut Desk, ui: &mut Ui) -> bool {
    let Some(view) = desk.paper.take() else {
        return false;
    };
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        match &view {
            PaperView::Form { .. } => form::show(desk, ui),
            PaperView::Sheet {
                looks,
                place,
                shown,
            } => sheet::show(desk, (looks, *place), shown.as_ref(), ui),
            PaperView::Printing { told } => printing(desk, told, ui),
            PaperView::Typing {
                line, told, keeps, ..
            } => typing(desk, (line, *keeps), told.as_deref(), ui),
            PaperView::Keep { told } => keep::show(desk, told, ui),
        }
    });
    desk.paper.get_or_insert(view);
    true
}

/// What it is to be locked meanwhile.
fn locking(desk: &Desk, ui: &mut Ui) {
    look::warn(
        ui,
        desk.say(
            "Vergrendelt het venster, ook als dat vanzelf gebeurt, dan is deze verdeling weg en begin je opnieuw. Verbrand dan \
             de vellen die al op papier staan.",
            "If the window locks, also by itself, this split is gone and you begin anew. Then burn the sheets that are on \
             paper already.",
        ),
    );
}

/// A button that goes on, and one that stops.
fn buttons(desk: &mut Desk, (name, can): (&str, bool), stop: &str, ui: &mut Ui) -> bool {
    let (mut goes_on, mut stops) = (false, false);
    let is_busy = desk.worker.is_busy();
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(can && !is_busy, |ui| {
            goes_on = look::main_button(ui, name).clicked();
        });
        ui.add_enabled_ui(!is_busy, |ui| stops = ui.button(stop).clicked());
    });
    if stops {
        desk.paper(Paper::Stop);
    }
    goes_on
}

fn printing(desk: &mut Desk, told: &[String], ui: &mut Ui) {
    look::heading(ui, desk.say("De vellen afdrukken", "Printing the sheets"));
    for sentence in told {
        ui.add(egui::Label::new(sentence.as_str()).wrap());
    }
    look::warn(
        ui,
        desk.say(
            "Samen zijn deze bestanden de hoofdsleutel. Sluit het venster pas als ze gewist zijn.",
            "Together these files are the root key. Do not close the window before they are erased.",
        ),
    );
    locking(desk, ui);
    ui.add_space(GAP);
    let (printed, stop) = (
        desk.say(
            "Alles is afgedrukt: wis de bestanden",
            "All is printed: erase the files",
        ),
        desk.say("Stop en wis de bestanden", "Stop and erase the files"),
    );
    if buttons(desk, (printed, true), stop, ui) {
        desk.paper(Paper::Printed);
    }
}

/// A line at a time: a mistake is found while the eyes are still on it.
fn typing(desk: &mut Desk, (line, keeps): (&str, bool), told: Option<&str>, ui: &mut Ui) {
    look::heading(ui, desk.say("Vellen intypen", "Typing sheets in"));
    look::quiet(
        ui,
        desk.say(
            "Typ een vel regel voor regel in, de vier woorden met spaties ertussen; van elk woord zijn vier letters genoeg.",
            "Type a sheet in line by line, the four words with spaces between them; four letters of each are enough.",
        ),
    );
    look::quiet(
        ui,
        match keeps {
            true => desk.say(
                "Zijn het er genoeg, dan kies je een wachtzin voor de hoofdsleutel.",
                "Once they are enough, you choose a passphrase for the root key.",
            ),
            false => desk.say("Er wordt niets van bewaard.", "Nothing of it is kept."),
        },
    );
    let field = look::field(ui, line, &mut desk.drafts.paper.line, false);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    // Below the field, which stays the same one then and keeps the keyboard.
    if let Some(told) = told {
        look::warn(ui, told);
    }
    ui.add_space(GAP);
    let is_typed = !desk.drafts.paper.line.trim().is_empty();
    let (next, stop) = (
        desk.say("Volgende regel", "Next line"),
        desk.say("Stop met intypen", "Stop typing"),
    );
    let is_pressed = buttons(desk, (next, is_typed), stop, ui);
    if is_pressed || is_entered {
        field.request_focus();
        if is_typed && !desk.worker.is_busy() {
            desk.paper(Paper::Line(desk.drafts.paper.line.clone()));
        }
    }
}
