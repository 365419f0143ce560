//! Writing an answer: from a template, with what the reporter will see and when.

mod files;

use belfry_reader::{journal::event::Purpose, words};
use crypto_core::words::Language;
use eframe::egui::{self, Ui};

use super::choice;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::Arrival,
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let (id, has_minutes) = (case.id, case.has_minutes);
    if let Some(why) = &case.no_answer {
        look::quiet(ui, why.as_str());
        return;
    }
    if desk.drafts.case.answer.is_taken {
        look::steady(ui, "taken", |ui| taken(desk, ui));
        ui.add_space(GAP);
    }
    templates(desk, ui);
    let name = desk.say("Je antwoord", "Your answer");
    if look::area(ui, name, &mut desk.drafts.case.answer.says.text, 10).changed() {
        desk.drafts.case.answer.changed();
    }
    purposes(desk, ui);
    if has_minutes {
        minutes(desk, ui);
    }
    files::show(desk, id, ui);
    next(desk, ui);
    ui.add_space(GAP);
    let draft = &desk.drafts.case.answer;
    let is_written = draft.says.is_written() && draft.says.next(desk.language).is_ok();
    let is_seen = draft.arrival.is_some() && !draft.is_taken;
    ui.add_enabled_ui(is_written && !desk.worker.is_busy(), |ui| {
        ui.horizontal(|ui| {
            let look = desk.say("Bekijk hoe het aankomt", "See how it arrives");
            if ui.button(look).clicked() {
                desk.ask(Job::Preview(id, desk.drafts.case.answer.says.clone()));
            }
            let take = desk.say("Zet klaar om te publiceren", "Take it for publication");
            if is_seen && look::main_button(ui, take).clicked() {
                desk.ask(Job::Answer(id, desk.drafts.case.answer.says.clone()));
            }
        });
    });
    if is_seen && is_written {
        preview(desk, ui);
    }
}

/// Whether the minutes go below it.
fn minutes(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say(
        "Stuur mee wat wij opschreven, zodat de melder het kan nakijken",
        "Send along what we wrote down, for the reporter to check",
    );
    let draft = &mut desk.drafts.case.answer;
    if ui.checkbox(&mut draft.says.minutes, name).changed() {
        draft.changed();
    }
    if desk.drafts.case.answer.says.minutes {
        look::quiet(
            ui,
            desk.say(
                "Het staat onder je antwoord. Schrijf je zelf niets, dan staat er alleen de vraag om het na te kijken.",
                "It stands below your answer. If you write nothing, there is only the question to check it.",
            ),
        );
    }
}

/// By when its reporter hears more.
fn next(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say(
        "De melder hoort weer iets uiterlijk op (JJJJ-MM-DD)",
        "The reporter hears more by (YYYY-MM-DD)",
    );
    let draft = &mut desk.drafts.case.answer;
    if look::field(ui, name, &mut draft.says.next, false).changed() {
        draft.changed();
    }
    let under = match desk.drafts.case.answer.says.next(desk.language) {
        Err(_) => desk.say(
            "Dit is geen dag. Schrijf een dag zo: 2027-03-01.",
            "This is no day. Write a day like this: 2027-03-01.",
        ),
        Ok(_) => desk.say(
            "Het komt onder je antwoord te staan, en als toezegging in de zaak. Staat de dag al in je tekst, of volgt er \
             niets meer? Laat dit dan leeg.",
            "It is written below your answer, and kept in the case as a promise. Is the day in your text, or does nothing \
             follow? Then leave this empty.",
        ),
    };
    look::quiet(ui, under);
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
                    chosen = Some((text.replace("{by}", &day), *language));
                }
            }
        }
    });
    if let Some((text, language)) = chosen {
        let draft = &mut desk.drafts.case.answer;
        if !draft.says.text.trim().is_empty() {
            draft.says.text.push_str("\n\n");
        }
        draft.says.text.push_str(&text);
        draft.says.language = Some(language);
        draft.changed();
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
            let is_chosen = desk.drafts.case.answer.says.purpose == purpose;
            if choice(ui, is_chosen, desk.say(dutch, english)).clicked() {
                desk.drafts.case.answer.says.purpose = purpose;
                desk.drafts.case.answer.changed();
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
        look::text(ui, &arrival.reads);
        for one in &desk.drafts.case.answer.says.files {
            look::quiet(ui, files::line(desk.language, one));
        }
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
}

/// How long until then, and what it takes.
fn takes(language: Language, arrival: &Arrival) -> String {
    let counted = |count: u64, one: (&str, &str), several: (&str, &str)| {
        let (dutch, english) = if count == 1 { one } else { several };
        format!("{count} {}", look::say(language, dutch, english))
    };
    let cells = u64::try_from(arrival.cells).unwrap_or(u64::MAX);
    let mut parts = Vec::new();
    if arrival.weeks > 0 {
        let weeks = counted(arrival.weeks.into(), ("week", "week"), ("weken", "weeks"));
        parts.push(match language {
            Language::Dutch => format!("over {weeks}"),
            Language::English => format!("in {weeks}"),
        });
    }
    parts.push(counted(cells, ("vak", "cell"), ("vakken", "cells")));
    if arrival.files > 0 {
        let files = u64::try_from(arrival.files).unwrap_or(u64::MAX);
        let files = counted(files, ("bestand", "file"), ("bestanden", "files"));
        let size = files::size(language, arrival.files_len);
        parts.push(match language {
            Language::Dutch => format!("{files} ({size} in het verzendbestand)"),
            Language::English => format!("{files} ({size} in the outbox)"),
        });
    }
    parts.join(", ")
}

fn when(desk: &Desk, ui: &mut Ui) {
    let Some(arrival) = &desk.drafts.case.answer.arrival else {
        return;
    };
    let language = desk.language;
    match arrival.day {
        Some(day) => {
            let from = desk.say(
                "De melder kan het lezen vanaf",
                "The reporter can read it from",
            );
            let day = look::day(language, day);
            ui.add(egui::Label::new(format!("{from} {day}, {}.", takes(language, arrival))).wrap());
        }
        None => look::warn(
            ui,
            desk.say(
                "Je hebt geen publicatiedag: zo kan dit antwoord niet weg. Vraag een collega.",
                "You have no publication day: this answer cannot go out. Ask a colleague.",
            ),
        ),
    }
    if !arrival.says_when {
        look::quiet(ui, words::answer::no_day(language));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn what_an_answer_takes_is_said_in_weeks_cells_and_files() {
        let arrival = |weeks, cells, files, files_len| Arrival {
            from: String::new(),
            reads: Text::default(),
            cells,
            weeks,
            files,
            files_len,
            day: None,
            late: None,
            says_when: true,
        };
        let said = takes(Language::Dutch, &arrival(3, 40, 0, 0));
        assert_eq!(said, "over 3 weken, 40 vakken");
        let said = takes(Language::English, &arrival(1, 1, 2, 2_100_000));
        assert_eq!(said, "in 1 week, 1 cell, 2 files (2.1 MB in the outbox)");
        let said = takes(Language::Dutch, &arrival(0, 2, 1, 999));
        assert_eq!(
            said,
            "2 vakken, 1 bestand (999 bytes in het verzendbestand)"
        );
    }
}
