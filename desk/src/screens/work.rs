//! What members do in a case: what was done, and the next step, a note, a task.

use belfry_reader::{casework::What, journal::ids::DeedId};
use crypto_core::{ids::MemberNumber, time::Day};
use eframe::egui::{self, RichText, Ui};

use super::choice;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{DeedLine, NextStep, Text},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let id = case.id;
    let mut done = None;
    for deed in &case.deeds {
        if one(desk, ui, deed) {
            done = Some(deed.id);
        }
        ui.add_space(GAP / 2.0);
    }
    if case.deeds.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Er is in deze zaak nog niets gedaan.",
                "Nothing was done in this case yet.",
            ),
        );
    }
    if let Some(deed) = done {
        desk.ask(Job::Done(id, deed));
    }
    ui.add_space(GAP);
    write(desk, ui);
}

/// A deed; whether it was said to be done.
fn one(desk: &Desk, ui: &mut Ui, deed: &DeedLine) -> bool {
    let colours = Colours::here(ui);
    let mut is_done = false;
    look::card(ui, colours.card, |ui| {
        look::measure(ui);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&deed.head).color(colours.quiet));
            let title = RichText::new(&deed.title).strong();
            ui.label(if deed.is_void {
                title.strikethrough()
            } else {
                title
            });
            if deed.is_new {
                ui.label(RichText::new(desk.say("nieuw", "new")).color(colours.accent));
            }
        });
        if !deed.text.is_empty() {
            look::text(ui, &deed.text);
        }
        for fact in &deed.facts {
            let colour = if deed.is_void {
                colours.warning
            } else {
                colours.quiet
            };
            ui.add(egui::Label::new(RichText::new(fact).color(colour)).wrap());
        }
        if deed.is_open {
            is_done = ui
                .button(desk.say("Dit is gedaan", "This is done"))
                .clicked();
        }
    });
    is_done
}

/// What is written down next.
fn write(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Leg iets vast", "Write something down"));
    let Some(case) = &desk.case else { return };
    let (id, next) = (case.id, case.next.clone());
    ui.horizontal_wrapped(|ui| {
        look::quiet(ui, desk.say("Soort:", "Kind:"));
        let is_note = desk.drafts.case.work.step.is_none();
        if choice(ui, is_note, desk.say("notitie of taak", "a note or a task")).clicked() {
            desk.drafts.case.work.step = None;
        }
        for step in &next {
            let is_chosen = desk.drafts.case.work.step.as_ref() == Some(&step.code);
            let name = format!("{} {}", desk.say("stap:", "step:"), step.name);
            if choice(ui, is_chosen, &name).clicked() {
                desk.drafts.case.work.step = Some(step.code.clone());
            }
        }
    });
    let step = next
        .iter()
        .find(|step| desk.drafts.case.work.step.as_ref() == Some(&step.code));
    if let Some(step) = step {
        questions(ui, step);
    }
    let name = match step {
        Some(_) => desk.say("De redenen", "The reasons"),
        None => desk.say("Tekst", "Text"),
    };
    look::area(ui, name, &mut desk.drafts.case.work.text, 5);
    match step {
        Some(step) => told(desk, ui, step),
        None => task(desk, ui),
    }
    ui.add_space(GAP);
    let draft = &desk.drafts.case.work;
    let tells = draft.tell && draft.step.is_some();
    let is_told = !tells || !draft.told.trim().is_empty();
    let is_written = !draft.text.trim().is_empty() && is_told;
    ui.add_enabled_ui(is_written && !desk.worker.is_busy(), |ui| {
        if look::main_button(ui, desk.say("Vastleggen", "Write it down")).clicked() {
            match what(desk) {
                Ok(what) => {
                    let text = desk.drafts.case.work.text.clone();
                    let told = tells.then(|| desk.drafts.case.work.told.clone());
                    desk.ask(Job::Does(id, what, text, told));
                }
                Err(why) => desk.error = Some(why),
            }
        }
    });
}

fn questions(ui: &mut Ui, step: &NextStep) {
    for (question, source) in &step.questions {
        ui.horizontal_wrapped(|ui| {
            ui.label(format!("• {question}"));
            look::quiet(ui, source.as_str());
        });
    }
}

/// What the reporter is told with a step.
fn told(desk: &mut Desk, ui: &mut Ui, step: &NextStep) {
    let name = desk.say("Vertel het aan de melder", "Tell the reporter");
    if ui.checkbox(&mut desk.drafts.case.work.tell, name).clicked()
        && desk.drafts.case.work.told.is_empty()
    {
        let text = step
            .told
            .iter()
            .find(|(language, _)| *language == desk.language);
        let by = desk
            .overview
            .as_ref()
            .map(|overview| overview.today.plus(28));
        let by = by
            .map(|by| look::day(desk.language, by))
            .unwrap_or_default();
        let text = text.map(|(_, text)| text.replace("{by}", &by));
        desk.drafts.case.work.told = text.map(Text::new).unwrap_or_default();
    }
    if desk.drafts.case.work.tell {
        let name = desk.say("Wat de melder leest", "What the reporter reads");
        look::area(ui, name, &mut desk.drafts.case.work.told, 5);
    }
}

/// For whom, and by when: a note that is a task.
fn task(desk: &mut Desk, ui: &mut Ui) {
    let name = desk.say(
        "Voor lid nummer (leeg laten voor een notitie)",
        "For member number (empty: it is a note)",
    );
    look::field(ui, name, &mut desk.drafts.case.work.to, false);
    if !desk.drafts.case.work.to.trim().is_empty() {
        let name = desk.say("Uiterlijk (jjjj-mm-dd)", "By (yyyy-mm-dd)");
        look::field(ui, name, &mut desk.drafts.case.work.by, false);
    }
}

fn what(desk: &Desk) -> Result<What, String> {
    let draft = &desk.drafts.case.work;
    if let Some(step) = &draft.step {
        return Ok(What::Step(step.clone(), Vec::<DeedId>::new()));
    }
    let to = draft.to.trim();
    if to.is_empty() {
        return Ok(What::Note);
    }
    let number: u16 = to.parse().map_err(|_| {
        desk.say(
            "Typ het nummer van een lid, zoals het in de ledenlijst staat.",
            "Type a member's number as the roster has it.",
        )
        .to_owned()
    })?;
    let by: Day = draft.by.trim().parse().map_err(|_| {
        desk.say(
            "Typ de dag als jaar-maand-dag, bijvoorbeeld 2027-03-31.",
            "Type the day as year-month-day, for example 2027-03-31.",
        )
        .to_owned()
    })?;
    Ok(What::Task(MemberNumber(number), by))
}
