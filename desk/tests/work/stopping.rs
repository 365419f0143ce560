//! What takes long says how far it is, and is stopped where nothing is half done.

use std::{
    cell::{Cell, RefCell},
    fs,
    ops::ControlFlow,
    path::Path,
    sync::{Mutex, MutexGuard},
};

use belfry_desk::session::Session;
use belfry_reader::{
    progress::{Measure, Unit, Watch},
    vault::{Vault, locked_key::Passphrase},
};
use crypto_core::{lengths::PARCEL_ROOM, words::Language};
use zeroize::Zeroizing;

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    deeds::{fill_sealing, only_case},
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
fn wherever_an_opening_is_stopped_the_vault_is_free_for_the_next() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (dir, day) = (committee.vault(1), MONDAY.plus(4));
    let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
    // As an earlier version left it, which looked through no pages.
    let vault = Vault::open(&dir, &passphrase).unwrap();
    vault.write_ledger_index(b"", &mut rand::rng()).unwrap();
    drop(vault);
    let mut stopped = 0;
    let units = RefCell::new(Vec::new());
    let opened = loop {
        let told = Cell::new(0);
        let stop = |measure: Measure| {
            units.borrow_mut().push((measure.unit, measure.of > 0));
            told.set(told.get() + 1);
            match told.get() <= stopped {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        };
        let watch = Watch::of(&stop);
        let opened = Session::unlock(&dir, &passphrase, day, Language::Dutch, watch);
        let first = opened.and_then(|mut opened| {
            opened.at_first(watch)?;
            Ok(opened)
        });
        match first {
            Ok(opened) => break opened,
            Err(error) => assert!(error.is_stopped(), "{error}"),
        }
        stopped += 1;
        drop(Vault::open(&dir, &passphrase).expect("it is let go of"));
    };
    drop(opened);
    let mut units = units.into_inner();
    units.dedup();
    for stops in [
        (Unit::Cases, false),
        (Unit::Pages, true),
        (Unit::Cases, true),
    ] {
        assert!(units.contains(&stops), "{stops:?}: {units:?}");
    }
    assert!(stopped >= 3, "{stopped}");
}

#[test]
fn who_stops_the_lists_after_something_was_done_is_told_that_it_is_done() {
    let (committee, case, _) = with_a_file();
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY);
    window.unlock();
    window.open(&case, "Werk");
    window.fill("Tekst", "Een notitie van mij.");
    let held = hold(&mut window, &gate);
    window.press("Leg de notitie vast");
    window.stop();
    drop(held);
    window.reads("Het staat in je logboek als");
    window.gone("Bezig");
    assert!(window.shows("Het staat in je logboek als"));
    assert!(!window.shows("Het is gestopt"));
    window.press("Vandaag");
    window.reads("het opzoeken is niet afgemaakt");
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

/// Member 1 before the only case, with a file of four parcels.
fn with_a_file() -> (Committee, String, Vec<u8>) {
    let mut committee = Committee::found(1);
    let file: Vec<u8> = (0..3 * PARCEL_ROOM + 5).map(|n| (n % 253) as u8).collect();
    committee.post_file("rekeningen.csv", &file);
    committee.import(1, MONDAY);
    let case = only_case(&committee, 1);
    (committee, case, file)
}

#[test]
fn a_report_with_a_file_that_is_being_sealed_for_an_authority_is_stopped_before_it_is_there() {
    let (committee, case, _) = with_a_file();
    let (key, out) = (committee.file("key"), committee.file("report.age"));
    fs::write(&key, committee.authority()).unwrap();
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY);
    window.unlock();
    window.open(&case, "Werk");
    fill_sealing(&mut window, &key, &out);
    let held = hold(&mut window, &gate);
    let seal = "Verzegel de melding";
    window.press(seal);
    window.reads("van 4 MB");
    window.press("Stop");
    drop(held);
    window.reads("Het verzegelen is gestopt, en er is niets gemaakt.");
    let made = || {
        let names = fs::read_dir(Path::new(&out).parent().unwrap()).unwrap();
        let names = names.map(|one| one.unwrap().file_name().into_string().unwrap());
        let mut made: Vec<_> = names.filter(|name| name.starts_with("report")).collect();
        made.sort();
        made
    };
    assert!(made().is_empty(), "{:?}", made());
    assert!(!window.shows("verzegelde de melding voor"));
    // What was typed is there still.
    window.press(seal);
    window.reads("verzegelde de melding voor Huis voor Klokkenluiders");
    assert_eq!(made(), ["report-01.age", "report.age"]);
}

#[test]
fn saving_a_file_says_how_far_it_is_and_once_stopped_leaves_nothing_of_it() {
    let (committee, case, file) = with_a_file();
    let (mut window, gate) = Window::gated(&committee, 1, MONDAY);
    window.unlock();
    window.open(&case, "Gesprek");
    let folder = committee.file("bewaard");
    window.fill("Map om bestanden in te bewaren", &folder);
    let held = hold(&mut window, &gate);
    let save = "Bewaar 01-rekeningen.csv";
    window.press(save);
    window.reads("van 4 MB");
    window.press("Stop");
    drop(held);
    window.reads("Het bewaren is gestopt, en van het bestand is niets bewaard.");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    window.press(save);
    window.reads("Bewaard als");
    let saved = Path::new(&folder).join("01-rekeningen.csv");
    assert!(fs::read(saved).unwrap() == file);
}

/// Keeps the worker where it next tells how far it is. What it did before has to be over.
fn hold<'g>(window: &mut Window, gate: &'g Mutex<()>) -> MutexGuard<'g, ()> {
    window.gone("Bezig");
    gate.lock().unwrap()
}
