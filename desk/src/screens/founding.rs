//! Founding a channel, step by step: the list of members, which only one machine signs, and what the others wait for.

mod root;
mod sign;

pub(super) use sign::{QUORUM, heard_number};

use belfry_reader::{ceremony::founding::Step, words};
use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    found::Found,
    look::{self, Colours, GAP},
    model::{FoundingView, Screen},
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
    told(desk, ui);
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
        (true, _) => founded(desk, ui),
        (false, Some(true)) => founder(desk, &view, ui),
        (false, Some(false)) => waits(desk, ui),
        (false, None) => {}
    }
    desk.founding.get_or_insert(view);
}

/// What is to be written down: it stays until the next step.
fn told(desk: &Desk, ui: &mut Ui) {
    let told = &desk.drafts.founding.told;
    if told.is_empty() {
        return;
    }
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        look::heading(
            ui,
            desk.say("Gedaan. Schrijf dit op", "Done. Write this down"),
        );
        for sentence in told {
            ui.add(egui::Label::new(sentence.as_str()).wrap());
        }
    });
    ui.add_space(GAP);
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
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        look::heading(ui, &title);
        show(desk, ui);
    });
    ui.add_space(GAP);
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
    publish(desk, view, ui);
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

/// A stick can be lost; what was signed is kept in the vault.
fn lost(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    if view.has_outbox {
        return;
    }
    look::warn(
        ui,
        desk.say(
            "Het verzendbestand met de ledenlijst staat niet in de map van de oprichting.",
            "The outbox with the roster is not in the folder of the founding.",
        ),
    );
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        let name = desk.say("Schrijf het opnieuw", "Write it again");
        if ui.button(name).clicked() {
            desk.found(Found::Outbox);
        }
    });
    ui.add_space(GAP);
}

fn publish(desk: &mut Desk, view: &FoundingView, ui: &mut Ui) {
    step(desk, Step::Publish, false, ui, |desk, ui| {
        lost(desk, view, ui);
        lines(
            ui,
            &[
                desk.say(
                    "1. Geef wie de server beheert het nummer van het kanaal.",
                    "1. Tell the channel id to whoever runs the server.",
                ),
                desk.say(
                    "2. Breng het bestand first.outbox op een stick naar de koerier. Die brengt het naar de server \
                     (belfry-courier push) en haalt een pakket op (belfry-courier pull).",
                    "2. Bring the file first.outbox on a stick to the courier, who takes it to the server (belfry-courier push) \
                     and fetches a bundle (belfry-courier pull).",
                ),
                desk.say(
                    "3. Elk lid leest dat pakket in, met de kanaalwoorden. Lees die voor, of geef ze op papier.",
                    "3. Every member imports that bundle, with the channel words. Read these out, or give them on paper.",
                ),
                desk.say(
                    "4. Stuur een proefmelding en beantwoord die. Hang dan pas de poster op.",
                    "4. Send a test report and answer it. Only then put up the poster.",
                ),
            ],
        );
        to_import(desk, ui);
    });
}

/// What a member does whose machine does not have the root key.
fn waits(desk: &mut Desk, ui: &mut Ui) {
    step(desk, Step::Publish, false, ui, |desk, ui| {
        lines(
            ui,
            &[
                desk.say(
                    "1. Breng je bestand weg, en lees je getal voor als je wordt gebeld.",
                    "1. Bring your file away, and read your number out when you are called.",
                ),
                desk.say(
                    "2. Schrijf de twaalf kanaalwoorden op die je hoort. Daaraan herkent je kluis het goede kanaal.",
                    "2. Write down the twelve channel words that you are told. By these your vault knows the right channel.",
                ),
                desk.say(
                    "3. De koerier brengt een pakket met de ondertekende ledenlijst. Lees het in, met die woorden.",
                    "3. The courier brings a bundle with the signed roster. Import it, with these words.",
                ),
            ],
        );
        to_import(desk, ui);
    });
}

fn founded(desk: &mut Desk, ui: &mut Ui) {
    step(desk, Step::Publish, true, ui, |desk, ui| {
        lines(
            ui,
            &[desk.say(
                "Het kanaal is opgericht: de ledenlijst is ingelezen.",
                "The channel is founded: the roster was imported.",
            )],
        );
        if ui.button(desk.say("Naar vandaag", "To today")).clicked() {
            desk.go(Screen::Today);
        }
    });
}

fn to_import(desk: &mut Desk, ui: &mut Ui) {
    if ui.button(desk.say("Naar inlezen", "To import")).clicked() {
        desk.go(Screen::Exchange);
    }
}
