//! What a member reads with `--language nl`, and what programs read then as before.

use std::fs;

use crypto_core::time::Day;

use crate::support::{Committee, FRIDAY, MONDAY, Said, WEDNESDAY};

const RECEIPT: [u8; 16] = [9; 16];

impl Committee {
    fn dutch(&self, member: u16, day: Day, args: &[&str]) -> Said {
        let mut all = vec!["--language", "nl"];
        all.extend(args);
        self.run(member, day, &all)
    }
}

fn has(said: &str, lines: &[&str]) {
    for line in lines {
        assert!(said.contains(line), "{line} in:\n{said}");
    }
}

#[test]
fn a_week_at_the_reader_can_be_read_in_dutch() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[3]);
    let bundle = committee.path("dutch.bundle");
    fs::write(&bundle, committee.server.bundle(&committee.channel, MONDAY)).unwrap();
    let said = committee.dutch(2, MONDAY, &["import", &bundle]).expect_ok();
    assert_eq!(said, "1 nieuwe brief, 1 nieuwe zaak.\n");
    // The option may stand behind the command too.
    let said = committee.run(2, MONDAY, &["import", &bundle, "--language", "nl"]);
    assert_eq!(said.expect_ok(), "0 nieuwe brieven, 0 nieuwe zaken.\n");

    let case = committee.only_case(2);
    let said = committee.dutch(2, MONDAY, &["show", &case]).expect_ok();
    has(
        &said,
        &[
            &format!("Zaak {case}, geopend op 2026-11-23, aan de commissie"),
            "De melder heeft lid 3 weggelaten: vertel dat lid niet dat deze zaak bestaat.",
            "Ontvangstbevestiging: uiterlijk 2026-11-30, over 7 dagen.",
            "--- Melder, op of kort na 2026-11-23, ingelezen op 2026-11-23 (melding)",
            "│ Er verdwijnt geld.",
        ],
    );
    let said = committee.dutch(2, MONDAY, &["cases"]).expect_ok();
    has(&said, &[" 1 brief    onbeantwoord  Er verdwijnt geld."]);
    let said = committee.dutch(2, MONDAY, &["terms"]).expect_ok();
    has(
        &said,
        &[
            "Zaken met termijnen die hier staan: 1",
            "0 op tijd, 0 te laat, 1 loopt nog",
        ],
    );
    let said = committee.dutch(2, WEDNESDAY, &["status"]).expect_ok();
    has(
        &said,
        &[
            "Lid 2: ",
            "Laatst ingelezen: 2026-11-23",
            "Volgende publicatie: 2026-11-25",
        ],
    );

    let outbox = committee.path("dutch.outbox");
    let said = committee
        .dutch(2, WEDNESDAY, &["export", "--out", &outbox])
        .expect_ok();
    has(
        &said,
        &[
            "is ondertekend.",
            "De zending van 2026-11-25 zit erin.",
            "Je volgende publicatiedag is 2026-12-02.",
            "Publiceer het met `belfry-courier push`.",
        ],
    );
}

#[test]
fn work_in_a_case_and_what_is_to_be_done_can_be_read_in_dutch() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(2, MONDAY);
    let case = committee.only_case(2);
    let said = committee.dutch(2, MONDAY, &["tasks"]).expect_ok();
    assert_eq!(said, "Er is niets te doen.\n");
    let text = committee.path("wat.txt");
    fs::write(&text, "De directeur bellen").unwrap();
    let task = [
        "case",
        "task",
        &case,
        "--to",
        "2",
        "--by",
        "2026-11-24",
        "--text",
        &text,
    ];
    let said = committee.dutch(2, MONDAY, &task).expect_ok();
    has(
        &said,
        &[
            &format!("Zaak {case}: je gaf lid 2 een taak, uiterlijk 2026-11-24."),
            "Collega's die de zaak lezen, krijgen het met je volgende bladzijde.",
        ],
    );
    let said = committee.dutch(2, FRIDAY, &["tasks"]).expect_ok();
    has(&said, &["lid 2      TE LAAT: De directeur bellen"]);
    let said = committee
        .dutch(2, MONDAY, &["case", "show", &case])
        .expect_ok();
    has(
        &said,
        &[
            &format!("Zaak {case}: Ontvangen"),
            "lid 2 gaf lid 2 een taak, uiterlijk 2026-11-24",
            "    nog niet aan collega's verteld",
            "Nog te geven: oordelen (`case assess`).",
            "Kan volgen: Eerste beoordeling (assessment, rol \"beoordelen\")",
        ],
    );
}

#[test]
fn an_error_says_in_dutch_what_is_wrong_and_what_to_do() {
    let committee = Committee::new();
    let said = committee.dutch(1, MONDAY, &["show", "zzzz"]).expect_error();
    assert_eq!(
        said,
        "Fout: er is geen zaak waarvan de naam zo begint\nZe staan in de lijst van zaken (`cases`).\n"
    );
    let missing = committee.path("nergens.bundle");
    let said = committee
        .dutch(1, MONDAY, &["import", &missing])
        .expect_error();
    assert_eq!(said, "Fout: het pakket is niet te lezen: het is er niet\n");
}

#[test]
fn what_programs_read_is_the_same_whatever_the_language() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[3]);
    committee.import(2, MONDAY);
    let case = committee.only_case(2);
    for args in [
        &["show", &case][..],
        &["case", "show", &case],
        &["cases"],
        &["status"],
        &["tasks"],
        &["terms"],
        &["journal"],
    ] {
        let mut args = args.to_vec();
        args.push("--json");
        let english = committee.run(2, MONDAY, &args).expect_ok();
        let dutch = committee.dutch(2, MONDAY, &args).expect_ok();
        assert_eq!(english, dutch, "{args:?}");
    }
}
