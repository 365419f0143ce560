//! A reporter's name in the window.

use crate::{
    committee::{Committee, MONDAY},
    deeds::only_case,
    window::Window,
};

const NAME: &str = "KANARIE-JANSEN";

fn at_name(committee: &Committee, member: u16, days: u32) -> Window {
    let case = only_case(committee, member);
    let mut window = Window::of(committee, member, MONDAY.plus(days));
    window.unlock();
    window.open(&case, "Naam");
    window
}

#[test]
fn a_name_is_held_apart_looked_at_and_disclosed_each_with_a_reason() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let mut window = at_name(&committee, 1, 4);
    window.reads("In deze zaak wordt geen naam apart bewaard.");
    window.press("naam apart bewaren");
    window.fill("De naam, en hoe je de melder bereikt", NAME);
    window.fill("De redenen", "KANARIE-JANSEN belde zelf.");
    window.press("Bewaar de naam apart");
    window.reads("De naam staat in de reden");
    assert!(window.shows(NAME), "what was typed is still there");
    window.fill("De redenen", " ");
    window.leave();

    let mut window = at_name(&committee, 1, 4);
    window.press("naam apart bewaren");
    window.fill("De naam, en hoe je de melder bereikt", NAME);
    window.fill("De redenen", "De melder belde zelf.");
    window.choose("lid 2,");
    window.press("Bewaar de naam apart");
    window.reads("te lezen door lid 1, 2");
    assert!(!window.shows(NAME), "nobody asked to see it");

    window.press("naam bekijken");
    window.fill("De redenen", "Ik moet de melder bellen.");
    window.press("Toon de naam aan mij");
    window.reads(NAME);
    window.reads("Je reden staat in het logboek");
    window.press("Werk");
    window.run();
    assert!(!window.shows(NAME), "one has left the screen");
    window.reads("las de naam");
    window.press("Naam");
    window.run();
    assert!(!window.shows(NAME), "and came back");

    window.press("naam bekendmaken");
    window.fill("Aan welke instantie of persoon", "rechtbank");
    window.press("een wet verplicht ertoe");
    window.fill("Welke wet", "Sv 126nd");
    window.press("nee, dat brengt het onderzoek of de rechtszaak in gevaar");
    window.fill("Waarom dat gevaar er is", "Bewijs zou verdwijnen.");
    window.fill("De redenen", "De rechter vraagt erom.");
    window.press("Vraag erom, of maak de naam bekend");
    window.reads("Een naam die eenmaal bekend is");
    assert!(!window.shows(NAME));
    window.press("Ja: vraag erom, of maak de naam bekend");
    window.reads(NAME);
    window.press("Vergrendelen");
    window.wait("Wachtzin");
    assert!(!window.shows(NAME), "locked");
}

#[test]
fn a_colleague_is_granted_a_name_and_another_is_told_who_could_read_it() {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let mut window = at_name(&committee, 1, 4);
    window.press("naam apart bewaren");
    window.fill("De naam, en hoe je de melder bereikt", NAME);
    window.fill("De redenen", "De melder belde zelf.");
    window.press("Bewaar de naam apart");
    window.reads("te lezen door lid 1");
    window.press("collega laten lezen");
    window.choose("lid 3,");
    window.fill("De redenen", "Lid 3 doet het onderzoek.");
    window.press("Laat deze collega de naam lezen");
    window.press("Ja: laat deze collega de naam lezen");
    window.reads("lid 3 mag de naam");
    window.leave();
    committee.week(1);
    committee.week(2);
    let mut window = at_name(&committee, 3, 18);
    window.press("naam bekijken");
    window.fill("De redenen", "Ik bel de melder.");
    window.press("Toon de naam aan mij");
    window.reads(NAME);
    window.leave();
    let mut window = at_name(&committee, 2, 18);
    window.press("naam bekijken");
    window.fill("De redenen", "Ik wil het weten.");
    window.press("Toon de naam aan mij");
    window.reads("lid 1, 3 kunnen hem lezen");
    assert!(!window.shows(NAME));
}

#[test]
fn a_name_that_the_reporter_gave_is_opened_with_a_colleagues_share_and_disclosed_by_two() {
    let mut committee = Committee::found(2);
    committee.post("Er verdwijnt geld.", Some(NAME));
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    for (from, to) in [(2, "1"), (1, "2")] {
        let case = only_case(&committee, from);
        committee.run(from, MONDAY, &["release", &case, "--to", to]);
    }
    for weeks in 0..=4 {
        committee.week(weeks);
    }
    let mut window = at_name(&committee, 2, 32);
    window.reads("De melder gaf een naam");
    window.press("mijn deel geven");
    window.choose("lid 1,");
    window.fill("De redenen", "Wij moeten kunnen bellen.");
    window.press("Geef mijn deel van de naam");
    window.reads("Wat je hebt gegeven, kun je niet terugnemen.");
    window.press("Ja: geef mijn deel van de naam");
    window.reads("lid 1 krijgt je deel van de naam");
    window.leave();
    committee.week(5);
    committee.week(6);

    let mut window = at_name(&committee, 1, 46);
    window.press("naam openen");
    window.fill("De redenen", "Wij moeten kunnen bellen.");
    window.press("Open de naam");
    window.reads("De naam is open en wordt apart bewaard");
    assert!(!window.shows(NAME));
    window.press("naam bekendmaken");
    window.fill("Aan welke instantie of persoon", "rechtbank");
    window.press("de melder stemt ermee in");
    window.choose("brief, op of kort na");
    window.fill("De redenen", "De rechter vraagt erom.");
    window.press("Vraag erom, of maak de naam bekend");
    window.press("Ja: vraag erom, of maak de naam bekend");
    window.reads("Hier maken 2 leden samen een naam bekend. Maak hem nog niet bekend.");
    window.press("uitvoeren");
    window.fill("De redenen", "De rechter vraagt erom.");
    window.press("Toon mij de naam om bekend te maken");
    window.press("Ja: toon mij de naam om bekend te maken");
    window.reads("nu is alleen lid 1 ervoor");
    assert!(!window.shows(NAME));
    window.leave();
    committee.week(7);
    committee.week(8);

    let mut window = at_name(&committee, 2, 60);
    window.press("instemmen");
    window.fill("De redenen", "Ik zag het bevel.");
    window.press("Stem in met het bekendmaken");
    window.reads("Het staat in je logboek");
    assert!(!window.shows(NAME));
    window.leave();
    committee.week(9);
    committee.week(10);
    let mut window = at_name(&committee, 1, 74);
    window.press("uitvoeren");
    window.fill("De redenen", "De rechter vraagt erom.");
    window.press("Toon mij de naam om bekend te maken");
    window.press("Ja: toon mij de naam om bekend te maken");
    window.reads(NAME);
}
