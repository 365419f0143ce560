//! What is new and what is due.

use belfry_reader::journal::ids::CaseId;
use eframe::egui::{self, RichText, Ui};

use super::stage;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::Screen,
    model::Stage,
};

/// Of what is new or due so many are shown here; the rest stands in the lists.
const SHOWN: usize = 12;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(overview) = &desk.overview else {
        return;
    };
    let language = desk.language;
    let mut opened = None;
    look::heading(ui, &look::day(language, overview.today));
    facts(desk, ui);
    if let Some(first) = overview.first {
        super::first::steps(desk, first, ui);
    }
    let Some(overview) = &desk.overview else {
        return;
    };
    look::warn_all(ui, overview.warnings.iter().take(SHOWN));
    more(desk, ui, overview.warnings.len());
    ui.add_space(GAP);
    if !overview.of_terms.is_empty() {
        look::heading(ui, desk.say("Termijnen", "Terms"));
        for (case, what) in overview.of_terms.iter().take(SHOWN) {
            ui.horizontal_top(|ui| {
                if link(ui, *case).clicked() {
                    opened = Some(*case);
                }
                look::warn(ui, what);
            });
        }
        more(desk, ui, overview.of_terms.len());
        ui.add_space(GAP);
    }

    look::heading(ui, desk.say("Nieuw", "New"));
    let new: Vec<_> = overview
        .cases
        .iter()
        .filter(|line| line.unseen > 0 || line.stage == Stage::Unanswered)
        .collect();
    if new.is_empty() && overview.is_whole {
        look::quiet(
            ui,
            desk.say(
                "Niets. Zaken met een nieuwe brief of nieuw werk van collega's staan hier.",
                "Nothing. Cases with a new letter, or new work of colleagues, stand here.",
            ),
        );
    }
    for line in new.iter().take(SHOWN) {
        look::card(ui, Colours::here(ui).card, |ui| {
            ui.horizontal_wrapped(|ui| {
                if link(ui, line.id).clicked() {
                    opened = Some(line.id);
                }
                ui.label(stage(desk, line.stage));
                if line.unseen > 0 {
                    ui.label(format!(
                        "{}: {}",
                        desk.say("nieuw van collega's", "new from colleagues"),
                        line.unseen
                    ));
                }
                if let Some(day) = line.last {
                    look::quiet(ui, look::day(language, day));
                }
            });
            ui.add(egui::Label::new(line.preview.as_str()).truncate());
        });
    }
    more(desk, ui, new.len());
    ui.add_space(GAP);

    if !overview.is_whole {
        if let Some(id) = opened {
            desk.open(id);
        }
        return;
    }
    look::heading(ui, desk.say("Te doen", "To do"));
    let mut wanted = None;
    let due: Vec<_> = overview.due.iter().filter(|one| one.is_mine).collect();
    if due.is_empty() {
        look::quiet(ui, desk.say("Niets.", "Nothing."));
    }
    for one in due.iter().take(SHOWN) {
        ui.horizontal_wrapped(|ui| {
            let day = look::day(language, one.by);
            let day = RichText::new(day).strong();
            if one.by < overview.today {
                let colour = Colours::here(ui).warning;
                ui.label(day.color(colour));
                ui.colored_label(colour, desk.say("te laat", "late"));
            } else {
                ui.label(day);
            }
            if link(ui, one.case).clicked() {
                wanted = Some((one.case, one.part));
            }
            ui.label(one.what.as_str());
        });
    }
    more(desk, ui, due.len());
    if let Some(id) = opened {
        desk.open(id);
    } else if let Some((id, part)) = wanted {
        desk.open_at(id, part);
    }
}

/// Last import, next publication.
fn facts(desk: &Desk, ui: &mut Ui) {
    let Some(overview) = &desk.overview else {
        return;
    };
    let imported = match overview.imported {
        Some(day) => format!(
            "{} {}",
            desk.say("Laatst ingelezen:", "Last import:"),
            look::day(desk.language, day)
        ),
        None => desk
            .say(
                "Er is nog niets ingelezen. Begin bij “Inlezen en exporteren”.",
                "Nothing was imported yet. Begin at “Import and export”.",
            )
            .to_owned(),
    };
    look::quiet(ui, imported);
    if let Some(day) = overview.publishes {
        let mut text = format!(
            "{} {}",
            desk.say("Volgende publicatie:", "Next publication:"),
            look::day(desk.language, day)
        );
        if overview.waiting > 0 {
            text.push_str(&format!(
                ". {} {}",
                desk.say(
                    "Vakken die op een zending wachten:",
                    "Cells waiting for a batch:"
                ),
                overview.waiting
            ));
        }
        look::quiet(ui, text);
    }
}

fn more(desk: &Desk, ui: &mut Ui, count: usize) {
    if count > SHOWN {
        let rest = count - SHOWN;
        look::quiet(ui, format!("{} {rest}", desk.say("En nog", "And more:")));
    }
}

/// A case's name, which opens it.
pub(super) fn link(ui: &mut Ui, id: CaseId) -> egui::Response {
    ui.button(RichText::new(id.to_string()).monospace())
}

/// Where a screen has nothing to show because no case is chosen.
pub(super) fn to_cases(desk: &mut Desk) {
    desk.screen = Screen::Cases;
}
