//! Files of members: keys for more months, and people who are new.

use crypto_core::ids::MemberNumber;
use eframe::egui::{self, Ui};

use super::part;
use crate::{
    app::Desk,
    look::{self, GAP},
    model::{Filed, Fits, RosterView},
    roster::Change,
    screens::founding::{another_number, heard_number},
};

pub(super) fn show(desk: &mut Desk, view: &RosterView, ui: &mut Ui) {
    let title = (
        "Nieuwe sleutels en nieuwe leden",
        "New keys and new members",
    );
    part(desk, title, ui, |desk, ui| {
        look::quiet(
            ui,
            desk.say(
                "Zet de bestanden die leden je brachten in deze map en kijk er opnieuw in. Bel ieder van hen, laat het getal \
                 voorlezen, en vink het aan: alleen wat is aangevinkt, doet mee.",
                "Put the files that members brought you into this folder and look into it again. Call each of them, have the \
                 number read out, and tick it: only what is ticked is used.",
            ),
        );
        let name = desk.say("Map met bestanden van leden", "Folder with members' files");
        // It is filled in where nothing was typed yet.
        desk.founding_folder();
        look::field(ui, name, &mut desk.drafts.founding.folder, false);
        ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
            let name = desk.say("Kijk in deze map", "Look into this folder");
            if ui.button(name).clicked() {
                desk.change_roster(Change::Look);
            }
        });
        if let Some(why) = &view.amiss {
            look::warn(ui, why);
        }
        for file in &view.files {
            let (number, _) = file.who.heard;
            ui.push_id(number.0, |ui| one(desk, (view, file), ui));
        }
        known(desk, view, ui);
        let is_asked = |file: &&Filed| !file.who.is_me && asks(desk, view, file);
        let mut asked = view.files.iter().filter(is_asked);
        if asked.any(|file| !desk.drafts.roster.uses(file)) {
            another_number(desk, ui);
        }
    });
}

/// Whether a file is of use: where the roster has all keys, only for who begins to publish.
fn asks(desk: &Desk, view: &RosterView, file: &Filed) -> bool {
    let (number, _) = file.who.heard;
    let begins = || {
        let known = view.members.iter().find(|one| one.number == number);
        let day = desk.drafts.roster.weekdays.get(&number);
        known.is_some_and(|one| one.weekday.is_none()) && day.is_some_and(|day| *day > 0)
    };
    match file.fits {
        Fits::New | Fits::Newer => true,
        Fits::Known => begins(),
        Fits::Not(_) => false,
    }
}

fn one(desk: &mut Desk, (view, file): (&RosterView, &Filed), ui: &mut Ui) {
    if let Fits::Not(why) = &file.fits {
        look::warn(ui, &format!("{}. {why}", file.who.name));
    }
    if !asks(desk, view, file) {
        return;
    }
    ui.add_space(GAP / 2.0);
    let what = match file.fits {
        Fits::New => desk.say("staat niet in de ledenlijst", "is not in the roster"),
        _ => desk.say("heeft nieuwe sleutels", "has new keys"),
    };
    if file.who.is_me {
        let name = desk.say("Neem ook mijn nieuwe sleutels", "Take my new keys too");
        ui.checkbox(&mut desk.drafts.roster.own, name);
        return;
    }
    ui.add(egui::Label::new(format!("{}: {what}", file.who.name)).wrap());
    let heard = &mut desk.drafts.roster.heard;
    heard_number(desk.language, &file.who, heard, ui);
    if file.fits == Fits::New && desk.drafts.roster.uses(file) {
        place(desk, (view, file), ui);
    }
}

/// Whether somebody comes beside all others, or in whose place.
fn place(desk: &mut Desk, (view, file): (&RosterView, &Filed), ui: &mut Ui) {
    let (number, _) = file.who.heard;
    let beside = desk.say("komt erbij", "joins");
    let instead = desk.say(
        "gaat verder met nieuwe sleutels, in de plaats van",
        "goes on with new keys, in the place of",
    );
    let mut all: Vec<(Option<MemberNumber>, String)> = vec![(None, beside.to_owned())];
    // A number only goes up, and whoever signs stays.
    let others = view.members.iter();
    let others = others.filter(|one| !one.is_me && one.number < number);
    all.extend(others.map(|one| (Some(one.number), format!("{instead} {}", one.name))));
    let what = desk.say("Wat gebeurt er met", "What becomes of");
    let name = format!("{what} {}", file.who.short);
    let places = &mut desk.drafts.roster.places;
    let mut chosen = places.get(&number).copied();
    let all = all.iter().map(|(id, name)| (id, name.as_str()));
    look::one_of(ui, &name, &mut chosen, all);
    places.extend(chosen.map(|chosen| (number, chosen)));
}

/// Whose files bring nothing.
fn known(desk: &Desk, view: &RosterView, ui: &mut Ui) {
    let known = view.files.iter().filter(|file| file.fits == Fits::Known);
    let numbers: Vec<String> = known.map(|file| file.who.heard.0.to_string()).collect();
    if !numbers.is_empty() {
        let words = desk.say(
            "Niets nieuws, want de ledenlijst heeft deze sleutels al: lid",
            "Nothing new, as the roster has these keys already: member",
        );
        look::quiet(ui, format!("{words} {}.", numbers.join(", ")));
    }
}
