//! Members come, leave, and lose their machines; settings change: one command each.

use std::fs;

use crypto_core::{
    bundle::{BundleReader, Item},
    confirmation::{self, Confirmation},
    ids::{Digest, MemberNumber},
    roster::FormerMember,
};

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, reader};

const RECEIPT: [u8; 16] = [9; 16];
const OTHER: [u8; 16] = [8; 16];

fn former(number: u16, now: Option<u16>) -> FormerMember {
    FormerMember {
        number: MemberNumber(number),
        now: now.map(MemberNumber),
    }
}

#[test]
fn who_was_removed_reads_no_later_letter_and_no_later_answer_of_a_colleague() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Voor het vertrek", &[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    let (_, before) = committee.export(3, MONDAY.plus(4));
    let said = committee.change(MONDAY, &["remove", "3"]);
    assert!(said.contains("Member 3 (Member 3) leaves"), "{said}");
    assert_eq!(committee.roster().former, [former(3, None)]);

    // The server refuses what they sign: an outbox from before, and one made after they saw the roster.
    let channel = committee.channel;
    assert!(!committee.server.publish(&channel, &before));
    committee.import(3, WEDNESDAY);
    let (said, after) = committee.export(3, FRIDAY);
    let board = committee.server.board.clone();
    committee.server.publish(&channel, &after);
    assert_eq!(committee.server.board, board, "{said}");
    let key = committee.open_vault(3).secrets.member_key;
    let confirmation = Confirmation {
        channel,
        member: MemberNumber(3),
        week: MONDAY.week(),
        count: 1,
        ids: Digest([0; 32]),
    };
    let signed = confirmation.sign(&key);
    assert!(confirmation::verify(&signed, &committee.roster()).is_err());

    // A later letter of the conversation that they have read, and a new one.
    committee.post(&RECEIPT, WEDNESDAY, "Na het vertrek", &[]);
    committee.post(&OTHER, WEDNESDAY, "Nieuw na het vertrek", &[]);
    for member in 1..=3 {
        let said = committee.import(member, WEDNESDAY);
        let expected = if member == 3 {
            "0 new letter"
        } else {
            "2 new letter"
        };
        assert!(said.contains(expected), "{member}: {said}");
    }
    // A colleague answers, before and after: the vault of who left finds none of it.
    let case = committee.case_of(1, "Voor het vertrek");
    committee.answer(1, WEDNESDAY, &case, "Van een").expect_ok();
    committee.publish(1, MONDAY.plus(7));
    assert_eq!(committee.look(&RECEIPT, 1).replies[0].text, "Van een");
    assert!(committee.look(&RECEIPT, 3).indices.is_empty());
    committee.import(3, MONDAY.plus(7));
    let case = committee.only_case(3);
    let shown = committee.run(3, FRIDAY, &["show", &case]).expect_ok();
    assert!(shown.contains("Voor het vertrek"), "{shown}");
    assert!(!shown.contains("Na het vertrek") && !shown.contains("Van een"));
    committee.nothing_opens_with_the_vault_of(3, WEDNESDAY, &["Na het", "Nieuw na", "Van een"]);
}

#[test]
fn a_new_member_reads_what_is_written_from_then_on_and_nothing_before() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Voor de komst", &[]);
    committee.import(1, MONDAY);
    let file = committee.init(4, MONDAY, &["--weekday", "2"]);
    let said = committee.change(MONDAY, &["add", &file]);
    assert!(said.contains("Member 4 (Member 4) is new"), "{said}");
    assert!(said.contains("compare "), "{said}");
    assert!(committee.import(4, MONDAY).contains("0 new letter"));
    committee.post(&RECEIPT, MONDAY.plus(1), "Na de komst", &[]);
    assert!(committee.import(4, MONDAY.plus(1)).contains("1 new letter"));
    let case = committee.only_case(4);
    committee
        .answer(4, MONDAY.plus(1), &case, "Hallo")
        .expect_ok();
    committee.publish(4, MONDAY.plus(1));
    assert_eq!(committee.look(&RECEIPT, 4).replies[0].text, "Hallo");
}

#[test]
fn a_lost_machine_is_replaced_under_a_new_number_and_the_old_one_opens_nothing_more() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Voor het verlies", &[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    let file = committee.init(5, MONDAY, &["--weekday", "3"]);
    let said = committee.change(MONDAY, &["replace", "2", &file]);
    assert!(
        said.contains("Member 2 (Member 2) goes on as Member 5"),
        "{said}"
    );
    assert_eq!(committee.roster().former, [former(2, Some(5))]);
    committee.post(&RECEIPT, MONDAY.plus(1), "Na het verlies", &[]);
    assert!(committee.import(2, MONDAY.plus(1)).contains("0 new letter"));
    assert!(committee.import(5, MONDAY.plus(1)).contains("1 new letter"));
    // Answers under the new number are under a key that the lost vault does not have.
    let case = committee.only_case(5);
    committee
        .answer(5, MONDAY.plus(1), &case, "Van vijf")
        .expect_ok();
    committee.publish(5, WEDNESDAY);
    assert_eq!(committee.look(&RECEIPT, 5).replies[0].text, "Van vijf");
    assert!(committee.look(&RECEIPT, 2).indices.is_empty());
    committee.nothing_opens_with_the_vault_of(2, MONDAY.plus(1), &["Na het", "Van vijf"]);
    // Neither number is given to anybody else.
    committee.import(1, WEDNESDAY);
    for (number, name) in [(2, "vault-x"), (5, "vault-y")] {
        let out = committee.path(&format!("taken-{number}.json"));
        let text = number.to_string();
        let vault = committee.dir.path().join(name);
        let mut args = vec!["init", "--member", &text, "--name", "X", "--out", &out];
        args.push("--fast-kdf-for-tests");
        reader(&vault, &["p"], WEDNESDAY, &args).expect_ok();
        let refused = committee.path("refused");
        let args = ["roster", "add", &out, "--out", &refused];
        let said = committee.run(1, WEDNESDAY, &args).expect_error();
        assert!(said.contains("the next free one is 6"), "{said}");
    }
}

#[test]
fn settings_change_by_one_command_and_a_later_description_does_not_take_them_back() {
    let mut committee = Committee::new();
    let mut args = vec![
        "set",
        "--slots",
        "16",
        "--quorum",
        "2",
        "--cells-per-batch",
        "6",
    ];
    args.extend(["--cell-weeks", "30", "--weekday", "2=4", "--weekday", "3=0"]);
    let said = committee.change(MONDAY, &args);
    for line in [
        "Slots in each letter",
        "(quorum): 2 instead of 1",
        "a week: 6 instead of 4",
        "Member 2 (Member 2) publishes on Thursday",
        "Member 3 (Member 3) publishes no more",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let settings = |committee: &Committee| {
        let roster = committee.roster();
        let weekdays: Vec<_> = roster.members.iter().map(|m| m.weekday).collect();
        let numbers = (
            roster.quorum,
            roster.slots,
            roster.cells_per_batch,
            roster.cell_weeks,
        );
        (numbers, weekdays)
    };
    let expected = ((2, 16, 6, 30), vec![Some(1), Some(4), None]);
    assert_eq!(settings(&committee), expected);
    committee.import(1, MONDAY);
    committee.sign_roster(MONDAY);
    assert_eq!(settings(&committee), expected);
    // Who publishes again needs a board key, which the roster has no more.
    committee.import(1, MONDAY);
    let (out, file) = (committee.path("refused"), committee.path("member-3.json"));
    let args = ["roster", "set", "--weekday", "3=5", "--out", &out];
    let said = committee.run(1, MONDAY, &args).expect_error();
    assert!(said.contains("their file is needed too"), "{said}");
    committee.change(MONDAY, &["set", "--weekday", "3=5", "--members", &file]);
    assert_eq!(settings(&committee).1, [Some(1), Some(4), Some(5)]);
}

#[test]
fn wrong_settings_and_a_no_sign_nothing() {
    let committee = Committee::new();
    let out = committee.path("refused");
    for (name, value) in [("--slots", "9"), ("--quorum", "4"), ("--cell-weeks", "0")] {
        let args = ["roster", "set", name, value, "--out", &out];
        let typed = [PASSPHRASE, "yes", "battery staple"];
        let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_error();
        assert!(said.contains("breaks a rule"), "{said}");
    }
    let args = ["roster", "remove", "2", "--out", &out];
    let said = reader(&committee.vault(1), &[PASSPHRASE, "no"], MONDAY, &args).expect_ok();
    assert!(said.contains("Nothing was signed."), "{said}");
    let typed = [PASSPHRASE, "yes", "battery staple"];
    let args = ["roster", "remove", "1", "--out", &out];
    let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_error();
    assert!(said.contains("this reader's own keys"), "{said}");
    assert!(!std::path::Path::new(&out).exists());
}

#[test]
fn renewing_takes_new_keys_and_says_whose_are_missing() {
    let mut committee = Committee::new();
    let day = MONDAY.plus(70);
    committee.import(1, day);
    let until = |said: &str| {
        let line = said
            .lines()
            .find(|line| line.starts_with("It will be valid"));
        line.unwrap().to_owned()
    };
    for member in [1, 3] {
        let out = committee.path(&format!("member-{member}.json"));
        let args = ["keys", "prepare", "--out", &out];
        committee.run(member, day, &args).expect_ok();
    }
    let (one, three) = (
        committee.path("member-1.json"),
        committee.path("member-3.json"),
    );
    let said = committee.change(day, &["renew", "--members", &one, &three]);
    assert_eq!(
        until(&said),
        "It will be valid until 2027-02-28 (keys for later months are missing of member 2)."
    );
    let two = committee.path("member-2.json");
    let args = ["keys", "prepare", "--out", &two];
    committee.run(2, day, &args).expect_ok();
    committee.import(1, day);
    let said = committee.change(day, &["renew", "--members", &one, &two, &three]);
    assert_eq!(until(&said), "It will be valid until 2027-05-04.");
    // With somebody else's keys under a number nothing is renewed.
    let text = fs::read_to_string(&two).unwrap();
    fs::write(&two, text.replace("\"number\": 2", "\"number\": 3")).unwrap();
    let out = committee.path("refused");
    let args = ["roster", "renew", "--members", &two, "--out", &out];
    let said = committee.run(1, day, &args).expect_error();
    assert!(said.contains("belonged to somebody else"), "{said}");
}

impl Committee {
    fn open_vault(&self, member: u16) -> belfry_reader::vault::Vault {
        use belfry_reader::vault::{Vault, locked_key::Passphrase};
        let passphrase = Passphrase::new(PASSPHRASE.to_owned().into());
        Vault::open(&self.vault(member), &passphrase).unwrap()
    }

    fn case_of(&self, member: u16, text: &str) -> String {
        let cases = self.json(member, MONDAY, &["cases"]);
        let mut cases = cases.as_array().unwrap().iter();
        let case = cases.find(|case| {
            let name = case["case"].as_str().unwrap();
            let shown = self.run(member, MONDAY, &["show", name]).expect_ok();
            shown.contains(text)
        });
        case.unwrap()["case"].as_str().unwrap().to_owned()
    }

    /// Tries every key in a vault on every letter and cell that the server has since a day's week; none may
    /// give any of these texts.
    fn nothing_opens_with_the_vault_of(
        &self,
        member: u16,
        day: crypto_core::time::Day,
        texts: &[&str],
    ) {
        use crypto_core::{
            letter::{Opened, Slots, open_letter},
            primitives::hybrid::HybridIdentity,
        };
        let vault = self.open_vault(member);
        let identities: Vec<_> = vault.epochs().unwrap();
        let identities: Vec<_> = identities
            .iter()
            .map(|one| HybridIdentity::parse(&one.secret).unwrap())
            .collect();
        let bundle = self.server.bundle(&self.channel, day);
        let mut reader = BundleReader::open(bundle.as_slice(), &self.channel).unwrap();
        let (mut opened, mut letters) = (0, 0);
        while let Some(item) = reader.next_item().unwrap() {
            let Item::Letter(letter) = item else { continue };
            letters += 1;
            let found = open_letter(&letter.bytes, &identities, |_| Some(Slots::Eight));
            if let Some(Opened::Letter(letter)) = found.unwrap() {
                opened += 1;
                let body = &*letter.content.body;
                assert!(!texts.iter().any(|text| body.contains(text)), "{body}");
            }
        }
        assert!(opened == 1 && letters > opened, "{opened} of {letters}");
    }
}
