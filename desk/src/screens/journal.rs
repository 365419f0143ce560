//! What members told each other of their work: what is void, odd or alarming first, marked by a word.

use eframe::egui::{self, RichText, Ui};

use super::today;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::JournalLine,
};

/// Lines that are shown at first, and with each further press.
const LINES: usize = 100;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Logboek", "Journal"));
    look::quiet(
        ui,
        desk.say(
            "Wat leden elkaar over hun werk vertellen. Wat niet telt of niet klopt, staat bovenaan.",
            "What members tell each other of their work. What does not count or does not fit stands first.",
        ),
    );
    let name = desk.say("Alleen van zaak", "Of this case alone");
    let state = &mut desk.drafts.journal;
    if look::field(ui, name, &mut state.case, false).changed() {
        state.found = None;
        state.more = 0;
    }
    ui.add_space(GAP);
    let Some(view) = &desk.journal else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    // Of a hundred thousand lines not with each picture.
    let state = &mut desk.drafts.journal;
    let found = state.found.take();
    let found = found.unwrap_or_else(|| find(&view.lines, state.case.trim()));
    let shown = LINES + state.more;
    let mut opened = None;
    for line in found
        .iter()
        .take(shown)
        .filter_map(|at| view.lines.get(*at))
    {
        if one(desk, line, ui) {
            opened = line.case;
        }
    }
    if found.is_empty() {
        look::quiet(
            ui,
            desk.say("Er staat niets in.", "There is nothing in it."),
        );
    }
    let mut more = 0;
    if found.len() > shown {
        let rest = found.len() - shown;
        let name = format!("{} ({rest})", desk.say("Toon meer", "Show more"));
        if ui.button(name).clicked() {
            more = LINES;
        }
    }
    desk.drafts.journal.found = Some(found);
    desk.drafts.journal.more += more;
    if let Some(case) = opened {
        desk.open(case);
    }
}

/// The places of the lines about a case whose name begins like this; of all where nothing was typed.
fn find(lines: &[JournalLine], typed: &str) -> Vec<usize> {
    let is_meant = |line: &JournalLine| {
        typed.is_empty() || line.case.is_some_and(|case| case.starts_with(typed))
    };
    let places = lines.iter().enumerate();
    places
        .filter(|(_, line)| is_meant(line))
        .map(|(at, _)| at)
        .collect()
}

/// A line; whether its case was chosen.
fn one(desk: &Desk, line: &JournalLine, ui: &mut Ui) -> bool {
    let colours = Colours::here(ui);
    let mut is_opened = false;
    ui.horizontal_wrapped(|ui| {
        if let Some(mark) = line.mark {
            ui.label(RichText::new(mark).color(colours.warning).strong());
        }
        look::quiet(ui, line.head.as_str());
        if let Some(case) = line.case {
            is_opened = today::link(ui, case)
                .on_hover_text(desk.say("Open de zaak", "Open the case"))
                .clicked();
        }
    });
    ui.add(egui::Label::new(line.what.as_str()).wrap());
    ui.add_space(GAP / 2.0);
    is_opened
}
