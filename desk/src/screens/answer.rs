//! Writing an answer: from a template, with what the reporter will see and when.

use belfry_reader::journal::event::Purpose;
use crypto_core::words::Language;
use eframe::egui::{self, Ui};

use super::choice;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let id = case.id;
    if let Some(why) = &case.no_answer {
        look::quiet(ui, why.as_str());
        return;
    }
    if desk.drafts.case.answer.is_taken {
        taken(desk, ui);
    }
    templates(desk, ui);
    let name = desk.say("Je antwoord", "Your answer");
    if look::area(ui, name, &mut desk.drafts.case.answer.text, 10).changed() {
        desk.drafts.case.answer.arrival = None;
        desk.drafts.case.answer.is_taken = false;
    }
    purposes(desk, ui);
    ui.add_space(GAP);
    let is_written = !desk.drafts.case.answer.text.trim().is_empty();
    let is_seen = desk.drafts.case.answer.arrival.is_some() && !desk.drafts.case.answer.is_taken;
    ui.add_enabled_ui(is_written && !desk.worker.is_busy(), |ui| {
        ui.horizontal(|ui| {
            let text = desk.drafts.case.answer.text.clone();
            let purpose = desk.drafts.case.answer.purpose;
            let look = desk.say("Bekijk hoe het aankomt", "See how it arrives");
            if ui.button(look).clicked() {
                desk.ask(Job::Preview(id, text.clone(), purpose));
            }
            if is_seen
                && look::main_button(
                    ui,
                    desk.say("Zet klaar om te publiceren", "Take it for publication"),
                )
                .clicked()
            {
                desk.ask(Job::Answer(id, text, purpose));
            }
        });
    });
    if is_seen && is_written {
        preview(desk, ui);
    }
}

/// Texts of the rules for the steps that may follow.
fn templates(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let mut chosen = None;
    let by = desk
        .overview
        .as_ref()
        .map(|overview| overview.today.plus(28));
    ui.horizontal_wrapped(|ui| {
        look::quiet(ui, desk.say("Begin met een tekst:", "Begin with a text:"));
        for step in &case.next {
            for (language, text) in &step.told {
                let code = match language {
                    Language::Dutch => "NL",
                    Language::English => "EN",
                };
                if ui.button(format!("{} ({code})", step.name)).clicked() {
                    let day = by.map(|by| look::day(*language, by)).unwrap_or_default();
                    chosen = Some(text.replace("{by}", &day));
                }
            }
        }
    });
    if let Some(text) = chosen {
        let draft = &mut desk.drafts.case.answer;
        if !draft.text.trim().is_empty() {
            draft.text.push_str("\n\n");
        }
        draft.text.push_str(&text);
        draft.arrival = None;
        draft.is_taken = false;
    }
}

fn purposes(desk: &mut Desk, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        look::quiet(ui, desk.say("Dit is", "This is"));
        for (purpose, dutch, english) in [
            (Purpose::Other, "een antwoord", "an answer"),
            (
                Purpose::Feedback,
                "de wettelijke terugkoppeling",
                "the law's feedback",
            ),
            (
                Purpose::CheckIn,
                "de vraag hoe het gaat (benadeling)",
                "the question how they fare (retaliation)",
            ),
        ] {
            let is_chosen = desk.drafts.case.answer.purpose == purpose;
            if choice(ui, is_chosen, desk.say(dutch, english)).clicked() {
                desk.drafts.case.answer.purpose = purpose;
                desk.drafts.case.answer.arrival = None;
            }
        }
    });
}

/// The answer as the page will show it, and when.
fn preview(desk: &Desk, ui: &mut Ui) {
    let Some(arrival) = &desk.drafts.case.answer.arrival else {
        return;
    };
    ui.add_space(GAP);
    look::heading(
        ui,
        desk.say(
            "Zo leest de melder het",
            "This is what the reporter will read",
        ),
    );
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        look::quiet(ui, format!("{} {}", desk.say("Van", "From"), arrival.from));
        look::text(ui, desk.drafts.case.answer.text.trim_end());
    });
    when(desk, ui);
}

fn taken(desk: &Desk, ui: &mut Ui) {
    look::card(ui, Colours::here(ui).card, |ui| {
        ui.add(
            egui::Label::new(desk.say(
                "Je antwoord staat klaar. Het gaat mee met de eerste export waarin plaats is.",
                "Your answer is ready. It goes with the first outbox that has room.",
            ))
            .wrap(),
        );
        when(desk, ui);
    });
    ui.add_space(GAP);
}

fn when(desk: &Desk, ui: &mut Ui) {
    let Some(arrival) = &desk.drafts.case.answer.arrival else {
        return;
    };
    let parts = match (arrival.cells, desk.language) {
        (1, Language::Dutch) => "1 vak".to_owned(),
        (count, Language::Dutch) => format!("{count} vakken"),
        (1, Language::English) => "1 cell".to_owned(),
        (count, Language::English) => format!("{count} cells"),
    };
    match arrival.day {
        Some(day) => {
            ui.label(format!(
                "{} {} ({parts}).",
                desk.say(
                    "De melder kan het lezen vanaf",
                    "The reporter can read it from"
                ),
                look::day(desk.language, day)
            ));
        }
        None => look::warn(
            ui,
            desk.say(
                "Je hebt geen publicatiedag: zo kan dit antwoord niet weg. Vraag een collega.",
                "You have no publication day: this answer cannot go out. Ask a colleague.",
            ),
        ),
    }
    if let Some(due) = arrival.late {
        look::warn(
            ui,
            &format!(
                "{} {}.",
                desk.say(
                    "Dat is te laat. De terugkoppeling moet er uiterlijk zijn op",
                    "That is too late for the feedback, which is due by"
                ),
                look::day(desk.language, due)
            ),
        );
    }
}
