//! A sheet, shown to its keeper to be copied by hand.

use eframe::egui::{self, RichText, Ui};

use super::{buttons, locking};
use crate::{
    app::Desk,
    look::{self, GAP},
    model::SheetShown,
    paper::Paper,
};

pub(super) fn show(
    desk: &mut Desk,
    (looks, (number, all)): (&str, (usize, usize)),
    shown: Option<&SheetShown>,
    ui: &mut Ui,
) {
    let (sheet, of) = (desk.say("Vel", "Sheet"), desk.say("van", "of"));
    look::heading(ui, &format!("{sheet} {number} {of} {all}"));
    ui.add(egui::Label::new(RichText::new(looks).strong()).wrap());
    let stop = desk.say("Stop: verdeel later opnieuw", "Stop: split again later");
    let Some(shown) = shown else {
        locking(desk, ui);
        ui.add_space(GAP);
        let show = desk.say("Toon mijn vel", "Show my sheet");
        if buttons(desk, (show, true), stop, ui) {
            desk.paper(Paper::Show);
        }
        return;
    };
    look::quiet(
        ui,
        desk.say(
            "Schrijf alles hieronder over op papier, met de hand. Kijk elk woord na.",
            "Copy all of the following onto paper, by hand. Check every word.",
        ),
    );
    for line in &shown.head {
        ui.add(egui::Label::new(line.as_str()).wrap());
    }
    for (number, line) in (1..).zip(&shown.lines) {
        let line = format!("{number:>2}  {}", line.as_str());
        let words = RichText::new(line).monospace().size(19.0);
        // What is not selected is not copied for other programs.
        ui.add(egui::Label::new(words).selectable(false).wrap());
    }
    for rule in &shown.rules {
        look::quiet(ui, format!("- {rule}"));
    }
    ui.add_space(GAP);
    let copied = desk.say(
        "Overgeschreven en nagekeken: verberg het",
        "Copied and checked: hide it",
    );
    if buttons(desk, (copied, true), stop, ui) {
        desk.paper(Paper::Copied);
    }
}
