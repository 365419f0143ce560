//! Colleagues and senders who make shares, releases, letters and pages wrongly, in a committee in which two of three
//! must open a letter.

use belfry_reader::vault::{Vault, locked_key::Passphrase};
use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page,
    letter::{Content, Kind, Lock, Seat, seal_letter},
    primitives::{hybrid::HybridRecipient, shares::Share, signature::SigningKey},
    recipients::Recipients,
    release::Release,
};
use zeroize::Zeroizing;

use crate::{
    quorum::{RECEIPT, TEXT, committee},
    support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, root},
};

impl Committee {
    /// The key with which a member signs.
    pub fn member_key(&self, member: u16) -> SigningKey {
        let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
        let vault = Vault::open(&self.vault(member), &passphrase).unwrap();
        SigningKey::from_bytes(&vault.secrets.member_key.expose_for_vault())
    }
}

/// A letter from `from` to `to`, sealed as their reader would, but saying whatever the test wants.
fn colleague_letter(committee: &mut Committee, to: u16, object: Zeroizing<Vec<u8>>) -> Vec<u8> {
    colleague_letter_of(committee, to, (Kind::Release, object, ""))
}

pub fn colleague_letter_of(
    committee: &mut Committee,
    to: u16,
    (kind, object, text): (Kind, Zeroizing<Vec<u8>>, &str),
) -> Vec<u8> {
    let root = root(&[77; 16], &committee.channel);
    let content = Content {
        kind,
        object: Some(object),
        ..committee.content(&root, (MONDAY, text, &[]))
    };
    let file = &committee.server.recipients[&MONDAY.epoch()];
    let recipients: Recipients = serde_json::from_slice(file).unwrap();
    let key = HybridRecipient::parse(recipients.of(MemberNumber(to)).unwrap()).unwrap();
    let seat = Seat {
        recipient: &key,
        member_key: &root.member_key(MemberNumber(to)),
    };
    let lock = Lock::of(&committee.roster()).unwrap().alone();
    let letter = seal_letter(&content, &[seat], lock, &mut committee.rng).unwrap();
    letter.as_bytes().to_vec()
}

fn release(committee: &Committee, to: u16, letter: LetterId) -> Release {
    Release {
        channel: committee.channel,
        from: MemberNumber(1),
        to: MemberNumber(to),
        letter,
        share: Share {
            x: 1,
            y: Zeroizing::new(vec![7; 16]),
        },
    }
}

#[test]
fn a_forged_release_names_whose_name_was_used_and_opens_nothing() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(2, MONDAY);
    let letter = committee.sealed_letter(2, MONDAY).parse().unwrap();
    let forger = SigningKey::generate(&mut committee.rng);
    let forged = release(&committee, 2, letter).sign(&forger);
    let bytes = colleague_letter(&mut committee, 2, forged);
    committee.store(MONDAY, &bytes);
    let told = committee.import(2, MONDAY);
    assert!(
        told.contains("ALARM")
            && told.contains("member 1 as its sender, but that member did not sign it"),
        "{told}"
    );
    let again = committee.import(2, MONDAY);
    assert!(!again.contains("ALARM"), "told once: {again}");
    let list = committee.json(2, MONDAY, &["cases"]);
    assert_eq!(
        list.as_array().unwrap().len(),
        2,
        "kept like a stranger's letter: {list}"
    );
}

#[test]
fn a_share_of_another_letter_is_the_releasers_fault_and_the_right_one_still_opens() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    let key = committee.member_key(1);
    let letter = committee.sealed_letter(2, MONDAY).parse().unwrap();
    // Signed by the real member 1, but no share of this letter.
    let wrong = release(&committee, 2, letter).sign(&key);
    let bytes = colleague_letter(&mut committee, 2, wrong);
    committee.store(MONDAY, &bytes);
    let told = committee.import(2, MONDAY);
    assert!(
        told.contains("ALARM") && told.contains("member 1 gave you is not the one"),
        "{told}"
    );
    assert_eq!(
        committee.shown(2, MONDAY)["sealed"][0]["shares_of"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    // Meant for member 3, but sealed to member 2.
    let astray = release(&committee, 3, letter).sign(&key);
    let bytes = colleague_letter(&mut committee, 2, astray);
    committee.store(MONDAY, &bytes);
    let told = committee.import(2, MONDAY);
    assert!(told.contains("gave it to member 3, not to you"), "{told}");

    committee.release(1, 2, MONDAY);
    committee.import(2, MONDAY);
    assert_eq!(committee.shown(2, MONDAY)["messages"][0]["text"], TEXT);
}

#[test]
fn a_letter_whose_sender_made_wrong_shares_is_told_once_and_named_so() {
    let mut committee = committee();
    // All three would have to come together, though the roster says two.
    let root = root(&RECEIPT, &committee.channel);
    let content = committee.content(&root, (MONDAY, TEXT, &[]));
    let lock = Lock {
        threshold: Some(3),
        ..Lock::of(&committee.roster()).unwrap()
    };
    let letter = committee.seal_with(&content, lock, |member| {
        *root.member_key(member).expose_for_box()
    });
    committee.store(MONDAY, &letter);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    committee.release(1, 2, MONDAY);
    let told = committee.import(2, MONDAY);
    assert!(
        told.contains("whoever sealed this letter made its shares wrongly"),
        "{told}"
    );
    let again = committee.import(2, MONDAY);
    assert!(!again.contains("wrongly"), "{again}");
    assert_eq!(
        committee.shown(2, MONDAY)["sealed"][0]["shares_do_not_open_it"],
        true
    );
}

#[test]
fn a_forged_letter_in_a_known_name_is_shown_apart_once_it_opens() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    committee.release(1, 2, MONDAY);
    committee.import(2, MONDAY);
    // The same conversation id under other keys: a colleague who has read the first letter.
    let true_root = root(&RECEIPT, &committee.channel);
    let other = root(&[8; 16], &committee.channel);
    let letter = committee.letter_with(
        &true_root,
        (MONDAY, "Niets aan de hand.", &[]),
        |_, member| *other.member_key(member).expose_for_box(),
    );
    committee.store(MONDAY, &letter);
    committee.import(1, MONDAY);
    committee.import(2, MONDAY);
    let list = committee.json(2, MONDAY, &["cases"]);
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2, "a sealed case beside the first: {list:?}");
    let sealed = list.iter().find(|case| case["sealed"] == 1).unwrap();
    let name = sealed["case"].as_str().unwrap();
    let shown = committee.json(2, MONDAY, &["show", name]);
    let letter = shown["sealed"][0]["letter"].as_str().unwrap();
    committee
        .run(1, MONDAY, &["release", letter, "--to", "Member 2"])
        .expect_ok();
    committee.publish(1, MONDAY.plus(7));
    committee.import(2, MONDAY.plus(7));
    let shown = committee.json(2, MONDAY, &["show", name]);
    assert_eq!(shown["messages"][0]["text"], "Niets aan de hand.");
    // Whoever forges keeps the keys consistent, so the tag holds under them: a rival, neither preferred.
    assert!(
        matches!(shown["standing"].as_str(), Some("rival" | "doubtful")),
        "{shown}"
    );
    assert_eq!(
        committee
            .json(2, MONDAY, &["cases"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn other_bytes_under_a_letters_name_do_not_take_its_place() {
    let mut committee = committee();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    let week = MONDAY.week();
    let (id, real) = committee.server.letters[&week].iter().next().unwrap();
    let (id, real) = (*id, real.clone());
    let other = committee.letter(&[8; 16], MONDAY, "Iets anders.", &[]);
    committee
        .server
        .letters
        .get_mut(&week)
        .unwrap()
        .insert(id, other);
    committee.import(2, MONDAY);
    committee
        .server
        .letters
        .get_mut(&week)
        .unwrap()
        .insert(id, real);
    let told = committee.import(2, MONDAY);
    assert!(told.contains("1 new letter(s) are sealed"), "{told}");
    committee.import(1, MONDAY);
    committee.release(1, 2, MONDAY);
    let told = committee.import(2, MONDAY);
    assert!(
        !told.contains("ALARM") && told.contains("1 new letter(s)"),
        "{told}"
    );
    let list = committee.json(2, MONDAY, &["cases"]);
    assert!(
        list.as_array()
            .unwrap()
            .iter()
            .any(|case| case["preview"] == TEXT),
        "{list}"
    );
}

#[test]
fn a_page_whose_clock_runs_away_is_refused_and_accuses_nobody() {
    let mut committee = committee();
    let header = journal_page::Header {
        channel: committee.channel,
        member: MemberNumber(1),
        chain: [9; 8],
        number: 0,
        day: MONDAY,
        clock: u64::MAX,
        previous: Digest([0; 32]),
        salt: [1; 16],
        rest: Digest([0; 32]),
    };
    let entries = vec![[0; journal_page::ENTRY_LEN]; journal_page::ENTRIES];
    let key = committee.member_key(1);
    let page = journal_page::write(header, &[], &entries, &key).unwrap();
    let page = (Kind::Journal, Zeroizing::new(page), "");
    let bytes = colleague_letter_of(&mut committee, 2, page);
    committee.store(MONDAY, &bytes);
    let told = committee.import(2, MONDAY);
    assert!(told.contains("claims to be a page"), "{told}");
    for weeks in [0, 7] {
        for (member, day) in [(1, MONDAY), (2, WEDNESDAY), (3, FRIDAY)] {
            committee.import(member, day.plus(weeks));
            committee.publish(member, day.plus(weeks));
        }
    }
    for member in 1..=3 {
        let told = committee.import(member, FRIDAY.plus(7));
        assert!(!told.contains("ALARM"), "{told}");
    }
}
