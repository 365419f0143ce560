//! The rules in force, and others that take their place.

use std::path::PathBuf;

use eframe::egui::{self, RichText, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::RulesView,
    upkeep::Upkeep,
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    look::heading(ui, desk.say("Regels", "Rules"));
    let Some(view) = desk.rules.take() else {
        if desk.worker.is_busy() {
            look::spinner(ui);
        }
        return;
    };
    look::measure(ui);
    ui.add(egui::Label::new(view.head.as_str()).wrap());
    ui.add_space(GAP);
    set(desk, ui);
    save(desk, ui);
    in_force(desk, &view, ui);
    desk.rules.get_or_insert(view);
}

fn path(typed: &str) -> PathBuf {
    PathBuf::from(typed.trim())
}

/// Other rules: seen first, asked twice, since they are for all cases at once.
fn set(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say("Andere regels nemen", "Taking other rules");
    look::part(ui, title, |ui| {
        look::quiet(
            ui,
            desk.say(
                "Elk lid neemt hetzelfde bestand. Wat een collega nog vier weken lang met de oude regels doet, wordt met de \
                 oude beoordeeld: vier weken vanaf de dag die in het bestand staat (since), of anders vanaf de dag waarop je \
                 ze neemt.",
                "Every member takes the same file. What a colleague does by the old rules within four weeks is judged by the \
                 old ones: four weeks from the day in the file (since), or else from the day on which you take them.",
            ),
        );
        let name = desk.say("Bestand met regels", "File with rules");
        let field = look::field(ui, name, &mut desk.drafts.upkeep.rules, false);
        if field.changed() {
            desk.drafts.upkeep.is_asked = false;
        }
        let is_named = !desk.drafts.upkeep.rules.trim().is_empty();
        ui.add_enabled_ui(is_named && !desk.worker.is_busy(), |ui| {
            ui.horizontal_wrapped(|ui| set_buttons(desk, ui));
        });
        if desk.drafts.upkeep.is_asked {
            look::warn(
                ui,
                desk.say(
                    "Deze regels gelden dan meteen voor alle zaken. Hebben jullie dat samen afgesproken?",
                    "These rules then hold for all cases at once. Did you agree on that together?",
                ),
            );
        }
    });
}

fn set_buttons(desk: &mut Desk, ui: &mut Ui) {
    let file = path(&desk.drafts.upkeep.rules);
    if !desk.drafts.upkeep.is_asked {
        let name = desk.say("Kijk of dit kan", "See whether this can be");
        if ui.button(name).clicked() {
            desk.upkeep(Upkeep::CheckRules(file));
        }
        let name = desk.say("Neem deze regels", "Take these rules");
        desk.drafts.upkeep.is_asked = ui.button(name).clicked();
        return;
    }
    let yes = desk.say("Ja: neem deze regels", "Yes: take these rules");
    let answer = look::sure(ui, yes, desk.say("Nee, terug", "No, back"));
    desk.drafts.upkeep.is_asked = answer.is_none();
    if answer == Some(true) {
        desk.upkeep(Upkeep::SetRules(file));
    }
}

fn save(desk: &mut Desk, ui: &mut Ui) {
    let title = desk.say(
        "Regels bewaren om te veranderen",
        "Saving rules to be changed",
    );
    look::part(ui, title, |ui| {
        let name = desk.say("Nieuw bestand", "New file");
        look::field(ui, name, &mut desk.drafts.upkeep.rules_out, false);
        let is_named = !desk.drafts.upkeep.rules_out.trim().is_empty();
        ui.add_enabled_ui(is_named && !desk.worker.is_busy(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let file = path(&desk.drafts.upkeep.rules_out);
                let name = desk.say("Bewaar de geldende regels", "Save the rules in force");
                if ui.button(name).clicked() {
                    desk.upkeep(Upkeep::SaveRules(file.clone()));
                }
                let name = desk.say("Bewaar de standaardregels", "Save the default rules");
                if ui.button(name).clicked() {
                    desk.upkeep(Upkeep::SaveDefault(file));
                }
            });
        });
    });
}

fn in_force(desk: &Desk, view: &RulesView, ui: &mut Ui) {
    let parts = [
        (
            desk.say("Termijnen en oordelen", "Terms and views"),
            &view.terms,
        ),
        (desk.say("Rollen", "Roles"), &view.roles),
        (
            desk.say("Wat een melding kan zijn", "What a report can be"),
            &view.outcomes,
        ),
    ];
    for (name, lines) in parts {
        look::heading(ui, name);
        for line in lines {
            ui.add(egui::Label::new(line.as_str()).wrap());
        }
        ui.add_space(GAP);
    }
    look::heading(ui, desk.say("Stappen", "Steps"));
    for (name, facts) in &view.steps {
        look::card(ui, Colours::here(ui).card, |ui| {
            ui.add(egui::Label::new(RichText::new(name).strong()).wrap());
            for fact in facts {
                ui.add(egui::Label::new(fact.as_str()).wrap());
            }
        });
    }
}
