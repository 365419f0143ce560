//! Another passphrase for a vault.

use std::fs;

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    window::Window,
};

const NEW: &str = "nietje paard batterij";
const CHANGE: &str = "Verander de wachtzin";
const REFUSED: &str = "Met deze wachtzin gaat het niet open";

fn type_in(window: &mut Window, old: &str, new: [&str; 2]) {
    window.fill("Huidige wachtzin", old);
    window.fill("Nieuwe wachtzin", new[0]);
    window.fill("Nieuwe wachtzin nog een keer", new[1]);
}

#[test]
fn who_knows_the_passphrase_gives_the_vault_another_and_the_old_one_opens_it_no_more() {
    let committee = Committee::found(1);
    let key_file = committee.vault(1).join("vault");
    let before = fs::read(&key_file).unwrap();
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.wait("Huidige wachtzin");
    assert!(window.is_disabled(CHANGE));
    // Somebody who found the vault open.
    type_in(&mut window, "correct hors", [NEW, NEW]);
    window.press(CHANGE);
    window.reads(REFUSED);
    type_in(&mut window, PASSPHRASE, [NEW, "nietje paard baterij"]);
    window.press(CHANGE);
    window.reads("twee wachtzinnen zijn niet gelijk");
    assert_eq!(fs::read(&key_file).unwrap(), before);
    // What was typed goes as one leaves.
    type_in(&mut window, PASSPHRASE, [NEW, NEW]);
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.wait("Huidige wachtzin");
    assert!(window.is_disabled(CHANGE));

    type_in(&mut window, PASSPHRASE, [NEW, NEW]);
    window.press(CHANGE);
    window.reads("De wachtzin is veranderd.");
    assert!(window.is_disabled(CHANGE));
    window.leave();
    let mut window = Window::of(&committee, 1, MONDAY);
    window.fill("Wachtzin", PASSPHRASE);
    window.press("Openen");
    window.reads(REFUSED);
    window.fill("Wachtzin", NEW);
    window.press("Openen");
    window.wait("Vergrendelen");
}
