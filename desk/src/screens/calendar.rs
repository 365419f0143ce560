//! All days on which something is due, in their order.

use belfry_reader::words;
use eframe::egui::{RichText, Ui};

use super::today::link;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
};

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
    let mut opened = None;
    let mut month = None;
    for (day, case, what) in &all {
        let (year, of_year, _) = day.civil();
        if month.replace((year, of_year)) != Some((year, of_year)) {
            ui.add_space(GAP);
            let name = look::day(desk.language, *day);
            let name = name
                .split_once(' ')
                .map_or(name.as_str(), |(_, month)| month);
            ui.label(RichText::new(name).strong());
        }
        ui.horizontal_wrapped(|ui| {
            let text = RichText::new(look::day(desk.language, *day));
            let is_late = *day < overview.today;
            ui.label(match is_late {
                true => text.color(Colours::here(ui).warning),
                false => text,
            });
            if is_late {
                ui.colored_label(Colours::here(ui).warning, desk.say("te laat", "late"));
            }
            if link(ui, *case).clicked() {
                opened = Some(*case);
            }
            ui.label(what.as_str());
        });
    }
    if let Some(id) = opened {
        desk.open(id);
    }
}
