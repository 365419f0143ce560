//! The first assessment: a view of one's own, fixed before a colleague's can be read.

use belfry_reader::casework::view::{Answer, View};
use eframe::egui::{self, RichText, Ui};

use super::choice;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    worker::Job,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let (id, form) = (case.id, &case.form);
    let (have, need) = form.fixed;
    ui.add(
        egui::Label::new(desk.say(
            "Ieder lid geeft een eigen oordeel. Dat van jou ligt vast zodra je het vastlegt; niemand leest het voordat er \
             genoeg zijn.",
            "Every member gives a view of their own. Yours is fixed once you write it down; nobody reads it before there \
             are enough.",
        ))
        .wrap(),
    );
    ui.label(format!(
        "{} {have} {} {need}",
        desk.say("Vastgelegd:", "Fixed:"),
        desk.say("van", "of")
    ));
    for (member, outcome, text) in &form.open {
        look::card(ui, Colours::here(ui).card, |ui| {
            look::measure(ui);
            let head = format!("{} {member}: {outcome}", desk.say("Lid", "Member"));
            ui.label(RichText::new(head).strong());
            look::text(ui, text);
        });
    }
    if form.is_mine_fixed || have >= need && need > 0 {
        return;
    }
    ui.add_space(GAP);
    look::heading(ui, desk.say("Je oordeel", "Your view"));
    let language = desk.language;
    let words = [
        (Answer::Yes, look::say(language, "ja", "yes")),
        (Answer::No, look::say(language, "nee", "no")),
        (
            Answer::Unclear,
            look::say(language, "onduidelijk", "unclear"),
        ),
    ];
    for (code, asked, source) in &form.criteria {
        ui.add(egui::Label::new(asked.as_str()).wrap());
        look::quiet(ui, source.as_str());
        ui.horizontal(|ui| {
            for (answer, word) in words {
                let is_chosen = desk.drafts.case.view.answers.get(code) == Some(&answer);
                let response = choice(ui, is_chosen, word);
                let name = format!("{asked} {word}");
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
                });
                if response.clicked() {
                    desk.drafts.case.view.answers.insert(code.clone(), answer);
                }
            }
        });
    }
    ui.add_space(GAP);
    ui.label(RichText::new(look::say(language, "Dus het is", "So it is")).strong());
    for (code, name) in &form.outcomes {
        let is_chosen = desk.drafts.case.view.outcome == *code;
        if ui.radio(is_chosen, name.as_str()).clicked() {
            desk.drafts.case.view.outcome.clone_from(code);
        }
    }
    let complete = form
        .criteria
        .iter()
        .all(|(code, ..)| desk.drafts.case.view.answers.contains_key(code));
    let name = desk.say("De redenen", "The reasons");
    look::area(ui, name, &mut desk.drafts.case.view.text, 5);
    let draft = &desk.drafts.case.view;
    let is_ready = complete && !draft.outcome.is_empty() && !draft.text.trim().is_empty();
    if !is_ready {
        look::quiet(
            ui,
            desk.say(
                "Beantwoord alle vragen, kies wat het is, en schrijf waarom.",
                "Answer all questions, choose what it is, and write why.",
            ),
        );
    }
    ui.add_enabled_ui(is_ready && !desk.worker.is_busy(), |ui| {
        if look::main_button(ui, desk.say("Leg mijn oordeel vast", "Fix my view")).clicked() {
            let draft = &desk.drafts.case.view;
            let view = View {
                outcome: draft.outcome.clone(),
                answers: draft
                    .answers
                    .iter()
                    .map(|(code, one)| (code.clone(), *one))
                    .collect(),
                text: draft.text.to_string(),
            };
            desk.ask(Job::View(id, view));
        }
    });
}
