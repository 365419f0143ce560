//! What was typed in goes to its reporter, who corrects it and agrees with it.

use std::fs;

use crypto_core::{reply::ReplyKind, time::Day};
use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY, Said};

const RECEIPT: [u8; 16] = [9; 16];
const TYPED: &str = "De melder zag dat er geld verdween.";
const SAYS: &str = "De melder schreef dit vandaag.";

impl Committee {
    /// The reporter goes on with what was typed in, and leaves out these members.
    fn goes_on(&mut self, left_out: &[u16]) -> (String, [String; 2]) {
        let code = self.types_in(&[]);
        let day = MONDAY.plus(14);
        let text = format!("Mijn code is {code}. Het was in mei.");
        self.post(&RECEIPT, day, &text, left_out);
        self.week(2);
        let day = FRIDAY.plus(14);
        let cases = ["De melder", "Mijn code"].map(|begins| self.case_that_says(day, begins));
        (code, cases)
    }

    fn sends_minutes(&self, day: Day, case: &str, more: &[&str]) -> Said {
        self.run(1, day, &[&["answer", case, "--minutes"], more].concat())
    }

    fn checks(&self, day: Day, case: &str, more: &[&str]) -> Said {
        self.works(1, day, &[&["minutes", case], more].concat(), SAYS)
    }

    /// The reporter's letters of a case, in their order.
    fn letters_of(&self, day: Day, case: &str) -> Vec<String> {
        let shown = self.json(1, day, &["show", case]);
        let all = shown["messages"].as_array().unwrap().iter();
        let all = all.filter_map(|one| one["letter"].as_str().map(str::to_owned));
        all.collect()
    }
}

#[test]
fn the_minutes_reach_the_reporter_who_corrects_them_and_agrees_and_every_desk_sees_it() {
    let mut committee = Committee::new();
    let (_, [minutes, claimed]) = committee.goes_on(&[]);
    let day = FRIDAY.plus(14);
    let said = committee
        .sends_minutes(day, &claimed, &["--preview"])
        .expect_ok();
    for line in [
        "ermee eens bent",
        "whether you agree",
        TYPED,
        "Nothing was kept",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let file = committee.path("antwoord.txt");
    fs::write(&file, "Klopt dit?\n").unwrap();
    let with_text = ["--text", file.as_str(), "--next", "2027-01-04"];
    committee
        .sends_minutes(day, &claimed, &with_text)
        .expect_ok();
    committee.post(&RECEIPT, MONDAY.plus(21), "Zo klopt het.", &[]);
    committee.week(3);
    let replies = committee.look(&RECEIPT, 1).replies;
    let answers = replies.iter().filter(|one| one.kind == ReplyKind::Answer);
    let answers: Vec<&str> = answers.map(|one| one.text.as_str()).collect();
    let next = "You will hear from us again by 4 January 2027 at the latest.";
    let wanted = format!("Klopt dit?\n\n{next}\n\n———\n\n{TYPED}");
    assert_eq!(answers, [wanted]);

    let day = FRIDAY.plus(21);
    let letters = committee.letters_of(day, &claimed);
    let [corrects, agrees] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    committee
        .checks(day, &minutes, &["--corrected", corrects])
        .expect_ok();
    let said = committee
        .checks(day, &minutes, &["--agreed", &agrees[..8]])
        .expect_ok();
    assert!(
        said.contains("the reporter agrees with the minutes"),
        "{said}"
    );
    committee.week(4);
    committee.week(5);
    let day = FRIDAY.plus(35);
    for member in [1, 2] {
        let cases = committee.json(member, day, &["cases"]);
        let mut all = cases.as_array().unwrap().iter();
        let theirs = all.find(|one| one["preview"].as_str().unwrap().starts_with("De melder"));
        let theirs = theirs.unwrap()["case"].as_str().unwrap();
        let shown = committee.json(member, day, &["show", theirs]);
        let told = |at: usize| {
            let check = &shown["minutes"]["checked"][at];
            [&check["agreed"], &check["letter"], &check["day"]].map(Value::clone)
        };
        assert_eq!(
            told(0),
            [json!(false), json!(corrects), json!("2026-12-07")]
        );
        assert_eq!(told(1), [json!(true), json!(agrees), json!("2026-12-14")]);
        let shown = committee.run(member, day, &["show", theirs]).expect_ok();
        for line in [
            format!("Its reporter corrects it on 2026-12-07, letter {corrects}"),
            format!("Checked by its reporter on 2026-12-14, letter {agrees}"),
        ] {
            assert!(shown.contains(&line), "{shown}");
        }
        let work = ["case", "show", theirs];
        let shown = committee.run(member, day, &work).expect_ok();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let wrote = format!("the reporter corrects the minutes, in the letter {corrects}");
        assert!(shown.contains(&wrote) && shown.contains(SAYS), "{shown}");
    }
    // What was written down wrongly is told no more.
    let shown = committee.json(1, day, &["show", &minutes]);
    let deed = shown["minutes"]["checked"][1]["deed"].as_str().unwrap();
    let correct = ["correct", &minutes, deed];
    committee.works(1, day, &correct, "Toch niet.").expect_ok();
    let shown = committee.json(1, day, &["show", &minutes]);
    assert_eq!(shown["minutes"]["checked"].as_array().unwrap().len(), 1);
}

#[test]
fn minutes_go_to_nobody_but_the_reporter_and_no_other_letter_says_that_they_agree() {
    let mut committee = Committee::new();
    let (code, [minutes, claimed]) = committee.goes_on(&[]);
    let day = MONDAY.plus(21);
    committee.post(&[8; 16], day, "Een andere zaak, zonder code.", &[]);
    committee.import(1, day);
    let other = committee.case_that_says(day, "Een andere");
    for case in [&minutes, &other] {
        let said = committee.sends_minutes(day, case, &[]).expect_error();
        assert!(said.contains("shows no code of a report"), "{said}");
    }
    let letter = committee.letter_in(&claimed, day);
    let agreed = |committee: &Committee, case: &str, letter: &str| {
        let said = committee.checks(day, case, &["--agreed", letter]);
        said.expect_error()
    };
    let typed = committee.letter_in(&minutes, day);
    let said = agreed(&committee, &minutes, &typed);
    assert!(said.contains("these are the minutes themselves"), "{said}");
    let elsewhere = committee.letter_in(&other, day);
    let said = agreed(&committee, &minutes, &elsewhere);
    assert!(said.contains("no letter of the case in which"), "{said}");
    let said = agreed(&committee, &claimed, &letter);
    assert!(said.contains("did not type this report in"), "{said}");
    let both = ["--agreed", &letter, "--corrected", &letter];
    for flags in [&[][..], &both[..]] {
        committee.checks(day, &minutes, flags).expect_error();
    }
    let empty = ["minutes", &minutes, "--agreed", &letter];
    committee.works(1, day, &empty, " ").expect_error();
    // A name that is held apart stands in nothing that all read.
    committee.names_in(&minutes, day, &["--keep"]).expect_ok();
    let said = committee
        .works(1, day, &empty, crate::names::NAME)
        .expect_error();
    assert!(said.contains("the name stands in the reason"), "{said}");

    // Who shows the code again could be the reporter as well.
    committee.post(&[7; 16], day, &format!("Nee, ik ben het: {code}"), &[]);
    committee.import(1, day);
    let said = committee.sends_minutes(day, &claimed, &[]).expect_error();
    assert!(said.contains("several cases show the code"), "{said}");
    let said = agreed(&committee, &minutes, &letter);
    assert!(said.contains("several cases show the code"), "{said}");
    for case in [&claimed, &committee.case_that_says(day, "Nee, ik ben")] {
        committee.run(1, day, &["spam", case]).expect_ok();
    }
    let said = committee.sends_minutes(day, &claimed, &[]).expect_error();
    assert!(
        said.contains("cannot be taken for its reporter's"),
        "{said}"
    );
    committee.destroys_at_once(1);
    committee.destroys(1, day, &minutes).expect_ok();
    let said = committee.sends_minutes(day, &claimed, &[]).expect_error();
    assert!(said.contains("the minutes was destroyed"), "{said}");
}

#[test]
fn who_reads_the_minutes_and_is_left_out_by_their_reporter_learns_of_no_letter() {
    let mut committee = Committee::new();
    let (_, [minutes, claimed]) = committee.goes_on(&[3]);
    let day = FRIDAY.plus(14);
    committee.sends_minutes(day, &claimed, &[]).expect_ok();
    let letter = committee.letter_in(&claimed, day);
    let said = committee
        .checks(day, &minutes, &["--agreed", &letter])
        .expect_error();
    assert!(said.contains("where member 3 is left out"), "{said}");
}
