//! All cases: searched as one types, filtered, sorted. Only the rows in sight are drawn.

use belfry_reader::journal::ids::Beginning;
use eframe::egui::{
    self, RichText, ScrollArea, Ui,
    text::{LayoutJob, TextFormat},
};

use super::{choice, stage};
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{CaseLine, Stage},
    worker::Job,
};

/// Points of a row.
const ROW: f32 = 68.0;
/// Letters from which on texts are searched; with fewer nearly everything is found.
const LETTERS_MIN: usize = 2;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Zaken", "Cases"));
    filters(desk, ui);
    let shown = rows(desk);
    let Some(overview) = &desk.overview else {
        return;
    };
    let (count, all) = (shown.len(), overview.cases.len());
    let again = match unsearched(desk, ui) {
        Some(again) => again,
        None => {
            look::quiet(ui, format!("{count} {} {all}", desk.say("van", "of")));
            false
        }
    };
    if overview.cases.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Er zijn nog geen zaken. Ze komen als je een pakket inleest.",
                "There are no cases yet. They come with the first import.",
            ),
        );
    }
    let mut opened = None;
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show_rows(ui, ROW, shown.len(), |ui, range| {
            for at in range {
                let line = shown.get(at).and_then(|at| overview.cases.get(*at));
                if let Some(line) = line
                    && row(desk, ui, line)
                {
                    opened = Some(line.id);
                }
            }
            look::follow_keyboard(ui);
        });
    if let Some(id) = opened {
        desk.open(id);
    }
    if again {
        let words = desk.drafts.list.words.trim().to_owned();
        desk.ask(Job::Find(words));
    }
}

/// While texts are not searched through, or not to their end, nothing is said of how many were found; whether it is to be
/// done anew.
fn unsearched(desk: &Desk, ui: &mut Ui) -> Option<bool> {
    let list = &desk.drafts.list;
    if list.found.is_some() || list.words.trim().chars().count() < LETTERS_MIN {
        return None;
    }
    if desk.worker.is_busy() {
        look::quiet(
            ui,
            desk.say(
                "Alle teksten worden doorzocht.",
                "All texts are being searched.",
            ),
        );
        return Some(false);
    }
    look::warn(
        ui,
        desk.say(
            "De teksten zijn niet doorzocht: dit zijn alleen zaken waarvan de naam zo begint.",
            "The texts were not searched: these are only cases whose name begins like this.",
        ),
    );
    Some(
        ui.button(desk.say("Zoek opnieuw", "Search again"))
            .clicked(),
    )
}

fn filters(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say("Zoeken in alle teksten", "Search all texts");
    let words = &mut desk.drafts.list.words;
    if look::field(ui, name, words, false).changed() {
        let words = words.trim().to_owned();
        if words.chars().count() >= LETTERS_MIN {
            desk.ask(Job::Find(words));
        } else {
            desk.drafts.list.found = None;
        }
    }
    ui.horizontal_wrapped(|ui| {
        let all = desk.say("alle", "all");
        if choice(ui, desk.drafts.list.stage.is_none(), all).clicked() {
            desk.drafts.list.stage = None;
        }
        for one in [
            Stage::Unanswered,
            Stage::Sealed,
            Stage::Answered,
            Stage::Closed,
            Stage::Spam,
            Stage::Destroyed,
        ] {
            let is_chosen = desk.drafts.list.stage == Some(one);
            if choice(ui, is_chosen, stage(desk, one)).clicked() {
                desk.drafts.list.stage = Some(one);
            }
        }
        ui.separator();
        let by_due = desk.say("dringendste eerst", "due first");
        ui.checkbox(&mut desk.drafts.list.by_due, by_due);
    });
    ui.add_space(GAP / 2.0);
}

/// Which cases are shown, in which order.
fn rows(desk: &Desk) -> Vec<usize> {
    let Some(overview) = &desk.overview else {
        return Vec::new();
    };
    let list = &desk.drafts.list;
    let words = list.words.trim();
    let found = list
        .found
        .as_ref()
        .filter(|_| words.chars().count() >= LETTERS_MIN);
    let beginning = Beginning::of(words);
    let cases = overview.cases.iter().enumerate();
    let mut shown: Vec<usize> = cases
        .filter(|(_, line)| list.stage.is_none_or(|stage| line.stage == stage))
        .filter(|(_, line)| {
            words.is_empty()
                || beginning.is_some_and(|beginning| beginning.is_of(&line.id))
                || found.is_some_and(|found| found.contains(&line.id))
        })
        .map(|(at, _)| at)
        .collect();
    if list.by_due {
        let due = |at: &usize| {
            let line = overview.cases.get(*at);
            let due = line.and_then(|line| line.due);
            (due.is_none(), due)
        };
        shown.sort_by_key(due);
    }
    shown
}

/// One case; whether it was chosen.
fn row(desk: &Desk, ui: &mut Ui, line: &CaseLine) -> bool {
    let colours = Colours::here(ui);
    let mut is_chosen = false;
    ui.allocate_ui(egui::vec2(ui.available_width(), ROW), |ui| {
        ui.set_min_height(ROW);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                is_chosen = super::today::link(ui, line.id).clicked();
                ui.add(egui::Label::new(facts(desk, ui, line, colours)).truncate());
            });
            let text = match &line.warning {
                Some(warning) => RichText::new(warning).color(colours.warning),
                None => RichText::new(line.preview.as_str()),
            };
            ui.add(egui::Label::new(text).truncate());
            ui.separator();
        });
    });
    is_chosen
}

/// Where it stands, its days, what is new, in one line that is cut where the window is narrow.
fn facts(desk: &Desk, ui: &Ui, line: &CaseLine, colours: Colours) -> LayoutJob {
    let font = egui::TextStyle::Body.resolve(ui.style());
    let mut job = LayoutJob::default();
    let mut put = |text: &str, colour| {
        let before = if job.is_empty() { 0.0 } else { GAP };
        job.append(text, before, TextFormat::simple(font.clone(), colour));
    };
    put(stage(desk, line.stage), colours.text);
    if line.unseen > 0 {
        let new = format!("{} {}", line.unseen, desk.say("nieuw", "new"));
        put(&new, colours.accent);
    }
    if let Some(due) = line.due {
        let today = desk.overview.as_ref().map(|overview| overview.today);
        let day = look::day(desk.language, due);
        match today.is_some_and(|today| due < today) {
            true => put(
                &format!("{} {day}", desk.say("moest er zijn op", "was due by")),
                colours.warning,
            ),
            false => put(
                &format!("{} {day}", desk.say("termijn", "due by")),
                colours.text,
            ),
        }
    }
    if let Some(day) = line.last {
        let last = format!(
            "{} {}",
            desk.say("laatste brief", "last letter"),
            look::day(desk.language, day)
        );
        put(&last, colours.quiet);
    }
    if !line.service.is_empty() {
        put(&line.service, colours.quiet);
    }
    job
}
