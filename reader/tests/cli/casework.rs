//! Working a case together, through real outboxes and bundles.

use std::fs;

use crypto_core::time::Day;
use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY, Said, WEDNESDAY};

const RECEIPT: [u8; 16] = [9; 16];
/// Stands in texts that only who reads the case may find.
const CANARY: &str = "KANARIE-4711";

impl Committee {
    /// `case …` with a text.
    pub fn works(&self, member: u16, day: Day, args: &[&str], text: &str) -> Said {
        let file = self.path("why.txt");
        fs::write(&file, text).unwrap();
        let mut all = vec!["case"];
        all.extend(args);
        all.extend(["--text", &file]);
        self.run(member, day, &all)
    }

    fn casework(&self, member: u16, day: Day) -> Value {
        let case = self.only_case(member);
        self.json(member, day, &["case", "show", &case])
    }

    fn assess(&self, member: u16, day: Day, outcome: &str, text: &str) -> Said {
        let case = self.only_case(member);
        let form = self
            .run(member, day, &["case", "assess", &case])
            .expect_ok();
        let filled = form
            .replace("outcome = \"\"", &format!("outcome = \"{outcome}\""))
            .replace("text = \"\"\"\n", &format!("text = \"\"\"\n{text}\n"))
            .replace(" = \"\"\n", " = \"yes\"\n");
        let file = self.path("form.toml");
        fs::write(&file, filled).unwrap();
        self.run(member, day, &["case", "assess", &case, "--view", &file])
    }
}

/// What was done, by whom and whether it counts.
fn deeds(casework: &Value) -> Vec<(u64, String, String)> {
    let all = casework["deeds"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|one| {
        let member = one["member"].as_u64().unwrap();
        (member, text(&one["what"]), text(&one["standing"]))
    })
    .collect()
}

#[test]
fn two_views_are_given_unseen_then_decided_and_the_case_goes_its_way_on_every_desk() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[3]);
    committee.week(0);
    let case = committee.only_case(1);
    let day = MONDAY.plus(7);
    committee
        .works(
            1,
            day,
            &["step", &case, "--to", "assessment"],
            "Er is genoeg om te beoordelen.",
        )
        .expect_ok();
    let wrong = committee.works(
        1,
        day,
        &["step", &case, "--to", "findings"],
        "Zo snel kan het niet.",
    );
    assert!(
        wrong
            .expect_error()
            .contains("lead from \"assessment\" to no \"findings\""),
    );
    committee.assess(1, day, "report", CANARY).expect_ok();
    let twice = committee.assess(1, day, "spam", "toch niet").expect_error();
    assert!(twice.contains("has given a view already"), "{twice}");
    let early = committee.works(
        1,
        day,
        &["decide", &case, "--outcome", "report"],
        "Ik weet het al.",
    );
    assert!(early.expect_error().contains("0 of the 2 views"));
    committee.week(1);
    // Nobody else can know what member 1 thinks.
    let theirs = committee.casework(2, FRIDAY.plus(7));
    assert_eq!(theirs["views_fixed"], json!([1]));
    assert!(!theirs.to_string().contains(CANARY), "{theirs}");
    let said = committee
        .assess(
            2,
            MONDAY.plus(14),
            "integrity",
            "Ik twijfel aan het belang.",
        )
        .expect_ok();
    assert!(said.contains("2 of 2 views are fixed here"), "{said}");
    committee.week(2);
    committee.week(3);
    let day = FRIDAY.plus(21);
    for member in [1, 2] {
        let all = committee.casework(member, day);
        assert_eq!(all["views_open"], json!([1, 2]), "{all}");
        assert!(all.to_string().contains(CANARY));
    }
    let case_of_2 = committee.only_case(2);
    let tell = committee.path("tell.txt");
    fs::write(&tell, "Wij zien uw brief als melding van een misstand.").unwrap();
    let args = ["decide", &case_of_2, "--outcome", "report", "--tell", &tell];
    let said = committee
        .works(2, day, &args, "Het algemeen belang is in het geding.")
        .expect_ok();
    assert!(said.contains("takes 1 cell(s)"), "{said}");
    // Who decided does not investigate.
    let args = ["assign", &case_of_2, "--to", "2", "--role", "investigate"];
    let mut all = vec!["case"];
    all.extend(args);
    let apart = committee.run(2, day, &all).expect_error();
    assert!(apart.contains("keep \"investigate\" apart"), "{apart}");
    committee
        .run(
            2,
            day,
            &[
                "case",
                "assign",
                &case_of_2,
                "--to",
                "1",
                "--role",
                "investigate",
            ],
        )
        .expect_ok();
    committee
        .works(
            2,
            day,
            &["task", &case_of_2, "--to", "1", "--by", "2027-02-01"],
            "Vraag de facturen op.",
        )
        .expect_ok();
    // Longer than an entry of a page.
    let long = format!("{} {CANARY} einde", "lang ".repeat(300));
    committee
        .works(2, day, &["note", &case_of_2], &long)
        .expect_ok();
    committee.week(4);
    committee.week(5);
    let day = FRIDAY.plus(35);
    let (one, two) = (committee.casework(1, day), committee.casework(2, day));
    assert_eq!(deeds(&one), deeds(&two));
    assert_eq!(
        (&one["step"], &one["outcome"]),
        (&json!("treatment"), &json!("report"))
    );
    assert!(one.to_string().contains("einde"), "{one}");
    let tasks = committee.run(1, day, &["tasks"]).expect_ok();
    assert!(
        tasks.contains("2027-02-01") && tasks.contains("Vraag de facturen op."),
        "{tasks}"
    );
    // The reporter was told.
    assert_eq!(committee.look(&RECEIPT, 2).replies.len(), 2);
    // The member left out has neither case nor anything of it.
    assert_eq!(committee.json(3, day, &["cases"]), json!([]));
    let journal = committee.run(3, day, &["journal"]).expect_ok();
    assert!(
        !journal.contains(CANARY) && !journal.contains("Case "),
        "{journal}"
    );
}

#[test]
fn what_breaks_the_rules_is_void_on_every_other_desk_and_said_to_be_done_by_other_rules() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let lax = committee.path("lax.toml");
    let rules = committee.run(3, FRIDAY, &["rules", "show"]).expect_ok();
    fs::write(&lax, rules.replace("views = 2", "views = 0")).unwrap();
    committee
        .run(3, FRIDAY, &["rules", "set", &lax])
        .expect_ok();
    let case = committee.only_case(3);
    committee
        .works(
            3,
            FRIDAY,
            &["decide", &case, "--outcome", "spam"],
            "Weg ermee.",
        )
        .expect_ok();
    committee.week(1);
    committee.week(2);
    for member in [1, 2] {
        let all = committee.casework(member, FRIDAY.plus(14));
        assert_eq!(all["step"], json!("received"), "{all}");
        assert_eq!(
            all["deeds"][0]["void"],
            json!("0 of the 2 views that the rules ask for are there")
        );
        let case = committee.only_case(member);
        let shown = committee
            .run(member, FRIDAY.plus(14), &["case", "show", &case])
            .expect_ok();
        assert!(shown.contains("VOID: 0 of the 2 views"), "{shown}");
        assert!(shown.contains("by other rules than yours"), "{shown}");
    }
}

#[test]
fn steps_taken_without_knowing_of_each_other_are_a_conflict_until_a_member_settles_it() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let day = MONDAY.plus(7);
    for member in [1, 2] {
        let case = committee.only_case(member);
        committee
            .works(
                member,
                day,
                &["step", &case, "--to", "assessment"],
                "Wij beginnen.",
            )
            .expect_ok();
    }
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let desks: Vec<Value> = (1..=3)
        .map(|member| committee.casework(member, day))
        .collect();
    for desk in &desks {
        assert_eq!(deeds(desk), deeds(&desks[0]));
        assert_eq!(desk["contested"].as_array().unwrap().len(), 1, "{desk}");
        assert_eq!(desk["step"], json!("assessment"));
    }
    let case = committee.only_case(3);
    let shown = committee.run(3, day, &["case", "show", &case]).expect_ok();
    assert!(shown.contains("CONFLICT"), "{shown}");
    committee
        .works(
            3,
            day,
            &["step", &case, "--to", "assessment"],
            "Wij beoordelen het samen.",
        )
        .expect_ok();
    committee.week(3);
    committee.week(4);
    for member in 1..=3 {
        let desk = committee.casework(member, FRIDAY.plus(28));
        assert_eq!(
            (&desk["contested"], &desk["step"]),
            (&json!([]), &json!("assessment")),
            "{desk}"
        );
    }
}

#[test]
fn nothing_of_what_was_done_is_left_once_its_case_is_destroyed() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let case = committee.only_case(1);
    committee
        .works(1, WEDNESDAY, &["note", &case], CANARY)
        .expect_ok();
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let case = committee.only_case(2);
    let shown = committee.run(2, day, &["case", "show", &case]).expect_ok();
    assert!(shown.contains(CANARY), "{shown}");
    let destroy = ["destroy", &case, "--yes", "--unheard"];
    let said = committee.run(2, day, &destroy).expect_error();
    assert!(said.contains("destroyed before 2026-12-23"), "{said}");
    let day = FRIDAY.plus(28);
    committee
        .works(2, day, &["hold", &case], "De rechter vraagt ernaar.")
        .expect_ok();
    let said = committee.run(2, day, &destroy).expect_error();
    assert!(said.contains("a member holds it"), "{said}");
    let all = committee.casework(2, day);
    let hold = all["holds"][0].as_str().unwrap();
    committee
        .works(2, day, &["lift", &case, hold], "Het vonnis is er.")
        .expect_ok();
    let certificate = committee.path("certificate.txt");
    let mut file = String::new();
    let args = committee.early(&case, &mut file);
    let more = ["--unheard", "--certificate", &certificate];
    let args = [&args[..], &more].concat();
    committee.run(2, day, &args).expect_ok();
    let text = fs::read_to_string(&certificate).unwrap();
    assert!(
        text.contains(&format!("case: {case}\ndestroyed: {day}\nletters: 1\n")),
        "{text}"
    );
    let register = committee.run(2, day, &["register"]).expect_ok();
    assert!(
        register.contains("2026  nobody decided what it was"),
        "{register}"
    );
    assert!(
        register.contains("receipt in time, feedback not counted"),
        "{register}"
    );
    let gone = committee
        .run(2, day, &["case", "show", &case])
        .expect_error();
    assert!(gone.contains("was destroyed"), "{gone}");
    // Nor does the page that brought it, which the vault keeps, give it back.
    committee.import(2, day.plus(1));
    let journal = committee.run(2, day.plus(1), &["journal"]).expect_ok();
    assert!(!journal.contains(CANARY), "{journal}");
}

#[test]
fn what_is_decided_closes_the_case_on_every_desk_and_its_steps_alone_open_it_again() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Koop nu goedkope horloges.", &[]);
    committee.week(0);
    for member in [1, 2] {
        committee
            .assess(member, FRIDAY, "spam", "Reclame.")
            .expect_ok();
    }
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let case = committee.only_case(3);
    committee
        .works(
            3,
            day,
            &["decide", &case, "--outcome", "spam"],
            "Geen melding.",
        )
        .expect_ok();
    committee.week(3);
    committee.week(4);
    let day = FRIDAY.plus(28);
    for member in 1..=3 {
        let cases = committee.json(member, day, &["cases"]);
        assert_eq!(cases[0]["mark"], "spam", "member {member}: {cases}");
        let case = committee.only_case(member);
        let said = committee
            .run(member, day, &["reopen", &case])
            .expect_error();
        assert!(said.contains("case step"), "{said}");
    }
}
