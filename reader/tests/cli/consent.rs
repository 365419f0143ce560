//! A reporter who consents by telephone, on paper or in a meeting.

use std::fs;

use crypto_core::{primitives::hybrid::HybridIdentity, time::Day};
use serde_json::Value;

use crate::support::{Committee, FRIDAY, MONDAY, Said, WEDNESDAY};

const RECEIPT: [u8; 16] = [9; 16];
const WHAT: &str = "De melder vindt goed dat de inspectie de melding krijgt.";

impl Committee {
    pub fn takes_consent(&self, day: Day, on: &str, kept: &str, what: &str) -> Said {
        let case = self.only_case(1);
        let args = ["consent", &case, "--way", "paper", "--on", on];
        self.works(1, day, &[&args[..], &["--kept", kept]].concat(), what)
    }

    pub fn forwards(&mut self, day: Day, with: (&str, &str)) -> Said {
        let case = self.only_case(1);
        self.forwards_in(&case, day, with)
    }

    pub fn forwards_in(&mut self, case: &str, day: Day, (consent, out): (&str, &str)) -> Said {
        let authority = HybridIdentity::generate(&mut self.rng);
        let (key, out) = (self.path("inspectie.txt"), self.path(out));
        fs::write(&key, authority.recipient().to_string()).unwrap();
        let args = ["forward", case, "--to", "Inspectie", "--recipient", &key];
        let all = [&args[..], &["--consent", consent, "--out", &out]].concat();
        self.works(1, day, &all, "Zij gaan hierover.")
    }

    pub fn deeds(&self, member: u16, day: Day) -> Vec<Value> {
        let case = self.only_case(member);
        let shown = self.json(member, day, &["case", "show", &case]);
        shown["deeds"].as_array().unwrap().clone()
    }
}

#[test]
fn consent_on_paper_is_a_ground_that_every_desk_sees_as_such_until_it_is_corrected() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let day = FRIDAY;
    let on = "2026-11-25";
    for (on, kept, what) in [
        ("2026-11-28", "kluis 3", WHAT),
        (on, " ", WHAT),
        (on, "kluis 3", ""),
    ] {
        committee.takes_consent(day, on, kept, what).expect_error();
    }
    assert!(committee.deeds(1, day).is_empty());
    let said = committee
        .takes_consent(day, on, "kluis 3, map 12", WHAT)
        .expect_ok();
    assert!(
        said.contains("the reporter consents, on paper on 2026-11-25"),
        "{said}"
    );
    // A note that says the same is none.
    let case = committee.only_case(1);
    committee.works(1, day, &["note", &case], WHAT).expect_ok();
    let deeds = committee.deeds(1, day);
    let name = |at: usize| deeds[at]["deed"].as_str().unwrap().to_owned();
    let said = committee
        .forwards(day, (&name(1), "niet.age"))
        .expect_error();
    assert!(said.contains("no letter of this case"), "{said}");
    committee
        .forwards(day, (&name(0)[..8], "inspectie.age"))
        .expect_ok();
    committee.keeps_name(day);
    // What stands beside the ground goes to all who read the case, as reasons do.
    for (kept, what) in [
        ("kluis 3, map Jan de Boer", WHAT),
        ("kluis 3", "JAN DE BOER vindt het goed."),
    ] {
        let said = committee.takes_consent(day, on, kept, what).expect_error();
        assert!(said.contains("the name stands in the reason"), "{said}");
    }
    let disclose = |committee: &Committee, day: Day, consent: &str| {
        let args = [
            "name",
            &case,
            "--disclose",
            "rechtbank",
            "--consent",
            consent,
        ];
        committee.works(1, day, &args, "De rechter vraagt erom.")
    };
    disclose(&committee, day, &name(0)).expect_ok();
    committee.week(1);
    committee.week(2);
    // On the desks of colleagues it counts too, and is seen for what it is.
    let day = WEDNESDAY.plus(21);
    committee.import(2, day);
    let seen = committee.deeds(2, day);
    assert!(
        seen.iter().all(|deed| deed["standing"] == "in_force"),
        "{seen:?}"
    );
    let theirs = committee.only_case(2);
    let shown = committee
        .run(2, day, &["case", "show", &theirs])
        .expect_ok();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "member 1 wrote down that the reporter consents, on paper on 2026-11-25",
        "kept: kluis 3, map 12",
        "sealed the report to Inspectie",
        "with consent that was not given in a letter; a member wrote it down here as",
    ] {
        assert!(shown.contains(told), "{shown}");
    }
    let grounds = seen.iter().filter_map(|deed| deed["ground"].as_str());
    let by_word = grounds.filter(|ground| ground.contains(&name(0)[..8]));
    assert_eq!(by_word.count(), 2, "{seen:?}");
    // The reporter thinks better of it.
    let correct = ["correct", &case, &name(0)];
    committee
        .works(1, day, &correct, "De melder trekt het in.")
        .expect_ok();
    let said = committee
        .forwards(day, (&name(0), "weer.age"))
        .expect_error();
    assert!(said.contains("no letter of this case"), "{said}");
    disclose(&committee, day, &name(0)).expect_error();
    assert!(!fs::exists(committee.path("weer.age")).unwrap());
}

#[test]
fn what_was_dated_after_the_page_that_tells_it_is_judged_alike_on_every_desk() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    // The clock was ahead, and is set back before the page is written.
    committee
        .takes_consent(WEDNESDAY, "2026-11-25", "kluis 3", WHAT)
        .expect_ok();
    committee.publish(1, MONDAY);
    committee.import(2, FRIDAY);
    for member in [1, 2] {
        let deeds = committee.deeds(member, FRIDAY);
        assert_eq!(deeds[0]["standing"], "void", "{member}: {deeds:?}");
    }
}

impl Committee {
    fn keeps_name(&self, day: Day) {
        let file = self.path("naam.txt");
        fs::write(&file, "Jan de Boer").unwrap();
        let case = self.only_case(1);
        let args = ["name", &case, "--keep", &file];
        self.works(1, day, &args, "Nodig voor het onderzoek.")
            .expect_ok();
    }
}
