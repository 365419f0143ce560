//! The root key is changed, and everything else stays.

use std::fs;

use crypto_core::{
    bundle::BundleWriter,
    primitives::signature::SigningKey,
    roster::{self, change_root},
};

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, ROOT_PASSPHRASE, WEDNESDAY, reader};

const RECEIPT: [u8; 16] = [9; 16];
const NEW: &str = "new root";
const CHANGE: [&str; 3] = ["root", "change", "--fast-kdf-for-tests"];

fn begin(committee: &Committee) -> String {
    let typed = [PASSPHRASE, ROOT_PASSPHRASE, NEW];
    reader(&committee.vault(1), &typed, MONDAY, &CHANGE).expect_ok()
}

fn renew(committee: &mut Committee) {
    let said = committee.change_with(&[PASSPHRASE, "yes", NEW], WEDNESDAY, &["renew"]);
    assert!(said.contains("the new root key signs"), "{said}");
}

#[test]
fn channel_receipts_letters_and_answers_outlive_a_change_of_the_root_key() {
    let mut committee = Committee::new();
    let channel = committee.channel;
    committee.post(&RECEIPT, MONDAY, "Voor de wissel", &[]);
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(1, MONDAY);
    committee.import(1, MONDAY);

    begin(&committee);
    let old = fs::read(committee.vault(1).join("root-key")).unwrap();
    // The old key signs no more, and nothing is destroyed before the new one is in force.
    let out = committee.path("refused");
    let args = ["roster", "renew", "--out", &out];
    let typed = [PASSPHRASE, "yes", ROOT_PASSPHRASE];
    let said = reader(&committee.vault(1), &typed, MONDAY, &args).expect_error();
    assert!(said.contains("the passphrase does not open it"), "{said}");
    let said = reader(&committee.vault(1), &[PASSPHRASE], MONDAY, &CHANGE).expect_ok();
    assert!(
        said.contains("no roster in force is signed with it"),
        "{said}"
    );

    renew(&mut committee);
    for member in 1..=3 {
        let said = committee.import(member, WEDNESDAY);
        assert!(said.contains("root key was changed (change 1)"), "{said}");
        let again = committee.import(member, WEDNESDAY);
        assert!(!again.contains("root key"), "told once: {again}");
    }
    assert_eq!(committee.roster().roots().len(), 2);
    assert_eq!(committee.roster().channel, channel);

    let typed = [PASSPHRASE, "no"];
    reader(&committee.vault(1), &typed, WEDNESDAY, &CHANGE).expect_ok();
    assert_eq!(fs::read(committee.vault(1).join("root-key")).unwrap(), old);
    let typed = [PASSPHRASE, "yes"];
    reader(&committee.vault(1), &typed, WEDNESDAY, &CHANGE).expect_ok();
    assert_ne!(fs::read(committee.vault(1).join("root-key")).unwrap(), old);
    for name in ["root-key-new", "root-change"] {
        assert!(!committee.vault(1).join(name).exists(), "{name}");
    }

    // The answer from before is found, a letter after joins its conversation, and is answered.
    assert_eq!(committee.look(&RECEIPT, 1).replies[0].text, "Dank u.");
    committee.post(&RECEIPT, WEDNESDAY, "Na de wissel", &[]);
    for member in 1..=3 {
        committee.import(member, FRIDAY);
        let case = committee.only_case(member);
        let shown = committee.run(member, FRIDAY, &["show", &case]).expect_ok();
        assert!(shown.contains("Voor de wissel") && shown.contains("Na de wissel"));
    }
    let case = committee.only_case(3);
    committee.answer(3, FRIDAY, &case, "Van drie").expect_ok();
    committee.publish(3, FRIDAY);
    assert_eq!(committee.look(&RECEIPT, 3).replies[0].text, "Van drie");
    // Once more, with the key that took the old one's place.
    committee.import(1, FRIDAY);
    committee.change_with(&[PASSPHRASE, "yes", NEW], FRIDAY, &["renew"]);
    assert_eq!(committee.roster().roots().len(), 2);
    let typed = [PASSPHRASE, NEW, "third"];
    committee.import(1, FRIDAY);
    reader(&committee.vault(1), &typed, FRIDAY, &CHANGE).expect_ok();
    committee.change_with(&[PASSPHRASE, "yes", "third"], FRIDAY, &["renew"]);
    assert_eq!(committee.roster().roots().len(), 3);
}

/// The first root key of a committee, as somebody who stole it has it.
fn stolen(committee: &Committee) -> SigningKey {
    use belfry_reader::{ceremony::root_key, vault::locked_key::Passphrase};
    let passphrase = Passphrase::new(ROOT_PASSPHRASE.to_owned().into());
    root_key::open(&committee.vault(1), &passphrase).unwrap()
}

#[test]
fn after_a_change_the_old_key_and_a_second_change_with_its_number_are_refused() {
    let mut committee = Committee::new();
    let thief = stolen(&committee);
    let before = committee.server.clone();
    begin(&committee);
    renew(&mut committee);
    committee.import(2, WEDNESDAY);
    let good = committee.server.clone();

    // The old key signs a roster for itself, as if there had been no change.
    let mut contents = roster::Roster::clone(&committee.roster());
    contents.serial += 1;
    contents.root.changes.clear();
    let cut = contents.sign(&thief).unwrap();
    // And it signs a change to a key of its own.
    let own = SigningKey::from_bytes(&[77; 32]);
    let change = change_root(&committee.channel, 1, &own.verifying_key(), &thief);
    contents.root.changes.push(change);
    let other = contents.sign(&own).unwrap();

    for (file, alarm, exports) in [
        (cut, "root key that the channel has given up", true),
        (other, "two different keys claim", false),
    ] {
        let hostile = committee.board_under(&file);
        let mut bundle = BundleWriter::begin(Vec::new(), &committee.channel).unwrap();
        bundle.board(&hostile).unwrap();
        bundle.roster(&file).unwrap();
        let path = committee.path("hostile");
        fs::write(&path, bundle.finish().unwrap()).unwrap();
        let said = committee.run(2, WEDNESDAY, &["import", &path]).expect_ok();
        assert!(said.contains(alarm), "{said}");
        let status = committee.run(2, WEDNESDAY, &["status"]).expect_ok();
        assert!(status.contains("roster 2 valid"), "not taken in: {status}");
        let out = committee.path("outbox");
        let exported = committee.run(2, WEDNESDAY, &["export", "--out", &out]);
        assert_eq!(exported.ok, exports, "{}", exported.err);
    }
    // From now on the first one counts no more either.
    committee.server = good;
    let said = committee.import(2, WEDNESDAY);
    assert!(said.contains("two different keys claim"), "{said}");
    // Whoever saw neither before is warned of none: they only see one.
    committee.server = before;
    assert!(!committee.import(3, MONDAY).contains("keys claim"));
}

impl Committee {
    /// A board after the current one that names this roster, signed by member 1.
    fn board_under(&self, roster_file: &[u8]) -> Vec<u8> {
        use belfry_reader::vault::{Vault, locked_key::Passphrase};
        let passphrase = Passphrase::new(PASSPHRASE.to_owned().into());
        let vault = Vault::open(&self.vault(1), &passphrase).unwrap();
        let roster = roster::verify(roster_file, &self.channel).unwrap();
        let number = vault.secrets.number();
        let next = crypto_core::board::next(&self.board(), &roster, number, WEDNESDAY, None);
        next.unwrap().sign(&vault.secrets.board_key)
    }
}
