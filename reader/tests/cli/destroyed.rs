//! Destroying a case, and what is left for whoever takes the vault afterwards, with the passphrase, and every
//! letter that was ever sent.

use std::{collections::BTreeMap, fs, path::Path};

use belfry_reader::vault::backup;
use crypto_core::{
    attachment::AttachmentKey,
    ids::{MemberNumber, ParcelId},
    time::Day,
};

use crate::{
    attached::{attachment, sealed, upload},
    loot::{Loot, loot},
    support::{Committee, MONDAY, WEDNESDAY, root},
};

/// Words that stand in letters, answers and files, and nowhere else.
const CANARIES: [&str; 8] = [
    "KANARIE-NOVEMBER",
    "KANARIE-VERVOLG",
    "KANARIE-DECEMBER",
    "KANARIE-JANUARI",
    "KANARIE-ANTWOORD",
    "KANARIE-BIJLAGE",
    "KANARIE-NAAM",
    "KANARIE-WACHT",
];
const RECEIPTS: [[u8; 16]; 3] = [[9; 16], [8; 16], [7; 16]];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Those that some loot says.
fn canaries(loot: &Loot) -> Vec<&'static str> {
    let said = |canary: &&str| loot.says(canary.as_bytes());
    CANARIES.into_iter().filter(said).collect()
}

fn letters(committee: &Committee) -> Vec<Vec<u8>> {
    let weeks = committee.server.letters.values();
    weeks.flat_map(BTreeMap::values).cloned().collect()
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

fn sorted_cases(committee: &Committee, today: Day) -> Vec<String> {
    let cases = committee.json(1, today, &["cases"]);
    let cases = cases.as_array().unwrap().iter();
    cases
        .map(|case| case["case"].as_str().unwrap().to_owned())
        .collect()
}

/// Three conversations in three months, with follow-up, file, published and waiting answers. All that was ever
/// sent; the first case's name.
fn three_months() -> (Committee, String) {
    let mut committee = Committee::new();
    for member in 1..=3 {
        let out = committee.path(&format!("member-{member}.json"));
        let args = ["keys", "prepare", "--epochs", "12", "--out", &out];
        committee.run(member, MONDAY, &args).expect_ok();
    }
    committee.import(1, MONDAY);
    committee.sign_roster(MONDAY);
    committee.import(1, MONDAY);

    let file = b"KANARIE-BIJLAGE: de cijfers".to_vec();
    upload(&mut committee, MONDAY, &file, 77, &[]);
    let keys = root(&RECEIPTS[0], &committee.channel);
    let text = "KANARIE-NOVEMBER Er verdwijnt geld.";
    let mut content = committee.content(&keys, (MONDAY, text, &[]));
    content.attachments = vec![attachment("KANARIE-NAAM.txt", "text/plain", &file, 77)];
    let letter = committee.seal(&content, |member| *keys.member_key(member).expose_for_box());
    committee.store(MONDAY, &letter);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let along = committee.path("KANARIE-NAAM.pdf");
    fs::write(&along, b"KANARIE-BIJLAGE van de commissie").unwrap();
    let text = committee.path("answer.txt");
    fs::write(&text, "KANARIE-ANTWOORD Dank u.").unwrap();
    let args = ["answer", &case, "--text", &text, "--file", &along];
    committee.run(1, MONDAY, &args).expect_ok();
    committee.publish(1, MONDAY);
    committee.post(&RECEIPTS[0], WEDNESDAY, "KANARIE-VERVOLG In oktober.", &[]);
    committee.import(1, MONDAY.plus(7));
    committee.post(&RECEIPTS[1], day("2026-12-10"), "KANARIE-DECEMBER", &[]);
    committee.import(1, day("2026-12-10"));
    committee.publish(1, day("2026-12-14"));
    committee.post(&RECEIPTS[2], day("2027-01-02"), "KANARIE-JANUARI", &[]);
    committee.import(1, day("2027-01-02"));
    // An answer that waits for its publication day.
    committee
        .answer(
            1,
            day("2027-01-02"),
            &case,
            "KANARIE-WACHT Nog even geduld.",
        )
        .expect_ok();
    committee.destroys_at_once(1);
    (committee, case)
}

#[test]
fn after_erasing_and_destroying_nothing_that_was_ever_sent_opens_and_no_word_of_it_is_left() {
    let (mut committee, first) = three_months();
    let vault = committee.vault(1);
    let copy = committee.dir.path().join("copy-from-before");
    copy_folder(&vault, &copy);

    // Everything that can still come for the three months has come, and the keys go.
    let today = day("2027-03-08");
    committee.post_cover(day("2027-03-02"));
    committee.import(1, today);
    let cases = sorted_cases(&committee, today);
    assert_eq!(cases.len(), 3);
    for case in &cases {
        committee
            .run(1, today, &["destroy", case, "--yes", "--unheard"])
            .expect_ok();
    }
    let sent = letters(&committee);
    assert_eq!(sent.len(), 7, "with two pages of journals");

    let after = loot(&vault);
    assert_eq!(after.epochs.len(), 9, "keys of the months to come");
    assert_eq!(after.opens(&sent), 0);
    assert_eq!(canaries(&after), [""; 0]);
    for receipt in RECEIPTS {
        let keys = root(&receipt, &committee.channel);
        let member = keys.member_key(MemberNumber(1));
        assert!(
            !after.says(member.expose_for_box()),
            "a key of a conversation"
        );
        assert!(!after.says(keys.thread_key().expose_for_letter()));
    }
    assert!(!after.says(&[77; 32]), "the key of a file");
    assert!(after.pieces > 0, "batches and boards are still there");

    // A backup made now holds no more than the vault.
    let backup = committee.path("backup");
    committee.run(1, today, &["backup", &backup]).expect_ok();
    let unpacked = committee.dir.path().join("unpacked");
    backup::unpack(Path::new(&backup), &unpacked).unwrap();
    let from_backup = loot(&unpacked);
    assert_eq!(from_backup.epochs.len(), 0);
    assert_eq!(
        (from_backup.opens(&sent), canaries(&from_backup).len()),
        (0, 0)
    );
    assert_eq!(from_backup.pieces, after.pieces);

    // The same search finds all of it in the copy from before: it can find, and such a copy opens.
    let before = loot(&copy);
    assert_eq!(before.opens(&sent), 4, "all but the cover");
    let in_files = ["KANARIE-BIJLAGE"];
    let expected = CANARIES.into_iter().filter(|one| !in_files.contains(one));
    assert_eq!(canaries(&before), expected.collect::<Vec<_>>());
    assert!(before.says(&[77; 32]));
    let file = sealed(b"KANARIE-BIJLAGE: de cijfers", 77);
    assert!(parcel(&copy, &file.id(0)).is_some());
    assert!(parcel(&vault, &file.id(0)).is_none());
    assert!(fs::read_dir(copy.join("answers")).unwrap().count() > 0);
    assert_eq!(fs::read_dir(vault.join("answers")).unwrap().count(), 0);

    // The list tells that they were, and when; nothing else does.
    let list = committee.run(1, today, &["cases"]).expect_ok();
    let line = format!(
        "{first}  destroyed on 2027-03-08: opened 2026-11-23, 2 letter(s), the last imported 2026-11-30, 3 \
         answer(s) and confirmation(s)"
    );
    assert!(list.contains(&line), "{list}");
    let shown = committee.run(1, today, &["show", &first]).expect_ok();
    assert!(shown.contains("Its contents were destroyed"), "{shown}");
    for command in ["answer", "files", "close", "destroy"] {
        let said = committee.run(1, today, &[command, &first]).expect_error();
        assert!(said.contains("the case was destroyed"), "{said}");
    }
}

fn parcel(vault: &Path, id: &ParcelId) -> Option<Vec<u8>> {
    let weeks = fs::read_dir(vault.join("parcels")).ok()?;
    let mut paths = weeks.map(|week| week.unwrap().path().join(id.to_string()));
    paths.find_map(|path| fs::read(path).ok())
}

#[test]
fn destroying_asks_first_and_says_what_a_copy_of_the_letters_still_opens() {
    let (committee, first) = three_months();
    let today = day("2027-01-02");
    let said = committee
        .run(1, today, &["destroy", &first, "--unheard"])
        .expect_ok();
    assert!(
        said.contains("2 letter(s), 3 answer(s) and confirmation(s)"),
        "{said}"
    );
    assert!(said.contains("by law or by your own rules"), "{said}");
    assert!(
        said.contains("until the keys of 2026-11 are erased, on 2027-03-29 at the latest"),
        "{said}"
    );
    assert!(
        said.contains("1 answer(s) of it were not seen on a board"),
        "{said}"
    );
    assert!(said.contains("Nothing was destroyed."), "{said}");
    let shown = committee.run(1, today, &["show", &first]).expect_ok();
    assert!(shown.contains("KANARIE-VERVOLG"), "{shown}");
}

#[test]
fn a_crash_while_destroying_is_made_good_by_the_next_start() {
    let (committee, first) = three_months();
    let today = day("2027-01-02");
    let vault = committee.vault(1);
    fs::create_dir(vault.join("contents-keys.new")).unwrap();
    let yes = ["destroy", &first, "--yes", "--unheard"];
    committee.run(1, today, &yes).expect_error();
    assert!(loot(&vault).says(b"KANARIE-NOVEMBER"));
    fs::remove_dir(vault.join("contents-keys.new")).unwrap();
    committee.run(1, today, &["cases"]).expect_ok();
    assert!(!loot(&vault).says(b"KANARIE-NOVEMBER"));
    assert!(!loot(&vault).says(b"KANARIE-WACHT"));
    assert!(loot(&vault).says(b"KANARIE-DECEMBER"), "the others stay");
}

#[test]
fn a_reporter_whose_case_was_destroyed_can_write_on_and_no_token_is_used_twice() {
    let (mut committee, first) = three_months();
    let today = day("2027-01-02");
    let before = committee.look(&RECEIPTS[0], 1).indices;
    committee
        .run(1, today, &["destroy", &first, "--yes", "--unheard"])
        .expect_ok();
    // A letter that was imported before is no news, though its keys are still there.
    let said = committee.import(1, today);
    assert!(said.contains("0 new letter(s), 0 new case(s)"), "{said}");
    // What waited is not published, what was keeps its time.
    let today = day("2027-01-04");
    committee.publish(1, today);
    assert_eq!(committee.look(&RECEIPTS[0], 1).indices, before);
    committee.post(&RECEIPTS[0], today, "Bent u er nog?", &[]);
    let said = committee.import(1, today.plus(1));
    assert!(said.contains("1 new letter(s), 1 new case(s)"), "{said}");
    assert!(!said.contains("ALARM"), "{said}");
    let list = committee.run(1, today, &["cases"]).expect_ok();
    assert!(
        list.contains(&format!(
            "The reporter of case {first}, a case that you destroyed, writes again."
        )),
        "{list}"
    );
    let cases = committee.json(1, today, &["cases"]);
    let new = cases.as_array().unwrap().iter();
    let mut new = new.filter(|case| case["preview"] == "Bent u er nog?");
    let new = new.next().unwrap()["case"].as_str().unwrap().to_owned();
    committee.answer(1, today, &new, "Ja.").expect_ok();
    committee.import(1, today.plus(7));
    committee.publish(1, today.plus(7));
    let found = committee.look(&RECEIPTS[0], 1);
    assert!(found.replies.iter().any(|reply| reply.text == "Ja."));
    assert_eq!(found.indices.len(), before.len() + 1, "{:?}", found.indices);
    assert!(found.indices.last() > before.last());
}

#[test]
fn a_file_that_another_case_names_too_stays() {
    let (mut committee, first) = three_months();
    let today = day("2027-01-02");
    let file = b"KANARIE-BIJLAGE: de cijfers".to_vec();
    let keys = root(&RECEIPTS[1], &committee.channel);
    let mut content = committee.content(&keys, (today, "Ook dit", &[]));
    content.attachments = vec![attachment("cijfers.txt", "text/plain", &file, 77)];
    let letter = committee.seal(&content, |member| *keys.member_key(member).expose_for_box());
    committee.store(today, &letter);
    committee.import(1, today);
    committee
        .run(1, today, &["destroy", &first, "--yes", "--unheard"])
        .expect_ok();
    let id = sealed(&file, 77).id(0);
    assert_eq!(AttachmentKey::from_bytes([77; 32]).parcel_id(0), id);
    assert!(parcel(&committee.vault(1), &id).is_some());
}
