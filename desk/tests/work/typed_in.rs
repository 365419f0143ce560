//! A report that came by telephone: typed in, its code handed over, the minutes checked by its reporter.

use std::fs;

use crate::{
    committee::{ADVISER, Committee, MONDAY},
    window::Window,
};

const TOLD: &str = "De melder zag dat er geld verdween.";
const SHEET: &str = "Bestand om te maken, met de code op een bladzijde om af te drukken (html)";

/// The case whose first letter begins like this.
fn case_that_says(committee: &Committee, member: u16, days: u32, begins: &str) -> String {
    let said = committee.run(member, MONDAY.plus(days), &["--json", "cases"]);
    let cases: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mut all = cases.as_array().unwrap().iter();
    let found = all.find(|one| one["preview"].as_str().unwrap().starts_with(begins));
    let found = found.unwrap_or_else(|| panic!("{begins}: {said}"));
    found["case"].as_str().unwrap().to_owned()
}

/// Four groups of four.
fn code_shown(window: &Window) -> String {
    let is_code = |text: &String| {
        let groups: Vec<&str> = text.split('-').collect();
        let is_group = |one: &&str| one.len() == 4 && one.chars().all(char::is_alphanumeric);
        groups.len() == 4 && groups.iter().all(is_group)
    };
    window.texts().into_iter().find(is_code).unwrap()
}

/// Types the report in at the window; the code.
fn types_in(committee: &Committee) -> String {
    committee.import(1, MONDAY);
    let mut window = Window::of(committee, 1, MONDAY);
    window.unlock();
    window.press("Melding overtypen");
    window.press("Zet klaar en maak de code");
    window.reads("Kies eerst een van de mogelijkheden");
    window.choose("per telefoon");
    window.press("Zet klaar en maak de code");
    window.reads("De tekst is leeg");
    window.fill("Wat de melder vertelde", TOLD);
    window.fill("Wanneer (jjjj-mm-dd); leeg is vandaag", "2026-11-30");
    window.press("Zet klaar en maak de code");
    window.reads("2026-11-30 moet nog komen");
    window.fill_anew("Wanneer (jjjj-mm-dd); leeg is vandaag", "2026-11-20");
    window.choose("lid 3,");
    window.press("Zet klaar en maak de code");
    window.reads("De code voor de melder:");
    let code = code_shown(&window);
    window.reads("De melder moet daar ook lid 3 weglaten");
    assert!(!window.shows(TOLD), "it is typed no more");
    // Whoever looks at something else meanwhile finds it again.
    window.press("Vandaag");
    window.run();
    assert!(!window.shows(&code));
    window.press("Melding overtypen");
    window.reads(&code);
    let sheet = committee.file("code.html");
    window.fill(SHEET, &sheet);
    window.press("Maak de bladzijde");
    window.reads("De code staat op een bladzijde");
    let page = fs::read_to_string(&sheet).unwrap();
    assert!(
        page.contains(&code) && page.contains("je eerste brief"),
        "{page}"
    );
    window.press("De melder heeft de code");
    window.gone(&code);
    window.reads("Wat de melder vertelde");
    window.leave();
    code
}

#[test]
fn a_report_is_typed_in_its_reporter_goes_on_with_the_code_and_checks_the_minutes() {
    let mut committee = Committee::found(1);
    let code = types_in(&committee);
    committee.week(0);
    committee.week(1);
    let said = committee.run(3, MONDAY.plus(11), &["--json", "cases"]);
    assert_eq!(said.trim(), "[]", "member 3 must not hear of it");
    committee.post(&format!("Mijn code is {code}. Het was in mei."), None);
    committee.week(2);
    let (minutes, theirs) = (
        case_that_says(&committee, 1, 18, "De melder"),
        case_that_says(&committee, 1, 18, "Mijn code"),
    );

    let mut window = Window::of(&committee, 1, MONDAY.plus(18));
    window.unlock();
    window.open(&minutes, "Antwoord schrijven");
    let sends = "Stuur mee wat wij opschreven, zodat de melder het kan nakijken";
    window.run();
    assert!(!window.shows(sends), "only where its reporter writes");
    window.open(&theirs, "Antwoord schrijven");
    window.press(sends);
    window.press("Bekijk hoe het aankomt");
    window.reads("Wilt u het nakijken?");
    window.reads(TOLD);
    window.press("Zet klaar om te publiceren");
    window.reads("Je antwoord staat klaar");

    window.open(&minutes, "Werk");
    window.press("nagekeken door de melder");
    window.press("Leg vast wat de melder ervan zegt");
    window.reads("Kies eerst een van de mogelijkheden");
    window.choose("de melder is akkoord");
    window.press("Leg vast wat de melder ervan zegt");
    window.reads("De tekst is leeg");
    window.fill(
        "Wat de melder schrijft, in je eigen woorden",
        "Zo klopt het.",
    );
    window.press("Leg vast wat de melder ervan zegt");
    window.reads("Nagekeken door de melder op 2026-11-23, brief ");
    window.press("Gesprek");
    window.reads("Nagekeken door de melder");
    window.leave();
    let shown = committee.run(1, MONDAY.plus(18), &["--json", "show", &minutes]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["minutes"]["checked"][0]["agreed"], true, "{shown}");
    assert_eq!(shown["minutes"]["day"], "2026-11-20");
}

#[test]
fn an_adviser_types_in_what_was_said_to_them_and_a_lock_wipes_the_code() {
    let committee = Committee::with_adviser();
    committee.import(ADVISER, MONDAY);
    let mut window = Window::of(&committee, ADVISER, MONDAY);
    window.unlock();
    window.press("Melding overtypen");
    window.reads("in een gesprek met mij, als vertrouwenspersoon");
    let is_there = |text: &str| window.texts().iter().any(|one| one == text);
    assert!(!is_there("per telefoon"), "members type these in");
    window.fill("Wat de melder vertelde", TOLD);
    window.press("Zet klaar en maak de code");
    window.reads("De code voor de melder:");
    let code = code_shown(&window);
    window.press("Vergrendelen");
    window.wait("Openen");
    window.unlock();
    window.press("Melding overtypen");
    window.reads("Wat de melder vertelde");
    assert!(!window.shows(&code));
}
