//! Who shows the code of a report that was typed in and may not be its reporter: nobody forwards or discloses because they
//! consent.

use crate::{
    doubtful::changed_by_a_colleague,
    names::NAME,
    support::{Committee, MONDAY, root},
};

const RECEIPT: [u8; 16] = [9; 16];

impl Committee {
    /// In a case that shows the code, and in the report that was typed in, the letter in the former is no consent.
    fn takes_no_consent_of(&self, begins: &str, standing: &str) {
        let day = MONDAY.plus(14);
        let (claimer, minutes) = (
            self.case_that_says(day, begins),
            self.case_that_says(day, "De melder"),
        );
        let shown = self.json(1, day, &["show", &claimer]);
        assert_eq!(shown["standing"], standing, "{shown}");
        let letter = self.letter_in(&claimer, day);
        let minutes_to = ["answer", &claimer, "--minutes"];
        let said = self.run(1, day, &minutes_to).expect_error();
        assert!(
            said.contains("cannot be taken for its reporter's"),
            "{said}"
        );
        for case in [&minutes, &claimer] {
            self.names_in(case, day, &["--keep"]).expect_ok();
            let disclose = ["--disclose", "rechtbank", "--consent", &letter];
            let said = self.names_in(case, day, &disclose).expect_error();
            assert!(
                said.contains("cannot be taken for its reporter's"),
                "{said}"
            );
            assert!(!said.contains(NAME), "{said}");
        }
    }
}

#[test]
fn a_letter_whose_tag_does_not_hold_is_no_consent_though_it_shows_the_code() {
    let mut committee = Committee::new();
    let code = committee.types_in(&[]);
    let text = format!("Mijn code is {code}. U mag mijn naam noemen.");
    let changed = changed_by_a_colleague(&mut committee, &text);
    committee.store(MONDAY, &changed);
    committee.import(1, MONDAY.plus(14));
    committee.takes_no_consent_of("Mijn code", "doubtful");
}

#[test]
fn a_letter_whose_tag_does_not_hold_is_no_consent_in_its_own_case_and_what_a_member_wrote_down_there_is()
 {
    let mut committee = Committee::new();
    let changed = changed_by_a_colleague(&mut committee, "U mag alles doorgeven.");
    committee.store(MONDAY, &changed);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let letter = committee.letter_in(&case, MONDAY);
    committee.names_in(&case, MONDAY, &["--keep"]).expect_ok();
    let disclose = |consent: &str| {
        let args = ["--disclose", "rechtbank", "--consent", consent];
        committee.names_in(&case, MONDAY, &args)
    };
    let said = disclose(&letter).expect_error();
    assert!(said.contains("the tag of a letter does not hold"), "{said}");
    let said = committee
        .forwards(MONDAY, (&letter, "niet.age"))
        .expect_error();
    assert!(said.contains("the tag of a letter does not hold"), "{said}");
    assert!(!std::fs::exists(committee.path("niet.age")).unwrap());
    let what = "De melder belde en vindt het goed.";
    committee
        .takes_consent(MONDAY, "2026-11-23", "kluis 3", what)
        .expect_ok();
    let deed = committee.deeds(1, MONDAY);
    let deed = deed.last().unwrap()["deed"].as_str().unwrap().to_owned();
    committee.forwards(MONDAY, (&deed, "wel.age")).expect_ok();
}

#[test]
fn a_letter_beside_a_conversation_of_the_same_name_is_no_consent_though_it_shows_the_code() {
    let mut committee = Committee::new();
    let code = committee.types_in(&[]);
    let day = MONDAY.plus(14);
    committee.post(&RECEIPT, day, "Over iets anders.", &[]);
    committee.import(1, day);
    let keys = root(&RECEIPT, &committee.channel);
    let text = format!("Mijn code is {code}. U mag mijn naam noemen.");
    let forged = committee.letter_with(&keys, (day, &text, &[]), |_, _| [5; 32]);
    committee.store(day, &forged);
    committee.import(1, day);
    committee.takes_no_consent_of("Mijn code", "rival");
}

#[test]
fn what_a_member_typed_in_is_no_consent_to_forward_it_and_what_they_wrote_down_of_it_is() {
    let mut committee = Committee::new();
    committee.types_in(&[]);
    let day = MONDAY.plus(14);
    let case = committee.only_case(1);
    let letter = committee.letter_in(&case, day);
    let said = committee
        .forwards(day, (&letter, "niet.age"))
        .expect_error();
    assert!(said.contains("a member typed this letter in"), "{said}");
    assert!(
        said.contains("forward the case in which they go on"),
        "{said}"
    );
    let what = "De melder vindt het goed.";
    committee
        .takes_consent(day, "2026-11-23", "kluis 3", what)
        .expect_ok();
    let deed = committee.deeds(1, day)[0]["deed"]
        .as_str()
        .unwrap()
        .to_owned();
    committee.forwards(day, (&deed, "wel.age")).expect_ok();
}
