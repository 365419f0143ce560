//! Files that somebody else wrote, or that rotted: an error, never a panic, and nothing lost.

use std::fs;

use crypto_core::primitives::hash::sha256;

use crate::support::{Committee, MONDAY, PASSPHRASE, reader};

const RECEIPT: [u8; 16] = [9; 16];

fn with_one_case() -> Committee {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Een melding", &[]);
    committee.import(1, MONDAY);
    committee
}

#[test]
fn hurt_bundles_lose_nothing_that_the_vault_has() {
    let mut committee = with_one_case();
    committee.post(&RECEIPT, MONDAY, "Nog een", &[]);
    let whole = committee.server.bundle(&committee.channel, MONDAY);
    let path = committee.path("hurt");
    for step in 0..24 {
        let mut hurt = whole.clone();
        let at = step * (whole.len() / 24) + step;
        if step % 2 == 0 {
            hurt[at] ^= 1 << (step % 8);
        } else {
            hurt.truncate(at);
        }
        fs::write(&path, &hurt).unwrap();
        let said = committee.run(1, MONDAY, &["import", &path]);
        assert!(!said.err.contains("panicked"), "byte {at}: {}", said.err);
        let cases = committee.json(1, MONDAY, &["cases"]);
        assert_eq!(cases.as_array().unwrap().len(), 1, "byte {at}");
        assert_eq!(cases[0]["preview"], "Een melding");
    }
    fs::write(&path, whole).unwrap();
    committee.run(1, MONDAY, &["import", &path]).expect_ok();
    assert_eq!(committee.json(1, MONDAY, &["cases"])[0]["letters"], 2);
}

#[test]
fn flipped_bits_in_the_vault_are_named_and_never_open_as_something_else() {
    let committee = with_one_case();
    let case = committee.only_case(1);
    let vault = committee.vault(1);
    let names: Vec<_> = fs::read_dir(&vault)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    for path in names {
        // The index of the ledger is made anew, under another name, once either of its files was hurt.
        let Ok(whole) = fs::read(&path) else {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.starts_with("ledger-index."), "{name}");
            continue;
        };
        for step in 0..6 {
            let Some(at) = (whole.len() / 6 * step + step)
                .checked_sub(0)
                .filter(|at| *at < whole.len())
            else {
                continue;
            };
            let mut hurt = whole.clone();
            hurt[at] ^= 4;
            fs::write(&path, &hurt).unwrap();
            let said = committee.run(1, MONDAY, &["show", &case]);
            assert!(
                !said.err.contains("panicked"),
                "{path:?} byte {at}: {}",
                said.err
            );
            if said.ok {
                assert!(said.out.contains("Een melding"), "{path:?} byte {at}");
            }
        }
        fs::write(&path, &whole).unwrap();
    }
    committee.run(1, MONDAY, &["show", &case]).expect_ok();
}

#[test]
fn a_cut_journal_opens_with_a_notice_and_a_hurt_middle_does_not() {
    let committee = with_one_case();
    let journal = committee.vault(1).join("journal");
    let whole = fs::read(&journal).unwrap();
    fs::write(&journal, &whole[..whole.len() - 3]).unwrap();
    let said = committee.run(1, MONDAY, &["cases"]);
    assert!(
        said.ok && said.err.contains("not written to its end"),
        "{}",
        said.err
    );
    // What was cut off is still there for whoever wants to look.
    let kept = fs::read_dir(committee.vault(1)).unwrap().any(|entry| {
        entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with("journal.cut-at-")
    });
    assert!(kept);
    let mut hurt = whole.clone();
    hurt[60] ^= 1;
    fs::write(&journal, &hurt).unwrap();
    let said = committee.run(1, MONDAY, &["cases"]).expect_error();
    assert!(
        said.contains("entry 0 of the vault's journal is damaged"),
        "{said}"
    );
    assert!(said.contains("restore"), "{said}");
}

#[test]
fn hurt_backups_are_refused_whole() {
    let committee = with_one_case();
    let path = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &path]).expect_ok();
    let whole = fs::read(&path).unwrap();
    for step in 0..20 {
        let mut hurt = whole.clone();
        let at = whole.len() / 20 * step;
        if step % 2 == 0 {
            hurt[at] ^= 1;
        } else {
            hurt.truncate(at);
        }
        fs::write(&path, &hurt).unwrap();
        let to = committee.dir.path().join(format!("restored-{step}"));
        reader(&to, &[PASSPHRASE], MONDAY, &["restore", &path]).expect_error();
        assert!(!to.join("vault").exists());
    }
}

#[test]
fn a_backup_becomes_no_vault_where_its_passphrase_is_wrong() {
    let committee = with_one_case();
    let path = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &path]).expect_ok();
    let to = committee.dir.path().join("restored");
    let restore = ["restore", &path];
    let said = reader(&to, &["wrong"], MONDAY, &restore).expect_error();
    assert!(said.contains("the passphrase does not open it"), "{said}");
    assert!(!to.exists());
    // It would open without having written down that it came back.
    reader(&to, &[PASSPHRASE], MONDAY, &restore).expect_ok();
}

#[test]
fn of_a_backup_that_does_not_open_nothing_stays_and_another_can_be_put_back_there() {
    let committee = with_one_case();
    let path = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &path]).expect_ok();
    let whole = fs::read(&path).unwrap();
    // Its own hash holds, which is under no key.
    let (body, _) = whole.split_last_chunk::<32>().unwrap();
    let mut hurt = body.to_vec();
    let name = hurt.windows(7).position(|window| window == b"secrets");
    hurt[name.unwrap() + 7 + 8 + 40] ^= 1;
    hurt.extend(sha256(&[&hurt]));
    fs::write(&path, hurt).unwrap();
    let to = committee.dir.path().join("restored");
    let restore = ["restore", &path];
    let said = reader(&to, &[PASSPHRASE], MONDAY, &restore).expect_error();
    assert!(said.contains("secrets"), "{said}");
    assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    fs::write(&path, whole).unwrap();
    reader(&to, &[PASSPHRASE], MONDAY, &restore).expect_ok();
}

#[test]
fn a_backup_holds_no_epoch_secrets_and_no_plaintext() {
    let committee = with_one_case();
    let path = committee.path("backup");
    committee.run(1, MONDAY, &["backup", &path]).expect_ok();
    let backup = fs::read(&path).unwrap();
    let has = |what: &[u8]| backup.windows(what.len()).any(|window| window == what);
    assert!(!has(b"epochs") && !has(b"Een melding") && !has(PASSPHRASE.as_bytes()));
    let epochs = fs::read(committee.vault(1).join("epochs.key")).unwrap();
    assert!(!has(&epochs));
}

#[test]
fn two_programs_do_not_open_one_vault() {
    let committee = with_one_case();
    let lock = fs::File::create(committee.vault(1).join("lock")).unwrap();
    lock.lock().unwrap();
    let said = committee.run(1, MONDAY, &["cases"]).expect_error();
    assert!(said.contains("open in another program"), "{said}");
}

#[test]
fn control_characters_of_a_stranger_do_not_reach_the_terminal() {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "a\u{1b}[2J\u{202e}b\u{7}", &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let shown = committee.run(1, MONDAY, &["show", &case]).expect_ok();
    let listed = committee.run(1, MONDAY, &["cases"]).expect_ok();
    for text in [shown, listed] {
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{text:?}");
    }
}

#[test]
fn words_that_are_not_what_they_look_like_are_named_above_the_letter() {
    let mut committee = Committee::new();
    // A Cyrillic a in Rabo; paypa in Cyrillic letters alone.
    let text = "Via R\u{430}bo naar \u{440}\u{430}\u{443}\u{440}\u{430}, zegt Київ.";
    committee.post(&RECEIPT, MONDAY, text, &[]);
    committee.import(1, MONDAY);
    let case = committee.only_case(1);
    let shown = committee.run(1, MONDAY, &["show", &case]).expect_ok();
    for line in [
        "    Words that mix letters of several alphabets, which look alike:\n    - R\u{430}bo\n",
        "    Words that look like Latin letters and are not:\n    - \"paypa\" in Cyrillic letters\n",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    assert!(!shown.contains("- \u{41a}"), "{shown}");
}

#[test]
fn letters_that_are_no_letters_are_passed_over() {
    let mut committee = Committee::new();
    committee.store(MONDAY, &[0; 65_536]);
    let mut letter = committee.letter(&RECEIPT, MONDAY, "Goed", &[]);
    committee.store(MONDAY, &letter);
    letter[40_000] ^= 1;
    committee.store(MONDAY, &letter);
    let said = committee.import(1, MONDAY);
    assert!(
        said.contains("1 new letter(s)") && said.contains("altered"),
        "{said}"
    );
}
