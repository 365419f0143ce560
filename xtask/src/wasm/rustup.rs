//! The quick way: the target's standard library as rustup has it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use super::Source;
use crate::{repo, run};

const PATIENCE: Duration = Duration::from_secs(120);

/// Whether the target is there, or can be fetched in two minutes.
pub fn has_target() -> bool {
    let installed = run::output(
        run::command("rustup").args(["target", "list", "--installed"]),
        PATIENCE,
    );
    if installed.is_ok_and(|targets| targets.lines().any(|target| target == super::TARGET)) {
        return true;
    }
    let added = run::run(
        run::command("rustup").args(["target", "add", super::TARGET]),
        PATIENCE,
    );
    if let Err(error) = &added {
        println!(
            "rustup cannot bring {} ({error:#}); taking Debian's packages.",
            super::TARGET
        );
    }
    added.is_ok()
}

pub fn compile(source: &Source) -> Result<PathBuf> {
    let target_dir = repo::target();
    let mut cargo = run::cargo();
    super::build_arguments(&mut cargo, source, &target_dir, None)?;
    run::run(&mut cargo, run::LONG)?;
    Ok(super::compiled(source, &target_dir))
}
