//! Members, the keys of months, and letters that wait for a quorum.

mod erase;
mod passphrase;
mod poster;
mod proof;
mod tpm;
mod upkeep;

use crypto_core::ids::LetterId;
use eframe::egui::{self, RichText, Ui};

use super::today;
use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{MembersView, Screen, SealedLine},
    worker::Job,
};

/// Sealed letters of which shares can be given here: a stranger can send as many as they like.
const SHOWN: usize = 30;

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Leden", "Members"));
    let Some(view) = &desk.members else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    look::warn_all(ui, &view.warnings);
    members(desk, view, ui);
    // Only whoever holds the root key signs another roster.
    if view.signs {
        let name = desk.say("Verander de ledenlijst", "Change the roster");
        if ui.button(name).clicked() {
            desk.go(Screen::Roster);
            return;
        }
    }
    let Some(view) = &desk.members else { return };
    ui.add_space(GAP);
    keys(desk, view, ui);
    ui.add_space(GAP);
    let is_founded = !view.roster.is_empty();
    if is_founded && to_root(desk, ui) {
        return;
    }
    upkeep::show(desk, ui);
    passphrase::show(desk, ui);
    erase::show(desk, ui);
    tpm::show(desk, ui);
    if is_founded {
        poster::show(desk, ui);
    }
    proof::show(desk, ui);
    sealed(desk, ui);
}

/// Whether one goes to the screen of the root key.
fn to_root(desk: &mut Desk, ui: &mut Ui) -> bool {
    look::heading(ui, desk.say("De hoofdsleutel", "The root key"));
    look::quiet(
        ui,
        desk.say(
            "Met de hoofdsleutel wordt bepaald wie de leden zijn. Zet hem weer in elkaar uit vellen papier, verdeel hem \
             opnieuw, probeer de vellen uit, of neem een andere.",
            "The root key decides who the members are. Put it together from sheets of paper, split it anew, try the \
             sheets out, or take another one.",
        ),
    );
    let is_pressed = ui
        .button(desk.say("Naar de hoofdsleutel", "To the root key"))
        .clicked();
    ui.add_space(GAP);
    if is_pressed {
        desk.go(Screen::Root);
    }
    is_pressed
}

fn members(desk: &Desk, view: &MembersView, ui: &mut Ui) {
    for sentence in &view.roster {
        ui.add(egui::Label::new(sentence.as_str()).wrap());
    }
    if view.members.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "De ledenlijst komt met het eerste pakket dat je inleest.",
                "The roster comes with the first bundle that you import.",
            ),
        );
    }
    for member in &view.members {
        look::card(ui, Colours::here(ui).card, |ui| {
            look::measure(ui);
            let name = RichText::new(&member.name).strong();
            ui.add(egui::Label::new(name).wrap());
            look::quiet(ui, member.facts.join(", "));
        });
    }
}

fn keys(desk: &Desk, view: &MembersView, ui: &mut Ui) {
    look::heading(
        ui,
        desk.say("Sleutels van deze lezer", "Keys of this reader"),
    );
    look::quiet(
        ui,
        desk.say(
            "Brieven van een maand gaan alleen open met de sleutels van die maand.",
            "Letters of a month open with that month's keys alone.",
        ),
    );
    for line in &view.keys {
        let words = format!("{}: {}", line.month, line.words);
        match line.is_amiss {
            true => look::warn(ui, &words),
            false => {
                ui.add(egui::Label::new(words).wrap());
            }
        }
    }
    if view.keys.is_empty() {
        look::quiet(ui, desk.say("Er zijn er geen.", "There are none."));
    }
}

/// Letters that wait for a quorum; this member's share of each can be given.
fn sealed(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Verzegelde brieven", "Sealed letters"));
    let Some(view) = &desk.members else { return };
    if view.sealed.is_empty() {
        look::quiet(
            ui,
            desk.say(
                "Er wacht geen brief op delen van collega's.",
                "No letter waits for shares of colleagues.",
            ),
        );
    }
    let count = view.sealed.len();
    let letters: Vec<SealedLine> = view.sealed.iter().take(SHOWN).cloned().collect();
    for letter in &letters {
        look::card(ui, Colours::here(ui).card, |ui| {
            look::measure(ui);
            one(desk, letter, ui);
        });
    }
    if count > SHOWN {
        let more = desk.say("En nog, in de zaken:", "And more, in the cases:");
        look::quiet(ui, format!("{more} {}", count - SHOWN));
    }
}

fn one(desk: &mut Desk, letter: &SealedLine, ui: &mut Ui) {
    ui.add(egui::Label::new(RichText::new(&letter.title).strong()).wrap());
    for fact in &letter.facts {
        ui.add(egui::Label::new(fact.as_str()).wrap());
    }
    if today::link(ui, letter.case).clicked() {
        desk.open(letter.case);
        return;
    }
    if !letter.is_usable {
        return;
    }
    let Some(view) = &desk.members else { return };
    let name = match desk.language {
        crypto_core::words::Language::Dutch => "Wie mijn deel krijgt",
        crypto_core::words::Language::English => "Who gets my share",
    };
    let (mut to, is_asked) = desk
        .drafts
        .shares
        .get(&letter.letter)
        .copied()
        .unwrap_or_default();
    ui.push_id(letter.letter, |ui| {
        let all = view.colleagues.iter();
        look::one_of(
            ui,
            name,
            &mut to,
            all.map(|one| (&one.id, one.name.as_str())),
        );
    });
    // Who chose another colleague was not asked about that one.
    let chosen = desk.drafts.shares.get(&letter.letter).and_then(|one| one.0);
    let is_asked = is_asked && to == chosen;
    desk.drafts.shares.insert(letter.letter, (to, is_asked));
    ui.add_enabled_ui(!desk.worker.is_busy() && to.is_some(), |ui| {
        give(desk, letter.letter, is_asked, ui);
    });
}

/// Asked twice: what is given cannot be taken back.
fn give(desk: &mut Desk, letter: LetterId, is_asked: bool, ui: &mut Ui) {
    if !is_asked {
        if ui
            .button(desk.say("Geef mijn deel", "Give my share"))
            .clicked()
            && let Some((_, is_asked)) = desk.drafts.shares.get_mut(&letter)
        {
            *is_asked = true;
        }
        return;
    }
    look::warn(
        ui,
        desk.say(
            "Alleen deze collega kan je deel gebruiken. Wat je hebt gegeven, kun je niet terugnemen.",
            "This colleague alone can use your share. What is given cannot be taken back.",
        ),
    );
    let yes = desk.say("Ja: geef mijn deel", "Yes: give my share");
    let answer = look::sure(ui, yes, desk.say("Nee, terug", "No, back"));
    let Some((to, is_asked)) = desk.drafts.shares.get_mut(&letter) else {
        return;
    };
    *is_asked = answer != Some(false);
    if let (Some(true), Some(to)) = (answer, *to) {
        desk.ask(Job::Release(letter, to));
    }
}
