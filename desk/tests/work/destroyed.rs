//! Destroying a case from the window, its certificate, and the register.

use std::fs;

use crate::{
    committee::{Committee, MONDAY},
    deeds::only_case,
    window::Window,
};

const ASK: &str = "Kijk of de zaak weg mag";
const DO: &str = "Vernietig de zaak voorgoed";
const WHY: &str = "Waarom de zaak eerder weg moet; alleen als het te vroeg is";
const PATH: &str = "Bestand om te maken, met een verklaring dat de zaak is vernietigd";

#[test]
fn what_keeps_a_case_is_said_in_words_and_nothing_is_destroyed_then() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, MONDAY.plus(4));
    window.unlock();
    window.open(&case, "Vernietigen");
    window.press(ASK);
    window.reads("de melder heeft net geschreven; volgens de regels wordt er vóór");
    assert!(!window.shows(DO));
    window.leave();

    // An answer that nobody has seen yet.
    let text = committee.file("antwoord");
    fs::write(&text, "Wij zoeken het uit.").unwrap();
    let answer = ["answer", &case, "--text", &text];
    committee.run(1, MONDAY.plus(4), &answer);
    let mut window = Window::of(&committee, 1, MONDAY.plus(40));
    window.unlock();
    window.open(&case, "Vernietigen");
    window.press(ASK);
    window.reads("de zaak is niet met een stap afgesloten. Rond de zaak eerst af. Moet de zaak");
    window.fill(WHY, "De rechter beval het.");
    window.press(ASK);
    window.reads("Moet de zaak toch weg, zeg dat dan.");
    for command in ["--early", "--unheard", "`"] {
        assert!(!window.shows(command), "{command}");
    }
    assert!(!window.shows(DO));
    window.press("Ook als nog niet iedereen alles heeft gehoord");
    window.press(ASK);
    window.reads("Het is te vroeg");
    window.press("Nee, terug");
    window.gone(DO);
    window.press("Gesprek");
    window.reads("Er verdwijnt geld.");
}

#[test]
fn a_case_is_destroyed_once_its_name_was_typed_and_leaves_a_certificate_and_a_line() {
    let mut committee = Committee::found(1);
    committee.post("KanarieBrief: er verdwijnt geld.", None);
    for weeks in 0..=2 {
        committee.week(weeks);
    }
    let case = only_case(&committee, 1);
    let (there, certificate) = (committee.file("er al"), committee.file("verklaring.txt"));
    fs::write(&there, "").unwrap();
    let mut window = Window::of(&committee, 1, MONDAY.plus(40));
    window.unlock();
    window.open(&case, "Werk");
    window.fill("Tekst", "KanarieNotitie.");
    window.press("Vernietigen");
    window.fill(WHY, "De rechter beval het.");
    window.fill(PATH, &there);
    window.press(ASK);
    window.reads("er is al iets met die naam");
    window.fill_anew(PATH, &certificate);
    window.press(ASK);
    window.reads("De reden komt in het register en in de verklaring.");
    window.reads("1 brief");
    window.reads("Bewaar eerst ergens anders wat je moet bewaren");
    // Who says something else is asked anew.
    window.fill(WHY, " In hoger beroep.");
    window.gone(DO);
    window.press(ASK);
    window.reads(DO);
    let field = format!("Typ ter bevestiging {case}");
    assert!(window.is_disabled(DO));
    window.fill(&field, "ja");
    assert!(window.is_disabled(DO), "that is not its name");
    window.fill_anew(&field, &case);
    window.press(DO);
    window.reads("is vernietigd. De naam en de datums van de zaak blijven in de lijst staan");
    window.reads("De verklaring staat in");
    let text = fs::read_to_string(&certificate).unwrap();
    let why = "destroyed before its time: De rechter beval het. In hoger beroep.\n";
    assert!(text.contains(&case) && text.contains(why), "{text}");

    window.press("Gesprek");
    window.reads("Er is nog niets te lezen.");
    window.press("Werk");
    window.reads("Leg iets vast");
    assert!(!window.shows("Kanarie"), "{:#?}", window.texts());
    window.press("Register");
    window.reads("te vroeg vernietigd: De rechter beval het. In hoger beroep.");
    window.reads("ontvangst op tijd, terugkoppeling niet geteld");
    assert!(!window.shows(&case), "nothing points to it");
    // Once more, from what the journal keeps.
    let again = committee.file("nog een keer.txt");
    window.open(&case, "Vernietigen");
    window.fill(PATH, &again);
    window.press("Maak de verklaring");
    window.reads("De verklaring staat in");
    assert_eq!(fs::read_to_string(&again).unwrap(), text);
    window.leave();
    let told = committee.run(1, MONDAY.plus(40), &["--json", "register"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let early = "De rechter beval het. In hoger beroep.";
    assert_eq!(told[0]["destroyed_early"], early, "{told}");
}
