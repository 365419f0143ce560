//! The way without rustup's server: Debian's compiler, with the standard library built from
//! Debian's sources.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Source;
use crate::{debian_cargo, repo, run, setup_tools};

/// Where Debian's rustc looks for the sources of its standard library, and where they really lie.
const SOURCES: &str = "/usr/lib/rustlib/src/rust";

pub fn compile(source: &Source) -> Result<PathBuf> {
    setup_tools::debian_wasm()?;
    let target_dir = repo::target().join("debian-wasm");
    let mut cargo = debian_cargo::command();
    super::build_arguments(&mut cargo, source, &target_dir, Some(Path::new(SOURCES)))?;
    cargo.arg("-Zbuild-std=std,panic_abort");
    run::run(&mut cargo, run::LONG)?;
    Ok(super::compiled(source, &target_dir))
}
