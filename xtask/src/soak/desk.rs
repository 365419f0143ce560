//! The desk's real window on an X server: a report's whole way and a day's work with scans of its memory, and a vault of ten
//! thousand cases.

use std::{fs, path::Path};

use anyhow::Result;

use crate::{page, repo, run, setup_more, setup_tools, test};

/// What a window needs that nobody looks at, and what looks at it as a screen reader does.
const NEEDED: [(&str, &str); 6] = [
    ("/usr/bin/Xvfb", "xvfb"),
    ("/usr/bin/xdotool", "xdotool"),
    ("/usr/bin/dbus-daemon", "dbus"),
    ("/usr/libexec/at-spi-bus-launcher", "at-spi2-core"),
    (
        "/usr/lib/x86_64-linux-gnu/libxkbcommon-x11.so.0",
        "libxkbcommon-x11-0",
    ),
    (
        "/usr/lib/x86_64-linux-gnu/dri/swrast_dri.so",
        "libgl1-mesa-dri",
    ),
];

/// Builds the program as it is shipped, fills a vault and runs the tests with both.
pub fn run() -> Result<()> {
    setup_tools::all()?;
    setup_more::packages(&NEEDED)?;
    page::build()?;
    test::build_programs()?;
    let mut build = run::cargo();
    build.args(["build", "--release", "--package", "belfry-desk", "--bins"]);
    run::run(&mut build, run::LONG)?;
    let vault = repo::target().join("desk-soak/vault");
    fill(&vault)?;
    let mut tests = test::journey_command()?;
    tests.args([
        "desk::",
        "--",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    tests.env("BELFRY_DESK", repo::target().join("release/belfry-desk"));
    tests.env("BELFRY_BIG_VAULT", &vault);
    super::long(&mut tests)
}

/// The vault of the reader's long check.
fn fill(vault: &Path) -> Result<()> {
    if vault.exists() {
        fs::remove_dir_all(vault)?;
    }
    let mut tests = super::scale_tests();
    tests.env("BELFRY_KEEP_VAULT", vault);
    super::long(&mut tests)
}
