//! The law's clocks, through real outboxes and bundles: on every desk the same, whoever confirms and answers.

use crypto_core::time::Day;
use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY, WEDNESDAY};

const RECEIPT: [u8; 16] = [9; 16];

impl Committee {
    /// The terms of the only case, as a member sees them.
    fn terms(&self, member: u16, today: Day) -> Value {
        let mut all = self.json(member, today, &["terms"]);
        let cases = all["cases"].as_array_mut().unwrap();
        assert_eq!(cases.len(), 1, "{cases:?}");
        cases.remove(0)
    }
}

#[test]
fn every_desk_sees_the_same_terms_whoever_confirms_and_gives_feedback() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    let due = committee.terms(1, MONDAY);
    assert_eq!(due["received"], json!(MONDAY));
    assert_eq!(due["confirm_by"], json!(MONDAY.plus(7)));
    assert_eq!(due["confirmed"], Value::Null);
    // Member 2 confirms on Wednesday, and tells the others with next week's page.
    committee.week(0);
    committee.week(1);
    let three_months = json!("2027-02-25");
    assert_eq!(WEDNESDAY.to_string(), "2026-11-25");
    for member in 1..=3 {
        let due = committee.terms(member, FRIDAY.plus(7));
        assert_eq!(due["confirmed"], json!(WEDNESDAY), "member {member}: {due}");
        assert_eq!(due["feedback_by"], three_months);
        assert_eq!(due["warning"], Value::Null);
    }

    // A question is no feedback; what member 1 says is feedback, is.
    let case = committee.only_case(1);
    let day = MONDAY.plus(14);
    committee.answer(1, day, &case, "Waar was dat?").expect_ok();
    committee.week(2);
    committee.week(3);
    for member in 1..=3 {
        assert_eq!(
            committee.terms(member, FRIDAY.plus(21))["feedback"],
            Value::Null
        );
    }
    let file = committee.path("terugkoppeling.txt");
    std::fs::write(&file, "Wij onderzoeken dit; u hoort meer vóór 1 juni.").unwrap();
    let day = MONDAY.plus(28);
    let args = ["answer", &case, "--feedback", "--text", &file];
    let said = committee.run(1, day, &args).expect_ok();
    assert!(said.contains("as the feedback in this case"), "{said}");
    assert_eq!(committee.terms(1, day)["feedback_waits"], true);
    committee.week(4);
    committee.week(5);
    for member in 1..=3 {
        let due = committee.terms(member, FRIDAY.plus(35));
        assert_eq!(due["feedback"], json!(day), "member {member}: {due}");
        let all = committee.json(member, FRIDAY.plus(35), &["terms"]);
        let kept = json!({"in_time": 1, "late": 0, "running": 0});
        assert_eq!((&all["confirmations"], &all["feedback"]), (&kept, &kept));
    }
    let shown = committee
        .run(3, day, &["show", &committee.only_case(3)])
        .expect_ok();
    let line = "Receipt confirmed 2026-11-25. Feedback given 2026-12-21.";
    assert!(shown.contains(line), "{shown}");
}

#[test]
fn what_becomes_due_is_said_with_the_last_day_on_which_an_answer_arrives_in_time() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    committee.publish(1, MONDAY);
    let status = |committee: &Committee, member: u16, day: Day| {
        committee.run(member, day, &["status"]).expect_ok()
    };
    let said = status(&committee, 1, FRIDAY.plus(0));
    assert!(
        said.contains("receipt must be confirmed by 2026-11-30"),
        "{said}"
    );
    assert!(
        said.contains("Your last publication day in time is 2026-11-30."),
        "{said}"
    );
    committee.import(2, WEDNESDAY);
    committee.publish(2, WEDNESDAY);
    committee.import(2, FRIDAY);
    assert!(!status(&committee, 2, FRIDAY).contains("must be confirmed"));
    // Three months later, less a month.
    let said = status(&committee, 2, "2027-01-25".parse().unwrap());
    assert!(said.contains("feedback is due by 2027-02-25"), "{said}");
    assert!(
        said.contains("Your last publication day in time is 2027-02-24."),
        "{said}"
    );
    let too_late: Day = "2027-02-26".parse().unwrap();
    let said = committee.run(2, too_late, &["terms"]).expect_ok();
    assert!(
        said.contains("was due by 2027-02-25, 1 day(s) ago. The law knows no extension"),
        "{said}"
    );
    assert!(
        said.contains("Feedback within 3 months of that:      0 in time, 1 late, 0 still running"),
        "{said}"
    );
    // Of what is no report nothing is due.
    let case = committee.only_case(2);
    committee.run(2, too_late, &["spam", &case]).expect_ok();
    let said = committee.run(2, too_late, &["terms"]).expect_ok();
    assert_eq!(said, "No case has a term.\n");
}
