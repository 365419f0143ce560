//! The service that a report is about, on the desk.

use serde_json::{Value, json};

use crate::support::{Committee, MONDAY, root};

const TWO: &str = "[[service]]\nnumber = 1\nnl = \"Dienst Oost\"\nen = \"Eastern service\"\n\
                   [[service]]\nnumber = 2\nnl = \"Dienst West\"\nen = \"Western service with a long name\"\n";

impl Committee {
    fn post_about(&mut self, receipt: u8, text: &str, service: u16, forged: bool) {
        let root = root(&[receipt; 16], &self.channel);
        let mut content = self.content(&root, (MONDAY, text, &[]));
        content.service = service;
        let letter = self.seal(&content, |member| match forged {
            false => *root.member_key(member).expose_for_box(),
            true => [7; 32],
        });
        self.store(MONDAY, &letter);
    }
}

fn about(cases: &Value, preview: &str) -> Value {
    let mut all = cases.as_array().unwrap().iter();
    let found = all.find(|case| case["preview"].as_str().unwrap().starts_with(preview));
    found.unwrap()["service"].clone()
}

#[test]
fn the_desk_shows_which_service_a_report_is_about_and_lists_those_about_one() {
    let mut committee = Committee::new();
    committee.sign_roster_with(MONDAY, TWO);
    committee.post_about(1, "Oost", 1, false);
    committee.post_about(2, "Geen", 0, false);
    committee.post_about(3, "Weg", 9, false);
    committee.import(1, MONDAY);
    let cases = committee.json(1, MONDAY, &["cases"]);
    let east = json!({ "number": 1, "name": "Eastern service" });
    assert_eq!(about(&cases, "Oost"), east);
    assert_eq!(about(&cases, "Geen"), Value::Null);
    let gone = json!({ "number": 9, "name": "service 9 (not in the roster any more)" });
    assert_eq!(about(&cases, "Weg"), gone);
    let listed = |args: &[&str]| committee.run(1, MONDAY, &[&["cases"], args].concat());
    let all = listed(&[]).expect_ok();
    assert!(all.contains("Eastern ser…  Oost"), "{all}");
    assert!(all.lines().all(|line| line.chars().count() < 80), "{all}");
    for (typed, only) in [
        ("1", "Oost"),
        ("dienst o", "Oost"),
        ("0", "Geen"),
        ("9", "Weg"),
    ] {
        let said = listed(&["--service", typed]).expect_ok();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(only), "{said}");
    }
    assert_eq!(listed(&["--service", "west"]).expect_ok(), "No cases.\n");
    let said = listed(&["--service", "dienst"]).expect_error();
    assert!(said.contains("several services"), "{said}");
}

#[test]
fn a_later_letter_may_name_another_service_one_that_names_none_or_is_forged_does_not() {
    let mut committee = Committee::new();
    committee.sign_roster_with(MONDAY, TWO);
    committee.post_about(1, "Oost", 1, false);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let shown = |committee: &Committee| {
        let text = committee.run(1, MONDAY, &["show", &case]).expect_ok();
        let json = committee.json(1, MONDAY, &["show", &case]);
        let about = text.lines().find_map(|line| line.strip_prefix("About: "));
        assert_eq!(about, json["service"]["name"].as_str());
        about.unwrap().to_owned()
    };
    assert_eq!(shown(&committee), "Eastern service");
    committee.post_about(1, "Toch West", 2, false);
    committee.import(1, MONDAY);
    assert_eq!(shown(&committee), "Western service with a long name");
    committee.post_about(1, "En nog iets", 0, false);
    committee.post_about(1, "Vals", 1, true);
    committee.import(1, MONDAY);
    assert_eq!(shown(&committee), "Western service with a long name");
}

#[test]
fn where_there_is_nothing_to_choose_the_list_stays_as_wide_as_it_was() {
    let mut committee = Committee::new();
    committee.post_about(1, "Er verdwijnt al een jaar lang geld uit de kas", 0, false);
    committee.import(1, MONDAY);
    let said = committee.run(1, MONDAY, &["cases"]).expect_ok();
    assert!(said.contains("  Er verdwijnt al een jaar lan…\n"), "{said}");
}
