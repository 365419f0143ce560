//! A month's keys, erased before they are due.

use crate::{
    committee::{Committee, MONDAY},
    window::Window,
};

const ERASE: &str = "Wis deze sleutels";
const YES: &str = "Ja: wis ze voorgoed (2026-11)";
const LOST: &str = "nooit meer een brief van die maand openen die nog niet is ingelezen";

#[test]
fn a_months_keys_are_erased_once_it_was_read_what_is_lost_with_them() {
    let mut committee = Committee::found(1);
    committee.import(1, MONDAY);
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.reads("2026-11: staat in de ledenlijst");
    assert!(window.is_disabled(ERASE));
    window.press("2026-11");
    window.press(ERASE);
    window.reads(LOST);
    window.reads("Melders blijven aan deze sleutels schrijven");
    // Another month is another question.
    window.press("2027-01");
    window.gone(LOST);
    window.press("2026-11");
    window.press(ERASE);
    window.press("Nee, terug");
    window.gone(LOST);
    window.reads("2026-11: staat in de ledenlijst");
    window.press(ERASE);
    window.reads(LOST);
    // Who leaves is asked again.
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.wait(ERASE);
    assert!(!window.shows(LOST));
    window.press(ERASE);
    window.press(YES);
    window.reads("De sleutels van 2026-11 zijn voorgoed gewist.");
    window.reads("2026-11: gewist op");
    window.reads("je wilde het zelf");
    window.gone("2026-11: staat in");
    window.reads("2026-12: staat in de ledenlijst");
    window.leave();
    committee.post("Niet te openen", None);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    let reads = |member| {
        committee
            .run(member, MONDAY, &["cases"])
            .contains("Niet te openen")
    };
    assert!(!reads(1) && reads(2));
}

#[test]
fn a_vault_without_a_channel_keeps_its_keys_and_says_why() {
    let committee = Committee::found(1);
    let mut window = Window::of(&committee, 2, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.press("2026-11");
    window.press(ERASE);
    window.press(YES);
    window.reads("Deze kluis hoort nog niet bij een kanaal");
    window.leave();
    let list = committee.run(2, MONDAY, &["keys", "list"]);
    assert!(list.contains("2026-11  not in the roster"), "{list}");
}
