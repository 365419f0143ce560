//! A case that is destroyed before colleagues have heard of its answers.

use std::fs;

use crypto_core::time::Day;
use serde_json::Value;

use crate::support::{Committee, FRIDAY, MONDAY};

const RECEIPT: [u8; 16] = [9; 16];

impl Committee {
    /// Rules by which a case is closed without a decision, and destroyed on the day on which its reporter wrote.
    pub fn closes_at_once(&self) {
        let rules = self.run(1, MONDAY, &["rules", "show"]).expect_ok();
        let from = "from = [\"treatment\", \"findings\", \"recommendations\", \"aftercare\"]";
        assert!(rules.contains(from), "{rules}");
        let wider = from.replace("\"treatment\"", "\"received\", \"treatment\"");
        let rules = rules.replace(from, &wider);
        let rules = rules.replace("quiet_days = 28", "quiet_days = 0");
        let file = self.path("rules.toml");
        fs::write(&file, rules).unwrap();
        self.run(1, MONDAY, &["rules", "set", &file]).expect_ok();
    }

    fn duties(&self, day: Day) -> Vec<String> {
        let tasks = self.json(1, day, &["tasks"]);
        let tasks = tasks.as_array().unwrap().iter();
        tasks
            .map(|task| task["what"].as_str().unwrap().to_owned())
            .filter(|what| what == "destroy" || what == "unheard")
            .collect()
    }

    /// What an attempt to destroy the only case says, unless it succeeds.
    fn is_not_destroyed(&self, case: &str, day: Day) -> String {
        let mut file = String::new();
        let args = self.early(case, &mut file);
        let said = self.run(1, day, &args).expect_error();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("--unheard"), "{said}");
        said
    }
}

#[test]
fn a_case_is_not_destroyed_before_colleagues_heard_of_its_answers_unless_that_is_said() {
    let mut committee = Committee::new();
    committee.closes_at_once();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let case = committee.only_case(1);
    let file = committee.path("antwoord.txt");
    fs::write(&file, "Wij hebben het onderzocht.").unwrap();
    let answer = ["answer", &case, "--feedback", "--text", &file];
    committee.run(1, FRIDAY, &answer).expect_ok();
    let step = ["step", &case, "--to", "closed"];
    committee.works(1, FRIDAY, &step, "Klaar.").expect_ok();
    let said = committee.is_not_destroyed(&case, FRIDAY);
    assert!(
        said.contains("1 answer(s) or confirmation(s) were not seen"),
        "{said}"
    );
    assert_eq!(committee.duties(FRIDAY), ["unheard", "destroy"]);
    // It is out and was seen, and the page of that week was written before.
    committee.week(1);
    let day = FRIDAY.plus(7);
    let said = committee.is_not_destroyed(&case, day);
    assert!(said.contains("your pages have not told"), "{said}");
    assert!(!said.contains("were not seen"), "{said}");
    assert_eq!(committee.duties(day), ["unheard", "destroy"]);
    committee.week(2);
    let day = FRIDAY.plus(14);
    assert_eq!(committee.duties(day), ["destroy"]);
    let mut file = String::new();
    let destroy = committee.early(&case, &mut file);
    committee.run(1, day, &destroy).expect_ok();
    // Who has heard of it counts the term as kept, also when the case is gone elsewhere.
    let terms: Value = committee.json(2, day, &["terms"]);
    assert_eq!(terms["feedback"]["in_time"], 1, "{terms}");
}

#[test]
fn a_case_that_has_to_go_at_once_goes_when_that_is_said() {
    let mut committee = Committee::new();
    committee.destroys_at_once(1);
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.is_not_destroyed(&case, MONDAY);
    committee.destroys(1, MONDAY, &case).expect_ok();
}

#[test]
fn a_case_is_not_destroyed_before_colleagues_heard_what_its_reporter_was_told_by_telephone() {
    let mut committee = Committee::new();
    committee.closes_at_once();
    committee.types_in(&[]);
    let case = committee.only_case(1);
    let day = FRIDAY.plus(7);
    let step = ["step", &case, "--to", "closed"];
    committee.works(1, day, &step, "Klaar.").expect_ok();
    assert_eq!(committee.duties(day), ["destroy"]);
    let told = ["told", &case, "--purpose", "feedback", "--on", "2026-11-27"];
    committee.works(1, day, &told, "Afgerond.").expect_ok();
    let said = committee.is_not_destroyed(&case, day);
    assert!(
        said.contains("of 1 answer(s) or confirmation(s) on the board or given elsewhere"),
        "{said}"
    );
    assert!(!said.contains("were not seen"), "{said}");
    assert_eq!(committee.duties(day), ["unheard", "destroy"]);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let mut file = String::new();
    let destroy = committee.early(&case, &mut file);
    committee.run(1, day, &destroy).expect_ok();
    let terms: Value = committee.json(2, day, &["terms"]);
    assert_eq!(terms["feedback"]["in_time"], 1, "{terms}");
}

#[test]
fn who_has_nobody_to_write_pages_to_any_more_waits_for_nobody_to_hear_of_it() {
    let mut committee = Committee::new();
    committee.closes_at_once();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let case = committee.only_case(1);
    committee.answer(1, FRIDAY, &case, "Dank u.").expect_ok();
    committee.week(1);
    let day = FRIDAY.plus(7);
    committee.is_not_destroyed(&case, day);
    committee.sign_roster_of(day, "", &[1]);
    committee.import(1, day);
    let mut file = String::new();
    let destroy = committee.early(&case, &mut file);
    committee.run(1, day, &destroy).expect_ok();
}

#[test]
fn colleagues_are_to_hear_of_it_as_early_as_one_is_warned_that_it_is_to_be_destroyed() {
    let mut committee = Committee::new();
    committee.closes_at_once();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    let step = ["step", &case, "--to", "closed"];
    committee.works(1, MONDAY, &step, "Klaar.").expect_ok();
    let tasks = committee.json(1, MONDAY, &["tasks"]);
    let mut tasks = tasks.as_array().unwrap().iter();
    let unheard = tasks.find(|task| task["what"] == "unheard").unwrap();
    let by: Day = unheard["by"].as_str().unwrap().parse().unwrap();
    for (before, is_told) in [(32, false), (31, true)] {
        let status = committee.run(1, Day(by.0 - before), &["status"]);
        let said = status.expect_ok();
        let warns = |what: &str| said.contains(&format!("Case {case}: {what}"));
        assert_eq!(warns("it is kept until"), is_told, "{said}");
        let untold = "1 answer(s) or confirmation(s) were not seen";
        assert_eq!(warns(untold), is_told, "{said}");
    }
}
