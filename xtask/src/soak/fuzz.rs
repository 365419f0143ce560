//! Every fuzz target for some minutes, one after the other on one core.
//!
//! What is found stays: inputs that reached something new in `target/fuzz-corpus`, from which the next run
//! goes on; inputs that broke something in `fuzz/artifacts`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{repo, run};

/// The version that `fuzz/` was last run with.
const CARGO_FUZZ: &str = "0.13.2";
/// Seconds for each target, unless `BELFRY_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 600;
/// Above this much memory, in MiB, and this many seconds for one input, something is wrong.
const LIMITS: [&str; 2] = ["-rss_limit_mb=3000", "-timeout=20"];

/// Builds all targets and runs each, or only those that `BELFRY_FUZZ_TARGETS` names, with spaces between.
pub fn run() -> Result<()> {
    let seconds = match env::var("BELFRY_FUZZ_SECONDS") {
        Ok(text) => text.parse().context("BELFRY_FUZZ_SECONDS")?,
        Err(_) => SECONDS,
    };
    let tool = tool()?;
    run::run(&mut fuzz(&tool, &["build"]), run::LONG)?;
    let mut wrong = Vec::new();
    for target in chosen()? {
        println!("\n--- {target}, {seconds} s");
        if let Err(error) = one(&tool, &target, seconds) {
            println!("{error:#}");
            wrong.push(target);
        }
        if run::stopped() {
            bail!("stopped");
        }
    }
    if !wrong.is_empty() {
        bail!(
            "inputs that break these are in fuzz/artifacts: {}",
            wrong.join(", ")
        );
    }
    Ok(())
}

fn one(tool: &Path, target: &str, seconds: u64) -> Result<()> {
    let grown = repo::target().join("fuzz-corpus").join(target);
    fs::create_dir_all(&grown)?;
    let mut command = fuzz(tool, &["run", target]);
    // New inputs go into the first folder.
    command
        .arg(grown)
        .arg(repo::root().join("fuzz/corpus").join(target));
    command
        .arg("--")
        .args(LIMITS)
        .args(["-print_final_stats=1", "-verbosity=0"]);
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!(
        "-dict={}",
        repo::root().join("fuzz/belfry.dict").display()
    ));
    run::run(&mut command, Duration::from_secs(seconds) + run::LONG)
}

/// On the stable toolchain, which has what a fuzzer needs but hides it.
fn fuzz(tool: &Path, words: &[&str]) -> Command {
    let mut command = run::command(tool);
    let (verb, rest) = words.split_first().unwrap_or((&"build", &[]));
    command.args(["fuzz", verb, "--fuzz-dir", "fuzz", "--target-dir"]);
    command.arg(repo::target().join("fuzz")).args(rest);
    command.env("RUSTC_BOOTSTRAP", "1");
    command
}

fn chosen() -> Result<Vec<String>> {
    let all = targets()?;
    let Ok(named) = env::var("BELFRY_FUZZ_TARGETS") else {
        return Ok(all);
    };
    let named: Vec<String> = named.split_whitespace().map(str::to_owned).collect();
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        bail!("no target {unknown}; there are: {}", all.join(", "));
    }
    Ok(named)
}

fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(repo::root().join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        names.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

/// `cargo-fuzz`, installed below the target folder unless it is there already.
fn tool() -> Result<PathBuf> {
    let root = repo::target().join("cargo-fuzz");
    let tool = root.join("bin/cargo-fuzz");
    if !tool.exists() {
        let mut install = run::cargo();
        install.args(["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--root"]);
        run::run(install.arg(root), run::LONG)?;
    }
    Ok(tool)
}
