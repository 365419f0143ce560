//! Answers: files that go along, what an answer is for, minutes below it.

use std::{fs, path::Path};

use crate::{
    committee::{Committee, MONDAY},
    deeds::only_case,
    window::Window,
};

const PATH: &str = "Bestand om mee te sturen: typ of plak waar het staat, of sleep het hierheen";

#[test]
fn files_go_along_once_they_were_found_and_the_preview_says_what_they_take() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let day = MONDAY.plus(4);
    let (first, second) = (committee.file("besluit.txt"), committee.file("bijlage.txt"));
    fs::write(&first, [b'x'; 70_000]).unwrap();
    fs::write(&second, "kort").unwrap();
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.open(&case, "Antwoord schrijven");
    window.fill("Je antwoord", "Zie het besluit.");
    window.fill(PATH, &committee.file("weg.pdf"));
    window.press("Voeg het bestand toe");
    window.reads("weg.pdf is niet te lezen: het is er niet");
    window.fill_anew(PATH, &first);
    window.press("Voeg het bestand toe");
    window.reads("besluit.txt, 70,0 kB");
    window.drop_file(Path::new(&second));
    window.reads("bijlage.txt, 4 bytes");
    window.press("Bekijk hoe het aankomt");
    window.reads("2 bestanden (");
    // What was looked at has two files: one fewer is another answer, and is looked at anew.
    window.press("Stuur niet mee: bijlage.txt");
    window.gone("Zet klaar om te publiceren");
    window.press("Bekijk hoe het aankomt");
    window.reads("30 november 2026, 1 vak, 1 bestand (1,1 MB in het verzendbestand).");
    window.press("Zet klaar om te publiceren");
    window.reads("Je antwoord staat klaar");
    assert!(!window.shows("besluit.txt"), "it went with the answer");
    window.leave();
    assert_eq!(committee.published(), 0);
    committee.week(1);
    committee.week(2);
    assert!(committee.published() > 0, "the file is on the server");
}

#[test]
fn what_an_answer_is_for_stands_where_the_law_counts_it() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    committee.week(1);
    let case = only_case(&committee, 1);
    let day = MONDAY.plus(14);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    for (purpose, text) in [
        ("de wettelijke terugkoppeling", "Het geld is terug."),
        ("de vraag hoe het gaat (benadeling)", "Hoe gaat het?"),
    ] {
        window.open(&case, "Antwoord schrijven");
        window.fill("Je antwoord", text);
        window.press(purpose);
        window.press("Bekijk hoe het aankomt");
        window.press("Zet klaar om te publiceren");
        window.reads("Je antwoord staat klaar");
    }
    window.leave();
    committee.week(2);
    committee.week(3);
    let day = MONDAY.plus(28);
    let terms = committee.run(1, day, &["--json", "terms"]);
    let terms: serde_json::Value = serde_json::from_str(&terms).unwrap();
    assert_eq!(terms["cases"][0]["feedback"], "2026-12-07", "{terms}");
    let tasks = committee.run(1, day, &["--json", "tasks"]);
    // The second question is due three months after the confirmation; the first was, a month after it.
    assert!(
        tasks.contains("2027-02-25") && !tasks.contains("2026-12-25"),
        "{tasks}"
    );
}

#[test]
fn a_case_without_a_way_to_answer_says_why_and_has_no_form() {
    let mut committee = Committee::found(2);
    committee.post("Er verdwijnt geld.", None);
    committee.import(1, MONDAY);
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.open(&case, "Antwoord schrijven");
    window.reads("Deze zaak is nog verzegeld: er is nog niets van gelezen.");
    assert!(!window.shows("Je antwoord"));
}

#[test]
fn by_when_the_reporter_hears_more_stands_below_the_answer_and_is_kept_as_a_promise() {
    const NEXT: &str = "De melder hoort weer iets uiterlijk op (JJJJ-MM-DD)";
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (case, day) = (only_case(&committee, 1), MONDAY.plus(4));
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.open(&case, "Antwoord schrijven");
    window.fill("Je antwoord", "Wij gaan het na.");
    window.press("Bekijk hoe het aankomt");
    window.reads("er staat geen dag in");
    window.fill(NEXT, "2027-13-01");
    window.reads("Dit is geen dag.");
    window.fill_anew(NEXT, "2027-03-01");
    window.press("Bekijk hoe het aankomt");
    window.reads("U hoort uiterlijk op 1 maart 2027 weer van ons.");
    assert!(!window.shows("er staat geen dag in"));
    window.press("Zet klaar om te publiceren");
    window.reads("Je antwoord staat klaar");
    window.leave();
    let tasks = committee.run(1, day, &["--json", "tasks"]);
    assert!(
        tasks.contains("2027-03-01") && tasks.contains("promise"),
        "{tasks}"
    );
}
