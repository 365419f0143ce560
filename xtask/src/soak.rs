//! The long checks: the tests that ask for more time than the gate has.

use std::process::Command;

use anyhow::Result;

use crate::test::{self};
use crate::{page, run, setup_tools};

/// Runs the tests marked as long, with everything that they need built before.
pub fn run() -> Result<()> {
    setup_tools::all()?;
    page::build()?;
    test::build_programs()?;
    for mut tests in [server(), reader(), journeys()?] {
        run::run(tests.env("BELFRY_SOAK", "1"), run::LONG * 8)?;
    }
    Ok(())
}

/// Kills under load, 500 of them.
fn server() -> Command {
    let mut tests = run::cargo();
    tests.args(["test", "--package", "belfry-server", "--test", "crash"]);
    tests.args(["--", "--nocapture"]);
    tests
}

/// Ten thousand cases, timed as they would be used.
fn reader() -> Command {
    let mut tests = run::cargo();
    tests.args(["test", "--release", "--package", "belfry-reader"]);
    tests.args(["--test", "scale", "--", "--ignored", "--nocapture"]);
    tests
}

/// The long tests of what crosses crates.
fn journeys() -> Result<Command> {
    let mut tests = test::journey_command()?;
    tests.args(["--no-fail-fast", "--", "--ignored", "--nocapture"]);
    Ok(tests)
}
