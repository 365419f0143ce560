//! Half of what protects the keys of months, in a TPM or in the vault.

use belfry_reader::epochs::tpm::Asked;
use eframe::egui::{self, Ui};

use crate::{app::Desk, look, model::HalfView, upkeep::Upkeep};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    // It is put back: what is asked for here makes the lists anew.
    let Some(half) = (desk.members.as_mut()).map(|view| std::mem::take(&mut view.half)) else {
        return;
    };
    let title = desk.say("Een halve sleutel in de TPM", "Half a key in the TPM");
    look::part(ui, title, |ui| match &half {
        HalfView::Whole => whole(desk, ui),
        HalfView::There => there(desk, ui),
        HalfView::Away { why, is_gone } => away(desk, (why, *is_gone), ui),
    });
    if let Some(view) = &mut desk.members {
        view.half = half;
    }
}

fn whole(desk: &mut Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "Zit er een TPM 2 in deze computer, een chip die geheimen bewaart, dan kan de helft van de sleutel die je \
             maandsleutels opent daarin. Wat wordt gewist, is dan ook weg uit elke kopie van de kluis. Nieuwe brieven gaan \
             alleen nog op deze computer open: gaat die stuk, dan heb je nieuwe sleutels nodig. Het kan onder Linux, met het \
             pakket tpm2-tools.",
            "If this machine has a TPM 2, a chip that keeps secrets, half of the key that opens your months' keys can lie in \
             it. What is erased is then gone from every copy of the vault too. New letters open on this machine alone: if it \
             breaks, you need new keys. It works on Linux, with the package tpm2-tools.",
        ),
    );
    let name = desk.say("Zet de helft in de TPM", "Put half into the TPM");
    if ui
        .add_enabled(!desk.worker.is_busy(), egui::Button::new(name))
        .clicked()
    {
        desk.upkeep(Upkeep::Tpm(Asked::On));
    }
}

fn there(desk: &mut Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "De helft van de sleutel die je maandsleutels opent, zit in de TPM van deze computer. Haal hem eruit voordat je \
             naar een andere computer gaat.",
            "Half of the key that opens your months' keys is in this machine's TPM. Take it out before you move to another \
             machine.",
        ),
    );
    let name = desk.say("Haal de helft uit de TPM", "Take half out of the TPM");
    if ui
        .add_enabled(!desk.worker.is_busy(), egui::Button::new(name))
        .clicked()
    {
        desk.upkeep(Upkeep::Tpm(Asked::Off));
    }
}

/// Asked twice: what is given up does not come back.
fn away(desk: &mut Desk, (why, is_gone): (&str, bool), ui: &mut Ui) {
    look::warn(ui, why);
    if !is_gone {
        return;
    }
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        if !desk.drafts.upkeep.gives_up {
            let name = desk.say("Geef deze sleutels op", "Give these keys up");
            desk.drafts.upkeep.gives_up = ui.button(name).clicked();
            return;
        }
        look::warn(
            ui,
            desk.say(
                "Brieven die aan deze sleutels zijn geschreven en hier nog niet zijn ingelezen, gaan op deze lezer dan nooit \
                 meer open. Zaken die al open zijn, blijven leesbaar. Maak daarna nieuwe sleutels.",
                "Letters that were written to these keys and are not imported here yet can then never be opened on this \
                 reader. Cases that it has opened stay. Make new keys afterwards.",
            ),
        );
        let yes = desk.say("Ja: geef ze op", "Yes: give them up");
        let answer = look::sure(ui, yes, desk.say("Nee, terug", "No, back"));
        desk.drafts.upkeep.gives_up = answer.is_none();
        if answer == Some(true) {
            desk.upkeep(Upkeep::Tpm(Asked::Lost));
        }
    });
}
