//! Changing the roster in force: who comes, goes or has new keys, and the channel's settings; what that means, and the
//! signature. Only where the root key is.

mod files;
mod settings;
mod sign;

use belfry_reader::words::days::weekday;
use eframe::egui::{self, RichText, Ui};

use crate::{
    app::Desk,
    look::{self, GAP},
    model::{Listed, RosterView},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(
        ui,
        desk.say("De ledenlijst veranderen", "Changing the roster"),
    );
    look::quiet(
        ui,
        desk.say(
            "Lees eerst een nieuw pakket in. Wat je hier niet verandert, blijft zoals het is; ook als je niets verandert, wordt \
             de lijst weer geldig. Er wordt niets ondertekend voordat je hebt gezien wat het betekent.",
            "Import a fresh bundle first. What you do not change here stays as it is; the roster is valid anew also if you change \
             nothing. Nothing is signed before you have seen what it means.",
        ),
    );
    ui.add_space(GAP);
    told(desk, ui);
    // What is shown stays while the next is being put together.
    let Some(view) = desk.roster.take() else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    if desk.drafts.roster.told.is_empty() {
        look::warn_all(ui, &view.warnings);
    }
    for sentence in &view.roster {
        ui.add(egui::Label::new(sentence.as_str()).wrap());
    }
    ui.add_space(GAP);
    files::show(desk, &view, ui);
    members(desk, &view, ui);
    settings::show(desk, &view, ui);
    let ctx = ui.ctx().clone();
    desk.check_prepared(&view, &ctx);
    sign::show(desk, &view, ui);
    desk.roster.get_or_insert(view);
}

/// A part on a ground of its own.
fn part(desk: &mut Desk, title: (&str, &str), ui: &mut Ui, show: impl FnOnce(&mut Desk, &mut Ui)) {
    let title = desk.say(title.0, title.1);
    look::part(ui, title, |ui| show(desk, ui));
}

/// What was signed, and what is to be done next: it stays until the next change.
fn told(desk: &mut Desk, ui: &mut Ui) {
    if desk.drafts.roster.told.is_empty() {
        return;
    }
    part(desk, ("Gedaan", "Done"), ui, |desk, ui| {
        for sentence in &desk.drafts.roster.told {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
    });
}

fn members(desk: &mut Desk, view: &RosterView, ui: &mut Ui) {
    let title = ("Wie er nu in staan", "Who is in it now");
    part(desk, title, ui, |desk, ui| {
        for one in &view.members {
            ui.push_id(one.number.0, |ui| member(desk, one, ui));
        }
    });
}

fn member(desk: &mut Desk, one: &Listed, ui: &mut Ui) {
    ui.add_space(GAP / 2.0);
    ui.add(egui::Label::new(RichText::new(&one.line.name).strong()).wrap());
    look::quiet(ui, one.line.facts.join(", "));
    // Whoever signs has to be in it.
    if !one.is_me {
        leaves(desk, one, ui);
    }
    if !desk.drafts.roster.leave.contains(&one.number) {
        day(desk, one, ui);
        days(desk, one, ui);
    }
}

fn leaves(desk: &mut Desk, one: &Listed, ui: &mut Ui) {
    let name = desk.say("Vertrekt", "Leaves");
    let leave = &mut desk.drafts.roster.leave;
    let mut leaves = leave.contains(&one.number);
    let response = ui.checkbox(&mut leaves, format!("{name}: {}", one.name));
    if response.changed() {
        match leaves {
            true => leave.insert(one.number),
            false => leave.remove(&one.number),
        };
    }
}

/// Whether the weekday of publication is to be another.
fn day(desk: &mut Desk, one: &Listed, ui: &mut Ui) {
    let (other, same) = (
        desk.say("Andere publicatiedag", "Another day of publication"),
        desk.say("Laat de dag zoals hij is", "Leave the day as it is"),
    );
    let days = &mut desk.drafts.roster.weekdays;
    let is_other = days.contains_key(&one.number);
    let name = if is_other { same } else { other };
    if !ui.button(format!("{name}: {}", one.name)).clicked() {
        return;
    }
    match is_other {
        true => days.remove(&one.number),
        false => days.insert(one.number, one.weekday.unwrap_or_default()),
    };
}

/// The weekdays, of which one is chosen.
fn days(desk: &mut Desk, one: &Listed, ui: &mut Ui) {
    let language = desk.language;
    let Some(chosen) = desk.drafts.roster.weekdays.get_mut(&one.number) else {
        return;
    };
    let mut days: Vec<(u8, &str)> = (1..=7).map(|day| (day, weekday(language, day))).collect();
    if !one.is_me {
        days.push((
            0,
            look::say(language, "publiceert niet", "does not publish"),
        ));
    }
    let name = look::say(language, "Publiceert op", "Publishes on");
    let mut day = Some(*chosen);
    let all = days.iter().map(|(id, name)| (id, *name));
    look::one_of(ui, &format!("{name}: {}", one.name), &mut day, all);
    *chosen = day.unwrap_or(*chosen);
}
