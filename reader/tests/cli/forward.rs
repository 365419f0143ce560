//! A report for another authority: with the reporter's consent, and with the files that came with it.

use std::fs;

use crypto_core::{
    lengths::PARCEL_ROOM,
    primitives::{age_file, hash::sha256, hybrid::HybridIdentity},
};
use serde_json::json;

use crate::{
    attached::{RECEIPT, attachment, post_with_text, sealed, upload},
    support::{Committee, MONDAY, WEDNESDAY},
};

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
        shown.contains("sealed the report to Inspectie (sleutel/key "),
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
            "these are the parts of file 1, but the letter says something else of them here",
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
    let hash = sha256(&[authority[0].recipient().to_string().as_bytes()]);
    let named: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(
        shown.contains(&format!(
            "    to Inspectie (sleutel/key {named}; bestanden/files: 3)\n"
        )),
        "{shown}"
    );
}
