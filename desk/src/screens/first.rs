//! What somebody does the first time: before there is a vault, and until the first answer is on its way.

use eframe::egui::{self, RichText, Ui};

use crate::{
    app::Desk,
    look,
    model::{FirstSteps, Screen},
};

/// Before there is a vault.
pub(super) fn no_vault(desk: &mut Desk, ui: &mut Ui) {
    look::heading(
        ui,
        desk.say(
            "In deze map is geen kluis",
            "There is no vault in this folder",
        ),
    );
    let steps = [
        desk.say(
            "Heb je al een kluis? Typ dan hierboven de map waarin hij staat.",
            "Do you have a vault already? Then type its folder above.",
        ),
        desk.say(
            "Was hij op een computer die kapot of weg is, en heb je een reservekopie? Zet die dan hier terug.",
            "Was it on a machine that is broken or gone, and do you have a backup? Then put that back here.",
        ),
        desk.say(
            "Heb je nog geen kluis? Spreek dan met je collega's af wie welk nummer krijgt, wie op welke dag publiceert en wie \
             de hoofdsleutel bewaart. Maak daarna hier je sleutels en je kluis. Ook als er al een kanaal is en je erbij \
             komt, begint het zo.",
            "Do you have none yet? Agree with your colleagues who gets which number, who publishes on which day, and who \
             keeps the root key. Then make your keys and your vault here. It begins like this, too, where there is a \
             channel and you join it.",
        ),
    ];
    for (number, step) in (1..).zip(steps) {
        ui.add(egui::Label::new(format!("{number}. {step}")).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        let name = desk.say("Maak hier een kluis", "Make a vault here");
        if ui.button(name).clicked() {
            desk.drafts.new.is_open = true;
            desk.error = None;
        }
        let name = desk.say("Zet een reservekopie terug", "Put a backup back");
        if ui.button(name).clicked() {
            desk.drafts.restore.is_open = true;
            desk.error = None;
        }
    });
}

/// After the first unlock: what is done, and what comes next.
pub(super) fn steps(desk: &mut Desk, first: FirstSteps, ui: &mut Ui) {
    let steps = [
        (true, desk.say("Je kluis is open.", "Your vault is open."), None),
        (
            first.imported,
            desk.say(
                "Haal met de koerier een pakket op (belfry-courier pull) en lees het hier in.",
                "Fetch a bundle with the courier (belfry-courier pull) and import it here.",
            ),
            Some((Screen::Exchange, desk.say("Naar inlezen", "To import"))),
        ),
        (
            first.answered,
            desk.say(
                "Komt er een melding, open dan de zaak, lees de brief en schrijf een antwoord.",
                "Once a report comes, open its case, read the letter and write an answer.",
            ),
            Some((Screen::Cases, desk.say("Naar de zaken", "To the cases"))),
        ),
        (
            false,
            desk.say(
                "Exporteer. De koerier brengt het bestand naar de server (belfry-courier push), en de melder kan je \
                 antwoord lezen.",
                "Export. The courier takes the file to the server (belfry-courier push), and the reporter can read your \
                 answer.",
            ),
            Some((Screen::Exchange, desk.say("Naar exporteren", "To export"))),
        ),
    ];
    let next = steps.iter().position(|(is_done, ..)| !is_done);
    let mut wanted = None;
    let title = desk.say("De eerste keer", "The first time");
    look::part(ui, title, |ui| {
        for (place, (is_done, what, to)) in steps.into_iter().enumerate() {
            let is_next = next == Some(place);
            let mark = match (is_done, is_next) {
                (true, _) => desk.say("gedaan", "done"),
                (false, true) => desk.say("nu", "now"),
                (false, false) => desk.say("daarna", "after that"),
            };
            let text = RichText::new(format!("{}. ({mark}) {what}", place + 1));
            let text = if is_next { text.strong() } else { text };
            ui.add(egui::Label::new(text).wrap());
            if let (true, Some((screen, name))) = (is_next, to)
                && ui.button(name).clicked()
            {
                wanted = Some(screen);
            }
        }
        if !first.imported {
            look::quiet(
                ui,
                desk.say(
                    "Is er nog geen pakket, dan is het kanaal nog niet opgericht.",
                    "If there is no bundle yet, the channel is not founded yet.",
                ),
            );
            if ui
                .button(desk.say("Naar de oprichting", "To the founding"))
                .clicked()
            {
                wanted = Some(Screen::Founding);
            }
        }
    });
    if let Some(screen) = wanted {
        desk.go(screen);
    }
}
