//! The way without rustup's server: Debian's compiler, with the standard library built from
//! Debian's sources.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Source;
use crate::{repo, run, setup_tools};

/// Where Debian's rustc looks for the sources of its standard library, and where they really lie.
const SOURCES: &str = "/usr/lib/rustlib/src/rust";

pub fn compile(source: &Source) -> Result<PathBuf> {
    setup_tools::debian_wasm()?;
    let target_dir = repo::target().join("debian-wasm");
    let mut cargo = run::command("/usr/bin/cargo");
    super::build_arguments(&mut cargo, source, &target_dir, Some(Path::new(SOURCES)))?;
    // Building std is an unstable option of cargo, which this variable opens on a stable one.
    cargo
        .arg("-Zbuild-std=std,panic_abort")
        .env("RUSTC_BOOTSTRAP", "1");
    // rustup's programs come first in PATH and set the others; none may be called here.
    cargo
        .env("PATH", "/usr/bin:/bin")
        .env("RUSTC", "/usr/bin/rustc");
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "RUSTC_WRAPPER"] {
        cargo.env_remove(name);
    }
    run::run(&mut cargo, run::LONG)?;
    Ok(super::compiled(source, &target_dir))
}
