//! Who keeps a sheet, how many give the key back, and how they come onto paper.

use eframe::egui::Ui;

use super::buttons;
use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let language = desk.language;
    let say = |dutch, english| look::say(language, dutch, english);
    look::heading(
        ui,
        say(
            "De hoofdsleutel over papier verdelen",
            "Splitting the root key onto paper",
        ),
    );
    let draft = &mut desk.drafts.paper;
    let name = say(
        "Wie een vel bewaren, een naam op elke regel",
        "Who keeps a sheet, a name on each line",
    );
    look::area(ui, name, &mut draft.keepers, 4);
    let name = say(
        "Hoeveel vellen samen de sleutel geven (2 of meer)",
        "How many sheets give the key together (2 or more)",
    );
    look::field(ui, name, &mut draft.needed, false);
    look::quiet(
        ui,
        say(
            "Niet te veel, want ook bij ziekte en vakantie moet het lukken. Niet te weinig, want wie zoveel vellen heeft, kan de \
             leden veranderen.",
            "Not too many, as it has to work when some are ill or away. Not too few, as whoever has that many can change the \
             members.",
        ),
    );
    let ways = [
        (
            false,
            say(
                "Ieder schrijft het eigen vel over van dit scherm",
                "Everybody copies their own sheet from this screen",
            ),
        ),
        (
            true,
            say(
                "Als bladzijden om af te drukken, op een printer aan een kabel",
                "As pages to print, on a printer with a cable",
            ),
        ),
    ];
    let name = say("Hoe ze op papier komen", "How they come onto paper");
    look::one_of(
        ui,
        name,
        &mut draft.prints,
        ways.iter().map(|(id, name)| (id, *name)),
    );
    if draft.prints == Some(true) {
        let name = say(
            "Map voor de bladzijden, op deze computer",
            "Folder for the pages, on this machine",
        );
        look::field(ui, name, &mut draft.folder, false);
    }
    let name = say("Wachtzin van de hoofdsleutel", "Passphrase of the root key");
    look::field(ui, name, &mut draft.passphrase, true);
    ui.add_space(GAP);
    let needed = draft.count();
    let has_place = match draft.prints {
        Some(true) => !draft.folder.trim().is_empty(),
        Some(false) => true,
        None => false,
    };
    let is_filled = has_place && draft.names().len() > 1 && !draft.passphrase.is_empty();
    let (split, back) = (
        say("Verdeel de hoofdsleutel", "Split the root key"),
        say("Terug", "Back"),
    );
    let can = is_filled && needed.is_some();
    if let (true, Some(needed)) = (buttons(desk, (split, can), back, ui), needed) {
        let ctx = ui.ctx().clone();
        desk.split(needed, &ctx);
    }
}
