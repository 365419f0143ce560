//! What a member does first: their keys, and the vault that holds them.

use belfry_reader::{ceremony::founding::Step, vault::profile::Profile, words};
use eframe::egui::{self, Ui};

use crate::{
    app::Desk,
    look::{self, GAP},
};

pub(super) fn show(desk: &mut Desk, ui: &mut Ui) {
    let language = desk.language;
    look::heading(
        ui,
        desk.say("Je sleutels en je kluis", "Your keys and your vault"),
    );
    look::quiet(
        ui,
        desk.say(
            "Elk lid doet dit één keer, op een eigen computer. Aan het eind heb je een kluis, en een bestand zonder geheimen \
             voor wie de ledenlijst ondertekent.",
            "Every member does this once, on a machine of their own. At the end you have a vault, and a file without secrets \
             for whoever signs the roster.",
        ),
    );
    ui.add_space(GAP);
    look::part(ui, &words::founding::title(language, Step::Machine), |ui| {
        for sentence in words::founding::machine(language) {
            ui.add(egui::Label::new(format!("- {sentence}")).wrap());
        }
        let all = desk.say("Dit klopt allemaal", "All of this is so");
        ui.checkbox(&mut desk.drafts.new.is_ready, all);
    });
    look::part(ui, &words::founding::title(language, Step::Keys), |ui| {
        who(desk, ui);
        ui.add_space(GAP);
        passphrase(desk, ui);
        places(desk, ui);
    });
    buttons(desk, ui);
}

fn who(desk: &mut Desk, ui: &mut Ui) {
    let language = desk.language;
    let say = |dutch, english| look::say(language, dutch, english);
    look::quiet(
        ui,
        say(
            "Spreek af welk nummer ieder krijgt. Een nummer wordt maar één keer gebruikt, ook later.",
            "Agree who has which number. A number is given out once and never again.",
        ),
    );
    let new = &mut desk.drafts.new;
    look::field(ui, say("Je nummer", "Your number"), &mut new.number, false);
    let name = say(
        "Je naam, zoals melders die zien",
        "Your name, as reporters see it",
    );
    look::field(ui, name, &mut new.name, false);
    let kinds = [
        (
            false,
            say("lid van de commissie", "member of the committee"),
        ),
        (true, say("vertrouwenspersoon", "confidential adviser")),
    ];
    let before = new.adviser;
    let all = kinds.iter().map(|(id, name)| (id, *name));
    look::one_of(ui, say("Je bent", "You are"), &mut new.adviser, all);
    if new.adviser != before {
        let usual = Profile::usual_role(new.adviser.unwrap_or_default());
        new.roles = usual.map(str::to_owned);
    }
    if new.adviser.is_some() {
        let [dutch, english] = &mut new.roles;
        look::field(
            ui,
            say("Je rol, in het Nederlands", "Your role, in Dutch"),
            dutch,
            false,
        );
        look::field(
            ui,
            say("Je rol, in het Engels", "Your role, in English"),
            english,
            false,
        );
    }
    if new.adviser == Some(true) {
        let place = say("Waar je te vinden bent", "Where you can be found");
        look::field(ui, place, &mut new.location, false);
    }
    let mut days: Vec<(u8, &str)> = (1..=7)
        .map(|day| (day, words::days::weekday(language, day)))
        .collect();
    days.push((0, say("ik publiceer niet", "I do not publish")));
    let name = say(
        "Je vaste dag om te publiceren",
        "Your fixed day of publication",
    );
    let all = days.iter().map(|(id, name)| (id, *name));
    look::one_of(ui, name, &mut new.weekday, all);
    look::quiet(
        ui,
        say(
            "Liefst ieder op een andere dag. Wie de hoofdsleutel maakt, publiceert; en aan een vertrouwenspersoon zonder dag \
             kan niemand schrijven.",
            "Different days are best. Who makes the root key publishes; and nobody can write to an adviser without a day.",
        ),
    );
}

fn passphrase(desk: &mut Desk, ui: &mut Ui) {
    look::quiet(
        ui,
        desk.say(
            "Kies als wachtzin zes willekeurige woorden of meer. Onthoud hem, of schrijf hem op en leg hem in een kluis: \
             niemand kan hem voor je herstellen.",
            "Choose six random words or more as passphrase. Keep it in your head, or write it down and lock it away: nobody \
             can replace it.",
        ),
    );
    let names = [
        desk.say("Nieuwe wachtzin", "New passphrase"),
        desk.say(
            "Dezelfde wachtzin nog een keer",
            "The same passphrase once more",
        ),
    ];
    look::twice(ui, names, &mut desk.drafts.new.passphrases);
}

fn places(desk: &mut Desk, ui: &mut Ui) {
    let folder = desk.say(
        "Nieuwe of lege map voor de kluis",
        "New or empty folder for the vault",
    );
    look::field(ui, folder, &mut desk.vault, false);
    let folder = desk.say(
        "Map voor je bestand, zoals de USB-stick",
        "Folder for your file, such as the USB stick",
    );
    let here = desk.founding_folder();
    let typed = &mut desk.drafts.founding.folder;
    if typed.is_empty() {
        *typed = here.display().to_string();
    }
    look::field(ui, folder, typed, false);
}

/// What has still to be filled in; the library says what is wrong with what was.
fn missing(desk: &Desk) -> Vec<&'static str> {
    let new = &desk.drafts.new;
    let [first, again] = &new.passphrases;
    let all = [
        (new.is_ready, "of alles klopt", "whether all is so"),
        (desk.new_number().is_some(), "je nummer", "your number"),
        (!new.name.trim().is_empty(), "je naam", "your name"),
        (new.adviser.is_some(), "wat je bent", "what you are"),
        (new.weekday.is_some(), "je dag", "your day"),
        (
            !first.is_empty() && !again.is_empty(),
            "je wachtzin, twee keer",
            "your passphrase, twice",
        ),
    ];
    let missing = all.iter().filter(|(is_there, ..)| !is_there);
    missing
        .map(|(_, dutch, english)| look::say(desk.language, dutch, english))
        .collect()
}

fn buttons(desk: &mut Desk, ui: &mut Ui) {
    let missing = missing(desk);
    if !missing.is_empty() {
        let fill = desk.say("Nog invullen", "Still to be filled in");
        look::quiet(ui, format!("{fill}: {}.", missing.join(", ")));
    }
    let is_busy = desk.worker.is_busy();
    ui.horizontal_wrapped(|ui| {
        let name = desk.say("Maak mijn sleutels en kluis", "Make my keys and vault");
        ui.add_enabled_ui(!is_busy && missing.is_empty(), |ui| {
            if look::main_button(ui, name).clicked() {
                let ctx = ui.ctx().clone();
                desk.make_vault(&ctx);
            }
        });
        ui.add_enabled_ui(!is_busy, |ui| {
            if ui.button(desk.say("Terug", "Back")).clicked() {
                let ctx = ui.ctx().clone();
                desk.leave_making(&ctx);
            }
        });
    });
    if is_busy {
        ui.horizontal(|ui| {
            look::spinner(ui);
            ui.label(desk.say(
                "De kluis wordt gemaakt. Dit duurt even, met opzet.",
                "The vault is being made. This takes a moment, on purpose.",
            ));
        });
    }
    if let Some(why) = &desk.error {
        look::warn(ui, why);
    }
}
