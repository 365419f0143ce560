//! SIGKILL at random moments under load: what was acknowledged is there, byte for byte, once.

use std::{
    collections::BTreeMap,
    env,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use rand::RngExt as _;

use crate::program::{self, Program, put_letter, random_letter};

const SENDERS: usize = 6;
/// The data folder begins anew after this many kills, so that checking stays quick.
const KILLS_PER_FOLDER: usize = 10;

#[test]
fn a_kill_under_load_loses_nothing_acknowledged() {
    let soak = env::var_os("BELFRY_SOAK").is_some();
    let kills = if soak { 500 } else { 20 };
    let (mut left, mut acknowledged) = (kills, 0);
    while left > 0 {
        acknowledged += kill_repeatedly(left.min(KILLS_PER_FOLDER));
        left -= left.min(KILLS_PER_FOLDER);
    }
    println!("{kills} kills, {acknowledged} letters acknowledged, all of them there");
}

/// The number of letters acknowledged.
fn kill_repeatedly(times: usize) -> usize {
    let folder = program::folder("");
    let mut acknowledged = BTreeMap::new();
    let mut open: Letters = Vec::new();
    for round in 0..times {
        let server = Program::start(folder.path());
        check(&server, &acknowledged, round);
        // Whoever heard nothing sends the same again.
        for (id, body) in open.drain(..) {
            assert_eq!(server.put_letter(&id, &body), Some(201));
            acknowledged.insert(id, body);
        }
        let (told, untold) = load_and_kill(server);
        acknowledged.extend(told);
        open = untold;
    }
    let server = Program::start(folder.path());
    check(&server, &acknowledged, times);
    assert!(acknowledged.len() > times, "there was hardly any load");
    assert!(!server.log().contains("damaged"), "{}", server.log());
    acknowledged.len()
}

fn check(server: &Program, acknowledged: &BTreeMap<[u8; 16], Vec<u8>>, round: usize) {
    let found = server.letters();
    for (id, body) in acknowledged {
        let stored = found.get(id);
        assert!(
            stored == Some(body),
            "after kill {round} a letter is lost or altered: {}",
            stored.is_some()
        );
    }
}

type Letters = Vec<([u8; 16], Vec<u8>)>;

/// Sends from several sides, kills after a random time; letters that were acknowledged, and those
/// whose fate the senders do not know.
fn load_and_kill(server: Program) -> (Letters, Letters) {
    let stop = AtomicBool::new(false);
    let (told, untold) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let address = server.address;
    thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                while !stop.load(Ordering::SeqCst) {
                    let letter = random_letter();
                    match put_letter(address, &letter.0, &letter.1) {
                        Some(201) => told.lock().unwrap().push(letter),
                        Some(status) => panic!("{status}"),
                        None => untold.lock().unwrap().push(letter),
                    }
                }
            });
        }
        thread::sleep(Duration::from_millis(rand::rng().random_range(5..250)));
        server.kill();
        stop.store(true, Ordering::SeqCst);
    });
    let untold = untold
        .into_inner()
        .unwrap()
        .into_iter()
        .take(SENDERS)
        .collect();
    (told.into_inner().unwrap(), untold)
}
