//! Every deed of a case by its form.

use std::{fs, path::Path};

use crate::{
    committee::{ADVISER, Committee, MONDAY},
    window::Window,
};

const BY: &str = "2026-12-14";

/// Member 1 before the only case, its work open.
pub fn at_work() -> (Committee, Window, String) {
    let mut committee = Committee::found(1);
    committee.post("Er verdwijnt geld.", None);
    committee.week(0);
    let day = MONDAY.plus(4);
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.open(&case, "Werk");
    (committee, window, case)
}

pub fn only_case(committee: &Committee, member: u16) -> String {
    let said = committee.run(member, MONDAY.plus(4), &["--json", "cases"]);
    let cases: serde_json::Value = serde_json::from_str(&said).unwrap();
    cases[0]["case"].as_str().unwrap().to_owned()
}

/// The first case in the list: four characters, a hyphen, four characters.
pub fn only_case_shown(window: &Window) -> String {
    let is_case = |text: &String| {
        let (first, last) = text.split_once('-').unwrap_or_default();
        first.len() == 4
            && last.len() == 4
            && text
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || one == '-')
    };
    window.texts().into_iter().find(is_case).unwrap()
}

#[test]
fn every_deed_is_done_by_its_form_and_stands_in_the_case() {
    let (committee, mut window, case) = at_work();

    window.fill("Tekst", "Een notitie van mij.");
    window.press("Leg de notitie vast");
    window.reads("schreef een notitie");
    window.reads("Het staat in je logboek als");

    window.press("taak");
    window.choose("lid 2,");
    window.fill("Uiterlijk (jjjj-mm-dd)", BY);
    window.fill("Wat er te doen is", "Vraag de facturen op.");
    window.press("Geef de taak");
    window.reads("gaf lid 2 een taak");

    window.press("belofte");
    window.fill("Uiterlijk (jjjj-mm-dd)", BY);
    window.fill("Wat is beloofd", "Wij bellen terug.");
    window.press("Leg de belofte vast");
    window.reads("beloofde de melder iets");
    window.press("Dit is gedaan");
    window.press("Zeg dat het gedaan is");
    window.reads("rondde");

    window.press("rol geven");
    window.choose("onderzoeken");
    window.choose("lid 3,");
    window.press("Geef de rol");
    window.reads("gaf lid 3 de rol");
    window.press("rol afnemen");
    window.press("Neem de rol af");
    window.reads("nam lid 3 de rol");

    window.press("langer bewaren");
    window.fill("De redenen", "Er loopt een rechtszaak.");
    window.press("Bewaar de zaak langer");
    window.reads("wordt langer bewaard");
    window.press("niet langer bewaren");
    window.fill("De redenen", "De rechtszaak is voorbij.");
    window.press("Bewaar niet langer");
    window.reads("niet langer bewaard hoeft te worden");

    window.press("Verbeteren");
    window.fill("Wat er niet klopte", "Het was op dinsdag.");
    window.press("Leg de verbetering vast");
    window.reads("later verbeterd");

    window.press("toestemming buiten een brief");
    window.choose("op papier");
    window.fill("Wanneer (jjjj-mm-dd)", "2026-11-26");
    window.fill("Waar het papier of het verslag wordt bewaard", "map 12");
    window.fill("Waarmee de melder instemt", "Doorsturen naar de politie.");
    window.press("Leg de toestemming vast");
    window.reads("schreef op dat de melder instemt, op papier op 2026-11-26");
    window.reads("bewaard: map 12");

    window.press("volgende stap");
    window.fill("De redenen", "Wij beginnen.");
    window.press("Vertel het de melder");
    window.press("Zet deze stap");
    window.reads("bracht de zaak naar");
    window.reads("De melder leest:");

    window.leave();
    let day = MONDAY.plus(4);
    let told = committee.run(1, day, &["--language", "nl", "case", "show", &case]);
    for done in [
        "Een notitie van mij.",
        "Vraag de facturen op.",
        "Wij bellen terug.",
        "Het was op dinsdag.",
        "De melder krijgt te lezen",
    ] {
        assert!(told.contains(done), "{done}: {told}");
    }
}

#[test]
fn what_the_library_refuses_is_said_at_the_form_and_nothing_that_was_typed_is_lost() {
    let (_committee, mut window, _) = at_work();
    window.press("Leg de notitie vast");
    window.reads("De tekst is leeg, en dan weten je collega's niet waarom");
    window.press("tweede blik");
    window.fill("De redenen", "De melder vraagt erom.");
    window.press("Begin de beoordeling opnieuw");
    window.reads("er is nog niets besloten waar opnieuw naar kan worden gekeken");
    assert!(window.shows("De melder vraagt erom."), "it is still typed");
    window.press("taak");
    window.press("Geef de taak");
    window.reads("Kies eerst een van de mogelijkheden");
    window.choose("lid 2,");
    window.fill("Uiterlijk (jjjj-mm-dd)", "morgen");
    window.press("Geef de taak");
    window.reads("Typ de dag als jaar-maand-dag");
    window.press("tweede blik");
    assert!(
        window.shows("De melder vraagt erom."),
        "each kind keeps its draft"
    );
    assert!(
        !window.shows("buiten de pagina verteld"),
        "nobody typed it in"
    );
}

/// Says in the form of a case's work that its report goes to the authority that has this key.
pub fn fill_sealing(window: &mut Window, key: &str, out: &str) {
    window.press("doorsturen naar een instantie");
    window.fill("Welke instantie", "Huis voor Klokkenluiders");
    window.fill("Bestand met haar sleutel (age1pq1…)", key);
    window.choose("brief, op of kort na");
    window.fill("Bestand om te maken", out);
    window.fill("De redenen", "De melder wil dat.");
}

#[test]
fn a_report_is_sealed_to_an_authority_once_its_reporter_has_consented() {
    let (committee, mut window, _) = at_work();
    let (key, out) = (committee.file("key"), committee.file("report.age"));
    fs::write(&key, committee.authority()).unwrap();
    fill_sealing(&mut window, &committee.file("none"), &out);
    window.press("Verzegel de melding");
    window.reads("het is er niet");
    assert!(!Path::new(&out).exists());
    window.leave();

    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, MONDAY.plus(4));
    window.unlock();
    window.open(&case, "Werk");
    fill_sealing(&mut window, &key, &out);
    window.press("Verzegel de melding");
    window.reads("verzegelde de melding voor Huis voor Klokkenluiders");
    window.reads("met toestemming in brief");
    assert!(Path::new(&out).exists());
}

#[test]
fn an_adviser_hands_letters_on_to_the_committee_and_says_that_this_cannot_be_taken_back() {
    let mut committee = Committee::with_adviser();
    committee.post_to_adviser("KanarieBrief: er verdwijnt geld.");
    let day = MONDAY.plus(1);
    committee.import(ADVISER, day);
    let case = only_case(&committee, ADVISER);
    let mut window = Window::of(&committee, ADVISER, day);
    window.unlock();
    window.open(&case, "Werk");
    window.press("doorgeven aan de commissie");
    window.choose("brief, op of kort na");
    window.choose("lid 3,");
    window.fill("Wat de melder leest", "De commissie gaat verder.");
    window.press("Geef de brieven door");
    window.reads("Wat je doorgeeft, kun je niet terughalen.");
    window.press("Ja: geef de brieven door");
    window.reads("De brieven gaan met je volgende export naar de commissie");
    window.reads("verzegelde de melding voor de commissie");
    window.press("Inlezen en exporteren");
    let outbox = committee.file("outbox-adviser");
    window.fill("Bestand om te maken", &outbox);
    window.press_last("Exporteren");
    window.reads("Wat er gebeurde");
    window.leave();
    committee.push(&outbox, day);
    for (member, cases) in [(1, 1), (3, 0)] {
        committee.import(member, MONDAY.plus(2));
        let said = committee.run(member, MONDAY.plus(2), &["--json", "cases"]);
        let found: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(
            found.as_array().unwrap().len(),
            cases,
            "member {member}: {said}"
        );
    }
}

#[test]
fn who_withdraws_is_told_first_what_that_means() {
    let (_committee, mut window, _) = at_work();
    window.press("niet meer meedoen");
    window.fill("De redenen", "Ik ken de melder.");
    window.press("Doe niet meer mee aan deze zaak");
    window.reads("Daarna telt in deze zaak niets meer van wat je doet");
    window.press("Nee, terug");
    window.run();
    assert!(!window.shows("Daarna telt in deze zaak niets meer"));
    window.press("Doe niet meer mee aan deze zaak");
    window.press("Ja: doe niet meer mee aan deze zaak");
    window.reads("Doet niet mee: lid 1");
    // What they do afterwards is refused, in words.
    window.press("langer bewaren");
    window.fill("De redenen", "Er loopt een rechtszaak.");
    window.press("Bewaar de zaak langer");
    window.reads("lid 1 doet niet mee");
}

#[test]
fn what_a_reporter_of_a_typed_in_report_was_told_elsewhere_stands_in_its_case() {
    let mut committee = Committee::found(1);
    let file = committee.file("gesprek");
    fs::write(&file, "De melder zag dat er geld verdween.").unwrap();
    committee.import(1, MONDAY);
    committee.run(
        1,
        MONDAY,
        &["minutes", "--way", "telephone", "--text", &file],
    );
    committee.week(0);
    committee.week(1);
    let case = only_case(&committee, 1);
    let mut window = Window::of(&committee, 1, MONDAY.plus(11));
    window.unlock();
    window.open(&case, "Werk");
    window.press("buiten de pagina verteld");
    window.choose("dat de melding is ontvangen");
    window.fill("Wanneer (jjjj-mm-dd)", "2026-12-30");
    window.fill("Wat is verteld", "Wij hebben je melding.");
    window.press("Leg vast wat is verteld");
    window.reads("noem een van die twee dagen, of een dag ertussen");
    assert!(window.shows("Wij hebben je melding."), "it is still typed");
    window.leave();
    let mut window = Window::of(&committee, 1, MONDAY.plus(11));
    window.unlock();
    window.open(&case, "Werk");
    window.press("buiten de pagina verteld");
    window.choose("wat er is gevonden en wat volgt");
    window.fill("Wanneer (jjjj-mm-dd)", "2026-12-03");
    window.fill("Wat is verteld", "Wij vonden het en het geld is terug.");
    window.press("Leg vast wat is verteld");
    window.reads("vertelde de melder iets per telefoon, op papier of in een gesprek");
    window.reads("3 december 2026: terugkoppeling gegeven");
}

#[test]
fn what_is_no_report_is_marked_until_a_step_is_taken() {
    let (committee, mut window, case) = at_work();
    window.press("geen melding, of klaar");
    window.press("Zeg het");
    window.reads("Kies eerst een van de mogelijkheden");
    window.choose("dit is geen melding");
    window.press("Zeg het");
    window.reads("is geen melding: een ontvangstbevestiging gaat er niet uit");
    window.press("Zaken");
    window.reads("geen melding");
    window.open(&case, "Werk");
    window.press("geen melding, of klaar");
    window.choose("de zaak is weer open");
    window.press("Zeg het");
    window.reads(&format!("Zaak {case} is weer open"));
    window.press("volgende stap");
    window.fill("De redenen", "Het is er toch een.");
    window.press("Zet deze stap");
    window.reads("bracht de zaak naar");
    window.gone("geen melding, of klaar");
    window.leave();
    let said = committee.run(1, MONDAY.plus(4), &["--json", "show", &case]);
    assert!(said.contains(r#""mark": "open""#), "{said}");
}
