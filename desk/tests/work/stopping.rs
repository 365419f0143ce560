//! What takes long says how far it is, and is stopped where nothing is half done.

use std::{
    sync::{Mutex, MutexGuard},
    thread,
    time::Duration,
};

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    window::Window,
};

const CHANNEL: &str = "Kanaal: twaalf woorden, of het deel van het adres na #";

/// Member 1 before a bundle with some letters, which is not taken in yet.
fn with_letters() -> Committee {
    let mut committee = Committee::found(1);
    for text in ["Er verdwijnt geld.", "Nog steeds.", "Alweer."] {
        committee.post(text, None);
    }
    committee
}

#[test]
fn an_import_says_how_far_it_is_and_once_stopped_has_taken_in_nothing_and_can_be_done_anew() {
    let committee = with_letters();
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY);
    window.unlock();
    window.press("Inlezen en exporteren");
    window.fill("Bestand om in te lezen", &committee.bundle(MONDAY));
    window.fill(CHANNEL, &committee.fragment());
    let held = hold(&mut window, &gate);
    window.press_last("Inlezen");
    window.reads("van 1 MB");
    window.wait("Voortgang");
    window.press("Stop");
    window.reads("Stopt zodra niets half gedaan is.");
    drop(held);
    window.reads("Het inlezen is gestopt, en van het pakket is niets overgenomen.");
    window.gone("Bezig");
    window.press("Zaken");
    window.reads("0 van 0");
    window.press("Inlezen en exporteren");
    window.press_last("Inlezen");
    window.reads("3 nieuwe brieven");
}

#[test]
fn who_locks_the_vault_does_not_wait_for_what_nobody_sees_any_more_but_what_comes_in_comes_in() {
    let committee = with_letters();
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY);
    window.unlock();
    window.press("Inlezen en exporteren");
    window.fill("Bestand om in te lezen", &committee.bundle(MONDAY));
    window.fill(CHANNEL, &committee.fragment());
    let held = hold(&mut window, &gate);
    window.press_last("Inlezen");
    window.reads("van 1 MB");
    window.press("Vergrendelen");
    drop(held);
    window.wait("Openen");
    drop(window);
    let said = committee.run(1, MONDAY, &["--json", "cases"]);
    let cases: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(cases.as_array().map(Vec::len), Some(1), "{said}");
}

#[test]
fn a_search_that_is_stopped_says_so_and_shows_nothing_as_if_it_were_all() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY.plus(4));
    window.unlock();
    window.press("Zaken");
    window.reads("1 van 1");
    let held = hold(&mut window, &gate);
    window.fill("Zoeken in alle teksten", "geld");
    window.reads("Alle teksten worden doorzocht.");
    window.press("Stop");
    drop(held);
    window.reads("De teksten zijn niet doorzocht");
    assert!(!window.shows("0 van 1"));
    window.press("Zoek opnieuw");
    window.reads("1 van 1");
}

#[test]
fn opening_is_stopped_before_anything_is_shown_and_can_be_done_anew() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY.plus(4));
    let held = hold(&mut window, &gate);
    window.fill("Wachtzin", PASSPHRASE);
    window.press("Openen");
    window.press("Stop");
    drop(held);
    window.reads("Het is gestopt.");
    assert!(!window.shows("Vergrendelen"));
    // Nobody sees it, so nobody would lock it.
    committee.run(1, MONDAY.plus(4), &["cases"]);
    window.unlock();
}

#[test]
fn lists_that_were_not_put_together_are_said_to_be_unknown_and_are_looked_up_when_asked_for() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY.plus(4));
    window.unlock();
    window.press("Instellingen");
    let held = hold(&mut window, &gate);
    // All that is listed is told in the other language.
    window.press("English");
    window.press("Stop");
    drop(held);
    window.reads("looking them up was not finished");
    window.press("Look them up");
    window.gone("looking them up was not finished");
    window.press("Today");
    window.reads("To do");
}

/// Keeps the worker where it next tells how far it is. What it did before has to be over, and it awake for the last time.
fn hold<'g>(window: &mut Window, gate: &'g Mutex<()>) -> MutexGuard<'g, ()> {
    window.gone("Bezig");
    thread::sleep(Duration::from_millis(100));
    gate.lock().unwrap()
}
