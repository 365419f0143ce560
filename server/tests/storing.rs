//! The store under concurrent writers.

use std::{collections::BTreeMap, sync::Mutex, thread};

use belfry_server::store::{Kind, Limits, Put, PutError, Store};
use crypto_core::time::Week;

use crate::program::{self, Program, random_letter};

const WEEK: Week = Week(2_900);

fn store(quota: u64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits {
        quota,
        keep_free: 0,
    };
    let store = Store::open(folder.path(), limits).unwrap();
    (folder, store)
}

#[test]
fn of_many_who_write_other_bytes_under_one_id_exactly_one_wins() {
    let (_folder, store) = store(1 << 40);
    for round in 0..8_u8 {
        let id = [round; 16];
        let outcomes = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for n in 0..8_u8 {
                let (store, outcomes) = (&store, &outcomes);
                scope.spawn(move || {
                    let outcome = store.put(Kind::Letter, &id, &vec![n; 65_536], WEEK);
                    outcomes.lock().unwrap().push((n, outcome));
                });
            }
        });
        let outcomes = outcomes.into_inner().unwrap();
        let won: Vec<_> = outcomes
            .iter()
            .filter(|(_, o)| *o == Ok(Put::Stored))
            .collect();
        assert_eq!(won.len(), 1);
        let lost = outcomes
            .iter()
            .filter(|(_, o)| *o == Err(PutError::Conflict));
        assert_eq!(lost.count(), 7);
        let stored = store.read(Kind::Letter, WEEK, &id).unwrap().unwrap();
        assert!(stored.iter().all(|byte| *byte == won[0].0));
    }
}

#[test]
fn of_many_who_write_the_same_bytes_all_are_told_that_it_is_stored() {
    let (_folder, store) = store(1 << 40);
    let (id, body) = random_letter();
    let stored = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(
                || match store.put(Kind::Letter, &id, &body, WEEK).unwrap() {
                    Put::Stored => *stored.lock().unwrap() += 1,
                    Put::Repeated => {}
                },
            );
        }
    });
    assert_eq!(stored.into_inner().unwrap(), 1);
}

#[test]
fn writes_while_the_week_turns_are_all_kept() {
    let (_folder, store) = store(1 << 40);
    let written = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for n in 0..20 {
                    let (id, body) = random_letter();
                    let week = Week(2_900 + n / 7);
                    assert_eq!(store.put(Kind::Letter, &id, &body, week), Ok(Put::Stored));
                    written.lock().unwrap().insert(id, body);
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..10 {
                let newest = store.weeks().last().map_or(WEEK, |week| week.week);
                store.close_before(newest).unwrap();
                thread::sleep(std::time::Duration::from_millis(30));
            }
        });
    });
    let mut found = 0;
    for summary in store.weeks() {
        for id in store
            .ids_after(Kind::Letter, summary.week, None, 1_000)
            .unwrap()
        {
            let cell = store
                .read(Kind::Letter, summary.week, &id)
                .unwrap()
                .unwrap();
            assert_eq!(cell[..], written.lock().unwrap()[&id][..]);
            found += 1;
        }
    }
    assert_eq!(found, 80);
}

#[test]
fn a_clock_set_back_opens_no_older_week() {
    let (_folder, store) = store(1 << 40);
    let (one, other) = (random_letter(), random_letter());
    store.put(Kind::Letter, &one.0, &one.1, WEEK).unwrap();
    store
        .put(Kind::Letter, &other.0, &other.1, Week(2_800))
        .unwrap();
    assert_eq!(store.weeks().len(), 1);
    assert_eq!(store.weeks()[0].letters, 2);
}

#[test]
fn other_lengths_are_refused() {
    let (_folder, store) = store(1 << 40);
    for length in [0, 1, 65_535, 65_537, 1 << 20] {
        let outcome = store.put(Kind::Letter, &[1; 16], &vec![0; length], WEEK);
        assert_eq!(outcome, Err(PutError::Length));
    }
}

#[test]
fn with_1_2_4_16_and_64_senders_every_accepted_letter_is_there() {
    let folder = program::folder("uploads = 128");
    let server = Program::start(folder.path());
    let accepted = Mutex::new(BTreeMap::new());
    for senders in [1, 2, 4, 16, 64] {
        thread::scope(|scope| {
            for _ in 0..senders {
                scope.spawn(|| {
                    for _ in 0..3 {
                        let (id, body) = random_letter();
                        assert_eq!(server.put_letter(&id, &body), Some(201));
                        accepted.lock().unwrap().insert(id, body);
                    }
                });
            }
        });
    }
    let accepted = accepted.into_inner().unwrap();
    assert_eq!(accepted.len(), 87 * 3);
    assert!(
        server.letters() == accepted,
        "letters are missing or others"
    );
    assert_eq!(server.log(), "");
}
