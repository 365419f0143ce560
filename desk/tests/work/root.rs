//! The root key of a channel that is founded.

use std::fs;

use belfry_reader::{ceremony::root_key, vault::locked_key::Passphrase};
use crypto_core::primitives::signature::VerifyingKey;

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    paper::{self, KEEPERS, ROOT, type_in},
    window::Window,
};

const NEW: &str = "nietje correct";

/// The window of a member, at the root key.
fn at_root(committee: &Committee, member: u16) -> Window {
    committee.import(member, MONDAY);
    let mut window = Window::of(committee, member, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window
}

fn key(committee: &Committee, member: u16, passphrase: &str) -> Option<VerifyingKey> {
    let passphrase = Passphrase::new(passphrase.to_owned().into());
    let key = root_key::open(&committee.vault(member), &passphrase);
    key.ok().map(|key| key.verifying_key())
}

#[test]
fn sheets_give_a_machine_the_root_key_under_a_passphrase_and_nothing_of_it_stays_where_one_stops() {
    let committee = Committee::found(1);
    let mut window = paper::form(&committee);
    let sheets = paper::on_paper(&mut window);
    window.leave();
    // Sheets of another channel fit together, and are not this one's.
    let other = Committee::found(1);
    let mut window = paper::form(&other);
    let strange = paper::on_paper(&mut window);
    window.leave();

    let file = committee.vault(2).join("root-key");
    let mut window = at_root(&committee, 2);
    window.reads("Op deze computer is geen hoofdsleutel.");
    assert!(!window.shows("Begin met verdelen"));
    window.press("Typ de vellen in");
    window.reads("dan kies je een wachtzin voor de hoofdsleutel.");
    type_in(&mut window, &strange[0]);
    type_in(&mut window, &strange[1]);
    window.reads("een ervan is verkeerd");
    window.press("Stop met intypen");
    window.press("Typ de vellen in");
    type_in(&mut window, &sheets[0]);
    window.reads("Vellen tot nu toe: 1 / 2.");
    type_in(&mut window, &sheets[2]);
    window.reads("geven de hoofdsleutel terug.");
    let keep = "Bewaar de hoofdsleutel";
    let passphrases = |window: &mut Window, first: &str, again: &str| {
        window.fill("Nieuwe wachtzin voor de hoofdsleutel", first);
        window.fill("Die wachtzin nog een keer", again);
    };
    assert!(window.is_disabled(keep));
    passphrases(&mut window, NEW, "nietje corect");
    window.press(keep);
    window.reads("twee wachtzinnen zijn niet gelijk");
    assert!(window.is_disabled(keep) && !file.exists());
    // What was typed goes as one leaves.
    passphrases(&mut window, NEW, NEW);
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window.reads("geven de hoofdsleutel terug.");
    assert!(window.is_disabled(keep));
    window.press("Stop en bewaar niets");
    window.wait("Typ de vellen in");
    window.press("Typ de vellen in");
    type_in(&mut window, &sheets[1]);
    assert!(!window.shows(keep), "no sheet of before counts");
    window.press("Vergrendelen");
    window.wait("Openen");
    window.unlock();
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window.press("Typ de vellen in");
    type_in(&mut window, &sheets[0]);
    window.reads("Vellen tot nu toe: 1 / 2.");
    assert!(!file.exists());
    type_in(&mut window, &sheets[1]);
    passphrases(&mut window, NEW, NEW);
    window.press(keep);
    window.reads("De hoofdsleutel staat in");
    window.reads("De hoofdsleutel staat bij je kluis");
    // Who keeps a sheet is known by now.
    window.press("Begin met verdelen");
    window.reads("Wie een vel bewaren");
    window.leave();
    let found = key(&committee, 2, NEW);
    assert!(found.is_some() && found == key(&committee, 1, ROOT));
    assert!(key(&committee, 2, ROOT).is_none());
}

#[test]
fn where_a_root_key_is_it_is_split_anew_among_the_members_and_its_sheets_are_tried_out_later() {
    let committee = Committee::found(1);
    let mut window = at_root(&committee, 1);
    assert!(!window.shows("Typ de vellen in"));
    window.press("Begin met verdelen");
    window.reads("Member 3");
    let keepers = "Wie een vel bewaren, een naam op elke regel";
    window.fill_anew(keepers, &KEEPERS.join("\n"));
    window.fill("Hoeveel vellen samen de sleutel geven (2 of meer)", "2");
    let before = fs::read(committee.vault(1).join("root-key")).unwrap();
    let sheets = paper::on_paper(&mut window);
    window.press("Probeer de vellen uit");
    window.reads("Er wordt niets van bewaard.");
    type_in(&mut window, &sheets[1]);
    type_in(&mut window, &sheets[2]);
    window.reads("geven de hoofdsleutel terug.");
    window.wait("Verdeel hem opnieuw");
    window.leave();
    assert_eq!(
        fs::read(committee.vault(1).join("root-key")).unwrap(),
        before
    );
    let status = committee.run(1, MONDAY, &["status"]);
    assert!(
        !status.contains("on no paper") && !status.contains("never tried"),
        "{status}"
    );
}

#[test]
fn another_root_key_is_made_by_who_knows_the_old_passphrase_and_the_old_one_goes_once_it_is_in_force()
 {
    let mut committee = Committee::found(1);
    let path = |name: &str| committee.vault(1).join(name);
    let [file, next, signed] = ["root-key", "root-key-new", "root-change"].map(path);
    let before = fs::read(&file).unwrap();
    let mut window = at_root(&committee, 1);
    let make = "Maak een nieuwe hoofdsleutel";
    let type_passphrases = |window: &mut Window, old: &str, again: &str| {
        window.fill("Wachtzin van de hoofdsleutel", old);
        window.fill("Nieuwe wachtzin voor de hoofdsleutel", NEW);
        window.fill("Die wachtzin nog een keer", again);
    };
    type_passphrases(&mut window, "battery stapl", NEW);
    window.press(make);
    window.reads("et deze wachtzin gaat het niet open");
    assert!(window.is_disabled(make));
    type_passphrases(&mut window, ROOT, "nietje corect");
    window.press(make);
    window.reads("twee wachtzinnen zijn niet gelijk");
    assert!(!signed.exists());
    // What was typed goes as one leaves.
    type_passphrases(&mut window, ROOT, NEW);
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window.wait("Wachtzin van de hoofdsleutel");
    assert!(window.is_disabled(make));
    type_passphrases(&mut window, ROOT, NEW);
    window.press(make);
    window.reads("door de oude ondertekend als wijziging 1");
    window.reads("er geldt nog geen ledenlijst die ermee is ondertekend");
    assert!(!window.shows("Vernietig de oude sleutel"));
    assert_eq!(fs::read(&file).unwrap(), before);
    window.leave();

    let (out, day) = (committee.file("change.outbox"), MONDAY.plus(2));
    let typed = format!("{PASSPHRASE}\nyes\n{NEW}");
    committee.run_with(&typed, 1, day, &["roster", "renew", "--out", &out]);
    committee.push(&out, day);
    committee.import(1, day);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window.reads("De oude is nergens meer voor nodig.");
    let destroy = "Vernietig de oude sleutel";
    window.press(destroy);
    window.press("Nee, terug");
    window.press(destroy);
    // Who leaves is asked again.
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press("Naar de hoofdsleutel");
    window.press(destroy);
    assert_eq!(fs::read(&file).unwrap(), before);
    window.press("Ja: vernietig de oude");
    window.reads("De oude hoofdsleutel is op deze computer vernietigd");
    window.wait("Wachtzin van de hoofdsleutel");
    window.leave();
    assert!(!next.exists() && !signed.exists());
    assert!(key(&committee, 1, ROOT).is_none() && key(&committee, 1, NEW).is_some());
}
