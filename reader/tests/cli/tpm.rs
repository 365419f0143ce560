//! Half of the months' key in a TPM, with the programs that a member would use and `swtpm` as the chip. Where these
//! are not installed, the tests say that they were skipped.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crypto_core::{address::ChannelAddress, time::Day};

use crate::{
    chip::Chip,
    support::{Committee, MONDAY, PASSPHRASE, Said},
};

/// A reader on the machine with this chip, or on one with none.
fn run(vault: &Path, chip: Option<&Chip>, today: Day, args: &[&str]) -> Said {
    let none = "swtpm:host=127.0.0.1,port=9".to_owned();
    let mut child = Command::new(env!("CARGO_BIN_EXE_belfry-reader"))
        .arg("--vault")
        .arg(vault)
        .args(["--passphrase-fd", "0", "--today", &today.to_string()])
        .args(args)
        .env("TPM2TOOLS_TCTI", chip.map_or(none, Chip::address))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let line = format!("{PASSPHRASE}\n");
    let _ = child.stdin.take().unwrap().write_all(line.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn import(committee: &Committee, vault: &Path, chip: Option<&Chip>, today: Day) -> Said {
    let bundle = committee.path("bundle-tpm");
    fs::write(&bundle, committee.server.bundle(&committee.channel, today)).unwrap();
    let channel = ChannelAddress::of(&committee.channel).to_fragment();
    run(
        vault,
        chip,
        today,
        &["import", &bundle, "--channel", &channel],
    )
}

fn copy_vault(committee: &Committee, name: &str) -> PathBuf {
    let to = committee.dir.path().join(name);
    fs::create_dir_all(&to).unwrap();
    for entry in fs::read_dir(committee.vault(1)).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    to
}

fn in_chip(chip: &Chip, half: &[u8]) -> bool {
    let state = fs::read(chip.dir.join("tpm2-00.permall")).unwrap();
    state.windows(half.len()).any(|part| part == half)
}

fn place(chip: &Chip, index: &str) -> Vec<u8> {
    let read = Command::new("tpm2_nvread")
        .args([index, "-C", "o", "-s", "32"])
        .env("TPM2TOOLS_TCTI", chip.address())
        .output()
        .unwrap();
    assert!(read.status.success());
    read.stdout
}

const FIRST: &str = "0x1500b10";
const SECOND: &str = "0x1500b11";

#[test]
fn what_is_erased_is_gone_from_a_copy_of_before_even_on_the_same_machine() {
    let Some(chip) = Chip::start() else { return };
    let mut committee = Committee::new();
    committee.post(&[9; 16], MONDAY, "Een melding", &[]);
    let (vault, on) = (committee.vault(1), ["keys", "tpm", "--on"]);
    // The control: a copy of before opens the letter, whatever the vault erases later.
    let without = copy_vault(&committee, "copy-without");
    let said = run(&vault, Some(&chip), MONDAY, &on).expect_ok();
    assert!(said.contains("in this machine's TPM now"), "{said}");
    let with = copy_vault(&committee, "copy-with");
    let still = copy_vault(&committee, "copy-still");
    let said = import(&committee, &still, Some(&chip), MONDAY).expect_ok();
    assert!(said.contains("1 new letter(s)"), "{said}");
    let half = place(&chip, FIRST);
    assert!(in_chip(&chip, &half));

    let erase = ["keys", "erase", "--epoch", "2026-11", "--yes"];
    run(&vault, Some(&chip), MONDAY, &erase).expect_ok();
    assert!(!in_chip(&chip, &half), "the old half is overwritten");
    let said = import(&committee, &without, Some(&chip), MONDAY).expect_ok();
    assert!(said.contains("1 new letter(s)"), "{said}");
    let said = import(&committee, &with, Some(&chip), MONDAY).expect_error();
    assert!(said.contains("damaged"), "{said}");
    // The vault itself goes on, with the months that it has.
    let list = run(&vault, Some(&chip), MONDAY, &["keys", "list"]).expect_ok();
    assert!(list.contains("2026-11  erased") && list.contains("2026-12  in the roster"));
    let said = import(&committee, &vault, Some(&chip), MONDAY).expect_ok();
    assert!(said.contains("0 new letter(s)"), "{said}");
}

#[test]
fn another_machine_reads_cases_and_takes_in_nothing() {
    let Some(chip) = Chip::start() else { return };
    let mut committee = Committee::new();
    committee.post(&[9; 16], MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    let vault = committee.vault(1);
    run(&vault, Some(&chip), MONDAY, &["keys", "tpm", "--on"]).expect_ok();
    let case = committee.only_case(1);
    let shown = run(&vault, None, MONDAY, &["show", &case]).expect_ok();
    assert!(shown.contains("Een melding"), "{shown}");
    committee.post(&[8; 16], MONDAY, "Nog een", &[]);
    let said = import(&committee, &vault, None, MONDAY).expect_error();
    assert!(said.contains("keys tpm --lost"), "{said}");
    // Nothing was noted as passed: at home it opens.
    let said = import(&committee, &vault, Some(&chip), MONDAY).expect_ok();
    assert!(said.contains("1 new letter(s)"), "{said}");
    // With the chip at hand nothing is given up; without it, new keys are made.
    let lost = ["keys", "tpm", "--lost"];
    let said = run(&vault, Some(&chip), MONDAY, &lost).expect_ok();
    assert!(said.contains("still answers"), "{said}");
    run(&vault, None, MONDAY, &lost).expect_ok();
    let prepare = ["keys", "prepare", "--out", &committee.path("new.json")];
    let said = run(&vault, None, MONDAY, &prepare).expect_ok();
    assert!(said.contains("Keys made for 2026-11"), "{said}");
}

#[test]
fn a_step_that_fails_leaves_the_old_pair_and_no_old_half_stays() {
    let Some(chip) = Chip::start() else { return };
    let committee = Committee::new();
    let vault = committee.vault(1);
    run(&vault, Some(&chip), MONDAY, &["keys", "tpm", "--on"]).expect_ok();
    assert_ne!(place(&chip, FIRST), [0; 32]);
    assert_eq!(place(&chip, SECOND), [0; 32]);
    // The chip has taken the new half, and the disk nothing.
    fs::create_dir(vault.join("epochs.new")).unwrap();
    let prepare = ["keys", "prepare", "--out", &committee.path("new.json")];
    run(&vault, Some(&chip), MONDAY, &prepare).expect_error();
    assert_ne!(place(&chip, SECOND), [0; 32]);
    fs::remove_dir(vault.join("epochs.new")).unwrap();
    let said = run(&vault, Some(&chip), MONDAY, &["keys", "list"]);
    assert!(said.ok && said.err.is_empty(), "{}", said.err);
    assert_eq!(place(&chip, SECOND), [0; 32], "the next start wipes it");
    run(&vault, Some(&chip), MONDAY, &prepare).expect_ok();
    assert_eq!(place(&chip, FIRST), [0; 32]);
    assert_ne!(place(&chip, SECOND), [0; 32]);
    // And back out of the chip.
    run(&vault, Some(&chip), MONDAY, &["keys", "tpm", "--off"]).expect_ok();
    let list = run(&vault, None, MONDAY, &["--json", "keys", "list"]).expect_ok();
    assert_eq!(list.matches("\"here\"").count(), 12, "{list}");
}

#[test]
fn half_a_key_that_could_not_be_put_into_the_chip_leaves_nothing_in_the_way_of_the_next_time() {
    let Some(chip) = Chip::start() else { return };
    let committee = Committee::new();
    let (vault, on) = (committee.vault(1), ["keys", "tpm", "--on"]);
    let list = || run(&vault, None, MONDAY, &["--json", "keys", "list"]).expect_ok();
    let before = list();
    fs::create_dir(vault.join("epochs.new")).unwrap();
    run(&vault, Some(&chip), MONDAY, &on).expect_error();
    assert_eq!(list(), before);
    fs::remove_dir(vault.join("epochs.new")).unwrap();
    let said = run(&vault, Some(&chip), MONDAY, &on).expect_ok();
    assert!(said.contains("in this machine's TPM now"), "{said}");
    // What another vault has in this chip is left to it.
    let before = place(&chip, FIRST);
    run(&committee.vault(2), Some(&chip), MONDAY, &on).expect_error();
    assert_eq!(place(&chip, FIRST), before);
}
