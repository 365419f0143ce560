//! Whoever holds the root key changes the roster in the window: what was seen is what is signed.

mod machine;
mod texts;

use std::{
    fs,
    path::{Path, PathBuf},
};

use belfry_reader::member_file::MemberFile;
use crypto_core::{ids::MemberNumber, roster::Roster, time::Day};

use crate::{
    committee::{Committee, MONDAY},
    window::Window,
};

const ROOT: &str = "battery staple";
const LOOK: &str = "Bekijk wat er verandert";
const TYPED: &str = "Wachtzin van de hoofdsleutel";

/// The committee's first member, who holds the root key and has imported.
fn holder(committee: &Committee, day: Day) -> Window {
    committee.import(1, day);
    let mut window = Window::of(committee, 1, day);
    window.unlock();
    window.press("Leden en sleutels");
    window.press("Verander de ledenlijst");
    window.reads("Wie er nu in staan");
    window
}

/// Somebody makes keys in this vault, and brings the file.
fn brings(committee: &Committee, vault: u16, (number, name): (u16, &str)) -> PathBuf {
    let file = committee.file(&format!("member-{number}.json"));
    let number = number.to_string();
    let mut args = vec!["init", "--member", &number, "--name", name];
    args.extend(["--weekday", "4", "--fast-kdf-for-tests", "--out", &file]);
    // A member's file is not written over somebody else's.
    drop(fs::remove_file(&file));
    committee.run(vault, MONDAY, &args);
    PathBuf::from(file)
}

/// A member makes keys for more months, and brings the file.
fn renews(committee: &Committee, member: u16, day: Day) -> String {
    let file = committee.file(&format!("member-{member}.json"));
    committee.run(member, day, &["keys", "prepare", "--out", &file]);
    number(Path::new(&file))
}

fn number(file: &Path) -> String {
    MemberFile::read(file).unwrap().fingerprint()
}

fn outbox(committee: &Committee) -> String {
    committee.file("change.outbox")
}

fn sign(window: &mut Window, serial: u64) {
    window.fill(TYPED, ROOT);
    window.press("Onderteken");
    window.reads(&format!("Ledenlijst {serial} is ondertekend"));
    window.reads("Daarna lezen alle leden een nieuw pakket in");
    window.gone("Dit verandert er");
}

/// The roster that the courier brings back.
fn published(committee: &mut Committee, day: Day) -> Roster {
    let outbox = outbox(committee);
    committee.push(&outbox, day);
    Roster::clone(&committee.roster())
}

#[test]
fn only_where_the_root_key_is_and_the_channel_is_founded_can_the_roster_be_changed() {
    let committee = Committee::found(1);
    let change = "Verander de ledenlijst";
    let mut before = Window::of(&committee, 1, MONDAY);
    before.unlock();
    before.press("Leden en sleutels");
    before.reads("De ledenlijst komt met het eerste pakket");
    assert!(!before.shows(change), "not founded yet");
    before.leave();
    committee.import(2, MONDAY);
    let mut other = Window::of(&committee, 2, MONDAY);
    other.unlock();
    other.press("Leden en sleutels");
    other.reads("1. Member 1");
    assert!(!other.shows(change), "no root key here");
    other.leave();
    holder(&committee, MONDAY).leave();
}

#[test]
fn a_member_is_taken_in_with_the_keys_that_were_heard_whatever_lies_in_the_folder_by_then() {
    let mut committee = Committee::found(1);
    let file = brings(&committee, 4, (4, "Dina Smit"));
    let (true_one, true_number) = (fs::read(&file).unwrap(), number(&file));
    let exchange = |committee: &Committee| {
        let mallory = committee.vault(9);
        if mallory.exists() {
            fs::remove_dir_all(&mallory).unwrap();
        }
        number(&brings(committee, 9, (4, "Dina Smit")))
    };
    let mut window = holder(&committee, MONDAY);
    window.reads("Dina Smit, lid van de integriteitscommissie, publiceert op donderdag");
    window.reads("staat niet in de ledenlijst");
    assert!(!window.shows("komt erbij"), "the number was not heard yet");
    let heard = format!("Dina Smit las zelf voor: {true_number}");
    window.press(&heard);
    window.reads("Nog nodig: wat er gebeurt met Dina Smit.");
    assert!(window.is_disabled(LOOK));
    window.press("komt erbij");

    // Another file comes into its place: seen by who looks again, and nobody has heard its number.
    let false_number = exchange(&committee);
    window.press("Kijk in deze map");
    window.gone(&true_number);
    window.reads(&format!("Dina Smit las zelf voor: {false_number}"));
    assert!(!window.shows("komt erbij"));
    window.press(LOOK);
    window.reads("Leden en instellingen blijven zoals ze zijn");
    fs::write(&file, &true_one).unwrap();
    window.press("Kijk in deze map");
    window.gone("Dit verandert er");
    window.reads(&true_number);
    window.press(LOOK);
    window.reads("Lid 4 (Dina Smit) is nieuw.");
    window.reads("Deze ledenlijst is geldig tot en met 2027-02-23.");
    // It comes again, once all was seen: of no use, as nothing is read any more.
    exchange(&committee);
    window.fill(TYPED, "een andere wachtzin");
    window.press("Onderteken");
    window.reads("Met deze wachtzin gaat het niet open.");
    window.reads("Lid 4 (Dina Smit) is nieuw.");
    assert!(window.is_disabled("Onderteken"), "it has to be typed again");
    assert!(!Path::new(&outbox(&committee)).exists());
    sign(&mut window, 2);

    // Who goes on before this one is in force is told what is lost.
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press("Verander de ledenlijst");
    window.reads("Ledenlijst 2 is ondertekend");
    window.press(LOOK);
    window.reads("Ledenlijst 2 is hier al ondertekend en nog niet ingelezen.");
    window.leave();

    let roster = published(&mut committee, MONDAY);
    let dina = roster.member(MemberNumber(4)).unwrap();
    let told = MemberFile::parse(&true_one).unwrap();
    assert_eq!(dina.member_key, told.member_key);
    assert_eq!(dina.board_key, Some(told.board_key));
    assert_eq!((roster.serial, roster.members.len()), (2, 4));
    for member in [1, 2, 4] {
        committee.import(member, MONDAY);
    }
    let mut window = holder(&committee, MONDAY);
    window.reads("4. Dina Smit");
    assert!(!window.shows("is hier al ondertekend"));
}

#[test]
fn newer_keys_come_from_files_that_were_heard_and_from_the_vault_itself() {
    let mut committee = Committee::found(1);
    // 1 February 2027; there are keys until the end of that month.
    let day = MONDAY.plus(70);
    committee.import(1, day);
    let three = renews(&committee, 3, day);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.press("Leden en sleutels");
    // Their own keys need no file, and nobody reads out a number.
    let folder = committee.file("elders");
    fs::create_dir(&folder).unwrap();
    window.fill("Map voor je bestand", &folder);
    window.press("Maak sleutels");
    window.reads("Er zijn sleutels gemaakt voor");
    window.press("Verander de ledenlijst");
    window.press("Neem ook mijn nieuwe sleutels");
    window.press(&format!("Member 3 las zelf voor: {three}"));
    window.press(LOOK);
    window.reads("Leden en instellingen blijven zoals ze zijn");
    window.reads("Er komen nieuwe sleutels voor brieven bij, van lid 1, 3.");
    let until = "Deze ledenlijst is geldig tot en met 2027-02-28 (sleutels voor latere maanden ontbreken nog van lid 2).";
    window.reads(until);
    let two = renews(&committee, 2, day);
    window.press("Kijk in deze map");
    window.press(&format!("Member 2 las zelf voor: {two}"));
    window.press(LOOK);
    window.reads("Deze ledenlijst is geldig tot en met 2027-05-04.");
    sign(&mut window, 2);
    window.leave();
    let roster = published(&mut committee, day);
    assert!(roster.epochs.len() > 3);
    let mut window = holder(&committee, day);
    window.reads("de ledenlijst heeft deze sleutels al: lid 1, 2, 3.");
    assert!(!window.shows("las zelf voor"));
}

#[test]
fn settings_days_and_who_leaves_are_seen_before_they_are_signed_and_what_is_changed_then_is_seen_anew()
 {
    let mut committee = Committee::found(1);
    let mut window = holder(&committee, MONDAY);
    assert!(!window.shows("Vertrekt: lid 1"), "who signs stays");
    window.press("Vertrekt: lid 3 (Member 3)");
    window.press("Andere publicatiedag: lid 2 (Member 2)");
    window.press("vrijdag");
    window.press("Verander ook instellingen");
    let quorum = "Hoeveel leden samen een brief openen (1: elk lid alleen)";
    window.fill_anew(quorum, "drie");
    window.reads("Nog nodig: de instellingen, in getallen.");
    window.fill_anew(quorum, "3");
    window.press(LOOK);
    window.reads("het quorum is minstens 1 en hoogstens het aantal leden");
    window.fill_anew(quorum, "2");
    window.press("16");
    let cells = "Vakken die elk lid per week publiceert";
    window.fill_anew(cells, "6");
    window.fill_anew("Weken dat een antwoord op het bord blijft", "30");
    window.fill_anew("Dagen dat deze ledenlijst geldt, hoogstens 92", "30");
    window.press(LOOK);
    for told in [
        "Lid 3 (Member 3) vertrekt.",
        "Lid 2 (Member 2) publiceert vanaf nu op vrijdag.",
        "(quorum): 2 in plaats van 1.",
        "Plaatsen in elke brief",
        "Vakken die elk lid per week publiceert: 6 in plaats van 4.",
        "30 in plaats van 26.",
        "Deze ledenlijst is geldig tot en met 2026-12-23.",
    ] {
        window.reads(told);
    }

    // What is changed once it was seen is not signed; nor does the passphrase stay.
    window.fill(TYPED, ROOT);
    window.fill_anew(cells, "8");
    window.gone("Dit verandert er");
    window.press(LOOK);
    window.reads("8 in plaats van 4.");
    assert!(window.is_disabled("Onderteken"));
    window.fill(TYPED, ROOT);
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press("Verander de ledenlijst");
    window.wait(LOOK);
    assert!(!window.shows("Dit verandert er"), "who left it looks anew");
    window.press(LOOK);
    window.reads("8 in plaats van 4.");
    assert!(window.is_disabled("Onderteken"));
    sign(&mut window, 2);
    window.leave();
    let roster = published(&mut committee, MONDAY);
    let numbers = (roster.quorum, roster.slots, roster.cells_per_batch);
    assert_eq!((numbers, roster.cell_weeks), ((2, 16, 8), 30));
    let days: Vec<_> = roster.members.iter().map(|one| one.weekday).collect();
    assert_eq!(days, [Some(1), Some(5)]);
    assert_eq!(roster.valid_until, MONDAY.plus(30));
}
