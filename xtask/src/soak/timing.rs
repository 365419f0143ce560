//! Whether the time of comparisons tells what is compared (`crypto-core/examples/timing`).

use anyhow::Result;

use crate::run;

/// Builds as for use and measures on whatever else the machine does.
pub fn run() -> Result<()> {
    let mut example = run::cargo();
    example.args(["run", "--release", "--package", "crypto-core"]);
    example.args(["--features", "reporter,committee", "--example", "timing"]);
    run::run(&mut example, run::LONG)
}
