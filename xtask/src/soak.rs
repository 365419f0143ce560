//! The long checks: the tests that ask for more time.

use anyhow::Result;

use crate::test::{self};
use crate::{page, run, setup_tools};

/// Runs the tests marked as long, with everything that they need built before.
pub fn run() -> Result<()> {
    setup_tools::all()?;
    page::build()?;
    test::build_programs()?;
    let mut tests = test::journey_command()?;
    tests
        .env("BELFRY_SOAK", "1")
        .args(["--no-fail-fast", "--", "--ignored", "--nocapture"]);
    run::run(&mut tests, run::LONG * 8)
}
