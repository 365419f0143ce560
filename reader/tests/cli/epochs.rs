//! Keys of months: made ahead, listed, warned about, and erased when no letter to them can come any more.

use std::{
    collections::BTreeSet,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use belfry_reader::{
    member_file::MemberFile,
    vault::{Vault, locked_key::Passphrase},
};
use crypto_core::{
    primitives::hybrid::HybridIdentity,
    time::{Day, Epoch},
};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::support::{Committee, MONDAY, PASSPHRASE, reader};

const RECEIPT: [u8; 16] = [9; 16];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The recipients whose secrets a vault has.
fn recipients(vault: &Path) -> BTreeSet<(Epoch, String)> {
    let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
    let vault = Vault::open(vault, &passphrase).unwrap();
    let epochs = vault.epochs().unwrap();
    let recipient = |secret: &str| {
        HybridIdentity::parse(secret)
            .unwrap()
            .recipient()
            .to_string()
    };
    epochs
        .iter()
        .map(|one| (one.epoch, recipient(&one.secret)))
        .collect()
}

/// The recipients that a member's file gives to others.
fn published(file: &Path) -> BTreeSet<(Epoch, String)> {
    let file = MemberFile::parse(&fs::read(file).unwrap()).unwrap();
    let recipients = file.recipients.into_iter();
    recipients.map(|one| (one.epoch, one.recipient)).collect()
}

fn line(committee: &Committee, today: Day, month: &str) -> Value {
    let list = committee.json(1, today, &["keys", "list"]);
    let mut lines = list.as_array().unwrap().iter();
    let found = lines.find(|line| line["epoch"] == month);
    found.unwrap_or_else(|| panic!("{month}: {list}")).clone()
}

fn warnings(committee: &Committee, today: Day) -> String {
    committee.json(1, today, &["status"])["warnings"].to_string()
}

/// Everybody makes keys for so many months, and a roster lists them.
fn prepare(committee: &mut Committee, today: Day, epochs: &str) {
    for member in 1..=3 {
        let out = committee.path(&format!("member-{member}.json"));
        let args = ["keys", "prepare", "--epochs", epochs, "--out", &out];
        committee.run(member, today, &args).expect_ok();
    }
    committee.import(1, today);
    committee.sign_roster(today);
    for member in 1..=3 {
        committee.import(member, today);
    }
}

#[test]
fn keys_are_made_once_for_twelve_months_and_the_list_says_which_a_roster_gives() {
    let mut committee = Committee::new();
    let out = committee.path("member-1.json");
    let prepare_12 = ["keys", "prepare", "--epochs", "12", "--out", &out];
    let said = committee.run(1, MONDAY, &prepare_12).expect_ok();
    assert!(said.contains("Keys made for 2027-03, 2027-04"), "{said}");
    let file = fs::read(&out).unwrap();
    let fingerprint = MemberFile::parse(&file).unwrap().fingerprint();
    assert!(said.contains(&fingerprint), "{said}");

    let again = committee.run(1, MONDAY, &prepare_12).expect_ok();
    assert!(again.contains("There were keys for all of these months already."));
    assert_eq!(
        fs::read(&out).unwrap(),
        file,
        "a second run changes nothing"
    );

    assert_eq!(line(&committee, MONDAY, "2027-02")["in_roster"], true);
    assert_eq!(line(&committee, MONDAY, "2027-02")["own_recipient"], true);
    assert_eq!(line(&committee, MONDAY, "2027-03")["in_roster"], false);
    prepare(&mut committee, MONDAY, "12");
    assert_eq!(line(&committee, MONDAY, "2027-10")["in_roster"], true);
    assert_eq!(line(&committee, MONDAY, "2027-10")["state"], "here");
    let text = committee.run(1, MONDAY, &["keys", "list"]).expect_ok();
    let november = "2026-11  in the roster; will be erased once everything that comes until 2026-12-28 is \
                    imported, on 2027-03-29 at the latest";
    assert!(text.starts_with(november), "{text}");
}

#[test]
fn what_others_are_given_is_on_disk_before_wherever_a_step_fails() {
    let committee = Committee::new();
    let vault = committee.vault(1);
    let file = committee.dir.path().join("new.json");
    let prepare = ["keys", "prepare", "--out", file.to_str().unwrap()];
    let before = recipients(&vault);
    // The secrets cannot be written: no file, and those from before are still there.
    fs::create_dir(vault.join("epochs.new")).unwrap();
    committee.run(1, MONDAY, &prepare).expect_error();
    assert!(!file.exists());
    fs::remove_dir(vault.join("epochs.new")).unwrap();
    assert_eq!(recipients(&vault), before);
    // The file cannot be written: the next run writes the same recipients.
    fs::create_dir(committee.dir.path().join("new.new")).unwrap();
    committee.run(1, MONDAY, &prepare).expect_error();
    fs::remove_dir(committee.dir.path().join("new.new")).unwrap();
    let made = recipients(&vault);
    assert_eq!(made.len(), 12);
    assert!(made.is_superset(&before));
    committee.run(1, MONDAY, &prepare).expect_ok();
    assert_eq!(published(&file), made);
}

#[test]
fn a_kill_while_keys_are_made_loses_none_that_was_given_out() {
    let committee = Committee::new();
    let vault = committee.vault(1);
    // How long it takes on this machine: the kills are spread over that and as long after it.
    let whole = committee.dir.path().join("whole.json");
    let begun = Instant::now();
    let prepare = ["keys", "prepare", "--epochs", "5", "--out"];
    let prepare = [&prepare[..], &[whole.to_str().unwrap()]].concat();
    committee.run(1, MONDAY, &prepare).expect_ok();
    let took = begun.elapsed();
    let mut wrote = 0;
    for round in 0..24_u32 {
        let file = committee.dir.path().join(format!("killed-{round}.json"));
        // Another month each time, so that there is something to make.
        let months = (round % 19 + 6).to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_belfry-reader"))
            .arg("--vault")
            .arg(&vault)
            .args(["--passphrase-fd", "0", "--today", &MONDAY.to_string()])
            .args(["keys", "prepare", "--epochs", &months, "--out"])
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let line = format!("{PASSPHRASE}\n");
        child
            .stdin
            .take()
            .unwrap()
            .write_all(line.as_bytes())
            .unwrap();
        std::thread::sleep(took * round / 12);
        let _ = child.kill();
        child.wait().unwrap();
        if file.exists() {
            wrote += 1;
            assert!(published(&file).is_subset(&recipients(&vault)));
        }
    }
    assert!(wrote > 0, "no run came as far as its file");
    assert!(wrote < 24, "no run was killed before its file");
    committee.run(1, MONDAY, &["status"]).expect_ok();
}

#[test]
fn a_month_is_erased_by_a_start_once_28_days_and_all_its_weeks_have_passed() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    // The last week in which November's letters can come is that of 28 December.
    let sunday = day("2027-01-03");
    committee.import(1, sunday);
    assert_eq!(line(&committee, sunday, "2026-11")["due"], false);
    let open = line(&committee, sunday, "2026-11")["weeks_to_come"].clone();
    assert!(open.as_u64().unwrap() > 0, "{open}");
    let said = committee.run(1, day("2027-01-04"), &["cases"]);
    assert_eq!(said.err, "", "a week was not imported yet");

    committee.post_cover(day("2027-01-04"));
    let today = day("2027-01-05");
    let before = recipients(&committee.vault(1));
    committee.import(1, today);
    assert_eq!(line(&committee, today, "2026-11")["state"], "erased");
    assert_eq!(line(&committee, today, "2026-11")["reason"], "imported");
    assert_eq!(line(&committee, today, "2026-11")["erased"], "2027-01-05");
    let after = recipients(&committee.vault(1));
    assert_eq!(before.difference(&after).count(), 1);
    assert_eq!(after.len(), 3);
    // The case that was opened stays.
    let case = committee.only_case(1);
    let shown = committee.run(1, today, &["show", &case]).expect_ok();
    assert!(shown.contains("Een melding"), "{shown}");
    // A member whose reader was not there keeps the keys until the deadline.
    assert_eq!(recipients(&committee.vault(2)).len(), 4);
}

#[test]
fn the_deadline_erases_what_was_never_imported_but_no_wrong_date_does() {
    let committee = Committee::new();
    let all = recipients(&committee.vault(1)).len();
    // 28 days after November, and 13 weeks.
    committee.run(1, day("2027-03-29"), &["cases"]).expect_ok();
    assert_eq!(recipients(&committee.vault(1)).len(), all);
    // The last board is more than 92 days old: the date may be wrong.
    let said = committee.run(1, day("2030-01-01"), &["cases"]);
    assert!(
        said.err.contains("if this machine's date is right"),
        "{}",
        said.err
    );
    assert_eq!(recipients(&committee.vault(1)).len(), all);
    let due = day("2027-03-30");
    let dry = ["keys", "erase", "--dry-run"];
    let said = committee.run(1, due, &dry).expect_ok();
    assert!(said.contains("Would erase the keys of 2026-11"), "{said}");
    assert_eq!(recipients(&committee.vault(1)).len(), all);
    let said = committee.run(1, due, &["keys", "erase"]).expect_ok();
    assert!(
        said.contains("The keys of 2026-11 are erased for good: the server keeps no letter"),
        "{said}"
    );
    assert_eq!(recipients(&committee.vault(1)).len(), all - 1);
    assert_eq!(
        committee.run(1, due, &["keys", "erase"]).expect_ok(),
        "Nothing is due.\n"
    );
    assert_eq!(line(&committee, due, "2026-11")["reason"], "deadline");
}

#[test]
fn with_a_board_that_is_not_old_the_deadline_needs_nobody() {
    let mut committee = Committee::new();
    prepare(&mut committee, MONDAY, "12");
    // Weeks that this reader never got, since the bundle's list of them was lost each time.
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    let recent = day("2027-02-15");
    let letters = std::mem::take(&mut committee.server.letters);
    committee.publish(1, MONDAY);
    committee.server.letters.clear();
    committee.import(1, MONDAY);
    committee.publish(1, recent);
    // Nor pages of journals: a week in a list would say that there was nothing before it.
    committee.server.letters.clear();
    committee.import(1, recent);
    committee.import(2, recent);
    let said = committee.run(1, day("2027-03-30"), &["cases"]);
    assert!(
        said.err
            .contains("Note: The keys of 2026-11 are erased for good"),
        "{}",
        said.err
    );
    // An import opens first, and erases then.
    committee.server.letters = letters;
    committee.server.letters.values_mut().for_each(|week| {
        assert_eq!(week.len(), 1);
    });
    assert!(
        committee
            .import(2, day("2027-04-20"))
            .contains("1 new letter(s)")
    );
    let gone = recipients(&committee.vault(2));
    assert!(gone.iter().all(|(epoch, _)| *epoch > MONDAY.epoch()));
    assert!(
        committee
            .import(1, day("2027-04-20"))
            .contains("0 new letter(s)")
    );
}

#[test]
fn keys_can_be_erased_early_after_a_question_and_are_made_anew() {
    let mut committee = Committee::new();
    let early = ["keys", "erase", "--epoch", "2026-11"];
    let said = committee.run(1, MONDAY, &early).expect_ok();
    assert!(said.contains("can never again open a letter"), "{said}");
    assert!(
        said.contains("Reporters go on writing to these keys"),
        "{said}"
    );
    assert!(said.contains("Nothing was erased"), "{said}");
    assert_eq!(recipients(&committee.vault(1)).len(), 4);
    let mut yes = early.to_vec();
    yes.push("--yes");
    committee.run(1, MONDAY, &yes).expect_ok();
    assert_eq!(recipients(&committee.vault(1)).len(), 3);
    assert_eq!(line(&committee, MONDAY, "2026-11")["reason"], "wanted");
    let said = committee.run(1, MONDAY, &yes).expect_error();
    assert!(said.contains("there are no keys for 2026-11"), "{said}");
    committee.post(&RECEIPT, MONDAY, "Niet te openen", &[]);
    let said = committee.import(1, MONDAY);
    assert!(said.contains("0 new letter(s)"), "{said}");
    assert!(
        said.contains("recipient that this reader has no secret of"),
        "{said}"
    );
    prepare(&mut committee, MONDAY, "4");
    assert_eq!(line(&committee, MONDAY, "2026-11")["state"], "here");
    committee.post(&[8; 16], MONDAY, "Wel te openen", &[]);
    assert!(committee.import(1, MONDAY).contains("1 new letter(s)"));
}

#[test]
fn an_erasure_that_a_crash_cut_short_is_finished_by_the_next_start() {
    let committee = Committee::new();
    let vault = committee.vault(1);
    let yes = ["keys", "erase", "--epoch", "2026-11", "--yes"];
    fs::create_dir(vault.join("epochs.new")).unwrap();
    committee.run(1, MONDAY, &yes).expect_error();
    let said = committee.run(1, MONDAY, &["cases"]);
    assert!(said.ok, "cases can be read all the same");
    assert!(said.err.contains("may still be here"), "{}", said.err);
    fs::remove_dir(vault.join("epochs.new")).unwrap();
    assert_eq!(recipients(&vault).len(), 4);
    committee.run(1, MONDAY, &["cases"]).expect_ok();
    assert_eq!(recipients(&vault).len(), 3);
}

#[test]
fn six_weeks_before_keys_or_roster_end_every_round_says_what_to_do() {
    let mut committee = Committee::new();
    // Keys until the end of February, a roster of 92 days: until 23 February.
    let quiet = day("2027-01-11");
    assert_eq!(
        committee.import(1, quiet),
        "0 new letter(s), 0 new case(s).\n"
    );
    let of_keys = |said: &str| said.contains("roster") || said.contains("keys");
    assert!(!of_keys(&warnings(&committee, quiet)));
    let warned = day("2027-01-18");
    let said = committee.import(1, warned);
    let roster = "WARNING: The roster is valid until 2027-02-23 only. Have a new one signed";
    let keys = "WARNING: There are no keys for 2027-03: yours last until 2027-02-28";
    assert!(said.contains(roster) && said.contains(keys), "{said}");
    assert!(said.contains("keys prepare --epochs 12"), "{said}");
    let (said, _) = committee.export(1, warned);
    assert!(said.contains(roster) && said.contains(keys), "{said}");
    let status = committee.run(1, warned, &["status"]).expect_ok();
    assert!(status.contains(roster) && status.contains(keys), "{status}");

    // Made, but not in a roster yet.
    let out = committee.path("member-1.json");
    let args = ["keys", "prepare", "--epochs", "12", "--out", &out];
    committee.run(1, warned, &args).expect_ok();
    let said = warnings(&committee, warned);
    let unlisted = "You have keys for 2027-03 that the roster does not list yet";
    assert!(said.contains(unlisted) && !said.contains("There are no keys"));
    prepare(&mut committee, warned, "12");
    assert!(!of_keys(&warnings(&committee, warned)));

    let late = day("2027-04-21");
    let said = committee.import(1, late);
    assert!(said.contains("no form opens any more"), "{said}");
}

#[test]
fn a_vault_that_has_joined_no_channel_keeps_all_its_keys() {
    let dir = tempfile::tempdir().unwrap();
    let vault = dir.path().join("vault");
    let out = dir.path().join("member.json");
    let mut init = vec![
        "init",
        "--member",
        "1",
        "--name",
        "X",
        "--fast-kdf-for-tests",
    ];
    init.extend(["--out", out.to_str().unwrap()]);
    reader(&vault, &[PASSPHRASE], MONDAY, &init).expect_ok();
    let later = day("2028-01-01");
    let said = reader(&vault, &[PASSPHRASE], later, &["keys", "erase"]).expect_ok();
    assert_eq!(said, "Nothing is due.\n");
    assert_eq!(recipients(&vault), published(&out));
}

/// Where the list of a week lies in a bundle.
fn list_of(bundle: &[u8], week: u32) -> usize {
    let head = bundle
        .windows(24)
        .position(|bytes| bytes.starts_with(b"rec\x04") && bytes[20..24] == week.to_be_bytes());
    head.unwrap() + 20
}

#[test]
fn a_week_whose_list_is_hurt_is_not_taken_for_one_without_letters() {
    let mut committee = Committee::new();
    committee.import(1, MONDAY);
    let last = day("2026-12-28");
    committee.post_cover(last);
    committee.post_cover(day("2027-01-04"));
    let today = day("2027-01-05");
    let mut bundle = committee.server.bundle(&committee.channel, today);
    let at = list_of(&bundle, last.week().0);
    bundle[at + 6] ^= 1;
    let path = committee.path("hurt");
    fs::write(&path, bundle).unwrap();
    let said = committee.run(1, today, &["import", &path]).expect_ok();
    assert!(said.contains("the list of a week"), "{said}");
    assert_eq!(line(&committee, today, "2026-11")["state"], "here");
    committee.import(1, today);
    assert_eq!(line(&committee, today, "2026-11")["state"], "erased");
}
