//! Erasing a month's keys before they are due: chosen, what is lost with them read, asked twice.

use crypto_core::time::Epoch;
use eframe::egui::Ui;

use crate::{app::Desk, drafts::ErasingDraft, look, upkeep::Upkeep};

/// A month whose keys are here, its name, and what is lost with them.
type Month = (Epoch, String, Vec<String>);

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let lines = desk.members.iter().flat_map(|view| &view.keys);
    let here = lines.filter_map(|line| {
        let (epoch, lost) = line.early.clone()?;
        Some((epoch, line.month.clone(), lost))
    });
    let here: Vec<Month> = here.collect();
    if here.is_empty() {
        return;
    }
    let title = desk.say(
        "Sleutels van een maand eerder wissen",
        "Erasing a month's keys early",
    );
    look::part(ui, title, |ui| {
        look::quiet(
            ui,
            desk.say(
                "Sleutels worden vanzelf gewist als ze niet meer nodig zijn. Doe het alleen eerder als je bang bent dat \
                 iemand anders in je kluis komt.",
                "Keys are erased by themselves once they are not needed any more. Do it earlier only if you fear that \
                 somebody else gets into your vault.",
            ),
        );
        choose(desk, &here, ui);
    });
}

fn choose(desk: &mut Desk, here: &[Month], ui: &mut Ui) {
    let before = desk.drafts.upkeep.erasing.month;
    // What was chosen may be gone by now.
    let is_here = |month: &Epoch| here.iter().any(|(epoch, ..)| epoch == month);
    let erasing = &mut desk.drafts.upkeep.erasing;
    erasing.month = before.filter(is_here);
    let name = look::say(desk.language, "Wis de sleutels van", "Erase the keys of");
    let all = here.iter().map(|(epoch, month, _)| (epoch, month.as_str()));
    look::one_of(ui, name, &mut erasing.month, all);
    if erasing.month != before {
        erasing.is_asked = false;
    }
    let mut months = here.iter();
    let chosen = months.find(|(epoch, ..)| Some(*epoch) == erasing.month);
    match chosen.filter(|_| erasing.is_asked) {
        Some(month) => sure(desk, month, ui),
        None => {
            ui.add_enabled_ui(chosen.is_some() && !desk.worker.is_busy(), |ui| {
                let name = desk.say("Wis deze sleutels", "Erase these keys");
                desk.drafts.upkeep.erasing.is_asked = ui.button(name).clicked();
            });
        }
    }
}

fn sure(desk: &mut Desk, (epoch, month, lost): &Month, ui: &mut Ui) {
    look::warn_all(ui, lost);
    ui.add_enabled_ui(!desk.worker.is_busy(), |ui| {
        let yes = desk.say("Ja: wis ze voorgoed", "Yes: erase them for good");
        let yes = format!("{yes} ({month})");
        let answer = look::sure(ui, &yes, desk.say("Nee, terug", "No, back"));
        desk.drafts.upkeep.erasing.is_asked = answer.is_none();
        if answer == Some(true) {
            desk.drafts.upkeep.erasing = ErasingDraft::default();
            desk.upkeep(Upkeep::Erase(*epoch));
        }
    });
}
