//! The gate: every check except the long ones, each stage timed.
//!
//! All stages run, also after one has failed, so that one run tells all that is wrong. What failed tests said is told
//! again at the end. The last line counts tests; a stage that failed without a failing test counts as one.

mod debian;
mod interop;
mod layers;
mod licences;
mod scratch;
mod summary;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use self::summary::Counts;
use crate::{npm, page, repo, run, setup_more, setup_tools};

type Deed = fn(&mut Counts) -> Result<()>;

const STAGES: [(&str, Deed); 12] = [
    ("tools", |_| {
        setup_tools::all()?;
        setup_more::tools()?;
        npm::modules().map(|_| ())
    }),
    ("format", |_| {
        run::run(run::cargo().args(["fmt", "--all", "--check"]), run::LONG)
    }),
    ("layers", |_| layers::check()),
    ("licences", |_| licences::check()),
    ("clippy", |_| clippy()),
    ("unit-tests", unit_tests),
    ("interop", interop::check),
    ("docs", |_| docs()),
    ("page", |_| page::build()),
    ("types", |_| page::check_types()),
    ("debian-wasm", |_| debian::check()),
    ("journeys", journeys),
];

/// The programs that journeys start, each built alone, as it is shipped.
pub const PROGRAMS: [&str; 4] = [
    "belfry-server",
    "belfry-courier",
    "belfry-cover",
    "belfry-reader",
];

/// Small enough to take minutes to compile, and nothing of it reaches a person: built, not linted.
const HEAVY: &str = "xtask-wasm-bindgen";

/// The roles that crypto-core is built in; nothing but clippy per role sees a wrong `cfg`.
const ROLES: [&str; 3] = ["", "reporter", "committee"];

/// Runs all stages, or only those that are named.
pub fn run(only: &[&str]) -> Result<()> {
    let names = STAGES.map(|(stage, _)| stage);
    if let Some(unknown) = only.iter().find(|name| !names.contains(name)) {
        bail!("no stage {unknown}; there are: {}", names.join(", "));
    }
    let mut counts = Counts::default();
    let mut report = Vec::new();
    for (name, deed) in STAGES
        .iter()
        .filter(|(name, _)| only.is_empty() || only.contains(name))
    {
        println!("\n=== {name}");
        let (begun, failed_before) = (Instant::now(), counts.failed);
        let outcome = deed(&mut counts);
        if let Err(error) = &outcome {
            println!("{name} failed: {error:#}");
            if counts.failed == failed_before {
                counts.failed += 1;
            }
        }
        report.push((*name, begun.elapsed(), outcome.is_ok()));
        if run::stopped() {
            bail!("stopped");
        }
    }
    for said in &counts.failures {
        println!("\n{said}");
    }
    print_report(&report);
    println!("{} passed, {} failed", counts.passed, counts.failed);
    let wrong: Vec<&str> = report
        .iter()
        .filter(|(.., well)| !well)
        .map(|(name, ..)| *name)
        .collect();
    if !wrong.is_empty() {
        // No further line: the count above is the last one that anybody reads.
        std::process::exit(1);
    }
    Ok(())
}

/// A line for each stage: minutes, and whether it went well.
pub fn print_report(report: &[(&str, Duration, bool)]) {
    println!("\n{:<12} {:>8}", "stage", "minutes");
    for (name, time, well) in report {
        let minutes = time.as_secs_f64() / 60.0;
        println!(
            "{name:<12} {minutes:>8.1}  {}",
            if *well { "" } else { "FAILED" }
        );
    }
    let total: Duration = report.iter().map(|(_, time, _)| *time).sum();
    println!("{:<12} {:>8.1}\n", "all", total.as_secs_f64() / 60.0);
}

fn clippy() -> Result<()> {
    let mut all = run::cargo();
    all.args([
        "clippy",
        "--workspace",
        "--exclude",
        HEAVY,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    run::run(&mut all, run::LONG)?;
    for role in ROLES {
        let mut one = run::cargo();
        one.args([
            "clippy",
            "--package",
            "crypto-core",
            // What tests alone need is large, and was looked at above.
            "--lib",
            "--features",
            role,
        ]);
        run::run(one.args(["--", "-D", "warnings"]), run::LONG)?;
    }
    Ok(())
}

fn unit_tests(counts: &mut Counts) -> Result<()> {
    let mut tests = run::cargo();
    tests.args([
        "test",
        "--workspace",
        "--no-fail-fast",
        "--exclude",
        "belfry-tests",
        "--exclude",
        HEAVY,
    ]);
    scratch::in_memory(&mut tests);
    counts.run(&mut tests)
}

fn docs() -> Result<()> {
    let mut docs = run::cargo();
    docs.args([
        "doc",
        "--workspace",
        "--no-deps",
        "--exclude",
        HEAVY,
        "--document-private-items",
    ]);
    run::run(docs.env("RUSTDOCFLAGS", "-D warnings"), run::LONG)
}

fn journeys(counts: &mut Counts) -> Result<()> {
    build_programs()?;
    counts.run(journey_command()?.args(["--no-fail-fast"]))
}

/// Each program by itself: a build of the whole workspace would unify the features of crypto-core.
pub fn build_programs() -> Result<()> {
    for package in PROGRAMS {
        run::run(
            run::cargo().args(["build", "--package", package, "--bins"]),
            run::LONG,
        )?;
    }
    Ok(())
}

/// `cargo test` of what crosses crates, told where everything is.
pub fn journey_command() -> Result<std::process::Command> {
    let mut tests = run::cargo();
    tests.args(["test", "--package", "belfry-tests"]);
    tests
        .env("BELFRY_BIN_DIR", repo::binaries())
        .env("BELFRY_PAGE", repo::page());
    tests.env("BELFRY_NPM", npm::modules()?);
    scratch::in_memory(&mut tests);
    Ok(tests)
}
