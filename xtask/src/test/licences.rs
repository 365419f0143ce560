//! Licences, banned crates and sources of all dependencies, by the rules of `deny.toml`.
//!
//! `cargo deny` does it where it is installed (it takes longer to build than everything else here);
//! otherwise this reads the same file. Advisories need `cargo deny` and its database.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{repo, run};

const PATIENCE: Duration = Duration::from_secs(120);
/// How cargo names its own registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn check() -> Result<()> {
    let installed = run::output(
        run::cargo()
            .args(["deny", "--version"])
            .stderr(Stdio::null()),
        PATIENCE,
    )
    .is_ok();
    if installed {
        run::run(
            run::cargo().args(["deny", "check", "licenses", "bans", "sources"]),
            run::LONG,
        )?;
        return advisories();
    }
    own_check()?;
    println!("skipped: advisories (cargo-deny is not installed)");
    Ok(())
}

fn advisories() -> Result<()> {
    if run::run(run::cargo().args(["deny", "fetch", "db"]), PATIENCE).is_err() {
        println!("skipped: advisories (their database is out of reach)");
        return Ok(());
    }
    run::run(
        run::cargo().args(["deny", "check", "--disable-fetch", "advisories"]),
        PATIENCE,
    )
}

fn own_check() -> Result<()> {
    let rules = fs::read_to_string(repo::root().join("deny.toml")).context("deny.toml")?;
    let metadata = run::output(
        run::cargo().args(["metadata", "--format-version", "1"]),
        run::LONG,
    )?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .context("no packages")?;
    let (allowed, banned) = (list(&rules, "allow = ["), list(&rules, "deny = ["));
    let wrong: Vec<String> = packages
        .iter()
        .filter_map(|package| fault(package, &allowed, &banned))
        .collect();
    if !wrong.is_empty() {
        bail!("{}", wrong.join("; "));
    }
    println!(
        "{} packages: licences, bans and sources are in order",
        packages.len()
    );
    Ok(())
}

/// The quoted names of the lines between this opening and the next closing bracket.
fn list<'a>(rules: &'a str, opening: &str) -> Vec<&'a str> {
    let lines = rules
        .lines()
        .skip_while(|line| *line != opening)
        .skip(1)
        .take_while(|line| *line != "]");
    lines.filter_map(|line| line.split('"').nth(1)).collect()
}

fn fault(package: &Value, allowed: &[&str], banned: &[&str]) -> Option<String> {
    let text = |key| package.get(key).and_then(Value::as_str);
    let name = text("name")?;
    if banned.contains(&name) {
        return Some(format!("{name} is banned"));
    }
    // What lies in the tree itself has no source.
    if text("source").is_some_and(|source| source != REGISTRY) {
        return Some(format!("{name} comes from elsewhere"));
    }
    let licence = text("license").unwrap_or("no licence");
    (!fits(licence, allowed)).then(|| format!("{name} has {licence}"))
}

/// Whether an SPDX expression can be met with the allowed licences.
fn fits(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    any(&mut words, allowed) == Some(true) && words.is_empty()
}

fn any(words: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let mut met = every(words, allowed)?;
    while let ["OR", rest @ ..] = words {
        *words = rest;
        met |= every(words, allowed)?;
    }
    Some(met)
}

fn every(words: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let mut met = one(words, allowed)?;
    while let ["AND", rest @ ..] = words {
        *words = rest;
        met &= one(words, allowed)?;
    }
    Some(met)
}

fn one(words: &mut &[&str], allowed: &[&str]) -> Option<bool> {
    let (first, mut rest) = words.split_first()?;
    if *first == "(" {
        *words = rest;
        let met = any(words, allowed)?;
        let (closing, rest) = words.split_first()?;
        *words = rest;
        return (*closing == ")").then_some(met);
    }
    // An exception (`WITH …`) only gives further rights.
    if let ["WITH", _, after @ ..] = rest {
        rest = after;
    }
    *words = rest;
    Some(allowed.contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_or_not() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"];
        for good in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/Unlicense",
            "(MIT OR BSD-3-Clause) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(fits(good, &allowed), "{good}");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT",
            "",
            "MIT MIT",
            "no licence",
        ] {
            assert!(!fits(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn names_are_read_from_the_rules() {
        let rules = "[licenses]\nallow = [\n    \"MIT\", # common\n    \"ISC\",\n]\n[bans]\ndeny = [\n    { crate = \"bad\", reason = \"old\" },\n]\n";
        assert_eq!(list(rules, "allow = ["), ["MIT", "ISC"]);
        let banned = rules
            .lines()
            .any(|line| line == "deny = [")
            .then(|| list(rules, "deny = ["));
        assert_eq!(banned, Some(vec!["bad"]));
    }

    #[test]
    fn other_sources_and_banned_crates_are_faults() {
        let package = |name: &str, source: Option<&str>| serde_json::json!({"name": name, "source": source, "license": "MIT"});
        assert_eq!(
            fault(&package("fine", Some(REGISTRY)), &["MIT"], &["bad"]),
            None
        );
        assert!(fault(&package("bad", Some(REGISTRY)), &["MIT"], &["bad"]).is_some());
        assert!(
            fault(
                &package("fork", Some("git+https://example.org/x")),
                &["MIT"],
                &[]
            )
            .is_some()
        );
    }
}
