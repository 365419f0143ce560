//! All days on which something is due, in their order. Only the rows in sight are drawn.

use belfry_reader::{journal::ids::CaseId, words};
use crypto_core::time::Day;
use eframe::egui::{self, RichText, ScrollArea, Ui};

use super::today::link;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
};

/// Points of a row.
const ROW: f32 = 36.0;

/// By when, in which case, what.
type Due = (Day, CaseId, String);

/// A row of the list.
enum Row<'d> {
    Month(String),
    Due(&'d Due),
}

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Termijnen", "Terms"));
    let Some(overview) = &desk.overview else {
        return;
    };
    let legal = overview.cases.iter().filter_map(|line| {
        let what = desk.say("wettelijke termijn", "the law's term");
        Some((line.due?, line.id, what.to_owned()))
    });
    let tasks = overview.due.iter().map(|one| {
        let who = words::tasks::who(desk.language, one.member);
        (one.by, one.case, format!("{who}: {}", one.what.as_str()))
    });
    let mut all: Vec<_> = legal.chain(tasks).collect();
    all.sort_by_key(|one| (one.0, one.1));
    if all.is_empty() {
        look::quiet(
            ui,
            desk.say("Er loopt geen termijn.", "No term is running."),
        );
    }
    let rows = rows(desk, &all);
    let mut opened = None;
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show_rows(ui, ROW, rows.len(), |ui, range| {
            for row in rows.get(range).unwrap_or_default() {
                ui.allocate_ui(egui::vec2(ui.available_width(), ROW), |ui| {
                    ui.set_min_height(ROW);
                    match row {
                        Row::Month(name) => {
                            ui.add_space(GAP / 2.0);
                            ui.label(RichText::new(name).strong());
                        }
                        Row::Due(one) => {
                            if due(desk, ui, one) {
                                opened = Some(one.1);
                            }
                        }
                    }
                });
            }
            look::follow_keyboard(ui);
        });
    if let Some(id) = opened {
        desk.open(id);
    }
}

/// With the name of each month before what is due in it.
fn rows<'d>(desk: &Desk, all: &'d [Due]) -> Vec<Row<'d>> {
    let mut rows = Vec::with_capacity(all.len());
    let mut month = None;
    for one in all {
        let (year, of_year, _) = one.0.civil();
        if month.replace((year, of_year)) != Some((year, of_year)) {
            let name = look::day(desk.language, one.0);
            let (_, name) = name.split_once(' ').unwrap_or_default();
            rows.push(Row::Month(name.to_owned()));
        }
        rows.push(Row::Due(one));
    }
    rows
}

/// Something that is due; whether its case was chosen.
fn due(desk: &Desk, ui: &mut Ui, (day, case, what): &Due) -> bool {
    let today = desk.overview.as_ref().map(|overview| overview.today);
    let colour = Colours::here(ui).warning;
    let mut is_chosen = false;
    ui.horizontal(|ui| {
        let text = RichText::new(look::day(desk.language, *day));
        if today.is_some_and(|today| *day < today) {
            ui.label(text.color(colour));
            ui.colored_label(colour, desk.say("te laat", "late"));
        } else {
            ui.label(text);
        }
        is_chosen = link(ui, *case).clicked();
        ui.add(egui::Label::new(what.as_str()).truncate());
    });
    is_chosen
}
