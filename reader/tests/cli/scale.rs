//! Ten thousand cases and a hundred thousand deeds in them: how long it takes to open them and to look at them.

mod fill;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use belfry_reader::{
    journal::event::Mark,
    progress::Watch,
    search::Index,
    state::{Case, State},
    vault::Vault,
};
use crypto_core::{primitives::hash::sha256, time::Day};

use self::fill::{CASES, DAYS, DEEDS_PER_CASE, fill};
use crate::{
    loot::{passphrase, raw_files},
    measured::{Taken, measured},
    support::{Committee, MONDAY},
};

/// How often each command is measured, unless that takes too long.
const TIMES: usize = 5;
const LONG: Duration = Duration::from_secs(20);
/// What shows what is due.
const DUE: [&str; 2] = ["tasks", "status"];
const OPENED_LIMIT: Duration = Duration::from_secs(2);
const SEARCH_LIMIT: Duration = Duration::from_millis(50);
const MEMORY_LIMIT_KIB: u64 = 300 * 1024;

#[test]
#[ignore = "two seconds are for a release build; run by the long checks"]
fn ten_thousand_cases_and_a_hundred_thousand_deeds_open_in_under_two_seconds() {
    let mut committee = Committee::new();
    let begun = Instant::now();
    fill(&mut committee);
    println!("filled in {:?}", begun.elapsed());
    let today = MONDAY.plus(DAYS);
    let vault = committee.vault(1);
    // What is due to be erased goes at the first start, and what pages say is looked for.
    let begun = Instant::now();
    committee.run(1, today, &["rules", "show"]).expect_ok();
    println!("started for the first time in {:?}", begun.elapsed());
    if let Some(folder) = std::env::var_os("BELFRY_KEEP_VAULT") {
        keep(&vault, Path::new(&folder), today);
    }
    least_there_is(&vault);
    let case = everything_is_there(&vault);

    let note = committee.path("note.txt");
    fs::write(&note, "Gebeld.").unwrap();
    // Only opening, and reading the rules; then what looks at one case, at all, and what writes.
    let opening = ["rules", "show"];
    let commands: [&[&str]; 7] = [
        &opening,
        &["case", "show", &case],
        &["show", &case],
        &["cases"],
        &["tasks"],
        &["status"],
        &["case", "note", &case, "--text", &note],
    ];
    for args in commands {
        let (median, most) = time(&vault, today, args);
        let is_first = args == opening || DUE.contains(&args[0]);
        assert!(!is_first || median < OPENED_LIMIT, "{median:?}");
        assert!(most.peak_kib < MEMORY_LIMIT_KIB, "{most:?}");
    }
}

/// Leaves a copy for the desk's long check, and beside it what its day is.
fn keep(vault: &Path, folder: &Path, today: Day) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("../today"), today.to_string()).unwrap();
    for entry in fs::read_dir(vault).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
}

/// What any program has to do that reads such a vault.
fn least_there_is(vault: &Path) {
    let (mut files, begun) = (Vec::new(), Instant::now());
    raw_files(vault, &mut files);
    let read = begun.elapsed();
    let begun = Instant::now();
    let hashes: Vec<[u8; 32]> = files.iter().map(|file| sha256(&[file])).collect();
    let hashed = begun.elapsed();
    let length: usize = files.iter().map(Vec::len).sum();
    println!(
        "{} files, {} MB: read in {read:?}, hashed in {hashed:?}",
        hashes.len(),
        length / 1_000_000
    );
    let journal = fs::read(vault.join("journal")).unwrap();
    let begun = Instant::now();
    let hash = sha256(&[&journal]);
    println!(
        "of these the journal, {} MB: hashed in {:?} ({:02x})",
        journal.len() / 1_000_000,
        begun.elapsed(),
        hash[0]
    );
}

/// Opens the vault and reads each letter; the name of an open case.
fn everything_is_there(vault: &Path) -> String {
    let begun = Instant::now();
    let mut vault = Vault::open(vault, &passphrase()).unwrap();
    let opened = begun.elapsed();
    let state = State::replay(vault.journal.events());
    println!(
        "vault opened in {opened:?}, and journal replayed in {:?}",
        begun.elapsed()
    );
    let heard: usize = state.cases.values().map(|case| case.heard.len()).sum();
    assert_eq!(state.cases.len(), CASES as usize);
    assert_eq!(state.deeds.len() + heard, (CASES * DEEDS_PER_CASE) as usize);
    let begun = Instant::now();
    for letter in state.cases.values().flat_map(|case| &case.letters) {
        assert!(vault.contents.read(&letter.piece).unwrap().len() > 2_000);
    }
    println!("all letters read in {:?}", begun.elapsed());
    search(&mut vault, &state);
    let is_open = |case: &Case| case.mark == Mark::Open;
    let mut open = state.cases.iter().filter(|(_, case)| is_open(case));
    open.next().unwrap().0.to_string()
}

/// Words that stand in every case, in none, and in some.
fn search(vault: &mut Vault, state: &State) {
    let begun = Instant::now();
    let index = Index::of(vault, state, Watch::NOBODY).unwrap();
    println!("index of all texts made in {:?}", begun.elapsed());
    for words in ["met de afdeling", "Nergens staat dit", "weten nu meer", "e"] {
        let begun = Instant::now();
        let found = index.find(words).len();
        let took = begun.elapsed();
        println!("{words:?} searched in {took:.2?}: {found} cases");
        assert!(took < SEARCH_LIMIT, "{took:?}");
    }
}

/// Runs a command several times: the median, and what it took at most.
fn time(vault: &Path, today: Day, args: &[&str]) -> (Duration, Taken) {
    let mut times = Vec::new();
    let mut most = Taken::default();
    let mut lines = 0;
    let all = Instant::now();
    while times.is_empty() || (times.len() < TIMES && all.elapsed() < LONG) {
        let begun = Instant::now();
        let (said, taken) = measured(vault, today, args);
        times.push(begun.elapsed());
        most.peak_kib = most.peak_kib.max(taken.peak_kib);
        most.read = most.read.max(taken.read);
        lines = said.expect_ok().lines().count();
    }
    times.sort_unstable();
    let median = times[times.len() / 2];
    println!(
        "{}, {} times: {median:.2?} ({:.2?} to {:.2?}), {} MiB at most, {} MB read, {lines} lines",
        args[..2.min(args.len())].join(" "),
        times.len(),
        times[0],
        times[times.len() - 1],
        most.peak_kib.div_ceil(1024),
        most.read / 1_000_000
    );
    (median, most)
}
