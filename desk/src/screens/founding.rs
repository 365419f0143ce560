//! Founding a channel, step by step: the list of members, which only one machine signs, and what the others wait for.

mod publish;
mod root;
mod sign;

pub(super) use sign::{QUORUM, another_number, heard_number};

use belfry_reader::{ceremony::founding::Step, words};
use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    found::Found,
    look::{self, GAP},
    model::FoundingView,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Het kanaal oprichten", "Founding the channel"));
    look::quiet(
        ui,
        desk.say(
            "Je kunt bij elke stap stoppen; later gaat het verder waar je was.",
            "You may stop at any step; later it goes on where you were.",
        ),
    );
    ui.add_space(GAP);
    super::paper::told(desk, &desk.drafts.founding.told, ui);
    if super::paper::show(desk, ui) {
        return;
    }
    // What is shown stays while the next is being put together.
    let Some(view) = desk.founding.take() else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    own(desk, &view, ui);
    match (view.standing.is_founded, holds_root(desk, &view, ui)) {
        (true, _) => publish::founded(desk, ui),
        (false, Some(true)) => founder(desk, &view, ui),
        (false, Some(false)) => publish::waits(desk, ui),
        (false, None) => {}
    }
    desk.founding.get_or_insert(view);
}

/// A step on a ground of its own; what is done is said in a line.
fn step(
    desk: &mut Desk,
    step: Step,
    is_done: bool,
    ui: &mut Ui,
    show: impl FnOnce(&mut Desk, &mut Ui),
) {
    let mut title = words::founding::title(desk.language, step);
    if is_done {
        title.push_str(desk.say(" (gedaan)", " (done)"));
    }
    look::part_as(ui, step, &title, |ui| show(desk, ui));
}

fn lines(ui: &mut Ui, all: &[&str]) {
    for line in all {
        ui.add(egui::Label::new(*line).wrap());
    }
}

/// The member's own keys, and what of them is brought away.
fn own(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    let signs = view.standing.has_root;
    step(desk, Step::Keys, true, ui, |desk, ui| {
        let path = desk.founding_folder().join(&view.file);
        if !signs {
            let bring = words::founding::bring(desk.language, &path, &view.number);
            ui.add(egui::Label::new(bring).wrap());
            look::quiet(
                ui,
                desk.say(
                    "In het bestand staan geen geheimen. Wie de ledenlijst ondertekent, belt je: lees het getal zelf voor, van \
                     dit scherm.",
                    "The file holds no secrets. Whoever signs the roster calls you: read the number out yourself, from this \
                     screen.",
                ),
            );
        }
        let name = desk.say("Map van de oprichting", "Folder of the founding");
        look::field(ui, name, &mut desk.drafts.founding.folder, false);
        ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let name = desk.say("Schrijf mijn bestand opnieuw", "Write my file anew");
                if ui.button(name).clicked() {
                    desk.found(Found::Write);
                }
                if ui
                    .button(desk.say("Kijk in deze map", "Look into this folder"))
                    .clicked()
                {
                    desk.found(Found::Look);
                }
            });
        });
    });
}

/// Whether this is the machine that has the root key, or is to have it.
fn holds_root(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) -> Option<bool> {
    if view.standing.has_root || view.standing.is_signed {
        return Some(true);
    }
    if view.standing.is_founded {
        return Some(false);
    }
    if !view.publishes {
        look::quiet(
            ui,
            desk.say(
                "Wie de hoofdsleutel maakt, ondertekent de ledenlijst, en publiceert daarvoor op een vaste dag. Jij publiceert \
                 niet: een collega maakt hem.",
                "Who makes the root key signs the roster, and publishes on a fixed day for that. You do not publish: a \
                 colleague makes it.",
            ),
        );
        ui.add_space(GAP);
        return Some(false);
    }
    let answers = [
        (false, desk.say("Nee, een collega", "No, a colleague does")),
        (true, desk.say("Ja, deze computer", "Yes, this machine")),
    ];
    look::one_of(
        ui,
        look::say(
            desk.language,
            "Maakt en bewaart deze computer de hoofdsleutel?",
            "Does this machine make and hold the root key?",
        ),
        &mut desk.drafts.founding.holds_root,
        answers.iter().map(|(id, name)| (id, *name)),
    );
    look::quiet(
        ui,
        desk.say(
            "Met de hoofdsleutel wordt bepaald wie de leden zijn. Eén computer maakt hem; daarna komt hij verdeeld op papier \
             bij de leden.",
            "The root key decides who the members are. One machine makes it; then it is split on paper among the members.",
        ),
    );
    ui.add_space(GAP);
    desk.drafts.founding.holds_root
}

fn founder(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    let standing = view.standing;
    root::make(desk, standing, ui);
    if !standing.has_root {
        return;
    }
    sign::show(desk, view, ui);
    if !standing.is_signed {
        return;
    }
    root::paper(desk, standing, ui);
    poster(desk, view, ui);
    publish::publish(desk, view, ui);
}

fn poster(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    step(desk, Step::Poster, view.has_poster, ui, |desk, ui| {
        lines(
            ui,
            &[desk.say(
                "Op de poster staan het adres, een QR-code en de twaalf kanaalwoorden. Wie de server beheert, weet het adres van \
                 de pagina.",
                "The poster has the address, a QR code and the twelve channel words. Whoever runs the server knows the address \
                 of the page.",
            )],
        );
        let name = desk.say(
            "Adres van de pagina, zoals https://meld.voorbeeld.nl",
            "Address of the page, such as https://report.example",
        );
        look::field(ui, name, &mut desk.drafts.founding.site, false);
        let is_named = !desk.drafts.founding.site.trim().is_empty();
        ui.add_enabled_ui(is_named && !desk.worker.is_busy(), |ui| {
            if ui
                .button(desk.say("Maak de poster", "Make the poster"))
                .clicked()
            {
                desk.found(Found::Poster(desk.drafts.founding.site.clone()));
            }
        });
    });
}
