//! The first list of members: every file's number compared by voice, the channel's texts, and the signature.

use std::collections::BTreeSet;

use belfry_reader::{
    ceremony::{
        config::Part,
        founding::{Heard, Step},
    },
    words::founding as told,
};
use crypto_core::words::Language;
use eframe::egui::{self, Ui};

use super::{lines, step};
use crate::{
    app::Desk,
    look::{self, GAP},
    model::{Founder, FoundingView},
};

/// The quorum, in both languages.
pub(in crate::screens) const QUORUM: (&str, &str) = (
    "Hoeveel leden samen een brief openen (1: elk lid alleen)",
    "How many members together open a letter (1: each alone)",
);

pub(super) fn show(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    let is_signed = view.standing.is_signed;
    step(desk, Step::Members, is_signed, ui, |desk, ui| {
        if is_signed {
            for line in &view.channel {
                ui.add(egui::Label::new(line.as_str()).wrap());
            }
            return;
        }
        members(desk, view, ui);
        ui.add_space(GAP);
        texts(desk, view, ui);
        ui.add_space(GAP);
        sign(desk, view, ui);
    });
}

/// Everybody whose file is in the folder, each to be called.
fn members(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    lines(
        ui,
        &[desk.say(
            "Zet de bestanden van de andere leden in de map hierboven, en kijk opnieuw in die map. Bel dan ieder lid en laat het \
             zijn getal voorlezen.",
            "Put the other members' files into the folder above, and look into it again. Then call every member and have them \
             read out their number.",
        )],
    );
    if let Some(why) = &view.amiss {
        look::warn(ui, why);
        return;
    }
    for one in &view.members {
        member(desk, one, ui);
    }
    let others = view.members.iter().filter(|one| !one.is_me);
    let heard = &desk.drafts.founding.heard;
    if others.clone().any(|one| !heard.contains(&one.heard)) {
        another_number(desk, ui);
    }
    let all = match desk.language {
        Language::Dutch => format!("Dit zijn er {}: alle leden zijn erbij", view.members.len()),
        Language::English => format!("These are {}: all members are here", view.members.len()),
    };
    ui.checkbox(&mut desk.drafts.founding.all_here, all);
}

/// What a number that is not the same may mean.
pub(in crate::screens) fn another_number(desk: &Desk, ui: &mut Ui) {
    let asked = desk.say("Is een getal anders?", "Is a number different?");
    let then = told::not_the_same(desk.language);
    look::quiet(ui, format!("{asked} {then}"));
}

fn member(desk: &mut Desk, one: &Founder, ui: &mut Ui) {
    let me = match one.is_me {
        true => desk.say(" (jij)", " (you)"),
        false => "",
    };
    ui.add(egui::Label::new(format!("{}{me}", one.name)).wrap());
    if one.is_me {
        return;
    }
    let heard = &mut desk.drafts.founding.heard;
    heard_number(desk.language, one, heard, ui);
}

/// Whether a member read out the number of their file.
pub(in crate::screens) fn heard_number(
    language: Language,
    one: &Founder,
    heard: &mut BTreeSet<Heard>,
    ui: &mut Ui,
) {
    let (name, (_, number)) = (&one.short, &one.heard);
    let question = match language {
        Language::Dutch => format!("{name} las zelf voor: {number}"),
        Language::English => format!("{name} read out: {number}"),
    };
    let mut is_heard = heard.contains(&one.heard);
    if ui.checkbox(&mut is_heard, question).changed() {
        match is_heard {
            true => heard.insert(one.heard.clone()),
            false => heard.remove(&one.heard),
        };
    }
}

/// What reporters read, unless it is in the folder already.
fn texts(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    if view.is_described {
        lines(
            ui,
            &[desk.say(
                "De teksten die melders lezen, komen uit het bestand channel.toml in de map.",
                "The texts that reporters read come from the file channel.toml in the folder.",
            )],
        );
        for text in &view.texts {
            look::quiet(ui, text);
        }
        return;
    }
    lines(
        ui,
        &[desk.say(
            "De teksten die melders lezen, in beide talen.",
            "The texts that reporters read, in both languages.",
        )],
    );
    let language = desk.language;
    for part in Part::ALL {
        for of in Language::ALL {
            let question = told::question(language, part);
            let name = format!("{question}, {}", told::in_language(language, of));
            let typed = &mut desk.drafts.founding.texts;
            let typed = typed.entry((part, of.code())).or_default();
            look::area(ui, &name, typed, if part == Part::Name { 1 } else { 2 });
        }
    }
    let name = desk.say(QUORUM.0, QUORUM.1);
    look::field(ui, name, &mut desk.drafts.founding.quorum, false);
}

fn sign(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    let name = desk.say("Wachtzin van de hoofdsleutel", "Passphrase of the root key");
    look::field(ui, name, &mut desk.drafts.founding.passphrase, true);
    let missing = missing(desk, view);
    if !missing.is_empty() {
        let fill = desk.say("Nog nodig", "Still needed");
        look::quiet(ui, format!("{fill}: {}.", missing.join(", ")));
    }
    ui.add_enabled_ui(missing.is_empty() && !desk.worker.is_busy(), |ui| {
        let name = desk.say("Onderteken de ledenlijst", "Sign the roster");
        if look::main_button(ui, name).clicked() {
            let ctx = ui.ctx().clone();
            desk.sign(&ctx);
        }
    });
}

/// What has still to be done. That every number was compared, the library sees to as well.
fn missing(desk: &Desk, view: &FoundingView) -> Vec<&'static str> {
    let draft = &desk.drafts.founding;
    let is_heard = |one: &Founder| one.is_me || draft.heard.contains(&one.heard);
    let is_typed = Part::ALL.iter().all(|part| {
        Language::ALL.iter().all(|of| {
            let typed = draft.texts.get(&(*part, of.code()));
            typed.is_some_and(|typed| !typed.trim().is_empty())
        })
    });
    let quorum = draft.quorum.trim();
    let all = [
        (
            view.members.iter().all(is_heard),
            "van elk lid het getal",
            "every member's number",
        ),
        (
            draft.all_here,
            "of alle leden erbij zijn",
            "whether all members are here",
        ),
        (view.is_described || is_typed, "de teksten", "the texts"),
        (
            view.is_described || quorum.parse::<u8>().is_ok_and(|quorum| quorum > 0),
            "hoeveel leden samen een brief openen",
            "how many members together open a letter",
        ),
        (
            !draft.passphrase.is_empty(),
            "de wachtzin",
            "the passphrase",
        ),
    ];
    let missing = all.iter().filter(|(is_there, ..)| !is_there);
    missing
        .map(|(_, dutch, english)| look::say(desk.language, dutch, english))
        .collect()
}
