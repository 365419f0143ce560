//! A committee in which two of three must open a letter.

use belfry_reader::vault::{Vault, locked_key::Passphrase};
use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    journal_page,
    letter::{Content, Kind, Lock, Seat, seal_letter},
    primitives::{hybrid::HybridRecipient, shares::Share, signature::SigningKey},
    recipients::Recipients,
    release::Release,
    reply::ReplyKind,
    time::Day,
};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, root};

const RECEIPT: [u8; 16] = [9; 16];
const TEXT: &str = "De aanbesteding was afgesproken.";

fn committee() -> Committee {
    let mut committee = Committee::new();
    committee.sign_roster_with(MONDAY, "quorum = 2");
    for member in 1..=3 {
        committee.import(member, MONDAY);
    }
    committee
}

impl Committee {
    fn shown(&self, member: u16, day: Day) -> Value {
        let case = self.only_case(member);
        self.json(member, day, &["show", &case])
    }

    fn sealed_letter(&self, member: u16, day: Day) -> String {
        let shown = self.shown(member, day);
        shown["sealed"][0]["letter"].as_str().unwrap().to_owned()
    }

    /// The key with which a member signs.
    fn member_key(&self, member: u16) -> SigningKey {
        let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
        let vault = Vault::open(&self.vault(member), &passphrase).unwrap();
        SigningKey::from_bytes(&vault.secrets.member_key.expose_for_vault())
    }

    fn release(&mut self, from: u16, to: u16, day: Day) {
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

/// A letter from `from` to `to`, sealed as their reader would, but saying whatever the test wants.
fn colleague_letter(committee: &mut Committee, to: u16, object: Zeroizing<Vec<u8>>) -> Vec<u8> {
    colleague_letter_of(committee, to, (Kind::Release, object))
}

fn colleague_letter_of(
    committee: &mut Committee,
    to: u16,
    (kind, object): (Kind, Zeroizing<Vec<u8>>),
) -> Vec<u8> {
    let root = root(&[77; 16], &committee.channel);
    let content = Content {
        kind,
        object: Some(object),
        ..committee.content(&root, (MONDAY, "", &[]))
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
    assert_eq!(committee.shown(2, MONDAY)["sealed"][0]["never_opens"], true);
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
    committee
        .run(2, WEDNESDAY, &["destroy", &case, "--yes"])
        .expect_ok();
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
    let page = (Kind::Journal, Zeroizing::new(page));
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
