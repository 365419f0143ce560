//! Whether a proof of receipt holds that somebody shows.

use eframe::egui::Ui;

use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say(
        "Een ontvangstbewijs controleren",
        "Checking a proof of receipt",
    );
    look::part(ui, title, |ui| form(desk, ui));
}

fn form(desk: &mut Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "Wie erom vroeg, kan laten zien dat een lid een tekst had op een dag of eerder. Daarvoor zijn twee bestanden nodig: het \
             bewijs en de tekst, precies zoals de pagina ze bewaarde. Vraag nooit om de twaalf woorden van een melder.",
            "Who asked for it can show that a member had a text by a day. That takes two files: the proof and the text, just \
             as the page saved them. Never ask for a reporter's twelve words.",
        ),
    );
    let language = desk.language;
    let say = |dutch, english| look::say(language, dutch, english);
    let draft = &mut desk.drafts.upkeep.proof;
    let name = say("Bestand met het bewijs", "File with the proof");
    look::field(ui, name, &mut draft.statement, false);
    let name = say("Bestand met de tekst", "File with the text");
    look::field(ui, name, &mut draft.text, false);
    let name = say(
        "Bestand met de ledenlijst van toen; leeg is die van nu",
        "File with the roster of that time; empty is that of now",
    );
    look::field(ui, name, &mut draft.roster, false);
    let name = say(
        "Zout, 64 tekens; alleen als het niet in het bewijs staat",
        "Salt, 64 characters; only if the proof does not have it",
    );
    look::field(ui, name, &mut draft.salt, false);
    let is_filled = !draft.statement.trim().is_empty() && !draft.text.trim().is_empty();
    ui.add_space(GAP);
    ui.add_enabled_ui(is_filled && !desk.worker.is_busy(), |ui| {
        if ui
            .button(say("Controleer het bewijs", "Check the proof"))
            .clicked()
        {
            let ctx = ui.ctx().clone();
            desk.check_proof(&ctx);
        }
    });
}
