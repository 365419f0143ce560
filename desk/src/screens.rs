//! The screens, one module each.

mod answer;
mod assessment;
mod busy;
mod calendar;
mod case;
mod cases;
mod destroy;
mod exchange;
mod figures;
mod first;
mod form;
mod founding;
mod journal;
mod make;
mod members;
mod name;
mod paper;
mod register;
mod restore;
mod root;
mod roster;
mod rules;
mod settings;
mod timeline;
mod today;
mod type_in;
mod unlock;
mod work;

use eframe::egui::{self, CentralPanel, Frame, Panel, ScrollArea, Ui};

use crate::{
    app::Desk,
    look::{self, Colours, GAP},
    model::{CasePart, Overview, Screen, Stage},
    worker::Job,
};

/// Points of the row of screens at the left.
const SIDE: f32 = 190.0;
/// A window narrower than this has them above.
const NARROW: f32 = 760.0;

pub(crate) fn show(desk: &mut Desk, ui: &mut Ui) {
    if desk.overview.is_none() {
        CentralPanel::default()
            .frame(Frame::new().inner_margin(2.0 * GAP))
            .show(ui, |ui| {
                ScrollArea::vertical()
                    .auto_shrink([false, false])
                    .show(ui, |ui| {
                        unlock::show(desk, ui);
                        look::follow_keyboard(ui);
                    });
            });
        return;
    }
    let card = Colours::here(ui).card;
    let side = Frame::new().fill(card).inner_margin(GAP);
    if ui.available_width() < NARROW {
        Panel::top("screens").frame(side).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| screens(desk, ui));
        });
    } else {
        Panel::left("screens")
            .frame(side)
            .resizable(false)
            .exact_size(SIDE)
            .show(ui, |ui| {
                ui.with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| {
                    screens(desk, ui);
                });
            });
    }
    CentralPanel::default()
        .frame(Frame::new().inner_margin(2.0 * GAP))
        .show(ui, |ui| {
            said(desk, ui);
            match desk.screen {
                // They scroll by themselves.
                Screen::Cases => cases::show(desk, ui),
                Screen::Calendar => calendar::show(desk, ui),
                _ => {
                    ScrollArea::vertical()
                        .auto_shrink([false, false])
                        .show(ui, |ui| {
                            content(desk, ui);
                            look::follow_keyboard(ui);
                        });
                }
            }
        });
}

fn content(desk: &mut Desk, ui: &mut Ui) {
    match desk.screen {
        Screen::Today | Screen::Cases | Screen::Calendar => today::show(desk, ui),
        Screen::Case(part) => case::show(desk, part, ui),
        Screen::Exchange => exchange::show(desk, ui),
        Screen::Figures => figures::show(desk, ui),
        Screen::Members => members::show(desk, ui),
        Screen::Founding => founding::show(desk, ui),
        Screen::Root => root::show(desk, ui),
        Screen::Journal => journal::show(desk, ui),
        Screen::Register => register::show(desk, ui),
        Screen::TypeIn => type_in::show(desk, ui),
        Screen::Roster => roster::show(desk, ui),
        Screen::Rules => rules::show(desk, ui),
        Screen::Settings => settings::show(desk, ui),
    }
}

/// The row of screens.
fn screens(desk: &mut Desk, ui: &mut Ui) {
    let entries = [
        (Screen::Today, "Vandaag", "Today"),
        (Screen::Cases, "Zaken", "Cases"),
        (Screen::TypeIn, "Melding overtypen", "Type a report in"),
        (Screen::Calendar, "Termijnen", "Terms"),
        (Screen::Figures, "Cijfers", "Figures"),
        (Screen::Register, "Register", "Register"),
        (Screen::Journal, "Logboek", "Journal"),
        (Screen::Members, "Leden en sleutels", "Members and keys"),
        (Screen::Rules, "Regels", "Rules"),
        (
            Screen::Exchange,
            "Inlezen en exporteren",
            "Import and export",
        ),
        (Screen::Settings, "Instellingen", "Settings"),
    ];
    let first = desk.overview.as_ref().and_then(|overview| overview.first);
    let is_new = first.is_some_and(|first| !first.imported) || desk.screen == Screen::Founding;
    // The last of them: what is above it stays where it is once that is gone.
    let founding = is_new.then_some((Screen::Founding, "Oprichten", "Founding"));
    for (screen, dutch, english) in entries.into_iter().chain(founding) {
        let is_here = match (desk.screen, screen) {
            (Screen::Case(_), Screen::Cases) | (Screen::Roster | Screen::Root, Screen::Members) => {
                true
            }
            (here, there) => here == there,
        };
        if choice(ui, is_here, desk.say(dutch, english)).clicked() {
            desk.go(screen);
        }
    }
    ui.add_space(GAP);
    if ui.button(desk.say("Vergrendelen", "Lock")).clicked() {
        let ctx = ui.ctx().clone();
        desk.lock(&ctx);
    }
    busy::show(desk, ui);
}

/// One of several, of which one is chosen.
fn choice(ui: &mut Ui, is_chosen: bool, text: &str) -> egui::Response {
    let colours = Colours::here(ui);
    let colour = if is_chosen {
        colours.on_accent
    } else {
        colours.text
    };
    ui.add(egui::Button::selectable(
        is_chosen,
        egui::RichText::new(text).color(colour),
    ))
}

/// What was done, or why it was not.
fn said(desk: &mut Desk, ui: &mut Ui) {
    let is_whole = |overview: &Overview| overview.is_whole;
    if !desk.overview.as_ref().is_some_and(is_whole) {
        look::steady(ui, "lists", |ui| unknown_lists(desk, ui));
        ui.add_space(GAP);
    }
    // A form says by itself why it was not done.
    let has_form = matches!(desk.screen, Screen::Case(CasePart::Work | CasePart::Name));
    if let Some(why) = desk
        .error
        .as_ref()
        .filter(|_| !has_form || desk.case.is_none())
    {
        look::warn(ui, why);
        ui.add_space(GAP);
    }
    if let Some(what) = &desk.said {
        look::steady(ui, "said", |ui| {
            ui.add(egui::Label::new(what.as_str()).wrap());
        });
        ui.add_space(GAP);
    }
}

/// That the lists are not there yet, or will not come by themselves.
fn unknown_lists(desk: &mut Desk, ui: &mut Ui) {
    if desk.worker.is_busy() {
        ui.label(desk.say(
            "Termijnen, taken en nieuw werk van collega's worden nog opgezocht.",
            "Terms, tasks and new work of colleagues are still being looked up.",
        ));
        return;
    }
    look::warn(
        ui,
        desk.say(
            "Termijnen, taken en nieuw werk van collega's zijn niet bekend: het opzoeken is niet afgemaakt.",
            "Terms, tasks and new work of colleagues are not known: looking them up was not finished.",
        ),
    );
    if ui.button(desk.say("Zoek ze op", "Look them up")).clicked() {
        desk.ask(Job::Lists);
    }
}

fn stage(desk: &Desk, stage: Stage) -> &'static str {
    let (dutch, english) = match stage {
        Stage::Unanswered => ("onbeantwoord", "unanswered"),
        Stage::Sealed => ("verzegeld", "sealed"),
        Stage::Answered => ("beantwoord", "answered"),
        Stage::Closed => ("afgesloten", "closed"),
        Stage::Spam => ("geen melding", "no report"),
        Stage::Destroyed => ("vernietigd", "destroyed"),
    };
    look::say(desk.language, dutch, english)
}

/// The parts of a case.
const PARTS: [(CasePart, &str, &str); 6] = [
    (CasePart::Conversation, "Gesprek", "Conversation"),
    (CasePart::Answer, "Antwoord schrijven", "Write an answer"),
    (CasePart::Work, "Werk", "Work"),
    (CasePart::Name, "Naam", "Name"),
    (
        CasePart::Assessment,
        "Eerste beoordeling",
        "First assessment",
    ),
    (CasePart::Destroy, "Vernietigen", "Destroy"),
];
