//! Proofs of receipt: only for who asks, the same statement every time, checked by anybody.

use std::fs;

use crypto_core::{
    proof,
    receipt::Receipt,
    reply::{Reply, ReplyKind},
    time::Day,
    words::Language,
};

use crate::support::{Committee, FRIDAY, MONDAY, PASSPHRASE, WEDNESDAY, reader, root};

const RECEIPT: [u8; 16] = [9; 16];
const TEXT: &str = "Er verdwijnt geld, één keer € 40.000.\n\nElke maand.";

/// Posts a letter whose reporter asks for a proof.
fn post_asking(committee: &mut Committee, day: Day, text: &str) {
    let root = root(&RECEIPT, &committee.channel);
    let mut content = committee.content(&root, (day, text, &[]));
    content.proof_salt = Some(root.proof_salt());
    let letter = committee.seal(&content, |member| *root.member_key(member).expose_for_box());
    committee.store(day, &letter);
}

/// The only reply that a reporter finds of a member.
fn only_reply(committee: &Committee, member: u16) -> Reply {
    let mut found = committee.look(&RECEIPT, member).replies;
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// Asked with a report, answered by member 1 on the same day.
fn answered() -> (Committee, String) {
    let mut committee = Committee::new();
    post_asking(&mut committee, MONDAY, TEXT);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(1, MONDAY);
    (committee, case)
}

fn shown_proof(committee: &Committee, case: &str, message: usize) -> serde_json::Value {
    committee.json(1, MONDAY, &["show", case])["messages"][message]["proof"].clone()
}

#[test]
fn who_asks_finds_a_statement_that_says_what_was_received_and_when() {
    let (mut committee, case) = answered();
    let reply = only_reply(&committee, 1);
    assert_eq!(reply.text, "Dank u.");
    let stated = proof::verify(reply.proofs.as_bytes(), &committee.roster()).unwrap();
    assert_eq!((stated.member.0, stated.day), (1, MONDAY));
    let salt = root(&RECEIPT, &committee.channel).proof_salt();
    assert_eq!(stated.sha256, proof::digest(&salt, TEXT.as_bytes()));

    assert_eq!(shown_proof(&committee, &case, 0), "sealed");
    committee.import(1, MONDAY);
    assert_eq!(shown_proof(&committee, &case, 0), "published");
    let shown = committee.run(1, MONDAY, &["show", &case]).expect_ok();
    assert!(
        shown.contains("it is published with your answer."),
        "{shown}"
    );
    assert!(
        shown.contains("carries a proof of receipt for 1 letter(s)"),
        "{shown}"
    );

    // Another letter for which nobody asks: the next answer says nothing more.
    committee.post(&RECEIPT, WEDNESDAY, "Nog iets.", &[]);
    committee.import(1, FRIDAY);
    assert_eq!(shown_proof(&committee, &case, 2), serde_json::Value::Null);
    committee.answer(1, FRIDAY, &case, "Ook dat.").expect_ok();
    committee.publish(1, MONDAY.plus(7));
    let replies = committee.look(&RECEIPT, 1).replies;
    let proofs: Vec<usize> = replies.iter().map(|one| one.proofs.len()).collect();
    assert_eq!(proofs, [reply.proofs.len(), 0]);
}

#[test]
fn who_does_not_ask_gets_none() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, TEXT, &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(1, MONDAY);
    assert_eq!(only_reply(&committee, 1).proofs, "");
    let shown = committee.run(1, MONDAY, &["show", &case]).expect_ok();
    assert!(!shown.contains("proof"), "{shown}");
}

#[test]
fn the_first_confirmation_carries_it_and_each_member_states_it_for_themselves() {
    let mut committee = Committee::new();
    committee.publish(1, MONDAY);
    for text in ["eerste", "tweede", "tweede", "derde", "vierde"] {
        post_asking(&mut committee, MONDAY.plus(1), text);
    }
    committee.import(2, WEDNESDAY);
    committee.publish(2, WEDNESDAY);
    let confirmation = only_reply(&committee, 2);
    assert_eq!(confirmation.kind, ReplyKind::Receipt);
    assert_eq!(proof::statements(&confirmation.proofs).count(), 3);
    // What found no room comes with the next, and nothing twice.
    let case = committee.only_case(2);
    committee.answer(2, WEDNESDAY, &case, "Meer.").expect_ok();
    committee.import(2, WEDNESDAY.plus(7));
    committee.publish(2, WEDNESDAY.plus(7));
    let replies = committee.look(&RECEIPT, 2).replies;
    let all: Vec<_> = replies
        .iter()
        .flat_map(|one| proof::statements(&one.proofs))
        .map(|one| {
            proof::verify(one.as_bytes(), &committee.roster())
                .unwrap()
                .sha256
        })
        .collect();
    let salt = root(&RECEIPT, &committee.channel).proof_salt();
    let mut expected: Vec<_> = ["eerste", "tweede", "derde", "vierde"]
        .map(|text| proof::digest(&salt, text.as_bytes()))
        .to_vec();
    let mut found = all.clone();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);

    committee.import(3, FRIDAY);
    let case = committee.only_case(3);
    committee.answer(3, FRIDAY, &case, "Ook ik.").expect_ok();
    committee.publish(3, FRIDAY.plus(7));
    let third = only_reply(&committee, 3);
    let first = proof::statements(&third.proofs).next().unwrap();
    let stated = proof::verify(first.as_bytes(), &committee.roster()).unwrap();
    assert_eq!((stated.member.0, stated.day), (3, FRIDAY));
}

#[test]
fn an_answer_that_is_published_again_before_it_expires_brings_its_proof_along() {
    let mut committee = Committee::new();
    committee.change(MONDAY, &["set", "--cell-weeks", "4"]);
    post_asking(&mut committee, MONDAY, TEXT);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(1, MONDAY);
    let first: Vec<_> = committee.board().cells().to_vec();
    let before = only_reply(&committee, 1).proofs;
    assert!(!before.is_empty());
    for week in 1..=5 {
        committee.import(1, MONDAY.plus(7 * week));
        committee.publish(1, MONDAY.plus(7 * week));
    }
    let still = |cell| committee.board().cells().contains(cell);
    assert!(
        !first.iter().any(still),
        "the first publication has expired"
    );
    assert_eq!(only_reply(&committee, 1).proofs, before);
}

#[test]
fn a_restored_vault_states_the_same_again() {
    let mut committee = Committee::new();
    let backup = committee.path("backup");
    committee.import(1, MONDAY);
    committee.run(1, MONDAY, &["backup", &backup]).expect_ok();
    post_asking(&mut committee, MONDAY, TEXT);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    committee.answer(1, MONDAY, &case, "Dank u.").expect_ok();
    committee.publish(1, MONDAY);
    let before = only_reply(&committee, 1).proofs;

    // The machine is lost; what was published since the backup is on the board alone.
    let (old, kept) = (committee.vault(1), committee.dir.path().join("lost"));
    fs::rename(&old, &kept).unwrap();
    reader(&old, &[PASSPHRASE], FRIDAY, &["restore", &backup]).expect_ok();
    // Epoch secrets are in no backup; without them the letter would not open.
    let epoch_files = |folder: &std::path::Path| {
        let paths = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let is_one = |path: &std::path::PathBuf| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("epochs.")
        };
        paths.filter(is_one).collect::<Vec<_>>()
    };
    for path in epoch_files(&old) {
        fs::remove_file(path).unwrap();
    }
    for path in epoch_files(&kept) {
        fs::copy(&path, old.join(path.file_name().unwrap())).unwrap();
    }
    committee.import(1, FRIDAY);
    let case = committee.only_case(1);
    assert_eq!(shown_proof(&committee, &case, 0), "published");
    committee.answer(1, FRIDAY, &case, "Nog iets.").expect_ok();
    committee.publish(1, MONDAY.plus(7));
    let replies = committee.look(&RECEIPT, 1).replies;
    let proofs: Vec<&str> = replies.iter().map(|one| one.proofs.as_str()).collect();
    assert_eq!(proofs, [before.as_str(), ""]);
}

/// What the page saves: the text, and the statement with its salt.
fn save(committee: &Committee) -> (String, String) {
    let (text, kept) = (committee.path("tekst.txt"), committee.path("bewijs.txt"));
    let salt = root(&RECEIPT, &committee.channel).proof_salt();
    fs::write(&text, TEXT).unwrap();
    let statement = only_reply(committee, 1).proofs;
    fs::write(&kept, proof::with_salt(&statement, &salt)).unwrap();
    (text, kept)
}

#[test]
fn verify_proof_says_what_is_proved_with_a_salt_or_words_and_refuses_all_else() {
    let (committee, _) = answered();
    let (text, kept) = save(&committee);
    let roster = committee.path("roster");
    fs::write(&roster, &committee.server.roster).unwrap();
    let nobody = committee.dir.path().join("no-vault");
    let check = |typed: &[&str], statement: &str, text: &str, more: &[&str]| {
        let mut args = vec!["verify-proof", "--statement", statement, "--text", text];
        args.extend(more);
        reader(&nobody, typed, FRIDAY, &args)
    };
    let with_roster = ["--roster", roster.as_str()];
    let said = check(&[], &kept, &text, &with_roster).expect_ok();
    assert!(said.contains("Member 1 (Member 1)"), "{said}");
    assert!(
        said.contains("by 2026-11-23, a text of exactly the 54 bytes"),
        "{said}"
    );
    assert!(said.contains("Channel words (nl): "), "{said}");
    let by_vault = ["verify-proof", "--statement", &kept, "--text", &text];
    committee.run(2, FRIDAY, &by_vault).expect_ok();

    // The statement as it came, with the salt or the receipt's words typed.
    let bare = committee.path("bare.txt");
    fs::write(&bare, only_reply(&committee, 1).proofs).unwrap();
    let salt = root(&RECEIPT, &committee.channel).proof_salt();
    let salt = crypto_core::ids::Digest(salt).to_string();
    let words = Receipt::from_bytes(RECEIPT)
        .to_words(Language::Dutch)
        .join(" ");
    for typed in [salt.as_str(), &words] {
        check(&[typed], &bare, &text, &with_roster).expect_ok();
        let file = committee.path("salt.txt");
        fs::write(&file, typed).unwrap();
        let more = ["--roster", roster.as_str(), "--salt-file", &file];
        check(&[], &bare, &text, &more).expect_ok();
    }
    let said = check(&["niets"], &bare, &text, &with_roster).expect_error();
    assert!(
        said.contains("neither 64 hexadecimal digits nor twelve words"),
        "{said}"
    );
    let said = check(&[&"00".repeat(32)], &bare, &text, &with_roster).expect_error();
    assert!(said.contains("not of this text with this salt"), "{said}");

    let other = committee.path("other.txt");
    fs::write(&other, format!("{TEXT}\n")).unwrap();
    let said = check(&[], &kept, &other, &with_roster).expect_error();
    assert!(said.contains("not of this text with this salt"), "{said}");
    for (from, to) in [
        ("member: 1", "member: 2"),
        ("day: 2026-11-23", "day: 2026-11-22"),
        ("member: 1", "member: 7"),
    ] {
        let changed = fs::read_to_string(&kept).unwrap().replacen(from, to, 1);
        fs::write(&other, changed).unwrap();
        check(&[], &other, &text, &with_roster).expect_error();
    }
    let stranger = Committee::new();
    fs::write(&roster, &stranger.server.roster).unwrap();
    let said = check(&[], &kept, &text, &with_roster).expect_error();
    assert!(said.contains("--roster"), "{said}");
}
