//! Flipped bits and cut tails: nothing corrupt is served, the rest is, and the server goes on.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use belfry_server::store::{Kind, Limits, Put, Store};
use crypto_core::time::Week;
use rand::RngExt as _;

use crate::{program::random_letter, weeks::files};

const WEEK: Week = Week(2_900);
const LIMITS: Limits = Limits {
    quota: 1 << 40,
    keep_free: 0,
};
const LETTERS: usize = 30;

fn filled(folder: &Path) -> BTreeMap<[u8; 16], Vec<u8>> {
    let store = Store::open(folder, LIMITS).unwrap();
    (0..LETTERS)
        .map(|_| {
            let (id, body) = random_letter();
            store.put(Kind::Letter, &id, &body, WEEK).unwrap();
            (id, body)
        })
        .collect()
}

fn db(folder: &Path) -> PathBuf {
    folder.join("cells/2900-letters-open/sled/db")
}

/// Opens what is left; how many letters are served. Each must be what was stored.
fn served(folder: &Path, letters: &BTreeMap<[u8; 16], Vec<u8>>) -> usize {
    let store = Store::open(folder, LIMITS).unwrap();
    let mut count = 0;
    for id in store
        .ids_after(Kind::Letter, WEEK, None, 1_000)
        .unwrap_or_default()
    {
        let cell = store.read(Kind::Letter, WEEK, &id).unwrap().unwrap();
        assert!(cell[..] == letters[&id][..], "something corrupt is served");
        count += 1;
    }
    // It goes on, also with letters that were lost and are sent again.
    for (id, body) in letters {
        let outcome = store.put(Kind::Letter, id, body, WEEK).unwrap();
        assert!([Put::Stored, Put::Repeated].contains(&outcome));
    }
    let (id, body) = random_letter();
    assert_eq!(store.put(Kind::Letter, &id, &body, WEEK), Ok(Put::Stored));
    drop(store);
    let again = Store::open(folder, LIMITS).unwrap();
    assert_eq!(again.weeks()[0].letters, letters.len() + 1);
    count
}

#[test]
fn a_flipped_bit_costs_one_letter_at_most() {
    for round in 0..8 {
        let folder = tempfile::tempdir().unwrap();
        let letters = filled(folder.path());
        let mut bytes = fs::read(db(folder.path())).unwrap();
        let at = rand::rng().random_range(0..bytes.len());
        bytes[at] ^= 1 << (round % 8);
        fs::write(db(folder.path()), bytes).unwrap();
        let count = served(folder.path(), &letters);
        assert!(
            count >= LETTERS - 1,
            "{count} of {LETTERS} after a flip at {at}"
        );
    }
}

#[test]
fn a_flip_in_every_value_of_one_letter_is_noticed_and_the_folder_kept() {
    let folder = tempfile::tempdir().unwrap();
    let letters = filled(folder.path());
    let mut bytes = fs::read(db(folder.path())).unwrap();
    let victim = letters.keys().nth(7).unwrap();
    let value = [&b"BELFRYP1l"[..], victim].concat();
    let places: Vec<usize> = bytes
        .windows(value.len())
        .enumerate()
        .filter(|(_, window)| *window == value)
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() >= 8);
    for at in places {
        bytes[at + 4_000] ^= 0x10;
    }
    fs::write(db(folder.path()), &bytes).unwrap();
    let store = Store::open(folder.path(), LIMITS).unwrap();
    assert_eq!(store.weeks()[0].letters, LETTERS - 1);
    assert!(!store.contains(Kind::Letter, victim));
    let kept: Vec<_> = files(&folder.path().join("cells"))
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("damaged-2900-letters-"))
        .filter(|path| path.ends_with("sled/db"))
        .collect();
    assert_eq!(kept.len(), 1, "the damaged folder is kept");
    assert!(fs::read(&kept[0]).unwrap() == bytes, "as it was found");
    store.expire(Kind::Letter, WEEK).unwrap();
    assert!(!kept[0].exists(), "it goes with its week");
}

#[test]
fn of_a_file_cut_short_everything_before_the_cut_is_served() {
    for eighths in [1, 3, 5, 7] {
        let folder = tempfile::tempdir().unwrap();
        let letters = filled(folder.path());
        let file = fs::File::options()
            .write(true)
            .open(db(folder.path()))
            .unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length * eighths / 8).unwrap();
        let count = served(folder.path(), &letters);
        let least = LETTERS * eighths as usize / 8;
        assert!(count + 8 >= least, "{count} served of about {least}");
    }
}

#[test]
fn without_key_configuration_or_log_a_week_begins_anew_and_nothing_is_thrown_away() {
    for lost in ["key", "sled/conf", "sled/db"] {
        for garbage in [None, Some(&b"garbage"[..])] {
            let folder = tempfile::tempdir().unwrap();
            let letters = filled(folder.path());
            let path = folder.path().join("cells/2900-letters-open").join(lost);
            match garbage {
                Some(garbage) => fs::write(path, garbage).unwrap(),
                None => fs::remove_file(path).unwrap(),
            }
            let count = served(folder.path(), &letters);
            assert!(count == 0 || lost == "sled/conf", "{lost}: {count}");
        }
    }
}
