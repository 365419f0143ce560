//! What members tell each other, through real outboxes and bundles.

use serde_json::Value;

use crate::support::{Committee, FRIDAY, MONDAY, WEDNESDAY};

const RECEIPT: [u8; 16] = [9; 16];

impl Committee {
    fn ledger(&self, member: u16) -> (Vec<(u64, String)>, Value) {
        let all = self.json(member, FRIDAY, &["journal"]);
        let lines = all["lines"].as_array().unwrap().iter();
        let lines = lines.map(|line| {
            let what = line["what"].as_str().unwrap().to_owned();
            (line["member"].as_u64().unwrap(), what)
        });
        (lines.collect(), all)
    }

    /// Everybody publishes on their day and imports what came.
    pub fn week(&mut self, weeks: u32) {
        for (member, day) in [(1, MONDAY), (2, WEDNESDAY), (3, FRIDAY)] {
            self.import(member, day.plus(7 * weeks));
            self.publish(member, day.plus(7 * weeks));
        }
        for member in 1..=3 {
            let told = self.import(member, FRIDAY.plus(7 * weeks));
            assert!(!told.contains("ALARM"), "{told}");
        }
    }
}

#[test]
fn who_may_read_a_case_sees_who_did_what_and_who_is_left_out_sees_nothing() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Het gaat om drie.", &[3]);
    committee.week(0);
    let case = committee.only_case(1);
    committee.answer(1, FRIDAY, &case, "Dank u.").expect_ok();
    committee.run(1, FRIDAY, &["close", &case]).expect_ok();
    committee.week(1);
    let did = |member: u64, what: &str| (member, what.to_owned());
    let expected = [
        did(1, "opened it"),
        did(2, "opened it"),
        did(1, "closed the case"),
        did(1, "wrote an answer"),
        did(2, "published a confirmation of receipt"),
    ];
    for member in [1, 2] {
        let (mut lines, all) = committee.ledger(member);
        // Of the week that is not over member 1 has told nobody yet.
        let untold = did(1, "published an answer");
        assert_eq!(lines.pop_if(|line| *line == untold).is_some(), member == 1);
        assert_eq!(lines, expected, "{all}");
        let own_case = committee.only_case(member);
        assert!(
            all["lines"]
                .as_array()
                .unwrap()
                .iter()
                .all(|line| line["case"] == own_case)
        );
        assert_eq!(all["alarms"].as_array().unwrap().len(), 0);
        let text = committee.run(member, FRIDAY, &["journal"]).expect_ok();
        assert!(text.contains("You") && text.contains("Member "), "{text}");
    }
    assert_eq!(committee.ledger(3).0, []);
    let text = committee.run(3, FRIDAY, &["journal"]).expect_ok();
    assert_eq!(text, "Nobody has told anything yet.\n");
}

#[test]
fn every_week_has_one_page_of_one_size_whatever_there_is_to_tell() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Hallo", &[]);
    let count = |committee: &Committee| committee.server.letters.values().flatten().count();
    committee.import(1, MONDAY);
    let before = count(&committee);
    committee.publish(1, MONDAY);
    assert_eq!(count(&committee), before + 1);
    // Exported again in the same week, it is the same page, not another one.
    let (said, _) = committee.export(1, MONDAY.plus(1));
    assert!(said.contains("1 letter(s) to colleagues"), "{said}");
    committee.import(1, MONDAY.plus(1));
    let (said, _) = committee.export(1, MONDAY.plus(2));
    assert!(!said.contains("colleagues"), "the server has it: {said}");
    // Member 3 has nothing to tell, and still tells it.
    let before = count(&committee);
    committee.import(3, FRIDAY);
    committee.publish(3, FRIDAY);
    assert_eq!(count(&committee), before + 1);
}

#[test]
fn a_page_that_was_kept_from_a_member_shows_by_what_a_colleague_has() {
    let mut committee = Committee::new();
    committee.week(0);
    let week = MONDAY.plus(7).week();
    committee.import(1, MONDAY.plus(7));
    committee.publish(1, MONDAY.plus(7));
    let (id, page) = committee.server.letters[&week].iter().next().unwrap();
    let (id, page) = (*id, page.clone());
    committee.import(2, WEDNESDAY.plus(7));
    committee.publish(2, WEDNESDAY.plus(7));
    committee.server.letters.get_mut(&week).unwrap().remove(&id);
    let told = committee.import(3, FRIDAY.plus(7));
    assert!(
        told.contains("ALARM: Page 1 of member 1 is not here"),
        "{told}"
    );
    let status = committee.run(3, FRIDAY.plus(7), &["status"]).expect_ok();
    assert!(status.contains("Page 1 of member 1"), "{status}");
    committee
        .server
        .letters
        .get_mut(&week)
        .unwrap()
        .insert(id, page);
    let told = committee.import(3, FRIDAY.plus(7));
    assert!(!told.contains("ALARM"), "{told}");
    assert!(
        committee.ledger(3).1["alarms"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
