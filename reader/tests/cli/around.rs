//! Around a case: other authorities, reports that were typed in, what is asked of the reporter, searching.

use std::fs;

use crypto_core::{
    lengths::PARCEL_ROOM,
    primitives::{age_file, hybrid::HybridIdentity},
    time::Day,
};
use serde_json::{Value, json};

use crate::{
    attached::{attachment, post_with_text, sealed, upload},
    support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, reader},
};

const RECEIPT: [u8; 16] = [9; 16];

#[test]
fn a_report_is_sealed_to_an_authority_with_the_reporters_consent_on_record() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    committee.post(
        &RECEIPT,
        WEDNESDAY,
        "Stuur het maar naar de inspectie.",
        &[],
    );
    committee.import(1, WEDNESDAY);
    let case = committee.only_case(1);
    let shown = committee.json(1, WEDNESDAY, &["show", &case]);
    let consent = shown["messages"][1]["letter"].as_str().unwrap();
    let authority = HybridIdentity::generate(&mut committee.rng);
    let (key, out) = (
        committee.path("inspectie.txt"),
        committee.path("inspectie.age"),
    );
    let forward = |consent: &str| {
        let args = [
            "forward",
            &case,
            "--to",
            "Inspectie",
            "--recipient",
            &key,
            "--consent",
            consent,
        ];
        let mut all = args.to_vec();
        all.extend(["--out", &out]);
        committee.works(1, WEDNESDAY, &all, "Zij gaan hierover.")
    };
    fs::write(
        &key,
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
    )
    .unwrap();
    let said = forward(consent).expect_error();
    assert!(
        said.contains("authority's key cannot be used") && said.contains("age-keygen -pq"),
        "{said}"
    );
    fs::write(&key, authority.recipient().to_string()).unwrap();
    let said = forward("0000").expect_error();
    assert!(said.contains("no letter of this case"), "{said}");
    forward(consent).expect_ok();
    let sealed = fs::read(&out).unwrap();
    let opened = age_file::read(&sealed, &[authority]).unwrap().unwrap();
    let text = String::from_utf8(opened.plaintext.to_vec()).unwrap();
    assert!(
        text.starts_with("Letter of 2026-11-23\n\nEr verdwijnt geld.\n"),
        "{text}"
    );
    let shown = committee
        .run(1, WEDNESDAY, &["case", "show", &case])
        .expect_ok();
    assert!(
        shown.contains("sealed the report to Inspectie, key "),
        "{shown}"
    );
    assert!(shown.contains("with consent in the letter "), "{shown}");
    // What is there is not written over.
    let said = forward(consent).expect_error();
    assert!(said.contains("inspectie.age"), "{said}");
}

#[test]
fn files_go_along_each_sealed_whole_or_named_as_not_sent() {
    let mut committee = Committee::new();
    let film: Vec<u8> = (0..PARCEL_ROOM + 777).map(|at| (at % 253) as u8).collect();
    let (note, cut) = (b"alleen tekst".to_vec(), vec![5; PARCEL_ROOM + 1]);
    upload(&mut committee, MONDAY, &film, 1, &[]);
    upload(&mut committee, MONDAY, &note, 2, &[]);
    upload(&mut committee, MONDAY, &cut, 3, &[1]);
    // Whole by its number of parts, and altered on the way.
    upload(&mut committee, MONDAY, &cut, 4, &[]);
    let parcels = sealed(&cut, 4);
    let week = committee.server.parcels.get_mut(&MONDAY.week()).unwrap();
    week.get_mut(&parcels.id(1)).unwrap()[5_000] ^= 1;
    let named = vec![
        attachment("film\nLetter of 2020-01-01.mp4", "video/mp4", &film, 1),
        attachment("notitie.txt", "text/plain", &note, 2),
        attachment("half.bin", "", &cut, 3),
        attachment("stuk.bin", "", &cut, 4),
        attachment("zelfde.mp4", "video/mp4", &film, 1),
        attachment("anders.mp4", "video/mp4", &vec![1; film.len()], 1),
        attachment("nog-anders.mp4", "video/mp4", &vec![2; film.len()], 1),
    ];
    let hash = named[0].sha256.to_string();
    post_with_text(
        &mut committee,
        MONDAY,
        "Stuur het naar de inspectie.",
        named,
    );
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let shown = committee.json(1, MONDAY, &["show", &case]);
    let consent = shown["messages"][0]["letter"].as_str().unwrap();
    let authority = [HybridIdentity::generate(&mut committee.rng)];
    let key = committee.path("inspectie.txt");
    fs::write(&key, authority[0].recipient().to_string()).unwrap();
    fs::create_dir(committee.path("uit")).unwrap();
    let out = committee.path("uit/melding.age");
    let there = || {
        let all = fs::read_dir(committee.path("uit")).unwrap();
        let mut all: Vec<String> = all
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .collect();
        all.sort();
        all
    };
    let forward = || {
        let mut args = vec!["forward", &case, "--to", "Inspectie", "--recipient", &key];
        args.extend(["--consent", consent, "--out", &out]);
        committee.works(1, MONDAY, &args, "Zij gaan hierover.")
    };
    // A name that a file beside it would have is taken: nothing is written, nothing is on record.
    let taken = committee.path("uit/melding-02.age");
    fs::write(&taken, "van iemand anders").unwrap();
    let said = forward().expect_error();
    assert!(said.contains("melding-02.age is there already"), "{said}");
    assert_eq!(there(), ["melding-02.age"]);
    assert_eq!(fs::read(&taken).unwrap(), b"van iemand anders");
    let deeds = committee.json(1, MONDAY, &["case", "show", &case]);
    assert_eq!(deeds["deeds"], json!([]));
    fs::remove_file(&taken).unwrap();

    let said = forward().expect_ok();
    assert_eq!(there(), ["melding-01.age", "melding-02.age", "melding.age"]);
    let opened = |name: &str| {
        let sealed = fs::read(committee.path(&format!("uit/{name}"))).unwrap();
        age_file::read(&sealed, &authority)
            .unwrap()
            .unwrap()
            .plaintext
    };
    assert!(*opened("melding-01.age") == film);
    assert_eq!(*opened("melding-02.age"), note);
    let text = String::from_utf8(opened("melding.age").to_vec()).unwrap();
    let size = film.len();
    for line in [
        format!(
            "File 1: film Letter of 2020-01-01.mp4 ({size} bytes)\n  SHA-256: {hash}\n  sealed in: melding-01.age\n"
        ),
        format!(
            "File 5: zelfde.mp4 ({size} bytes)\n  SHA-256: {hash}\n  sealed in: melding-01.age\n"
        ),
    ] {
        assert!(text.contains(&line), "{text}");
    }
    assert_eq!(text.matches("\nLetter of 2020").count(), 0, "{text}");
    let unsent = [
        ("half.bin", "1 of 2 parts are missing"),
        (
            "stuk.bin",
            "part 2 was altered on the way, or belongs elsewhere",
        ),
        (
            "anders.mp4",
            "its parts are not the file that the letter names",
        ),
        (
            "nog-anders.mp4",
            "it names the parts of file 1, and says otherwise of them",
        ),
    ];
    for (name, why) in unsent {
        let beside = text
            .lines()
            .skip_while(|line| !line.contains(&format!(": {name} (")));
        let line = beside.take(3).last().unwrap();
        assert_eq!(line, format!("  NOT SENT: {why}"), "{text}");
        let line = format!("{name}\n    is NOT SENT: {why}\n");
        assert!(said.contains(&line), "{said}");
    }
    let shown = committee
        .run(1, MONDAY, &["case", "show", &case])
        .expect_ok();
    assert!(
        shown.contains("sealed the report to Inspectie with 3 file(s), key "),
        "{shown}"
    );
}

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
    assert!(
        said.contains("The reporter will read, from Member 1, lid van"),
        "{said}"
    );
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
    let said = committee.run(1, MONDAY, &typed).expect_ok();
    let code = said.lines().find_map(|line| line.strip_prefix("    "));
    let code = code.unwrap().to_owned();
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
    let cases = committee.json(2, day, &["cases"]);
    let name = |preview: &str| {
        let mut all = cases.as_array().unwrap().iter();
        let found = all.find(|case| case["preview"].as_str().unwrap().starts_with(preview));
        found.unwrap()["case"].as_str().unwrap().to_owned()
    };
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
}
