//! The long checks: what asks for more time than the gate has.
//!
//! All parts run, also after one has failed; each prints its figures, which `docs/benchmarks.md` keeps.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::test::{self};
use crate::{page, run, setup_tools, windows};

mod bundles;
mod desk;
mod fuzz;
mod mutants;
mod timing;

type Deed = fn() -> Result<()>;

const PARTS: [(&str, Deed); 11] = [
    ("kills", kills),
    ("reader-kills", reader_kills),
    ("reader", reader),
    ("desk", desk::run),
    ("bundles", bundles::run),
    ("journeys", journeys),
    ("fuzz", fuzz::run),
    ("timing", timing::run),
    ("unlinkable", unlinkable),
    ("mutants", mutants::run),
    ("windows", windows::build),
];

/// Runs all parts, or only those that are named.
pub fn run(only: &[&str]) -> Result<()> {
    let names = PARTS.map(|(part, _)| part);
    if let Some(unknown) = only.iter().find(|name| !names.contains(name)) {
        bail!("no part {unknown}; there are: {}", names.join(", "));
    }
    let mut report = Vec::new();
    for (name, deed) in PARTS {
        if !only.is_empty() && !only.contains(&name) {
            continue;
        }
        println!("\n=== {name}");
        let begun = Instant::now();
        let outcome = deed();
        if let Err(error) = &outcome {
            println!("{name} failed: {error:#}");
        }
        report.push((name, begun.elapsed(), outcome.is_ok()));
        if run::stopped() {
            bail!("stopped");
        }
    }
    test::print_report(&report);
    if report.iter().any(|(.., well)| !well) {
        bail!("not all of the long checks passed");
    }
    Ok(())
}

/// Kills under load, 500 of them.
fn kills() -> Result<()> {
    let mut tests = run::cargo();
    tests.args(["test", "--package", "belfry-server", "--test", "server"]);
    tests.args(["crash", "--", "--nocapture"]);
    long(&mut tests)
}

/// Kills of the reader at work, 200 of them.
fn reader_kills() -> Result<()> {
    let mut tests = run::cargo();
    tests.args(["test", "--package", "belfry-reader", "--test", "cli"]);
    tests.args(["kills::", "--", "--nocapture"]);
    long(&mut tests)
}

/// Ten thousand cases and a hundred thousand deeds, timed as they would be used.
fn reader() -> Result<()> {
    long(&mut scale_tests())
}

fn scale_tests() -> Command {
    let mut tests = run::cargo();
    tests.args(["test", "--release", "--package", "belfry-reader"]);
    tests.args(["--test", "cli", "scale::", "--"]);
    tests.args(["--ignored", "--nocapture"]);
    tests
}

/// A hundred random schedules, each played twice with the reporters' roles exchanged.
fn unlinkable() -> Result<()> {
    test::build_programs()?;
    let mut tests = run::cargo();
    tests.args(["test", "--package", "belfry-tests", "--test", "journeys"]);
    tests.args(["unlinkable::", "--", "--nocapture"]);
    long(&mut tests)
}

/// The long tests of what crosses crates: through an onion service, in both browsers.
fn journeys() -> Result<()> {
    setup_tools::all()?;
    setup_tools::tor()?;
    page::build()?;
    test::build_programs()?;
    let mut tests = test::journey_command()?;
    tests.args([
        "--tests",
        "--no-fail-fast",
        "--",
        "--ignored",
        "--nocapture",
        "--skip",
        bundles::TEST,
        "--skip",
        "desk::",
    ]);
    long(&mut tests)
}

fn long(tests: &mut Command) -> Result<()> {
    run::run(tests.env("BELFRY_SOAK", "1"), run::LONG * 8)
}
