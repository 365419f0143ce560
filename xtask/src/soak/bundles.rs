//! A bundle of many gigabytes through the released programs; `BELFRY_BUNDLE_GIB` says how many, else ten.
//! Takes three times as much room on the disk.

use anyhow::Result;

use crate::{repo, run};

/// The test that does it.
pub const TEST: &str = "a_bundle_of_many_gigabytes_streams_through_server_courier_and_reader";

const PROGRAMS: [&str; 3] = ["belfry-server", "belfry-courier", "belfry-reader"];

/// Builds each program by itself, as it is shipped, and runs the test with them.
pub fn run() -> Result<()> {
    for package in PROGRAMS {
        let mut build = run::cargo();
        build.args(["build", "--release", "--package", package, "--bins"]);
        run::run(&mut build, run::LONG)?;
    }
    let mut tests = run::cargo();
    tests.args(["test", "--release", "--package", "belfry-tests"]);
    tests.args(["--test", "journeys", "bundles::", "--"]);
    tests.args(["--ignored", "--nocapture"]);
    tests.env("BELFRY_BIN_DIR", repo::target().join("release"));
    super::long(&mut tests)
}
