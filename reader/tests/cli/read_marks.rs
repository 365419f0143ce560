//! What colleagues did is new until it is shown, and they learn how far it was read.

use serde_json::{Value, json};

use crate::support::{Committee, FRIDAY, MONDAY, WEDNESDAY};

#[test]
fn what_colleagues_did_is_new_once_and_they_see_who_has_read_it() {
    let mut committee = Committee::new();
    committee.post(&[9; 16], MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let day = MONDAY.plus(7);
    let case = committee.only_case(1);
    for text in ["Bel de accountant.", "Hij belt terug."] {
        committee.works(1, day, &["note", &case], text).expect_ok();
    }
    let unseen = |committee: &Committee, member, day| {
        committee.json(member, day, &["cases"])[0]["unseen"].clone()
    };
    assert_eq!(unseen(&committee, 1, day), json!(0), "one's own is not new");
    committee.week(1);

    let day = FRIDAY.plus(7);
    let of_2 = committee.only_case(2);
    assert_eq!(unseen(&committee, 2, day), json!(2));
    let listed = committee.run(2, day, &["cases"]).expect_ok();
    assert!(
        listed.contains("2 new from colleagues (case show)"),
        "{listed}"
    );
    let tasks = committee.run(2, day, &["tasks"]).expect_ok();
    let line = format!("Case {of_2}: 2 deed(s) of colleagues are new to you (`case show`).");
    assert!(tasks.contains(&line), "{tasks}");
    let tasks = committee.json(2, day, &["tasks"]);
    let last = tasks.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["what"], &last["count"]),
        (&json!("unseen"), &json!(2))
    );

    let show = ["case", "show", &of_2];
    let shown = committee.run(2, day, &show).expect_ok();
    assert_eq!(
        shown.matches("NEW: not shown to you before").count(),
        2,
        "{shown}"
    );
    let shown = committee.run(2, day, &show).expect_ok();
    assert!(!shown.contains("NEW"), "{shown}");
    assert_eq!(unseen(&committee, 2, day), json!(0));
    let tasks = committee.run(2, day, &["tasks"]).expect_ok();
    assert!(!tasks.contains("new to you"), "{tasks}");
    let before = committee.json(2, day, &["case", "show", &of_2]);

    committee.week(2);
    committee.week(3);
    let day = FRIDAY.plus(21);
    let theirs = committee.json(1, day, &["case", "show", &case]);
    let deeds = theirs["deeds"].as_array().unwrap();
    assert_eq!(deeds.len(), 2, "{theirs}");
    assert_eq!(deeds[0]["read_by"], json!([]));
    assert_eq!(
        deeds[1]["read_by"],
        json!([{ "member": 2, "day": FRIDAY.plus(7) }])
    );
    let text = committee.run(1, day, &["case", "show", &case]).expect_ok();
    assert!(
        text.contains("    read by member 2 on 2026-12-04\n"),
        "{text}"
    );
    // Nor is it new to anybody that somebody has read something, nor does it move the case.
    for member in [1, 2] {
        assert_eq!(unseen(&committee, member, day), json!(0));
    }
    assert_eq!(unseen(&committee, 3, day), json!(2));
    let after = committee.json(2, day, &["case", "show", &of_2]);
    let but_readers = |shown: &Value| {
        let mut shown = shown.clone();
        for deed in shown["deeds"].as_array_mut().unwrap() {
            deed["read_by"] = Value::Null;
        }
        shown
    };
    assert_eq!(but_readers(&before), but_readers(&after));
}

#[test]
fn of_several_marks_in_one_case_the_last_alone_is_told() {
    let mut committee = Committee::new();
    committee.post(&[9; 16], MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let cases: Vec<String> = (1..=3).map(|member| committee.only_case(member)).collect();
    let show = |committee: &Committee, day| {
        committee
            .run(2, day, &["case", "show", &cases[1]])
            .expect_ok();
    };
    let day = MONDAY.plus(7);
    committee
        .works(3, day, &["note", &cases[2]], "Eerst.")
        .expect_ok();
    committee.week(1);
    show(&committee, FRIDAY.plus(7));
    let day = MONDAY.plus(14);
    committee
        .works(1, day, &["note", &cases[0]], "Daarna.")
        .expect_ok();
    committee.import(1, day);
    committee.publish(1, day);
    // Member 2 has published nothing since the mark before.
    committee.import(2, day.plus(1));
    show(&committee, day.plus(1));
    committee.publish(2, WEDNESDAY.plus(14));
    // Nor is the other one told a week later.
    committee.week(3);
    for member in [1, 2] {
        let case = committee.only_case(member);
        let shown = committee.json(member, FRIDAY.plus(21), &["case", "show", &case]);
        let read = [&shown["deeds"][0]["read_by"], &shown["deeds"][1]["read_by"]];
        let only = json!([{ "member": 2, "day": day.plus(1) }]);
        assert_eq!(read, [&json!([]), &only], "{shown}");
    }
}
