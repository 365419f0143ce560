//! Who answers, by when the reporter hears more, and when a case may go.

use std::fs;

use crypto_core::time::Day;
use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY};

const RECEIPT: [u8; 16] = [9; 16];
const TEXT: &str = "Wij gaan het na.";

fn committee() -> (Committee, String) {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let case = committee.only_case(1);
    (committee, case)
}

/// By when what this names is to be done, as `tasks` of member 1 says.
fn due(committee: &Committee, day: Day, what: &str) -> Vec<String> {
    let tasks = committee.json(1, day, &["tasks"]);
    let all = tasks.as_array().unwrap().iter();
    let those = all.filter(|one| one["what"] == json!(what));
    those
        .map(|one| one["by"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_answer_says_by_when_its_reporter_hears_more_and_that_is_kept_as_a_promise() {
    let (mut committee, case) = committee();
    let day = FRIDAY;
    let text = committee.path("text.txt");
    fs::write(&text, TEXT).unwrap();
    let answer = ["answer", &case, "--text", &text];
    let with = |more: &[&str]| committee.run(1, day, &[&answer[..], more].concat());
    let said = with(&["--preview"]).expect_ok();
    assert!(said.contains("names no day"), "{said}");
    let said = with(&["--next", "2026-11-01"]).expect_error();
    assert!(said.contains("2026-11-01 is over"), "{said}");
    let next = ["--next", "2026-12-14"];
    let said = with(&[&next[..], &["--preview"]].concat()).expect_ok();
    let told = "│ You will hear from us again by 14 December 2026 at the latest.";
    assert!(
        said.contains(told) && !said.contains("names no day"),
        "{said}"
    );
    // Neither what was only looked at nor what was refused promises anything.
    fs::write(&text, "  \n").unwrap();
    with(&next).expect_error();
    assert_eq!(due(&committee, day, "promise"), Vec::<String>::new());
    fs::write(&text, TEXT).unwrap();
    let said = with(&next).expect_ok();
    assert!(said.contains("as a promise"), "{said}");
    assert_eq!(due(&committee, day, "promise"), ["2026-12-14"]);
    committee.week(1);
    let got = committee.look(&RECEIPT, 1).replies;
    let got: Vec<&str> = got.iter().map(|reply| reply.text.as_str()).collect();
    assert!(
        got.iter()
            .any(|text| text.starts_with(TEXT)
                && text.ends_with("by 14 December 2026 at the latest.")),
        "{got:?}"
    );
}

#[test]
fn where_answering_is_a_colleagues_nobody_else_answers_nor_tells_of_a_step() {
    let (committee, case) = committee();
    let assign = ["case", "assign", &case, "--to", "2", "--role", "publish"];
    committee.run(1, FRIDAY, &assign).expect_ok();
    let said = committee.answer(1, FRIDAY, &case, TEXT).expect_error();
    assert!(said.contains("publish"), "{said}");
    let tell = committee.path("tell.txt");
    fs::write(&tell, TEXT).unwrap();
    let step = ["step", &case, "--to", "assessment", "--tell", &tell];
    let said = committee.works(1, FRIDAY, &step, "Genoeg om te beginnen.");
    let said = said.expect_error();
    assert!(said.contains("publish"), "{said}");
    // The step alone is nobody's but who assesses.
    committee
        .works(1, FRIDAY, &step[..4], "Genoeg om te beginnen.")
        .expect_ok();
    let unassign = ["case", "unassign", &case, "--to", "2", "--role", "publish"];
    committee.run(1, FRIDAY, &unassign).expect_ok();
    committee.answer(1, FRIDAY, &case, TEXT).expect_ok();
    committee
        .works(1, FRIDAY, &["recuse", &case], "Ik ken de melder.")
        .expect_ok();
    let said = committee.answer(1, FRIDAY, &case, TEXT).expect_error();
    assert!(said.contains("takes no part"), "{said}");
}

#[test]
fn a_case_is_to_be_destroyed_on_the_first_day_on_which_it_may_be() {
    let (committee, case) = committee();
    committee.run(1, FRIDAY, &["spam", &case]).expect_ok();
    let day = |due: &[String]| -> Day { due.first().unwrap().parse().unwrap() };
    let by = day(&due(&committee, FRIDAY, "destroy"));
    let destroy = ["destroy", &case, "--yes", "--unheard"];
    let before = Day(by.0 - 1);
    let said = committee.run(1, before, &destroy).expect_error();
    assert!(said.contains(&by.to_string()), "{said}");
    let hold = committee.works(1, before, &["hold", &case], "De rechter vraagt ernaar.");
    hold.expect_ok();
    assert_eq!(due(&committee, before, "destroy"), Vec::<String>::new());
    let all: Value = committee.json(1, before, &["case", "show", &case]);
    let hold = all["holds"][0].as_str().unwrap();
    committee
        .works(1, before, &["lift", &case, hold], "Het vonnis is er.")
        .expect_ok();
    assert_eq!(day(&due(&committee, before, "destroy")), by);
    committee.run(1, by, &destroy).expect_ok();
    assert_eq!(due(&committee, by, "destroy"), Vec::<String>::new());
}
