//! What the root key's sheets are for, and where one begins with them.

use eframe::egui::{self, Ui};

use crate::{app::Desk, look, model::Text, paper::Paper};

/// Splitting the root key that is here.
pub(in crate::screens) fn split(desk: &mut Desk, is_split: bool, ui: &mut Ui) {
    let lines = [
        desk.say(
            "Verdeel de hoofdsleutel over vellen papier, voor ieder lid een. Een paar vellen samen geven hem terug als deze \
             computer kapot of weg is; één vel alleen verraadt niets.",
            "Split the root key onto sheets of paper, one for each member. A few of them together give it back if this \
             machine is broken or gone; one alone tells nothing.",
        ),
        desk.say(
            "Zorg dat ieder lid erbij is: ieder kijkt alleen naar het eigen vel.",
            "See that every member is here: everybody looks at their own sheet alone.",
        ),
    ];
    for line in lines {
        ui.add(egui::Label::new(line).wrap());
    }
    let name = match is_split {
        true => desk.say("Verdeel hem opnieuw", "Split it anew"),
        false => desk.say("Begin met verdelen", "Begin to split it"),
    };
    if begins(desk, name, true, ui) {
        let folder = desk.founding_folder();
        desk.paper(Paper::Begin(folder));
    }
}

/// Trying sheets out.
pub(in crate::screens) fn rehearse(desk: &mut Desk, can: bool, ui: &mut Ui) {
    let what = desk.say(
        "Typ zoveel vellen in als er nodig zijn: dan blijkt dat ze samen de sleutel geven. Er wordt niets bewaard. Doe \
         dit elk jaar opnieuw.",
        "Type in as many sheets as are needed: this proves that together they give the key. Nothing is kept. Do this \
         again every year.",
    );
    ui.add(egui::Label::new(what).wrap());
    let name = desk.say("Probeer de vellen uit", "Try the sheets out");
    if begins(desk, name, can, ui) {
        desk.paper(Paper::Rehearse);
    }
}

/// Getting the root key back, where there is none.
pub(in crate::screens) fn recover(desk: &mut Desk, ui: &mut Ui) {
    let what = desk.say(
        "Met genoeg vellen zet je de hoofdsleutel op deze computer weer in elkaar, bijvoorbeeld om een ledenlijst te \
         ondertekenen. Doe dat met de collega's die de vellen bewaren: wie de sleutel en de wachtzin heeft, kan alleen de \
         leden veranderen.",
        "With enough sheets you put the root key together on this machine again, for instance to sign a roster. Do so with \
         the colleagues who keep the sheets: whoever has the key and its passphrase can change the members alone.",
    );
    ui.add(egui::Label::new(what).wrap());
    let name = desk.say("Typ de vellen in", "Type the sheets in");
    if begins(desk, name, true, ui) {
        desk.paper(Paper::Recover);
    }
}

fn begins(desk: &Desk, name: &str, can: bool, ui: &mut Ui) -> bool {
    let can = can && !desk.worker.is_busy();
    ui.add_enabled(can, egui::Button::new(name)).clicked()
}

/// A new passphrase of a root key, typed twice; whether both are typed.
pub(in crate::screens) fn new_passphrase(
    language: crypto_core::words::Language,
    typed: &mut [Text; 2],
    ui: &mut Ui,
) -> bool {
    let names = [
        look::say(
            language,
            "Nieuwe wachtzin voor de hoofdsleutel",
            "New passphrase for the root key",
        ),
        look::say(
            language,
            "Die wachtzin nog een keer",
            "That passphrase once more",
        ),
    ];
    look::twice(ui, names, typed)
}
