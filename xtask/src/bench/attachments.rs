//! How fast attachments are, in release builds: the program is `tests/examples/attachments`.

use anyhow::Result;

use crate::{npm, page, repo, run, setup_tools, test};

/// All of its parts, or only those that are named.
pub fn run(parts: &[&str]) -> Result<()> {
    setup_tools::all()?;
    setup_tools::age()?;
    page::build()?;
    for package in test::PROGRAMS {
        let mut build = run::cargo();
        build.args(["build", "--release", "--package", package, "--bins"]);
        run::run(&mut build, run::LONG)?;
    }
    let mut bench = run::cargo();
    bench.args([
        "run",
        "--package",
        "belfry-tests",
        "--example",
        "attachments",
        "--",
    ]);
    bench
        .env("BELFRY_BIN_DIR", repo::target().join("release"))
        .env("BELFRY_PAGE", repo::page())
        .env("BELFRY_NPM", npm::modules()?);
    run::run(bench.args(parts), run::LONG * 4)
}
