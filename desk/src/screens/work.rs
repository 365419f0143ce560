//! What members do in a case: what can be done, and what was.

use belfry_reader::journal::ids::DeedId;
use crypto_core::{time::Day, words::Language};
use eframe::egui::{self, RichText, Ui};

use super::form;
use crate::{
    acts::{self, Act},
    app::Desk,
    look::{self, Colours, GAP},
    model::{DeedLine, NextStep, Text},
};

/// The rules' text is about so many days from now.
const HEARS_WITHIN: u32 = 28;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    for part in &case.parts {
        look::steady(ui, ("part", part), |ui| {
            ui.add(egui::Label::new(part.as_str()).wrap());
        });
    }
    look::heading(ui, desk.say("Leg iets vast", "Write something down"));
    let chosen = desk.drafts.case.work.work.or(Some(Act::Note));
    desk.drafts.case.work.work = form::show(desk, &acts::WORK, chosen, ui);
    ui.add_space(GAP);
    deeds(desk, ui);
}

/// What was done, in the order on which all desks agree.
fn deeds(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Wat er is gedaan", "What was done"));
    let Some(case) = &desk.case else { return };
    let mut wanted = None;
    for deed in &case.deeds {
        if let Some(act) = one(desk, ui, deed) {
            wanted = Some((act, deed.id));
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
    if let Some((act, deed)) = wanted {
        begin(desk, act, deed);
    }
}

/// Opens the form of something that is about this deed.
fn begin(desk: &mut Desk, act: Act, deed: DeedId) {
    let work = &mut desk.drafts.case.work;
    work.work = Some(act);
    work.to_form = true;
    work.forms.entry(act).or_default().deed = Some(deed);
    desk.error = None;
}

/// A deed; what is to be done about it.
fn one(desk: &Desk, ui: &mut Ui, deed: &DeedLine) -> Option<Act> {
    let colours = Colours::here(ui);
    let mut wanted = None;
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
        if let Some(standing) = &deed.standing {
            look::warn(ui, standing);
        }
        if !deed.text.is_empty() {
            look::text(ui, &deed.text);
        }
        if !deed.told.is_empty() {
            look::quiet(ui, desk.say("De melder leest:", "The reporter reads:"));
            look::text(ui, &deed.told);
        }
        for fact in &deed.facts {
            look::quiet(ui, fact.as_str());
        }
        ui.horizontal_wrapped(|ui| {
            if deed.is_open {
                let name = desk.say("Dit is gedaan", "This is done");
                wanted = about(ui, name, deed).then_some(Act::Done).or(wanted);
            }
            let name = desk.say("Verbeteren", "Correct");
            wanted = about(ui, name, deed).then_some(Act::Correct).or(wanted);
        });
    });
    wanted
}

/// A button beside a deed. Many look alike: a screen reader says of which deed it is.
fn about(ui: &mut Ui, name: &str, deed: &DeedLine) -> bool {
    let response = ui.button(name);
    let of = format!("{}, {}", deed.head, deed.title);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(of));
    response.clicked()
}

/// What is to be asked before a step, with the source.
pub(super) fn questions(ui: &mut Ui, step: &NextStep) {
    for (question, source) in &step.questions {
        ui.horizontal_wrapped(|ui| {
            ui.label(format!("• {question}"));
            look::quiet(ui, source.as_str());
        });
    }
}

/// The rules' text for the reporter at a step, in this language.
pub(super) fn template(language: Language, step: &NextStep, today: Option<Day>) -> Option<Text> {
    let (_, text) = step.told.iter().find(|(one, _)| *one == language)?;
    let by = today.map(|today| look::day(language, today.plus(HEARS_WITHIN)));
    Some(Text::new(text.replace("{by}", &by.unwrap_or_default())))
}
