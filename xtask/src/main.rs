//! `cargo xtask …`: everything that is done to the tree, one deed a file.
//!
//! `test` is the gate, the same here and in CI; `demo` shows the whole journey; the others are
//! the steps that these two are made of.

mod bench;
mod debian_cargo;
mod demo;
mod npm;
mod page;
mod repo;
mod run;
mod setup_more;
mod setup_tools;
mod soak;
mod test;
mod wasm;
mod windows;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "cargo xtask COMMAND
  demo [--port N]       build everything and run a demonstration committee on loopback
  build                 the page and the three programs
  test [STAGE ...]      every check except the long ones, browsers included (or only these stages)
  soak [PART ...]       the long checks: kills, reader-kills, reader, desk, bundles, journeys, fuzz, timing, unlinkable, mutants, windows (or only these)
  bench [WHICH]         figures: page (what it weighs; also without a name), attachments (how fast they are)
  pictures              every screen of the desk's window, drawn into docs/desk
  wasm [--debian-wasm]  only the page's WebAssembly module, with Debian's toolchain if asked
  windows               reader and desk for Windows, built and looked at, not run
  page                  only the page, into dist/page
  setup-tools           browsers, drivers and other tools from Debian's packages";

fn main() -> ExitCode {
    match run::watch_signals().and_then(|()| deed(&env::args().skip(1).collect::<Vec<_>>())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn deed(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["demo"] => demo::run(demo::DEFAULT_PORT),
        ["demo", "--port", port] => demo::run(port.parse()?),
        ["build"] => page::build().and_then(|()| test::build_programs()),
        ["test", stages @ ..] => test::run(stages),
        ["soak", parts @ ..] => soak::run(parts),
        ["bench", which @ ..] => bench::run(which),
        ["pictures"] => pictures(),
        ["wasm"] => wasm::build(wasm::Toolchain::Found).map(drop),
        ["wasm", "--debian-wasm"] => wasm::build(wasm::Toolchain::Debian).map(drop),
        ["windows"] => windows::build(),
        ["page"] => page::build(),
        ["setup-tools"] => setup_tools::all(),
        _ => bail!("{USAGE}"),
    }
}

fn pictures() -> Result<()> {
    setup_more::tools()?;
    let mut draw = run::cargo();
    draw.args(["test", "--package", "belfry-desk", "--test", "screens"]);
    run::run(draw.args(["--", "--ignored", "pictures"]), run::LONG)
}
