//! What somebody does the first time: before there is a vault, and until the first answer is on its way.

use eframe::egui::{self, RichText, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{FirstSteps, Screen},
};

/// Before there is a vault.
pub(super) fn no_vault(desk: &Desk, ui: &mut Ui) {
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
            "Is er nog geen kanaal? Spreek met je collega's af wie welk nummer krijgt en wie de hoofdsleutel bewaart.",
            "Is there no channel yet? Agree with your colleagues who gets which number, and who keeps the root key.",
        ),
        desk.say(
            "Open op deze computer een terminal en typ: belfry-reader --language nl ceremony. Dat leidt je stap voor stap \
             door de oprichting en maakt je kluis. Je kunt tussendoor stoppen.",
            "Open a terminal on this machine and type: belfry-reader --language en ceremony. It leads you through the \
             founding step by step and makes your vault. You may stop in between.",
        ),
        desk.say(
            "Kom daarna hier terug en open de kluis. Je kunt alles ook nalezen in docs/leden.md, dat bij het programma \
             hoort.",
            "Then come back here and open the vault. All of it can also be read in docs/members.md, which comes with the \
             program.",
        ),
    ];
    for (number, step) in (1..).zip(steps) {
        ui.add(egui::Label::new(format!("{number}. {step}")).wrap());
    }
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
    look::card(ui, Colours::here(ui).card, |ui| {
        look::measure(ui);
        look::heading(ui, desk.say("De eerste keer", "The first time"));
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
    });
    ui.add_space(GAP);
    if let Some(screen) = wanted {
        desk.go(screen);
    }
}
