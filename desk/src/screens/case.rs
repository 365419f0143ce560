//! One case: its head, and the conversation as it went.

use std::path::PathBuf;

use eframe::egui::{self, RichText, Ui};

use super::{PARTS, answer, assessment, choice, destroy, name, timeline, today, work};
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{CasePart, Message, Screen},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, part: CasePart, ui: &mut Ui) {
    if desk.case.is_none() {
        if !desk.worker.is_busy() {
            today::to_cases(desk);
        }
        look::spinner(ui);
        return;
    }
    look::steady(ui, "head", |ui| head(desk, ui));
    ui.add_space(GAP);
    ui.horizontal_wrapped(|ui| {
        for (other, dutch, english) in PARTS {
            if choice(ui, other == part, desk.say(dutch, english)).clicked() {
                desk.go(Screen::Case(other));
            }
        }
    });
    ui.add_space(GAP);
    match part {
        CasePart::Conversation => conversation(desk, ui),
        CasePart::Answer => answer::show(desk, ui),
        CasePart::Work => work::show(desk, ui),
        CasePart::Name => name::show(desk, ui),
        CasePart::Assessment => assessment::show(desk, ui),
        CasePart::Destroy => destroy::show(desk, ui),
    }
}

fn head(desk: &Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    look::heading(ui, &format!("{} {}", desk.say("Zaak", "Case"), case.id));
    let mut facts = vec![match case.since {
        Some(day) => format!(
            "{} ({} {})",
            case.step,
            desk.say("sinds", "since"),
            look::day(desk.language, day)
        ),
        None => case.step.clone(),
    }];
    facts.extend(case.outcome.clone());
    if !case.service.is_empty() {
        facts.push(format!("{} {}", desk.say("over", "about"), case.service));
    }
    ui.add(egui::Label::new(facts.join(" · ")).wrap());
    look::warn_all(ui, &case.warnings);
    for sentence in &case.checked {
        look::quiet(ui, sentence.as_str());
    }
    timeline::show(desk, ui);
}

fn conversation(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let mut saved = None;
    for message in &case.messages {
        if let Some(number) = one(desk, ui, message) {
            saved = Some(number);
        }
        ui.add_space(GAP / 2.0);
    }
    if !case.messages.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Wat je kopieert, kunnen andere programma's op deze computer ook lezen.",
                "What you copy, other programs on this machine can read as well.",
            ),
        );
    }
    if case.messages.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Er is nog niets te lezen.",
                "There is nothing to be read yet.",
            ),
        );
    }
    let (id, has_files) = (
        case.id,
        case.messages.iter().any(|one| !one.files.is_empty()),
    );
    if has_files {
        let name = desk.say("Map om bestanden in te bewaren", "Folder to save files in");
        look::field(ui, name, &mut desk.drafts.folder, false);
        look::quiet(
            ui,
            desk.say(
                "Open bestanden van een melder nooit zomaar op deze computer: gebruik Dangerzone, of een aparte \
                 computer die je daarna wist. Een bestand kan schade doen, of aan de maker laten weten dat het is geopend.",
                "Never simply open a reporter's files on this machine: use Dangerzone, or a machine of its own that you \
                 wipe afterwards. A file can do harm, or tell its maker that it was opened.",
            ),
        );
    }
    if let Some(number) = saved {
        if desk.drafts.folder.trim().is_empty() {
            desk.error = Some(
                desk.say("Kies eerst een map.", "Name a folder first.")
                    .to_owned(),
            );
        } else {
            let folder = PathBuf::from(desk.drafts.folder.trim());
            desk.ask(Job::Save(id, number, folder));
        }
    }
}

/// A letter or an answer; the file that is to be saved.
fn one(desk: &Desk, ui: &mut Ui, message: &Message) -> Option<usize> {
    let colours = Colours::here(ui);
    let fill = if message.from_reporter {
        colours.theirs
    } else {
        colours.card
    };
    let mut wanted = None;
    look::card(ui, fill, |ui| {
        look::measure(ui);
        ui.label(RichText::new(&message.head).strong());
        for fact in &message.facts {
            ui.add(egui::Label::new(RichText::new(fact).color(colours.quiet)).wrap());
        }
        look::text(ui, &message.text);
        for file in &message.files {
            let name = format!("{} {}", desk.say("Bewaar", "Save"), file.name);
            if ui.add(egui::Button::new(name).truncate()).clicked() {
                wanted = Some(file.number);
            }
            let facts = RichText::new(file.facts.join(", ")).color(colours.quiet);
            ui.add(egui::Label::new(facts).wrap());
        }
        let copy = desk.say("Kopieer de tekst", "Copy the text");
        let hint = desk.say(
            "Andere programma's kunnen het klembord lezen.",
            "Other programs can read the clipboard.",
        );
        if ui.button(copy).on_hover_text(hint).clicked() {
            ui.ctx().copy_text(message.text.to_string());
        }
    });
    wanted
}
