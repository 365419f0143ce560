//! `pull` with parcels: counted, shown, gone on with, however the unfinished file looks.

use std::{fs, path::Path, process::Command};

use belfry_courier::commands::pull::{self, PullError};
use crypto_core::{
    bundle::{BundleWriter, Item, StoredParcel, WeekSummary},
    ids::{LetterId, ParcelId},
    lengths::{LETTER_LEN, PARCEL_LEN},
    time::Week,
};

use crate::{
    channel::Channel,
    courier::{Courier, cells_in, read_bundle},
    site::{Site, answer},
};

const WEEK: Week = Week(2969);
const LETTERS: [u8; 2] = [1, 2];
const PARCELS: [u8; 3] = [4, 5, 6];

fn said(courier: &Courier) -> String {
    let output = courier.pull_program().output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

fn site(channel: &Channel) -> Site {
    Site::with_parcels(channel, WEEK, &LETTERS, &PARCELS)
}

#[test]
fn parcels_are_shown_and_counted_like_letters() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    let first = said(&courier);
    assert!(first.contains("Fetching letter 1 of 2 …\n"), "{first}");
    let line = "Fetching parcel 1 of 3 (0 of 3 MiB are here) …\n";
    assert!(first.contains(line), "{first}");
    let counts = "2 letters (2 fetched now, 0 from an older bundle), \
                  3 parcels (3 fetched now, 0 from an older bundle).";
    assert!(first.contains(counts), "{first}");
    let second = said(&courier);
    let counts = "2 letters (0 fetched now, 2 from an older bundle), \
                  3 parcels (0 fetched now, 3 from an older bundle).";
    assert!(second.contains(counts), "{second}");
    assert!(!second.contains("Fetching"), "{second}");
}

#[test]
fn parcels_that_went_or_are_unreadable_are_told_and_do_not_stop_the_others() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let path = |fill: u8| format!("/v1/courier/weeks/{WEEK}/parcels/{}", ParcelId([fill; 16]));
    site.raw(&path(4), &answer(404, b""));
    site.raw(&path(5), &answer(500, b""));
    let courier = Courier::new(&channel, &site.address());
    let said = said(&courier);
    for line in [
        "2 letters (2 fetched now, 0 from an older bundle), 1 parcels (1 fetched now, 0 from",
        "1 parcels went from the server while they were being fetched.",
        "WARNING: the server could not give 1 parcels.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(cells_in(&courier.path("bundle"), &channel).contains(&path(6)));
}

#[test]
fn an_unfinished_file_cut_off_anywhere_is_gone_on_with() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    let (bundle, part) = (courier.path("bundle"), courier.path("bundle.part"));
    pull::run(&courier.config, &courier.options()).unwrap();
    let whole = fs::read(&bundle).unwrap();
    let parcel = 20 + 20 + PARCEL_LEN + 16;
    let end = whole.len() - 36;
    for cut in [
        0,
        10,
        64,
        1_000,
        end - 3 * parcel - LETTER_LEN,
        end - 3 * parcel,
        end - 2 * parcel - 1,
        end - 2 * parcel,
        end - 2 * parcel + 10,
        end - parcel + 30,
        end - parcel / 2,
        end - 1,
        end,
        end + 20,
        whole.len(),
    ] {
        fs::remove_file(&bundle).unwrap();
        fs::write(&part, &whole[..cut]).unwrap();
        let there = cells_in(&part, &channel);
        site.forget_asked();
        pull::run(&courier.config, &courier.options()).unwrap();
        let asked = site.cells_asked();
        assert_eq!(asked.len() + there.len(), 5, "{cut}");
        assert!(asked.iter().all(|path| !there.contains(path)), "{cut}");
        assert!(fs::read(&bundle).unwrap() == whole, "{cut}");
        assert!(!part.exists());
    }
}

#[test]
fn what_follows_damage_in_an_unfinished_file_is_fetched_again() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    let (bundle, part) = (courier.path("bundle"), courier.path("bundle.part"));
    pull::run(&courier.config, &courier.options()).unwrap();
    let whole = fs::read(&bundle).unwrap();
    let mut hurt = whole.clone();
    hurt[whole.len() - 2 * PARCEL_LEN] ^= 1;
    hurt.extend([7; 300_000]);
    fs::remove_file(&bundle).unwrap();
    fs::write(&part, hurt).unwrap();
    site.forget_asked();
    pull::run(&courier.config, &courier.options()).unwrap();
    assert_eq!(site.cells_asked().len(), 2);
    assert!(fs::read(&bundle).unwrap() == whole);
}

#[test]
fn what_changed_since_an_unfinished_file_was_begun_is_added_to_it() {
    let channel = Channel::new(0x40);
    let mut unfinished = BundleWriter::begin(Vec::new(), &channel.id).unwrap();
    unfinished.board(b"the board of that day").unwrap();
    unfinished.roster(&channel.roster_file).unwrap();
    let earlier = WeekSummary {
        week: WEEK,
        closed: false,
        letters: vec![],
        parcels: vec![ParcelId([4; 16]), ParcelId([9; 16])],
    };
    unfinished.week(&earlier).unwrap();
    for fill in [4, 9] {
        let (week, id, bytes) = (WEEK, ParcelId([fill; 16]), vec![fill; PARCEL_LEN]);
        unfinished
            .parcel(&StoredParcel { week, id, bytes })
            .unwrap();
    }
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    fs::write(courier.path("bundle.part"), unfinished.finish().unwrap()).unwrap();
    let said = said(&courier);
    let line = "Going on with an unfinished bundle; 0 letters and 1 parcels are in it.";
    assert!(said.contains(line), "{said}");
    let items = read_bundle(&courier.path("bundle"), &channel);
    let boards: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Board(file) => Some(file.as_slice()),
            _ => None,
        })
        .collect();
    assert_eq!(boards, [b"the board of that day", &channel.board_file[..]]);
    let rosters = items.iter().filter(|item| matches!(item, Item::Roster(_)));
    assert_eq!(rosters.count(), 1, "what is the same is not written again");
    let last = items.iter().rev().find_map(|item| match item {
        Item::Week(week) => Some(week),
        _ => None,
    });
    assert_eq!(
        last.unwrap().letters,
        LETTERS.map(|fill| LetterId([fill; 16]))
    );
    assert_eq!(
        last.unwrap().parcels,
        PARCELS.map(|fill| ParcelId([fill; 16]))
    );
    assert_eq!(site.cells_asked().len(), 4);
}

fn mount(at: &Path, options: &str) -> bool {
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at);
    mount.output().is_ok_and(|output| output.status.success())
}

/// A mounted file system, until the test ends.
struct Mounted<'p>(&'p Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_pull_that_filled_the_disk_goes_on_when_there_is_room() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    let disk = courier.path("disk");
    fs::create_dir(&disk).unwrap();
    if !mount(&disk, "size=2800k") {
        eprintln!("not root: a file system of its own cannot be mounted");
        return;
    }
    let _mounted = Mounted(&disk);
    let mut options = courier.options();
    options.out = disk.join("bundle");
    for _attempt in 0..2 {
        let error = pull::run(&courier.config, &options).unwrap_err();
        assert!(error.to_string().contains("is the disk full?"), "{error}");
    }
    let there = cells_in(&disk.join("bundle.part"), &channel);
    assert!(there.len() >= 3, "{there:?}");
    assert!(mount(&disk, "remount,size=16m"));
    site.forget_asked();
    pull::run(&courier.config, &options).unwrap();
    assert_eq!(site.cells_asked().len() + there.len(), 5);
    assert_eq!(cells_in(&options.out, &channel).len(), 5);
}

#[test]
fn two_pulls_into_one_bundle_do_not_write_into_each_other() {
    let channel = Channel::new(0x40);
    let site = site(&channel);
    let courier = Courier::new(&channel, &site.address());
    let other = fs::File::create(courier.path("bundle.part")).unwrap();
    other.lock().unwrap();
    let error = pull::run(&courier.config, &courier.options()).unwrap_err();
    assert!(matches!(error, PullError::InUse), "{error:?}");
    assert!(site.cells_asked().is_empty());
    drop(other);
    pull::run(&courier.config, &courier.options()).unwrap();
}
