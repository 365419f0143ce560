//! Around a case: reports that were typed in, what is asked of the reporter, searching.

mod checked;

use std::fs;

use crypto_core::time::Day;
use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, reader};

const RECEIPT: [u8; 16] = [9; 16];

#[test]
fn words_are_searched_in_letters_answers_and_notes_and_are_never_an_argument() {
    let mut committee = Committee::new();
    committee.post(
        &RECEIPT,
        MONDAY,
        "Er verdwijnt geld bij de Café-stichting.",
        &[],
    );
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee
        .answer(1, MONDAY, &case, "Welke rekening?")
        .expect_ok();
    committee
        .works(1, MONDAY, &["note", &case], "Bel de accountant.")
        .expect_ok();
    let search = |words: &str| {
        reader(
            &committee.vault(1),
            &[PASSPHRASE, words],
            MONDAY,
            &["search"],
        )
        .expect_ok()
    };
    for words in ["cafe-STICHTING", "welke rekening", "accountant"] {
        assert!(search(words).contains(&case), "{words}");
    }
    assert_eq!(search("politie"), "No case has these words.\n");
    committee.run(1, MONDAY, &["search", "geld"]).expect_error();
}

#[test]
fn an_answer_can_be_seen_before_it_is_written_and_who_is_asked_how_they_fare_is_asked_again_later()
{
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee.week(1);
    let day = FRIDAY.plus(7);
    let case = committee.only_case(1);
    let due = |committee: &Committee, day: Day| {
        let tasks = committee.json(1, day, &["tasks"]);
        tasks[0]["by"].as_str().unwrap().to_owned()
    };
    // A month after the confirmation of 25 November.
    assert_eq!(due(&committee, day), "2026-12-25");
    let said = committee
        .run(1, "2026-12-20".parse().unwrap(), &["status"])
        .expect_ok();
    assert!(said.contains("by 2026-12-25: ask how they fare"), "{said}");
    let file = committee.path("hoe.txt");
    fs::write(&file, "Hoe gaat het met u?").unwrap();
    let args = ["answer", &case, "--check-in", "--text", &file];
    let mut preview = args.to_vec();
    preview.push("--preview");
    let said = committee.run(1, day, &preview).expect_ok();
    // The page, not the answer, has a language: both roles are told.
    let roles = "from Member 1, member of the integrity committee (on the Dutch page: lid van de";
    assert!(said.contains(roles), "{said}");
    let mut dutch = preview.clone();
    dutch.extend(["--language", "nl"]);
    let roles = "van Member 1, lid van de integriteitscommissie (op de Engelse pagina: member of";
    let told = committee.run(1, day, &dutch).expect_ok();
    assert!(told.contains(roles), "{told}");
    assert!(
        said.contains("│ Hoe gaat het met u?") && said.contains("Nothing was kept"),
        "{said}"
    );
    let day = MONDAY.plus(28);
    committee.run(1, day, &args).expect_ok();
    committee.week(4);
    committee.week(5);
    // The next question comes three months after, on every desk.
    for member in 1..=3 {
        let tasks = committee.json(member, FRIDAY.plus(35), &["tasks"]);
        assert_eq!(tasks[0]["by"], json!("2027-02-25"), "{tasks}");
    }
    let template = [
        "case",
        "template",
        "--step",
        "treatment",
        "--by",
        "2027-03-01",
    ];
    let said = committee.run(1, day, &template).expect_ok();
    assert_eq!(
        said,
        "Wij onderzoeken uw melding. U hoort vóór 2027-03-01 wat wij doen en waarom.\n"
    );
}

#[test]
fn a_report_by_telephone_is_typed_in_and_its_reporter_goes_on_with_a_code() {
    let mut committee = Committee::new();
    let file = committee.path("gesprek.txt");
    fs::write(&file, "De melder zag dat er geld verdween.").unwrap();
    let typed = [
        "minutes",
        "--way",
        "telephone",
        "--without",
        "3",
        "--text",
        &file,
    ];
    let sheet = committee.path("code.html");
    let typed = [&typed[..], &["--sheet", &sheet]].concat();
    let said = committee.run(1, MONDAY, &typed).expect_ok();
    let code = said.lines().find_map(|line| line.strip_prefix("    "));
    let code = code.unwrap().to_owned();
    let page = fs::read_to_string(&sheet).unwrap();
    assert!(page.contains(&format!(">{code}<")), "{page}");
    // It is made over no other file, and before there is a code.
    let again = committee.run(1, MONDAY, &typed).expect_error();
    assert!(again.contains("could not be read or written"), "{again}");
    assert_eq!(fs::read_to_string(&sheet).unwrap(), page);
    committee.week(0);
    committee.week(1);
    for member in [1, 2] {
        let case = committee.only_case(member);
        let shown = committee
            .run(member, FRIDAY.plus(7), &["show", &case])
            .expect_ok();
        let line = "Member 1 typed it in after a telephone call of 2026-11-23.";
        assert!(
            shown.contains(line) && shown.contains("er geld verdween"),
            "{shown}"
        );
        assert!(!shown.contains(&code), "{shown}");
        let said = committee
            .answer(member, FRIDAY.plus(7), &case, "Dank u.")
            .expect_error();
        assert!(said.contains("no way back"), "{said}");
        // It is worked like any other.
        committee
            .works(
                member,
                FRIDAY.plus(7),
                &["note", &case],
                "Er is teruggebeld.",
            )
            .expect_ok();
    }
    assert_eq!(committee.json(3, FRIDAY.plus(7), &["cases"]), json!([]));

    // Its terms run, and who cannot be answered on the page is told by telephone too.
    let terms = committee.json(2, FRIDAY.plus(7), &["terms"]);
    assert_eq!(terms["cases"][0]["received"], json!("2026-11-23"));
    assert_eq!(terms["cases"][0]["confirmed"], Value::Null);
    let case = committee.only_case(1);
    let told = |day: &str| {
        let args = ["told", &case, "--purpose", "receipt", "--on", day];
        committee.works(1, FRIDAY.plus(7), &args, "Wij hebben het genoteerd.")
    };
    let said = told("2026-11-22").expect_error();
    assert!(said.contains("came on 2026-11-23"), "{said}");
    told("2026-11-25").expect_ok();
    let terms = committee.json(1, FRIDAY.plus(7), &["terms"]);
    assert_eq!(terms["cases"][0]["confirmed"], json!("2026-11-25"));
    assert_eq!(terms["cases"][0]["feedback_by"], json!("2027-02-25"));
    committee.week(2);
    let minutes = committee.only_case(2);
    let shown = committee
        .run(2, FRIDAY.plus(14), &["show", &minutes])
        .expect_ok();
    assert!(shown.contains("Receipt confirmed 2026-11-25"), "{shown}");

    let day = MONDAY.plus(21);
    // The last character is mistyped; a zero is in no code.
    let mistyped = format!("{}0", &code.to_uppercase()[..code.len() - 1]);
    let text = format!("Mijn code is {mistyped}. Het klopt, maar het was in mei.");
    committee.post(&RECEIPT, day, &text, &[3]);
    committee.post(&[8; 16], day, "Een andere zaak, zonder code.", &[]);
    committee.import(2, day);
    let name_in = |cases: &Value, preview: &str| {
        let mut all = cases.as_array().unwrap().iter();
        let found = all.find(|case| case["preview"].as_str().unwrap().starts_with(preview));
        found.unwrap()["case"].as_str().unwrap().to_owned()
    };
    let cases = committee.json(2, day, &["cases"]);
    let name = |preview: &str| name_in(&cases, preview);
    let (minutes, claimed) = (name("De melder"), name("Mijn code"));
    let shown = committee.json(2, day, &["show", &minutes]);
    assert_eq!(shown["minutes"]["claimed_by"], json!([claimed]));
    assert_eq!(
        committee.json(2, day, &["show", &claimed])["claims"],
        json!(minutes)
    );
    assert_eq!(
        committee.json(2, day, &["show", &name("Een andere")])["claims"],
        Value::Null
    );
    // What the law asks goes on where it was, for whoever is answered now.
    let terms = committee.json(2, day, &["terms"]);
    let of = |name: &str| {
        let mut all = terms["cases"].as_array().unwrap().iter();
        all.find(|one| one["case"] == json!(name)).cloned()
    };
    assert_eq!(of(&minutes), None);
    assert_eq!(of(&claimed).unwrap()["received"], json!("2026-11-23"));
    assert_eq!(of(&claimed).unwrap()["confirmed"], json!("2026-11-25"));
    // Who shows it again is told apart.
    committee.post(&[7; 16], day, &format!("Nee, ik ben het: {code}"), &[]);
    committee.import(2, day);
    let shown = committee.run(2, day, &["show", &claimed]).expect_ok();
    assert!(
        shown.contains("shows the same code: one of the two is not"),
        "{shown}"
    );
    committee
        .answer(2, day, &claimed, "Dank u, wij zoeken verder.")
        .expect_ok();
    // Its terms begin where it was typed in, so that this does not go first.
    let said = committee
        .run(2, day, &["destroy", &minutes, "--yes", "--unheard"])
        .expect_error();
    assert!(said.contains("its reporter goes on in"), "{said}");
    // Where nobody is taken for its reporter any more, what was typed in has its terms again.
    let cases = committee.json(2, day, &["cases"]);
    for case in [&claimed, &name_in(&cases, "Nee, ik ben")] {
        committee.run(2, day, &["spam", case]).expect_ok();
    }
    let terms = committee.json(2, day, &["terms"]);
    let mut all = terms["cases"].as_array().unwrap().iter();
    let again = all.find(|one| one["case"] == json!(minutes)).unwrap();
    assert_eq!(again["confirmed"], json!("2026-11-25"));
    // It goes like any other now, and no term of it runs on.
    committee.destroys_at_once(2);
    committee.destroys(2, day, &minutes).expect_ok();
    let terms = committee.json(2, day, &["terms"]);
    let mut all = terms["cases"].as_array().unwrap().iter();
    assert!(!all.any(|one| one["case"] == json!(minutes)), "{terms}");
    let shown = committee.run(2, day, &["show", &minutes]).expect_ok();
    assert!(shown.contains("Its contents were destroyed"), "{shown}");
    assert!(!shown.contains("er geld verdween"), "{shown}");
}
