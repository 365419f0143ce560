//! Mutation testing: one change of the code at a time, and a test of the crate must notice. `.cargo/mutants.toml`
//! says which files, `docs/mutants.md` what survived and why that may be.

use std::path::PathBuf;

use anyhow::Result;

use crate::{repo, run};

/// The version that `docs/mutants.md` was written with.
const CARGO_MUTANTS: &str = "27.1.0";

/// Runs all mutants of the files in `.cargo/mutants.toml`, one at a time.
pub fn run() -> Result<()> {
    let mut mutants = run::command(tool()?);
    mutants.args([
        "mutants",
        "--package",
        "crypto-core",
        "--jobs",
        "1",
        "--output",
    ]);
    mutants.arg(repo::target().join("mutants"));
    run::run(&mut mutants, run::LONG * 16)
}

/// `cargo-mutants`, installed below the target folder unless it is there already.
fn tool() -> Result<PathBuf> {
    let root = repo::target().join("cargo-mutants");
    let tool = root.join("bin/cargo-mutants");
    if !tool.exists() {
        let mut install = run::cargo();
        install.args(["install", "cargo-mutants", "--version", CARGO_MUTANTS]);
        run::run(install.arg("--root").arg(root), run::LONG)?;
    }
    Ok(tool)
}
