//! A reporter's name that is held apart from the case.

use std::fs;

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    letter::Kind,
    primitives::{hash::sha256, signature::SigningKey},
    reporter_name::{LETTER_KIND, ReporterName},
    time::Day,
};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::{
    loot::loot,
    quorum_trouble::colleague_letter_of,
    support::{Committee, FRIDAY, MONDAY, Said, WEDNESDAY},
};

const RECEIPT: [u8; 16] = [9; 16];
/// The name, which nobody may find who was not granted it.
pub const NAME: &str = "KANARIE-JANSEN";

impl Committee {
    /// `case name …` with a reason.
    pub fn name(&self, member: u16, day: Day, more: &[&str], why: &str) -> Said {
        let case = self.only_case(member);
        let mut args = vec!["name", &case];
        args.extend(more);
        self.works(member, day, &args, why)
    }

    pub fn keeps(&self, member: u16, day: Day, more: &[&str]) -> Said {
        let file = self.path("naam.txt");
        fs::write(&file, format!("{NAME}\n")).unwrap();
        let mut args = vec!["--keep", &file];
        args.extend(more);
        let said = self.name(member, day, &args, "De melder noemde zich aan de telefoon.");
        fs::remove_file(file).unwrap();
        said
    }

    fn shows(&self, member: u16, day: Day) -> (String, Value) {
        let case = self.only_case(member);
        let shown = ["case", "show", &case];
        let words = self.run(member, day, &shown).expect_ok();
        (words, self.json(member, day, &shown))
    }

    pub fn has_the_name(&self, member: u16) -> bool {
        loot(&self.vault(member)).says(NAME.as_bytes())
    }

    fn typed_in(&mut self) {
        let file = self.path("gesprek.txt");
        fs::write(&file, "De melder zag dat er geld verdween.").unwrap();
        let typed = ["minutes", "--way", "telephone", "--text", &file];
        self.run(1, MONDAY, &typed).expect_ok();
        self.week(0);
        self.week(1);
    }
}

#[test]
fn a_name_is_read_by_those_granted_it_alone_and_everybody_sees_each_look_and_why() {
    let mut committee = Committee::new();
    committee.typed_in();
    let day = FRIDAY.plus(7);
    let unsaid = committee.name(1, day, &["--look"], "Ik wil het weten.");
    assert!(unsaid.expect_error().contains("no name is held apart"));
    let said = committee.keeps(1, day, &["--to", "2"]).expect_ok();
    assert!(!said.contains(NAME), "{said}");
    committee.week(2);
    committee.week(3);
    let day = FRIDAY.plus(21);
    for member in 1..=3 {
        let (words, json) = committee.shows(member, day);
        assert_eq!(json["names"][0]["members"], json!([1, 2]), "{json}");
        assert!(words.contains("name is held apart as"), "{words}");
        assert!(words.contains("lets member 2 read the name"), "{words}");
        assert!(!words.contains(NAME) && !json.to_string().contains(NAME));
        committee.run(member, day, &["search", NAME]).expect_error();
        assert_eq!(committee.has_the_name(member), member != 3);
    }
    let why = "Ik bel de melder terug.";
    let theirs = committee.name(3, day, &["--look"], why).expect_error();
    assert!(theirs.contains("member 1, 2 can read it"), "{theirs}");
    let theirs = committee.name(3, day, &["--grant", "3"], why);
    assert!(theirs.expect_error().contains("member 1, 2 can read it"));
    let empty = committee.name(2, day, &["--look"], " \n").expect_error();
    assert!(!empty.contains(NAME), "{empty}");
    let said = committee.name(2, day, &["--look"], why).expect_ok();
    assert!(
        said.contains(&format!("from member 1:\n│ {NAME}\n")),
        "{said}"
    );
    committee.week(4);
    committee.week(5);
    let (words, _) = committee.shows(3, FRIDAY.plus(35));
    assert!(
        words.contains("member 2 read the name") && words.contains(&format!("│ {why}")),
        "{words}"
    );
    let day = FRIDAY.plus(35);
    for member in 1..=2 {
        let case = committee.only_case(member);
        committee.destroys(member, day, &case).expect_ok();
        assert!(!committee.has_the_name(member), "member {member}");
        // Nor does its letter, which the server still has, bring it back.
        committee.import(member, day);
        assert!(!committee.has_the_name(member), "member {member}");
    }
}

#[test]
fn nobody_is_granted_a_name_whom_the_reporter_left_out_or_who_takes_no_part() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Ik heet Jansen en bel morgen.", &[3]);
    committee.week(0);
    for (to, error) in [
        ("3", "left member 3 out"),
        ("1", "no other member 1"),
        ("9", "no other member 9"),
    ] {
        let said = committee.keeps(1, FRIDAY, &["--to", to]).expect_error();
        assert!(said.contains(error), "{said}");
    }
    let file = committee.path("naam.txt");
    fs::write(&file, NAME).unwrap();
    let why = format!("{} noemde zich.", NAME.to_lowercase());
    let said = committee.name(1, FRIDAY, &["--keep", &file], &why);
    assert!(said.expect_error().contains("stands in the reason"));
    // What failed left nothing.
    assert!(!committee.has_the_name(1));
    committee.keeps(1, FRIDAY, &[]).expect_ok();
    let case = committee.only_case(2);
    committee
        .works(2, FRIDAY, &["recuse", &case], "Ik ken de beschuldigde.")
        .expect_ok();
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let said = committee.name(1, day, &["--grant", "2"], "Voor het onderzoek.");
    let said = said.expect_error();
    assert!(said.contains("member 2 takes no part"), "{said}");
    let said = committee.name(1, day, &["--grant", "3"], "Voor het onderzoek.");
    assert!(said.expect_error().contains("left member 3 out"));
    assert!(!committee.has_the_name(2) && !committee.has_the_name(3));
}

#[test]
fn a_name_is_disclosed_with_consent_or_by_law_once_the_reporter_is_informed() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let day = FRIDAY;
    committee.keeps(1, day, &[]).expect_ok();
    let case = committee.only_case(1);
    committee
        .answer(
            1,
            day,
            &case,
            "Wij moeten uw naam noemen, want de rechter vraagt erom.",
        )
        .expect_ok();
    let shown = committee.json(1, day, &["show", &case]);
    let letter = shown["messages"][0]["letter"].as_str().unwrap().to_owned();
    let mut messages = shown["messages"].as_array().unwrap().iter();
    let answer = messages.rfind(|one| one["kind"] == "answer");
    let answer = answer.unwrap()["reply"].as_str().unwrap().to_owned();
    let refused = |committee: &Committee, day: Day, more: &[&str], asks: &str| {
        let mut args = vec!["--disclose", "rechtbank"];
        args.extend(more);
        let said = committee.name(1, day, &args, "De rechter vraagt erom.");
        let said = said.expect_error();
        assert!(said.contains(asks) && !said.contains(NAME), "{said}");
    };
    let law = ["--obliged", "artikel 162 Sv"];
    let by = |more: &[&'static str]| [&law[..], more].concat();
    refused(&committee, day, &[], "article 16(1) and 16(2)");
    refused(
        &committee,
        day,
        &["--obliged", " "],
        "article 16(1) and 16(2)",
    );
    refused(
        &committee,
        day,
        &["--consent", "0000"],
        "no letter of this case",
    );
    refused(&committee, day, &law, "article 16(3)");
    refused(
        &committee,
        day,
        &by(&["--informed", "zz"]),
        "no answer of yours",
    );
    let informed = [&law[..], &["--informed", &answer]].concat();
    refused(&committee, day, &informed, "is not public yet");
    committee.week(1);
    let day = FRIDAY.plus(7);
    let disclose = |more: &[&str]| {
        let mut args = vec!["--disclose", "rechtbank"];
        args.extend(more);
        let said = committee.name(1, day, &args, "De rechter vraagt erom.");
        let said = said.expect_ok();
        assert!(said.contains(&format!("│ {NAME}\n")), "{said}");
    };
    disclose(&informed);
    disclose(&["--consent", &letter]);
    let file = committee.path("geheim.txt");
    fs::write(&file, "De verdachte zou het horen.").unwrap();
    disclose(&[&law[..], &["--not-informed", &file]].concat());
    committee.week(2);
    committee.week(3);
    let (words, json) = committee.shows(3, WEDNESDAY.plus(28));
    let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "obliged by law: artikel 162 Sv; the reporter was informed by an answer that is public since",
        "was not informed beforehand: De verdachte zou het horen.",
        &format!("with consent in the letter {letter}"),
    ] {
        assert!(said.contains(told), "{words}");
    }
    assert_eq!(words.matches("to rechtbank").count(), 3, "{words}");
    assert!(!words.contains(NAME) && !json.to_string().contains(NAME));
}

#[test]
fn a_name_that_no_colleague_gave_is_told_once_and_kept_nowhere() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    let case = committee.only_case(2);
    let shown = committee.json(2, FRIDAY, &["show", &case]);
    let letter = shown["messages"][0]["letter"].as_str().unwrap();
    let given = ReporterName {
        channel: committee.channel,
        from: MemberNumber(1),
        letter: letter.parse().unwrap(),
        deed: [4; 16],
        text: Digest(sha256(&[NAME.as_bytes()])),
        to: vec![MemberNumber(2)],
    };
    let elsewhere = ReporterName {
        letter: LetterId([8; 16]),
        ..given.clone()
    };
    let to_others = ReporterName {
        to: vec![MemberNumber(3)],
        ..given.clone()
    };
    let key = committee.member_key(1);
    let forger = SigningKey::generate(&mut committee.rng);
    for (object, text, told) in [
        (Vec::new(), NAME, "it cannot be read"),
        (given.sign(&key), "Piet", "it cannot be read"),
        (
            given.sign(&forger),
            NAME,
            "names member 1, who did not sign it",
        ),
        (
            to_others.sign(&key),
            NAME,
            "member 1 granted the name to others",
        ),
        (elsewhere.sign(&key), NAME, "ask member 1 to grant it again"),
        (given.sign(&key), NAME, ""),
    ] {
        let kind = Kind::Other(LETTER_KIND.to_owned());
        let object = Zeroizing::new(object);
        let bytes = colleague_letter_of(&mut committee, 2, (kind, object, text));
        committee.store(FRIDAY, &bytes);
        let said = committee.import(2, FRIDAY);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(told), "{said}");
        assert_eq!(
            said.contains("ALARM"),
            !told.is_empty() && !told.starts_with("ask")
        );
        assert_eq!(committee.only_case(2), case);
        assert_eq!(committee.has_the_name(2), told.is_empty(), "{told}");
    }
    // It is here, and no deed says who may read it.
    let said = committee.name(2, FRIDAY, &["--look"], "Ik bel hem.");
    assert!(said.expect_error().contains("has not come yet"));
}
