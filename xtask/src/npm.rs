//! The npm packages that building and testing call, exactly those of `xtask/npm/package-lock.json`.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::{repo, run, setup_tools};

const LIMIT: Duration = Duration::from_secs(10 * 60);
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Installs what the lock names, unless that is there already; hands back `node_modules`.
pub fn modules() -> Result<PathBuf> {
    let (from, to) = (repo::root().join("xtask/npm"), repo::target().join("npm"));
    let modules = to.join("node_modules");
    let lock = fs::read(from.join("package-lock.json")).context("xtask/npm/package-lock.json")?;
    let stamp = to.join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    setup_tools::node()?;
    fs::create_dir_all(&to)?;
    for name in FILES {
        fs::copy(from.join(name), to.join(name)).with_context(|| format!("xtask/npm/{name}"))?;
    }
    // No package may run code of its own while it is installed.
    let mut npm = run::command("npm");
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run::run(npm.current_dir(&to), LIMIT)?;
    fs::write(stamp, lock)?;
    Ok(modules)
}

/// A program that one of the packages brings.
pub fn program(name: &str) -> Result<PathBuf> {
    Ok(modules()?.join(".bin").join(name))
}
