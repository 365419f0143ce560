//! The first assessment and the decision that follows it.

use std::fs;

use crate::{
    committee::{Committee, MONDAY},
    deeds::only_case,
    window::Window,
};

/// A member's view, by the reader's form.
fn gives_view(committee: &Committee, member: u16, days: u32) {
    let (case, day) = (only_case(committee, member), MONDAY.plus(days));
    let form = committee.run(member, day, &["case", "assess", &case]);
    let filled = form
        .replace("outcome = \"\"", "outcome = \"integrity\"")
        .replace("text = \"\"\"\n", "text = \"\"\"\nIk las de stukken.\n")
        .replace(" = \"\"\n", " = \"yes\"\n");
    let file = committee.file("form.toml");
    fs::write(&file, filled).unwrap();
    committee.run(member, day, &["case", "assess", &case, "--view", &file]);
}

#[test]
fn a_view_is_given_in_the_window_and_once_enough_are_open_it_is_decided_there() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, MONDAY.plus(4));
    window.unlock();
    window.open(&case, "Werk");
    window.press("volgende stap");
    window.fill("De redenen", "Wij beginnen.");
    window.press("Zet deze stap");
    window.reads("bracht de zaak naar");
    let can_decide = |window: &Window| window.texts().iter().any(|text| text == "besluit");
    assert!(!can_decide(&window), "nobody has given a view");

    window.press("Eerste beoordeling");
    let asked = window.texts().into_iter();
    let yes: Vec<String> = asked.filter(|text| text.ends_with("? ja")).collect();
    assert!(!yes.is_empty(), "{:#?}", window.texts());
    for one in yes {
        window.press(&one);
    }
    window.choose("andere integriteitsmelding");
    window.fill("De redenen", "KanarieOordeel van mij.");
    window.press("Leg mijn oordeel vast");
    window.reads("Vastgelegd: 1 van 2");
    window.leave();
    gives_view(&committee, 2, 4);
    committee.week(1);
    committee.week(2);
    committee.week(3);

    let case = only_case(&committee, 3);
    let mut window = Window::of(&committee, 3, MONDAY.plus(25));
    window.unlock();
    window.open(&case, "Eerste beoordeling");
    window.reads("KanarieOordeel van mij.");
    window.press("Werk");
    window.reads("vindt dat het dit is");
    assert!(can_decide(&window));
    window.press("besluit");
    window.press("Neem het besluit");
    window.reads("Kies eerst een van de mogelijkheden");
    window.choose("andere integriteitsmelding");
    window.fill("De redenen", "Beiden vinden dat.");
    window.press("Vertel het de melder");
    window.fill("Wat de melder leest", "Wij nemen je melding aan.");
    window.press("Neem het besluit");
    window.reads("besloot dat het dit is");
    window.reads("wordt op 2026-12-25 gepubliceerd");
    window.run();
    assert!(!can_decide(&window), "it is decided");

    window.press("tweede blik");
    window.fill("De redenen", "De melder ziet het anders.");
    window.press("Begin de beoordeling opnieuw");
    window.reads("noteerde dat de melder vraagt om er nog eens naar te kijken");
    window.press("Eerste beoordeling");
    window.reads("Vastgelegd: 0 van 2");
}
