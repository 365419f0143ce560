//! A change of the roster is signed as it was looked at, and one that waits is not lost unsaid.

use std::{fs, path::Path};

use belfry_reader::{
    ceremony::{
        CeremonyError,
        changing::{Changes, Prepared},
        root_key,
    },
    vault::{Vault, locked_key::Passphrase},
};
use crypto_core::ids::MemberNumber;

use crate::support::{Committee, MONDAY, PASSPHRASE, ROOT_PASSPHRASE, reader};

fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(typed.to_owned().into())
}

#[test]
fn what_was_looked_at_is_not_signed_once_another_roster_is_in_force() {
    let mut committee = Committee::new();
    let open =
        |committee: &Committee| Vault::open(&committee.vault(1), &passphrase(PASSPHRASE)).unwrap();
    let changes = Changes {
        remove: vec![MemberNumber(3)],
        ..Changes::default()
    };
    let prepared = Prepared::of(&mut open(&committee), &changes, MONDAY).unwrap();
    committee.change(MONDAY, &["remove", "2"]);
    committee.import(1, MONDAY);
    let mut vault = open(&committee);
    let signer = root_key::open_signer(&committee.vault(1), &passphrase(ROOT_PASSPHRASE)).unwrap();
    let out = committee.path("refused");
    let refused = prepared.sign(&mut vault, &signer, Path::new(&out), &mut rand::rng());
    assert!(matches!(refused, Err(CeremonyError::Outdated)));
    assert!(!Path::new(&out).exists());
    // Looked at anew, it would leave number 1 alone; that is what is signed then.
    let prepared = Prepared::of(&mut vault, &changes, MONDAY).unwrap();
    let out = committee.path("signed");
    let signed = prepared.sign(&mut vault, &signer, Path::new(&out), &mut rand::rng());
    assert_eq!(signed.unwrap().serial, 3);
    drop(vault);
    let outbox = fs::read(&out).unwrap();
    assert!(committee.server.publish(&committee.channel, &outbox));
    assert_eq!(committee.roster().members.len(), 1);
}

#[test]
fn whose_change_waits_to_be_published_is_told_before_another_takes_its_place() {
    let mut committee = Committee::new();
    let (first, second) = (committee.path("first"), committee.path("second"));
    let remove = ["roster", "remove", "3", "--out", &first];
    let typed = [PASSPHRASE, "yes", ROOT_PASSPHRASE];
    let said = reader(&committee.vault(1), &typed, MONDAY, &remove).expect_ok();
    assert!(!said.contains("was signed here already"), "{said}");
    let set = ["roster", "set", "--quorum", "2", "--out", &second];
    let said = reader(&committee.vault(1), &[PASSPHRASE, "no"], MONDAY, &set).expect_ok();
    assert!(said.contains("Roster 2 was signed here already"), "{said}");
    let outbox = fs::read(&first).unwrap();
    assert!(committee.server.publish(&committee.channel, &outbox));
    committee.import(1, MONDAY);
    let said = committee.change(MONDAY, &["set", "--quorum", "2"]);
    assert!(!said.contains("was signed here already"), "{said}");
}

#[test]
fn nobody_is_taken_in_under_a_second_number() {
    let committee = Committee::new();
    let file = committee.path("member-2.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\"number\": 2", "\"number\": 4")).unwrap();
    let out = committee.path("refused");
    for args in [
        &["roster", "add", &file, "--out", &out][..],
        &["roster", "replace", "3", &file, "--out", &out],
    ] {
        let said = committee.run(1, MONDAY, args).expect_error();
        assert!(
            said.contains("members 2 and 4 have a key in common"),
            "{said}"
        );
    }
    // Nor by a description of the whole list.
    let both = committee.path("both.json");
    fs::write(&both, text).unwrap();
    let config = committee.path("channel.toml");
    let args = ["roster", "sign", "--config", &config, "--out", &out];
    let members = ["--members", &both, &file];
    let said = committee.run(1, MONDAY, &[&args[..], &members].concat());
    let said = said.expect_error();
    assert!(said.contains("have a key in common"), "{said}");
    assert!(!std::path::Path::new(&out).exists());
}
