//! The first steps, members and keys, letters that wait for a quorum, the journal.

use crate::{
    committee::{Committee, MONDAY},
    window::Window,
};

#[test]
fn who_has_no_vault_is_told_what_comes_before_and_who_has_one_is_led_to_the_first_answer() {
    let mut committee = Committee::found(1);
    let nowhere = committee.file("nowhere").into();
    let mut window = Window::at(nowhere, MONDAY);
    window.reads("In deze map is geen kluis");
    window.reads("Maak hier een kluis");
    drop(window);

    committee.post("Er verdwijnt geld.", None);
    let mut window = Window::of(&committee, 1, MONDAY);
    // What is told of a folder comes once somebody has looked into it.
    window.fill("Wachtzin", "x");
    window.press("Openen");
    window.reads("Met deze wachtzin gaat het niet open");
    assert!(!window.shows("geen kluis"));
    window.unlock();
    window.reads("1. (gedaan) Je kluis is open.");
    window.reads("2. (nu) Haal met de koerier een pakket op");
    window.press("Naar inlezen");
    window.fill("Bestand om in te lezen", &committee.bundle(MONDAY));
    window.fill(
        "Kanaal: twaalf woorden, of het deel van het adres na #",
        &committee.fragment(),
    );
    // The row of screens has no such name.
    window.press_last("Inlezen");
    window.reads("1 nieuwe");
    window.press("Vandaag");
    window.reads("2. (gedaan)");
    window.reads("3. (nu) Komt er een melding");
    window.press("Naar de zaken");
    let case = crate::deeds::only_case_shown(&window);
    window.press(&case);
    window.press("Antwoord schrijven");
    window.fill("Je antwoord", "Dank je wel.");
    window.press("Bekijk hoe het aankomt");
    window.press("Zet klaar om te publiceren");
    window.reads("Je antwoord staat klaar");
    window.press("Vandaag");
    window.reads("4. (nu) Exporteer.");
    window.press("Naar exporteren");
    let outbox = committee.file("outbox-window");
    window.fill("Bestand om te maken", &outbox);
    window.press_last("Exporteren");
    window.reads("Wat er gebeurde");
    window.press("Vandaag");
    window.gone("De eerste keer");
}

#[test]
fn terms_stand_in_the_calendar_and_the_figures_say_how_they_were_kept() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.import(1, MONDAY);
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Cijfers");
    window.reads("0 op tijd, 0 te laat, 1 lopend");
    window.leave();
    // A colleague confirms on Wednesday, and tells of it a week later; the feedback is to come.
    committee.week(0);
    committee.week(1);
    let mut window = Window::of(&committee, 1, MONDAY.plus(12));
    window.unlock();
    window.press("Cijfers");
    window.reads("1 op tijd, 0 te laat, 0 lopend");
    window.reads("0 op tijd, 0 te laat, 1 lopend");
    window.press("Termijnen");
    window.reads("wettelijke termijn");
    window.reads("februari 2027");
    window.leave();
    let mut window = Window::of(&committee, 1, MONDAY.plus(120));
    window.unlock();
    window.press("Cijfers");
    window.reads("0 op tijd, 1 te laat, 0 lopend");
}

#[test]
fn a_share_of_a_sealed_letter_goes_to_a_colleague_who_opens_it() {
    let mut committee = Committee::found(2);
    committee.post("Er verdwijnt geld.", None);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.reads("Quorum: 2. Zoveel leden samen openen een brief.");
    window.reads("1. Member 1 (jij)");
    window.reads("publiceert op woensdag");
    window.reads("geldig tot en met");
    window.reads("2026-11: staat in de ledenlijst");
    window.reads("Hij gaat open met de delen van 2 leden. Hier: alleen dat van jou.");
    window.choose("lid 2,");
    window.press("Geef mijn deel");
    window.reads("Wat je hebt gegeven, kun je niet terugnemen.");
    assert!(!window.shows("Je gaf je deel"));
    window.press("Ja: geef mijn deel");
    window.reads("Je gaf je deel op 2026-11-23 aan lid 2.");
    window.leave();
    committee.week(0);
    committee.week(1);
    let mut window = Window::of(&committee, 2, MONDAY.plus(11));
    window.unlock();
    window.press("Logboek");
    window.reads("opende de brief met de delen van lid 1");
}

#[test]
fn the_journal_shows_what_does_not_count_first_and_one_case_alone_where_that_is_asked_for() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let (case, day) = (crate::deeds::only_case(&committee, 1), MONDAY.plus(4));
    // Each takes a step without knowing of the other's.
    let why = committee.file("why");
    std::fs::write(&why, "Omdat.").unwrap();
    for member in [1, 2] {
        let step = ["case", "step", &case, "--to", "assessment", "--text", &why];
        let own = crate::deeds::only_case(&committee, member);
        let step = step.map(|one| if one == case { own.as_str() } else { one });
        committee.run(member, day, &step);
    }
    committee.week(1);
    committee.week(2);
    let mut window = Window::of(&committee, 1, MONDAY.plus(18));
    window.unlock();
    window.press("Logboek");
    window.reads("CONFLICT");
    let texts = window.texts();
    let place = |text: &str| texts.iter().position(|one| one.contains(text));
    assert!(place("CONFLICT") < place("opende de brief"), "{texts:#?}");
    window.fill("Alleen van zaak", "zzzz");
    window.reads("Er staat niets in.");

    // It is settled by saying which step is right: the one that both took may be taken again.
    window.press("Vandaag");
    window.reads("Twee van jullie zetten een stap zonder dat van elkaar te weten");
    window.open(&case, "Werk");
    window.reads("in conflict; wacht tot dat is opgelost");
    window.press("volgende stap");
    // The part of the case has this name, too.
    window.press_last("Eerste beoordeling");
    window.fill("De redenen", "Wij wilden hetzelfde.");
    window.press("Zet deze stap");
    window.reads("was in conflict; een latere stap loste dat op");
}
