//! A second implementation of the protocol, in Python and from the page, opens the frozen test
//! vectors and files that the Rust code makes anew: so a drift of either shows.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{HEAVY, summary::Counts};
use crate::{repo, run, setup_python};

const FROZEN: &str = "crypto-core/tests/vectors/v1";

pub fn check(counts: &mut Counts) -> Result<()> {
    let python = setup_python::interop()?;
    open(&python, &repo::root().join(FROZEN), counts)?;
    open(&python, &fresh()?, counts)
}

/// Objects with the system's randomness. The program prints the seed, so that a failure can be had again.
fn fresh() -> Result<std::path::PathBuf> {
    let folder = repo::target().join("interop-fresh");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    // As the unit tests select packages: then their dependencies serve here too.
    let mut build = run::cargo();
    build.args(["build", "--workspace", "--example", "vectors"]);
    build.args(["--exclude", "belfry-tests", "--exclude", HEAVY]);
    run::run(&mut build, run::LONG)?;
    let program = repo::binaries().join("examples/vectors");
    run::run(run::command(program).arg(&folder), run::LONG)?;
    Ok(folder)
}

/// Each folder counts as one test, however many checks it takes.
fn open(python: &Path, vectors: &Path, counts: &mut Counts) -> Result<()> {
    let mut check = run::command(python);
    check.args(["-m", "belfry_interop"]).arg(vectors);
    check.current_dir(repo::root().join("tests/interop"));
    // No folders of compiled files among the sources.
    check.env("PYTHONDONTWRITEBYTECODE", "1");
    let outcome = run::run(&mut check, run::LONG);
    match outcome {
        Ok(()) => counts.passed += 1,
        Err(_) => counts.failed += 1,
    }
    outcome
}
