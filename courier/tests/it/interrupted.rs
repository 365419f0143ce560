//! A pull from the real server that breaks off among the parcels, by a cut connection or a kill: it goes
//! on in the same file, and asks for nothing twice.

use std::{collections::BTreeSet, path::PathBuf, process::Stdio, time::Duration};

use belfry_courier::commands::{
    pull::{self, PullError},
    push,
};
use crypto_core::bundle::Item;

use crate::{
    between::{Between, Plan},
    channel::Channel,
    courier::{Courier, cells_in, read_bundle},
    running::{Running, outbox, parcel, parcel_id, post, post_parcels, today},
};

const LETTERS: u8 = 3;
const PARCELS: u16 = 12;
const CELLS: usize = 15;

struct Line {
    channel: Channel,
    courier: Courier,
    between: Between,
    _running: Running,
}

/// A server with letters and parcels, and a courier that reaches it over a wire that can be cut.
fn line(seed: u8) -> Line {
    let channel = Channel::on(seed, today());
    let running = Running::start(&channel);
    let direct = running.courier(&channel);
    let first = outbox(&direct, &channel, &channel.publication(), &[]);
    push::run(&direct.config, &first).unwrap();
    (1..=LETTERS).for_each(|fill| post(&direct, fill));
    post_parcels(&direct, 0..PARCELS);
    let between = Between::new(&running.address);
    let courier = Courier::new(&channel, &between.address());
    std::fs::copy(running.folder.path().join("token"), courier.path("token")).unwrap();
    Line {
        channel,
        courier,
        between,
        _running: running,
    }
}

impl Line {
    fn unfinished(&self) -> PathBuf {
        self.courier.path("bundle.part")
    }

    fn there(&self) -> BTreeSet<String> {
        let mut there = cells_in(&self.unfinished(), &self.channel);
        there.extend(cells_in(&self.courier.path("bundle"), &self.channel));
        there
    }

    /// Kills the program once `wait` is over; what it asked for was not there yet.
    fn killed(&self, wait: impl FnOnce()) {
        let before = self.there();
        let mut program = self.courier.pull_program();
        let mut child = program.stderr(Stdio::null()).spawn().unwrap();
        wait();
        child.kill().unwrap();
        child.wait().unwrap();
        self.asked_only_for_what_was_not_in(&before);
        assert!(self.there().is_superset(&before), "something was lost");
    }

    fn asked_only_for_what_was_not_in(&self, before: &BTreeSet<String>) {
        let asked = self.between.cells_asked();
        let again: Vec<_> = asked.iter().filter(|path| before.contains(*path)).collect();
        assert!(again.is_empty(), "fetched again: {again:?}");
    }

    fn finished_and_whole(&self) {
        let before = self.there();
        self.between.plan(None);
        pull::run(&self.courier.config, &self.courier.options()).unwrap();
        let asked = self.between.cells_asked();
        assert_eq!(asked.len(), CELLS - before.len(), "{asked:?}");
        self.asked_only_for_what_was_not_in(&before);
        let items = read_bundle(&self.courier.path("bundle"), &self.channel);
        assert!(!items.iter().any(|item| matches!(item, Item::Damaged(_))));
        let mut parcels: Vec<_> = items
            .iter()
            .filter_map(|item| match item {
                Item::Parcel(parcel) => Some((parcel.id, parcel.bytes.as_slice())),
                _ => None,
            })
            .collect();
        parcels.sort_unstable_by_key(|(id, _)| *id);
        assert_eq!(parcels.len(), usize::from(PARCELS));
        for (number, (id, bytes)) in (0..).zip(parcels) {
            assert!(id == parcel_id(number) && bytes == parcel(number));
        }
        let letters = items.iter().filter(|item| matches!(item, Item::Letter(_)));
        assert_eq!(letters.count(), usize::from(LETTERS));
        let names = ["bundle", "courier.toml", "token"];
        assert_eq!(self.courier.names(), names);
    }
}

#[test]
fn a_killed_pull_goes_on_with_the_parcel_that_was_under_way() {
    let line = line(0x50);
    // Before the first parcel, in the middle of one, behind its last byte, right at the next.
    for (cell, bytes) in [(2, 30_000), (4, 700_000), (1, 0), (3, 1_048_575), (2, 100)] {
        line.between.plan(Some(Plan {
            cell,
            bytes,
            hang: true,
        }));
        let before = line.there().len();
        line.killed(|| line.between.wait());
        assert_eq!(line.there().len(), before + cell - 1);
    }
    line.finished_and_whole();
}

#[test]
fn a_pull_killed_at_any_moment_loses_nothing_and_fetches_nothing_twice() {
    let line = line(0x51);
    let mut among_parcels = 0;
    for step in 0..40 {
        let before = line.there().len();
        line.between.plan(None);
        line.killed(|| {
            line.between.wait_for((1 + step % 6).min(CELLS - before));
            std::thread::sleep(Duration::from_millis(step as u64 * 3 % 11));
        });
        let there = line.there().len();
        among_parcels += usize::from(there > usize::from(LETTERS) && there < CELLS);
        // All of it was fetched: from the beginning.
        if there == CELLS {
            let _ = std::fs::remove_file(line.courier.path("bundle"));
            let _ = std::fs::remove_file(line.unfinished());
        }
        // What a power cut leaves: less than was written, or zeros where it was to be.
        if step % 5 == 4
            && let Ok(file) = std::fs::File::options().write(true).open(line.unfinished())
        {
            let length = file.metadata().unwrap().len();
            file.set_len(length.saturating_sub(300_000)).unwrap();
            file.set_len(length).unwrap();
        }
    }
    assert!(among_parcels >= 10, "{among_parcels}");
    let _ = std::fs::remove_file(line.courier.path("bundle"));
    line.finished_and_whole();
}

#[test]
fn a_pull_whose_connection_is_cut_keeps_what_came_and_says_to_repeat_it() {
    let line = line(0x52);
    for (cell, bytes) in [(5, 500_000), (3, 17)] {
        let before = line.there();
        line.between.plan(Some(Plan {
            cell,
            bytes,
            hang: false,
        }));
        let options = line.courier.options();
        let error = pull::run(&line.courier.config, &options).unwrap_err();
        assert!(matches!(error, PullError::Server(_)), "{error:?}");
        assert!(error.to_string().contains("run the same command again"));
        assert_eq!(line.there().len(), before.len() + cell - 1);
        line.asked_only_for_what_was_not_in(&before);
    }
    line.finished_and_whole();
}
