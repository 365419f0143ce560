//! What goes wrong around a name that is held apart, and what somebody tries.

use std::fs;

use belfry_reader::{journal::event::Event, vault::Vault};
use crypto_core::{
    ids::{Digest, MemberNumber},
    letter::Kind,
    primitives::hash::sha256,
    reporter_name::{LETTER_KIND, ReporterName},
    time::Day,
};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::{
    destroyed::copy_folder,
    loot::passphrase,
    names::NAME,
    quorum_trouble::colleague_letter_of,
    support::{Committee, FRIDAY, MONDAY, Said, WEDNESDAY},
};

const RECEIPT: [u8; 16] = [9; 16];
const OTHER: [u8; 16] = [7; 16];
const WHY: &str = "Voor het onderzoek.";

impl Committee {
    /// Types a report in, which all have then; the reporter's code.
    pub fn types_in(&mut self, without: &[&str]) -> String {
        let file = self.path("gesprek.txt");
        fs::write(&file, "De melder zag dat er geld verdween.").unwrap();
        let mut typed = vec!["minutes", "--way", "telephone", "--text", &file];
        without
            .iter()
            .for_each(|one| typed.extend(["--without", one]));
        let said = self.run(1, MONDAY, &typed).expect_ok();
        let code = said.lines().find_map(|line| line.strip_prefix("    "));
        let code = code.unwrap().to_owned();
        self.week(0);
        self.week(1);
        code
    }

    /// The case of member 1 that begins like this.
    pub fn case_that_says(&self, day: Day, begins: &str) -> String {
        let cases = self.json(1, day, &["cases"]);
        let mut all = cases.as_array().unwrap().iter();
        let found = all.find(|case| case["preview"].as_str().unwrap().starts_with(begins));
        found.unwrap()["case"].as_str().unwrap().to_owned()
    }

    pub fn names_in(&self, case: &str, day: Day, more: &[&str]) -> Said {
        let file = self.path("naam.txt");
        fs::write(&file, NAME).unwrap();
        let mut args = vec!["name", case];
        args.extend(more);
        if more == ["--keep"] {
            args.push(&file);
        }
        self.works(1, day, &args, WHY)
    }

    pub fn letter_in(&self, case: &str, day: Day) -> String {
        let shown = self.json(1, day, &["show", case]);
        shown["messages"][0]["letter"].as_str().unwrap().to_owned()
    }

    fn reply_in(&self, case: &str, day: Day, kind: &str) -> String {
        let shown: Value = self.json(1, day, &["show", case]);
        let mut all = shown["messages"].as_array().unwrap().iter();
        let found = all.find(|one| one["kind"] == kind && one["reply"].is_string());
        found.unwrap()["reply"].as_str().unwrap().to_owned()
    }

    /// The deed by which the only case's name is held.
    fn deed_of_the_name(&self, day: Day) -> String {
        let case = self.only_case(1);
        let shown = self.json(1, day, &["case", "show", &case]);
        shown["names"][0]["deed"].as_str().unwrap().to_owned()
    }

    /// Member `from` sends member `to` a text as the name of the only case.
    fn sends(&mut self, (from, to): (u16, u16), day: Day, text: &str) -> String {
        let deed = self.deed_of_the_name(day);
        let mut bytes = [0; 16];
        for (byte, at) in bytes.iter_mut().zip((0..32).step_by(2)) {
            *byte = u8::from_str_radix(&deed[at..at + 2], 16).unwrap();
        }
        let case = self.only_case(to);
        let shown = self.json(to, day, &["show", &case]);
        let given = ReporterName {
            channel: self.channel,
            from: MemberNumber(from),
            letter: shown["messages"][0]["letter"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap(),
            deed: bytes,
            text: Digest(sha256(&[text.as_bytes()])),
            to: vec![MemberNumber(to)],
        };
        let object = Zeroizing::new(given.sign(&self.member_key(from)));
        let kind = Kind::Other(LETTER_KIND.to_owned());
        let bytes = colleague_letter_of(self, to, (kind, object, text));
        self.store(day, &bytes);
        self.import(to, day)
    }

    /// The pages that member 1 wrote, as another machine with the same keys may send them on.
    fn own_pages(&self) -> Vec<Zeroizing<Vec<u8>>> {
        let mut vault = Vault::open(&self.vault(1), &passphrase()).unwrap();
        let pieces: Vec<_> = (vault.journal.events())
            .filter_map(|event| match event {
                Event::PageWritten { piece, .. } => Some(*piece),
                _ => None,
            })
            .collect();
        let mut read = |piece| vault.contents.read(piece).unwrap();
        pieces.iter().map(&mut read).collect()
    }

    /// Whether any sealed letter with a name of a case is left in member 1's vault.
    fn has_a_sealed_name(&self) -> bool {
        let vault = Vault::open(&self.vault(1), &passphrase()).unwrap();
        vault.journal.events().any(|event| match event {
            Event::LetterWritten {
                case: Some(_),
                piece,
                ..
            } => vault.contents.has(piece),
            _ => false,
        })
    }
}

#[test]
fn who_is_left_out_where_the_reporter_goes_on_gets_no_name_and_hears_nothing_of_there() {
    let mut committee = Committee::new();
    let code = committee.types_in(&[]);
    let day = MONDAY.plus(14);
    let text = format!("Mijn code is {code}. U mag mijn naam noemen.");
    committee.post(&RECEIPT, day, &text, &[3]);
    committee.import(1, day);
    let (minutes, claimed) = (
        committee.case_that_says(day, "De melder"),
        committee.case_that_says(day, "Mijn code"),
    );
    committee.names_in(&minutes, day, &["--keep"]).expect_ok();
    let said = committee.names_in(&minutes, day, &["--grant", "3"]);
    assert!(said.expect_error().contains("left member 3 out"));
    // Member 3 reads the deeds of what was typed in.
    let letter = committee.letter_in(&claimed, day);
    let disclose = ["--disclose", "rechtbank", "--consent", &letter];
    let said = committee.names_in(&minutes, day, &disclose).expect_error();
    assert!(
        said.contains("member 3 is left out") && !said.contains(NAME),
        "{said}"
    );
    committee.names_in(&claimed, day, &["--keep"]).expect_ok();
    committee.names_in(&claimed, day, &disclose).expect_ok();
}

#[test]
fn who_was_left_out_of_what_was_typed_in_gets_no_name_where_its_reporter_goes_on() {
    let mut committee = Committee::new();
    let code = committee.types_in(&["3"]);
    let day = MONDAY.plus(14);
    committee.post(&RECEIPT, day, &format!("Mijn code is {code}."), &[]);
    committee.import(1, day);
    let claimed = committee.case_that_says(day, "Mijn code");
    committee.names_in(&claimed, day, &["--keep"]).expect_ok();
    let said = committee.names_in(&claimed, day, &["--grant", "3"]);
    assert!(said.expect_error().contains("left member 3 out"));
    committee
        .names_in(&claimed, day, &["--grant", "2"])
        .expect_ok();
}

#[test]
fn nobody_but_the_reporter_consents_and_a_confirmation_of_receipt_informs_of_nothing() {
    let mut committee = Committee::new();
    let code = committee.types_in(&[]);
    // After Friday's publication: member 1's is the next.
    let text = format!("Mijn code is {code}.");
    committee.post(&RECEIPT, FRIDAY.plus(8), &text, &[]);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let (minutes, claimed) = (
        committee.case_that_says(day, "De melder"),
        committee.case_that_says(day, "Mijn code"),
    );
    committee.names_in(&minutes, day, &["--keep"]).expect_ok();
    let refused = |committee: &Committee, more: &[&str], why: &str| {
        let mut args = vec!["--disclose", "rechtbank"];
        args.extend(more);
        let said = committee.names_in(&minutes, day, &args).expect_error();
        assert!(said.contains(why) && !said.contains(NAME), "{said}");
    };
    let typed_in = committee.letter_in(&minutes, day);
    refused(
        &committee,
        &["--consent", &typed_in],
        "a member typed this letter in",
    );
    let receipt = committee.reply_in(&claimed, day, "receipt");
    let informed = ["--obliged", "artikel 162 Sv", "--informed", &receipt];
    refused(&committee, &informed, "a confirmation of receipt");
    let letter = committee.letter_in(&claimed, day);
    let consent = ["--consent", letter.as_str()];
    let disclose = [&["--disclose", "rechtbank"], &consent[..]].concat();
    committee.names_in(&minutes, day, &disclose).expect_ok();
    // Somebody else has the code too.
    committee.post(&OTHER, day, &format!("Nee, ik: {code}"), &[]);
    committee.import(1, day);
    refused(&committee, &consent, "several cases show the code");
    let other = committee.case_that_says(day, "Nee, ik");
    let theirs = committee.letter_in(&other, day);
    committee.run(1, day, &["spam", &other]).expect_ok();
    refused(
        &committee,
        &["--consent", &theirs],
        "cannot be taken for its reporter's",
    );
    committee.names_in(&minutes, day, &disclose).expect_ok();
    committee.run(1, day, &["spam", &claimed]).expect_ok();
    refused(&committee, &consent, "cannot be taken for its reporter's");
}

#[test]
fn what_a_stranger_sends_as_the_name_neither_stands_for_it_nor_in_its_way() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee.keeps(1, FRIDAY, &["--to", "2"]).expect_ok();
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    for to in [1, 2] {
        let said = committee.sends((3, to), day, "PIET\nVoor het onderzoek.");
        assert!(!said.contains("ALARM"), "{said}");
        let said = committee.name(to, day, &["--look"], WHY).expect_ok();
        assert!(said.contains(NAME) && !said.contains("PIET"), "{said}");
    }
    let said = committee.sends((1, 2), day, &"x".repeat(4097));
    assert!(said.contains("1 to 4096 bytes"), "{said}");
    // One who may read it gives another: both are shown, and neither is passed on.
    committee.sends((2, 1), day, "KLAAS");
    let said = committee.name(1, day, &["--look"], WHY).expect_ok();
    assert!(said.contains(NAME) && said.contains("KLAAS"), "{said}");
    let said = committee
        .name(1, day, &["--grant", "3"], WHY)
        .expect_error();
    assert!(said.contains("different texts"), "{said}");
    assert!(!said.contains(NAME) && !said.contains("KLAAS"));
}

#[test]
fn what_a_member_gave_who_withdrew_since_is_still_the_name() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee.keeps(1, FRIDAY, &["--to", "2"]).expect_ok();
    let case = committee.only_case(1);
    committee
        .works(1, FRIDAY, &["recuse", &case], "Ik ken de melder.")
        .expect_ok();
    committee.week(1);
    committee.week(2);
    let said = committee.name(2, FRIDAY.plus(14), &["--look"], WHY);
    assert!(said.expect_ok().contains(NAME));
}

#[test]
fn a_disclosure_says_the_name_nowhere_and_to_whom_it_goes() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee.keeps(1, FRIDAY, &[]).expect_ok();
    let file = committee.path("geheim.txt");
    let law = ["--obliged", "artikel 162 Sv", "--not-informed", &file];
    let says = format!("Over {}.", NAME.to_lowercase());
    for (to, law_of, reason, told) in [
        (
            says.as_str(),
            law[1],
            "Het zou schaden.",
            "the name stands in",
        ),
        ("rechtbank", &says, "Het zou schaden.", "the name stands in"),
        ("rechtbank", law[1], &says, "the name stands in"),
        (" ", law[1], "Het zou schaden.", "to whom the name goes"),
    ] {
        fs::write(&file, reason).unwrap();
        let args = ["--disclose", to, law[0], law_of, law[2], law[3]];
        let said = committee.name(1, FRIDAY, &args, WHY).expect_error();
        assert!(said.contains(told) && !said.contains(NAME), "{said}");
    }
    let args = [&["--disclose", "rechtbank"], &law[..]].concat();
    fs::write(&file, "Het zou schaden.").unwrap();
    committee.name(1, FRIDAY, &args, WHY).expect_ok();
}

#[test]
fn a_name_that_waits_goes_to_nobody_who_is_left_out_meanwhile() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee
        .keeps(1, FRIDAY, &["--to", "2", "--to", "3"])
        .expect_ok();
    committee.post(&RECEIPT, FRIDAY, "Niet aan lid 2.", &[2]);
    committee.import(1, FRIDAY);
    committee.week(1);
    committee.week(2);
    assert!(!committee.has_the_name(2));
    assert!(committee.has_the_name(3));
}

#[test]
fn a_name_that_waits_goes_with_its_case() {
    let mut committee = Committee::new();
    committee.destroys_at_once(1);
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    committee.keeps(1, FRIDAY, &["--to", "2"]).expect_ok();
    assert!(committee.has_a_sealed_name());
    let case = committee.only_case(1);
    let day = WEDNESDAY.plus(7);
    // Why it goes outlives it, and does not say the name either.
    let why = committee.path("why-early.txt");
    fs::write(&why, format!("{NAME} vroeg erom.")).unwrap();
    let early = ["destroy", &case, "--yes", "--early", &why];
    let said = committee.run(1, day, &early).expect_error();
    assert!(said.contains("the name stands in the reason"), "{said}");
    committee.destroys(1, day, &case).expect_ok();
    assert!(!committee.has_a_sealed_name());
    committee.publish(1, day);
    committee.import(2, day);
    assert!(!committee.has_the_name(2));
}

#[test]
fn where_an_own_deed_came_back_without_the_name_it_is_said_who_else_has_it() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Er verdwijnt geld.", &[]);
    committee.week(0);
    // A backup has no keys of months, so that it opens no page: this is a copy of the whole vault.
    let (vault, copy) = (committee.vault(1), committee.dir.path().join("copy"));
    copy_folder(&vault, &copy);
    committee.keeps(1, FRIDAY, &["--to", "2"]).expect_ok();
    committee.week(1);
    committee.week(2);
    let day = FRIDAY.plus(14);
    let pages = committee.own_pages();
    fs::remove_dir_all(&vault).unwrap();
    copy_folder(&copy, &vault);
    for page in pages {
        let bytes = colleague_letter_of(&mut committee, 1, (Kind::Journal, page, ""));
        committee.store(day, &bytes);
    }
    committee.import(1, day);
    let said = committee.name(1, day, &["--look"], WHY).expect_error();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("you held this name apart yourself") && said.contains("member 2 can read it"),
        "{said}"
    );
}
