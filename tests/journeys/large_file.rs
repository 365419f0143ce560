//! Files that would not fit into memory as a whole go through the page while its memory stays as it was.
//!
//! They are longer than what the browser looks at (64 MiB, held whole in a worker of its own that ends before anything
//! is sent), so that what is measured is the sending; and longer than the garbage that a busy browser leaves lying
//! (88 MiB were seen), so that a file held whole shows in the peak.

use std::{fs, time::Duration};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    big_file,
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
    upload::{self, Upload},
};
use crypto_core::attachment::Cut;

const REPORT: &str = "Het hele archief volgt.";
const MIB: u64 = 1 << 20;
/// What a page may hold more towards the end of any file than it held at rest.
const HELD_MAX: u64 = 32 * MIB;
const LEN: u64 = 160 * MIB;
/// What it may take more at any time while it sends, beside other tests: less than the file.
const PEAK_MAX: u64 = 128 * MIB;
/// The same by itself.
const PEAK_ALONE_MAX: u64 = 64 * MIB;

/// Through page, server, courier and reader; what was seen on the way.
fn scenario(kind: Kind, len: u64) -> Result<Upload> {
    let stack = Stack::found()?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("archief.bin");
    big_file::make(&path, len, 1)?;
    let options = Options::on_day(stack.offset_days()).unwatched();
    let mut reporter = Reporter::arrive(kind, &options, &stack.url(stack.address(), "nl"))?;
    reporter.report(REPORT)?;
    let upload = upload::send(&mut reporter, &path, Duration::from_secs(20 * 60))?;
    drop(reporter);

    stack.fetch(1)?;
    let case = stack.case_with(1, REPORT)?;
    let listed = stack.json(1, &["files", &case])?;
    let parcels = Cut::of(len).context("too long")?.parcels;
    assert_eq!(listed[0]["parts_there"], parcels, "{listed}");
    assert_eq!(listed[0]["size"], len, "{listed}");
    let saved = stack.path("saved");
    stack.reader(
        1,
        &["save", &case, "--to", saved.to_str().context("a path")?],
        None,
    )?;
    let out = fs::read_dir(&saved)?
        .next()
        .context("nothing was saved")??;
    big_file::ensure_same(&path, &out.path())?;
    Ok(upload)
}

fn stays_small(kind: Kind, len: u64, peak_max: u64) -> Result<()> {
    let upload = scenario(kind, len)?;
    let mib = |bytes: u64| bytes / MIB;
    println!(
        "{kind:?}, {} MiB: {} MiB at rest, {} MiB while looked at, at most {} MiB more while sent, {} at its end ({} samples)",
        mib(len),
        mib(upload.idle),
        mib(upload.looking),
        mib(upload.peak()),
        mib(upload.held()),
        upload.sending.len(),
    );
    ensure!(
        upload.held() < HELD_MAX,
        "{kind:?} held {} MiB more than at rest",
        mib(upload.held())
    );
    ensure!(
        upload.peak() < peak_max,
        "{kind:?} took {} MiB more than at rest",
        mib(upload.peak())
    );
    Ok(())
}

#[test]
fn a_file_of_160_mib_goes_through_chromium_with_little_memory() -> Result<()> {
    stays_small(Kind::Chromium, LEN, PEAK_MAX)
}

#[test]
fn a_file_of_160_mib_goes_through_firefox_with_little_memory() -> Result<()> {
    stays_small(Kind::Firefox, LEN, PEAK_MAX)
}

#[test]
#[ignore = "takes minutes: cargo xtask soak journeys"]
fn a_file_of_300_mib_goes_through_both_browsers_with_little_memory() -> Result<()> {
    for kind in Kind::ALL {
        stays_small(kind, 300 * MIB, PEAK_ALONE_MAX)?;
    }
    Ok(())
}
