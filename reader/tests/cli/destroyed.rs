//! Destroying a case, and what is left for whoever takes the vault afterwards, with the passphrase, and every
//! letter that was ever sent.

use std::{collections::BTreeMap, fs, path::Path};

use crypto_core::{
    attachment::AttachmentKey,
    ids::{MemberNumber, ParcelId},
    time::Day,
};
use serde_json::{Value, json};

use crate::{
    attached::{attachment, sealed, upload},
    loot::{Loot, loot},
    support::{Committee, EARLY, MONDAY, PASSPHRASE, WEDNESDAY, reader, root},
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
        committee.destroys(1, today, case).expect_ok();
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
    let restore = ["restore", &backup];
    reader(&unpacked, &[PASSPHRASE], today, &restore).expect_ok();
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
    let why = committee.path("why.txt");
    fs::write(&why, EARLY).unwrap();
    let args = ["destroy", &first, "--unheard", "--early", &why];
    let said = committee.run(1, today, &args).expect_ok();
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
    committee.destroys(1, today, &first).expect_error();
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
    committee.destroys(1, today, &first).expect_ok();
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
    committee.destroys(1, today, &first).expect_ok();
    let id = sealed(&file, 77).id(0);
    assert_eq!(AttachmentKey::from_bytes([77; 32]).parcel_id(0), id);
    assert!(parcel(&committee.vault(1), &id).is_some());
}

impl Committee {
    /// Rules by which nothing is kept for longer than so many months.
    fn keeps_for(&self, months: u32) {
        self.closes_at_once();
        let mut rules = self.run(1, MONDAY, &["rules", "show"]).expect_ok();
        for usual in [24, 12, 6, 1] {
            let (usual, new) = (
                format!("keep_months = {usual}\n"),
                format!("keep_months = {months}\n"),
            );
            assert!(rules.contains(&usual), "{rules}");
            rules = rules.replace(&usual, &new);
        }
        let file = self.path("rules.toml");
        fs::write(&file, rules).unwrap();
        self.run(1, MONDAY, &["rules", "set", &file]).expect_ok();
    }

    /// What destroying the only case says, on one line, where it is refused.
    fn refuses(&self, today: Day, more: &[&str]) -> String {
        let case = self.only_case(1);
        let args = ["destroy", &case, "--yes", "--unheard"];
        let said = self.run(1, today, &[&args[..], more].concat());
        let said = said.expect_error();
        let shown = self.run(1, today, &["show", &case]).expect_ok();
        assert!(shown.contains("Er verdwijnt geld."), "{shown}");
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn register(&self, today: Day) -> String {
        let said = self.run(1, today, &["register"]).expect_ok();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A case that a member closed on the day on which it came.
fn closed(months: u32) -> (Committee, String) {
    let mut committee = Committee::new();
    committee.keeps_for(months);
    committee.post(&RECEIPTS[0], MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let step = ["step", &case, "--to", "closed"];
    committee.works(1, MONDAY, &step, "Klaar.").expect_ok();
    (committee, case)
}

#[test]
fn a_case_on_which_somebody_works_is_not_destroyed() {
    let mut committee = Committee::new();
    committee.keeps_for(0);
    committee.post(&RECEIPTS[0], MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    let late = day("2029-01-01");
    for today in [MONDAY, late] {
        let said = committee.refuses(today, &[]);
        assert!(said.contains("it is not closed by its steps"), "{said}");
        assert!(
            said.contains("`case step`") && said.contains("--early"),
            "{said}"
        );
    }
    // Nor is it by a mark that one member gives alone.
    let case = committee.only_case(1);
    committee.run(1, late, &["close", &case]).expect_ok();
    let said = committee.refuses(late, &[]);
    assert!(said.contains("it is not closed by its steps"), "{said}");
}

#[test]
fn a_case_is_destroyed_when_its_time_has_come_and_not_before() {
    let (committee, case) = closed(24);
    for today in [MONDAY, day("2028-11-22")] {
        let said = committee.refuses(today, &[]);
        assert!(said.contains("it is kept until 2028-11-23"), "{said}");
        assert!(said.contains("--early"), "{said}");
    }
    let (today, certificate) = (day("2028-11-23"), committee.path("certificate.txt"));
    let destroy = ["destroy", &case, "--yes", "--certificate", &certificate];
    committee.run(1, today, &destroy).expect_ok();
    let register = committee.register(today);
    assert!(!register.contains("before its time"), "{register}");
    let register = committee.json(1, today, &["register"]);
    assert_eq!(register[0]["destroyed_early"], Value::Null, "{register}");
    let text = fs::read_to_string(&certificate).unwrap();
    assert!(text.contains("to be kept until: 2028-11-23\n"), "{text}");
    assert!(!text.contains("before its time"), "{text}");
}

#[test]
fn a_case_is_not_destroyed_while_its_reporter_is_to_get_feedback() {
    let (mut committee, case) = closed(0);
    let last = day("2027-02-28");
    for today in [MONDAY, last] {
        let said = committee.refuses(today, &[]);
        let due = "its reporter is still to get feedback, by 2027-02-28";
        assert!(said.contains(due), "{said}");
        assert!(said.contains("`answer --feedback`"), "{said}");
    }
    let file = committee.path("antwoord.txt");
    fs::write(&file, "Wij hebben het onderzocht.").unwrap();
    let answer = ["answer", &case, "--feedback", "--text", &file];
    committee.run(1, MONDAY, &answer).expect_ok();
    // What is not public is no feedback yet.
    let said = committee.refuses(MONDAY, &[]);
    assert!(said.contains("still to get feedback"), "{said}");
    committee.publish(1, MONDAY);
    committee.import(1, WEDNESDAY);
    let destroy = ["destroy", &case, "--yes", "--unheard"];
    committee.run(1, WEDNESDAY, &destroy).expect_ok();
}

#[test]
fn what_is_no_report_is_kept_as_long_as_the_rules_say_of_that() {
    let mut committee = Committee::new();
    committee.post(&RECEIPTS[0], MONDAY, "Er verdwijnt geld.", &[]);
    committee.import(1, MONDAY);
    committee.destroys_at_once(1);
    let case = committee.only_case(1);
    committee.run(1, MONDAY, &["spam", &case]).expect_ok();
    let said = committee.refuses(day("2026-12-22"), &[]);
    assert!(said.contains("it is kept until 2026-12-23"), "{said}");
    let destroy = ["destroy", &case, "--yes"];
    committee.run(1, day("2026-12-23"), &destroy).expect_ok();
}

#[test]
fn who_destroys_a_case_before_its_time_says_why_and_register_and_certificate_tell_it() {
    let (committee, case) = closed(24);
    let why = committee.path("why.txt");
    fs::write(&why, " \n\t\n").unwrap();
    let said = committee.refuses(MONDAY, &["--early", &why]);
    assert!(said.contains("the reason is empty"), "{said}");
    let nowhere = committee.path("nowhere.txt");
    committee.refuses(MONDAY, &["--early", &nowhere]);
    fs::write(&why, "De rechter\nbeval\u{1b}[2J het.\n").unwrap();
    let certificate = committee.path("certificate.txt");
    let args = ["destroy", &case, "--yes", "--early", &why];
    let more = ["--certificate", &certificate];
    let said = committee.run(1, MONDAY, &[&args[..], &more].concat());
    let said = said.expect_ok();
    assert!(said.contains("it is kept until 2028-11-23"), "{said}");
    let reason = "De rechter beval‹U+001B›[2J het.";
    let register = committee.register(MONDAY);
    assert!(
        register.contains(&format!("destroyed before its time: {reason}")),
        "{register}"
    );
    assert!(!register.contains(&case), "{register}");
    let register = committee.json(1, MONDAY, &["register"]);
    let kept = json!("De rechter\nbeval\u{1b}[2J het.");
    assert_eq!(register[0]["destroyed_early"], kept, "{register}");
    let rules = committee.run(
        1,
        MONDAY,
        &["rules", "check", &committee.path("rules.toml")],
    );
    let rules = rules.expect_ok();
    let number = rules.split_once("Their number is ").unwrap().1;
    let number = number.split_once('.').unwrap().0;
    let left = format!(
        "outcome: none\nrules: {number}\nto be kept until: 2028-11-23\ndestroyed before its time: {reason}\n"
    );
    let text = fs::read_to_string(&certificate).unwrap();
    assert!(text.contains(&left), "{text}");
    // Once more, from what the journal keeps.
    let again = committee.path("again.txt");
    let args = ["destroy", &case, "--certificate", &again];
    committee.run(1, MONDAY, &args).expect_ok();
    assert!(fs::read_to_string(&again).unwrap().contains(&left));
    let list = committee.run(1, MONDAY, &["cases"]).expect_ok();
    assert!(!list.contains("De rechter"), "{list}");
}
