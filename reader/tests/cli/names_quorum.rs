//! A name that a member learnt, where two of three must open a letter: two of them disclose it, too.

use std::fs;

use crypto_core::time::Day;
use serde_json::Value;

use crate::{
    given_names::in_one_line,
    names::NAME,
    quorum::{RECEIPT, TEXT, committee},
    support::{Committee, FRIDAY, MONDAY, Said},
};

const WHY: &str = "De rechter vraagt erom.";

impl Committee {
    fn asks(&self, member: u16, day: Day, args: &[&str]) -> Said {
        let case = self.only_case(member);
        let all = [&["name", &case][..], args].concat();
        self.works(member, day, &all, WHY)
    }

    fn name_duties(&self, member: u16, day: Day) -> Vec<Value> {
        let all = self.json(member, day, &["tasks"]);
        let all = all.as_array().unwrap().clone();
        let of_names = |one: &Value| one["what"] == "agree" || one["what"] == "carry_out";
        all.into_iter().filter(of_names).collect()
    }
}

#[test]
fn a_name_is_disclosed_by_two_of_whom_one_never_sees_it() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    committee.release(1, 2, MONDAY);
    committee.release(2, 1, MONDAY);
    committee.week(0);
    let day = FRIDAY;
    let file = committee.path("naam.txt");
    fs::write(&file, NAME).unwrap();
    committee.asks(1, day, &["--keep", &file]).expect_ok();
    let case = committee.only_case(1);
    let letter = committee.letter_in(&case, day);

    let disclose = ["--disclose", "rechtbank", "--consent", &letter];
    let said = committee.asks(1, day, &disclose).expect_ok();
    assert!(
        said.contains("Here 2 members disclose a name together"),
        "{said}"
    );
    assert!(!said.contains(NAME), "{said}");
    let asked = said.split("--carry-out ").nth(1).unwrap()[..8].to_owned();
    for again in [&disclose[..], &["--carry-out", &asked]] {
        let said = committee.asks(1, day, again).expect_error();
        assert!(said.contains("member 1 is for it yet"), "{said}");
    }
    let own = committee.asks(1, day, &["--agree", &asked]).expect_error();
    assert!(own.contains("no other member asks for"), "{own}");

    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let duties = committee.name_duties(2, day);
    assert_eq!(duties.len(), 1, "{duties:?}");
    assert_eq!(duties[0]["what"], "agree");
    let none = committee.asks(2, day, &["--agree", "ffff"]).expect_error();
    assert!(none.contains("no deed of this case"), "{none}");
    let said = committee.asks(2, day, &["--agree", &asked]).expect_ok();
    assert!(
        said.contains(&format!("agrees with what {asked} asks for")),
        "{said}"
    );
    assert!(
        committee
            .name_duties(2, day)
            .iter()
            .all(|one| one["what"] != "agree")
    );
    let cannot = committee
        .asks(2, day, &["--carry-out", &asked])
        .expect_error();
    assert!(cannot.contains("was not granted the name"), "{cannot}");

    committee.week(3);
    committee.week(4);
    let day = FRIDAY.plus(28);
    assert_eq!(committee.name_duties(1, day)[0]["what"], "carry_out");
    let said = committee.asks(1, day, &["--carry-out", &asked]).expect_ok();
    assert!(said.contains(NAME), "{said}");
    assert!(committee.name_duties(1, day).is_empty());
    let again = committee.asks(1, day, &["--carry-out", &asked]);
    assert!(again.expect_error().contains("was carried out"));
    committee.week(5);
    committee.week(6);
    let shown = committee.run(
        2,
        FRIDAY.plus(42),
        &["case", "show", &committee.only_case(2)],
    );
    let shown = in_one_line(&shown.expect_ok());
    for told in [
        "asks to disclose the name",
        "agrees with what",
        "disclosed the name",
    ] {
        assert!(shown.contains(told), "{shown}");
    }
    assert!(!shown.contains("void") && !shown.contains(NAME), "{shown}");
}

#[test]
fn a_roster_with_another_quorum_is_told_to_every_member() {
    let mut committee = committee();
    committee.sign_roster_with(MONDAY, "quorum = 1");
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    for member in 1..=3 {
        let said = in_one_line(&committee.import(member, MONDAY));
        assert!(said.contains("asks for 1 members"), "{said}");
        assert!(said.contains("it was 2"), "{said}");
        let again = committee.import(member, MONDAY);
        assert!(!again.contains("asks for 1"), "{again}");
    }
}
