//! A committee in which two of three must open a letter.

use crypto_core::{reply::ReplyKind, time::Day};
use serde_json::Value;

use crate::support::{Committee, FRIDAY, MONDAY, WEDNESDAY};

pub const RECEIPT: [u8; 16] = [9; 16];
pub const TEXT: &str = "De aanbesteding was afgesproken.";

pub fn committee() -> Committee {
    let mut committee = Committee::new();
    committee.sign_roster_with(MONDAY, "quorum = 2");
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    committee
}

impl Committee {
    pub fn shown(&self, member: u16, day: Day) -> Value {
        let case = self.only_case(member);
        self.json(member, day, &["show", &case])
    }

    pub fn sealed_letter(&self, member: u16, day: Day) -> String {
        let shown = self.shown(member, day);
        shown["sealed"][0]["letter"].as_str().unwrap().to_owned()
    }

    pub fn release(&mut self, from: u16, to: u16, day: Day) {
        let letter = self.sealed_letter(from, day);
        let to = to.to_string();
        self.run(from, day, &["release", &letter, "--to", &to])
            .expect_ok();
        self.publish(from, day);
    }
}

#[test]
fn one_member_sees_that_a_letter_came_confirms_it_and_reads_nothing() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    let said = committee.import(2, MONDAY);
    assert!(said.contains("1 new letter(s) are sealed"), "{said}");
    let case = committee.only_case(2);
    let list = committee.run(2, MONDAY, &["cases"]).expect_ok();
    assert!(
        list.contains("sealed") && list.contains("1 letter(s)"),
        "{list}"
    );
    let shown = committee.run(2, MONDAY, &["show", &case]).expect_ok();
    assert!(shown.contains("Receipt is due by 2026-11-30"), "{shown}");
    assert!(
        shown.contains("shares of 2 members. Here: yours alone"),
        "{shown}"
    );
    let refused = committee.answer(2, MONDAY, &case, "Dank u").expect_error();
    assert!(
        refused.contains("still sealed") && refused.contains("release"),
        "{refused}"
    );

    committee.import(2, WEDNESDAY);
    committee.publish(2, WEDNESDAY);
    let found = committee.look(&RECEIPT, 2);
    assert_eq!(found.replies.len(), 1);
    assert_eq!(found.replies[0].kind, ReplyKind::Receipt);
    assert_eq!(found.replies[0].received, [MONDAY]);
    committee.import(2, WEDNESDAY.plus(7));
    committee.publish(2, WEDNESDAY.plus(7));
    assert_eq!(
        committee.look(&RECEIPT, 2).replies.len(),
        1,
        "confirmed once"
    );
}

#[test]
fn a_released_share_opens_the_letter_for_that_colleague_alone_and_later_letters_by_themselves() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    committee.release(1, 2, MONDAY);
    let told = committee.import(2, MONDAY);
    assert!(told.contains("Member 1 gave you their share"), "{told}");
    assert!(told.contains("1 new letter(s), 0 new case(s)"), "{told}");
    let shown = committee.shown(2, MONDAY);
    assert_eq!(shown["messages"][0]["text"], TEXT);
    assert_eq!(shown["sealed"].as_array().unwrap().len(), 0);
    assert_eq!(shown["standing"], "conversation");
    let told = committee.import(3, MONDAY);
    assert!(
        told.starts_with("0 new letter(s), 0 new case(s)."),
        "{told}"
    );
    assert_eq!(
        committee.shown(3, MONDAY)["messages"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let own = committee.shown(1, MONDAY);
    assert_eq!(own["sealed"][0]["released_to"][0], 2);

    committee.post(&RECEIPT, WEDNESDAY, "En nog iets.", &[]);
    let told = committee.import(2, WEDNESDAY);
    assert!(
        told.starts_with("1 new letter(s), 0 new case(s)."),
        "{told}"
    );
    committee.import(3, WEDNESDAY);
    let case = committee.only_case(2);
    committee
        .answer(2, WEDNESDAY, &case, "Wij zoeken het uit.")
        .expect_ok();
    committee.publish(2, WEDNESDAY);
    assert_eq!(
        committee.look(&RECEIPT, 2).replies[0].text,
        "Wij zoeken het uit."
    );
    let third = committee.shown(3, WEDNESDAY);
    assert_eq!(
        third["sealed"].as_array().unwrap().len(),
        2,
        "in one sealed case"
    );
    // Importing it all again changes nothing, and the letter that was sent is not sent again.
    let told = committee.import(2, WEDNESDAY);
    assert!(
        told.starts_with("0 new letter(s), 0 new case(s)."),
        "{told}"
    );
    committee.import(1, FRIDAY);
    let (said, _) = committee.export(1, MONDAY.plus(7));
    // This week's page of the journal, and no share any more.
    assert!(said.contains("1 letter(s) to colleagues"), "{said}");
}

#[test]
fn a_share_that_came_before_the_letter_is_used_when_it_comes() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    let weeks = committee.server.letters.clone();
    committee.release(1, 3, MONDAY);
    let all = committee.server.letters.clone();
    for (week, letters) in &weeks {
        let now = committee.server.letters.get_mut(week).unwrap();
        letters.keys().for_each(|id| drop(now.remove(id)));
    }
    let told = committee.import(3, MONDAY);
    assert!(told.contains("Member 1 gave you their share"), "{told}");
    committee.server.letters = all;
    let told = committee.import(3, MONDAY);
    assert!(told.contains("1 new letter(s), 1 new case(s)"), "{told}");
    assert_eq!(committee.shown(3, MONDAY)["messages"][0]["text"], TEXT);
}

#[test]
fn of_a_left_out_member_nothing_is_held() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[2]);
    let told = committee.import(2, MONDAY);
    assert_eq!(told, "0 new letter(s), 0 new case(s).\n");
    assert_eq!(
        committee
            .json(2, MONDAY, &["cases"])
            .as_array()
            .unwrap()
            .len(),
        0
    );
    committee.import(1, MONDAY);
    committee.import(3, MONDAY);
    committee.release(1, 3, MONDAY);
    committee.import(3, MONDAY);
    assert_eq!(committee.shown(3, MONDAY)["left_out"][0], 2);
}

#[test]
fn what_cannot_be_released_says_why() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    let letter = committee.sealed_letter(1, MONDAY);
    let refused = |letter: &str, to: &str| {
        committee
            .run(1, MONDAY, &["release", letter, "--to", to])
            .expect_error()
    };
    assert!(refused("zzzz", "2").contains("no sealed letter"));
    assert!(refused(&letter, "1").contains("that is you"));
    assert!(refused(&letter, "9").contains("nobody of this number"));
    assert!(refused(&letter, "Member").contains("or several"));
    assert!(refused("", "2").contains("begins like this"));
}

#[test]
fn a_restored_reader_still_holds_its_shares() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    let file = committee.path("backup");
    committee.run(2, MONDAY, &["backup", &file]).expect_ok();
    std::fs::remove_dir_all(committee.vault(2)).unwrap();
    committee.run(2, MONDAY, &["restore", &file]).expect_ok();
    committee.import(2, MONDAY);
    committee.release(1, 2, MONDAY);
    let told = committee.import(2, MONDAY);
    // The release was sealed to the epoch's key, which is in no backup.
    assert!(!told.contains("gave you"), "{told}");
    committee.release(2, 1, WEDNESDAY);
    committee.import(1, WEDNESDAY);
    assert_eq!(committee.shown(1, WEDNESDAY)["messages"][0]["text"], TEXT);
}

#[test]
fn a_destroyed_case_stays_destroyed_and_its_indices_are_not_used_again() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    committee.release(1, 2, MONDAY);
    committee.import(2, MONDAY);
    let case = committee.only_case(2);
    committee.answer(2, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(2, WEDNESDAY);
    let used = committee.look(&RECEIPT, 2).indices;
    committee.destroys_at_once(2);
    committee.destroys(2, WEDNESDAY, &case).expect_ok();
    let told = committee.import(2, WEDNESDAY);
    assert!(
        told.starts_with("0 new letter(s), 0 new case(s)."),
        "{told}"
    );
    assert!(!told.contains("sealed"), "{told}");

    // The reporter writes on: sealed anew, confirmed, and no token comes twice.
    committee.post(&RECEIPT, WEDNESDAY, "En nog iets.", &[]);
    let told = committee.import(2, WEDNESDAY);
    assert!(told.contains("1 new letter(s) are sealed"), "{told}");
    committee.publish(2, WEDNESDAY.plus(7));
    let both = committee.look(&RECEIPT, 2).indices;
    assert_eq!(both.len(), used.len() + 1, "{used:?} {both:?}");
    let tokens: std::collections::BTreeSet<_> = committee
        .board()
        .cells()
        .iter()
        .map(|cell| cell[..16].to_vec())
        .collect();
    let cells = committee
        .board()
        .batches()
        .map(|(_, cells)| cells.len())
        .sum::<usize>();
    assert!(tokens.len() >= cells, "a token came twice");
}
