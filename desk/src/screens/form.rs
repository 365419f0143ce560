//! Doing something in a case: what is chosen from a list, a form with only its fields, one button that says what happens.

mod fields;
mod words;

pub(super) use words::way;

use eframe::egui::Ui;

use super::choice;
use crate::{
    acts::{Act, Doing, Missing},
    app::Desk,
    look::{self, Colours, GAP},
    worker::Job,
};

/// The kinds that can be chosen here; the form of the one that is.
pub(super) fn show(
    desk: &mut Desk,
    kinds: &[Act],
    chosen: Option<Act>,
    ui: &mut Ui,
) -> Option<Act> {
    let Some(case) = &desk.case else {
        return chosen;
    };
    let kinds = kinds.iter().copied();
    let kinds: Vec<Act> = kinds.filter(|kind| case.choices.has_for(*kind)).collect();
    let mut chosen = chosen.filter(|act| kinds.contains(act));
    ui.horizontal_wrapped(|ui| {
        look::quiet(ui, desk.say("Wat wil je doen?", "What do you want to do?"));
        for kind in &kinds {
            let (dutch, english) = words::name(*kind);
            if choice(ui, chosen == Some(*kind), desk.say(dutch, english)).clicked() {
                chosen = Some(*kind);
                desk.error = None;
            }
        }
    });
    match (chosen, &desk.error) {
        (Some(act), _) => {
            ui.add_space(GAP / 2.0);
            look::card(ui, Colours::here(ui).ground, |ui| form(desk, act, ui));
        }
        (None, Some(why)) => look::warn(ui, why),
        (None, None) => {}
    }
    chosen
}

fn form(desk: &mut Desk, act: Act, ui: &mut Ui) {
    let Some(case) = &desk.case else { return };
    let id = case.id;
    if let Some((dutch, english)) = words::means(act) {
        look::quiet(ui, desk.say(dutch, english));
    }
    let asked = desk.drafts.case.work.forms.get(&act);
    let asked = asked.filter(|form| form.is_asked).cloned();
    fields::show(desk, act, ui);
    // Who changed something was not asked about that.
    if let Some(form) = desk.drafts.case.work.forms.get_mut(&act)
        && asked.is_some_and(|asked| asked != *form)
    {
        form.is_asked = false;
    }
    ui.add_space(GAP / 2.0);
    if let Some(why) = &desk.error {
        look::warn(ui, why);
    }
    let is_free = !desk.worker.is_busy();
    let is_asked = desk.drafts.case.work.forms.entry(act).or_default().is_asked;
    let mut is_wanted = false;
    look::steady(ui, "button", |ui| {
        if !is_free {
            ui.disable();
        }
        if is_asked {
            is_wanted = sure(desk, act, ui);
        } else {
            let (dutch, english) = words::button(act);
            let button = look::main_button(ui, desk.say(dutch, english));
            // Who pressed a button beside a deed goes on where its form is: in its text, or here.
            if std::mem::take(&mut desk.drafts.case.work.to_form) && words::text(act).is_none() {
                look::call(&button);
            }
            is_wanted = button.clicked();
        }
    });
    if !is_wanted {
        return;
    }
    let draft = desk.drafts.case.work.forms.entry(act).or_default();
    match act.doing(draft) {
        Err(missing) => desk.error = Some(lacks(desk, missing).to_owned()),
        Ok(_) if act.is_asked_twice() && !is_asked => draft.is_asked = true,
        Ok(doing) => {
            draft.is_asked = false;
            let text = draft.text.clone();
            send(desk, (id, act), doing, text);
        }
    }
}

fn send(
    desk: &mut Desk,
    (id, act): (belfry_reader::journal::ids::CaseId, Act),
    doing: Doing,
    text: crate::model::Text,
) {
    desk.ask(Job::Does(id, act, Box::new(doing), text));
}

/// What it means, said before it is done; whether the member is sure.
fn sure(desk: &mut Desk, act: Act, ui: &mut Ui) -> bool {
    let (dutch, english) = words::warning(act);
    look::warn(ui, desk.say(dutch, english));
    let (dutch, english) = words::button(act);
    let yes = desk.say("Ja", "Yes");
    let yes = format!("{yes}: {}", lower(desk.say(dutch, english)));
    let answer = look::sure(ui, &yes, desk.say("Nee, terug", "No, back"));
    if answer == Some(false) {
        desk.drafts.case.work.forms.entry(act).or_default().is_asked = false;
    }
    answer == Some(true)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

pub(super) fn lacks<'t>(desk: &Desk, missing: Missing) -> &'t str {
    let (dutch, english) = match missing {
        Missing::Choice => (
            "Kies eerst een van de mogelijkheden. Wat je typte, staat er nog.",
            "Choose one of the possibilities first. What you typed is still there.",
        ),
        Missing::Day => (
            "Typ de dag als jaar-maand-dag, bijvoorbeeld 2027-03-31.",
            "Type the day as year-month-day, for example 2027-03-31.",
        ),
        Missing::Text => (
            "Er is nog een veld leeg.",
            "One of the fields is still empty.",
        ),
    };
    look::say(desk.language, dutch, english)
}
