//! Counts tests by the summary line that each of cargo's test programs prints.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

/// Tests of all stages.
#[derive(Default)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    /// Runs a `cargo test`, shows what it prints, and adds up its summaries.
    pub fn run(&mut self, tests: &mut Command) -> Result<()> {
        let mut summaries = 0;
        let status = run::lines(tests, run::LONG, |line| {
            println!("{line}");
            if let Some((passed, failed)) = summary(line) {
                summaries += 1;
                self.passed += passed;
                self.failed += failed;
            }
        })?;
        if !status.success() {
            bail!("tests failed");
        }
        if summaries == 0 {
            bail!("no test ran");
        }
        Ok(())
    }
}

/// `test result: ok. 12 passed; 0 failed; …` to (12, 0).
fn summary(line: &str) -> Option<(u64, u64)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        let part = counts.split("; ").find_map(|part| part.strip_suffix(what));
        part.context("no such count")
            .and_then(|number| Ok(number.trim().parse()?))
            .ok()
    };
    Some((count("passed")?, count("failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_cargo_are_read_and_other_lines_are_not() {
        let good = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!(summary(good), Some((12, 0)));
        assert_eq!(
            summary("test result: FAILED. 1 passed; 2 failed; 0 ignored"),
            Some((1, 2))
        );
        assert_eq!(summary("test a::b ... ok"), None);
        assert_eq!(summary("3 passed, 0 failed"), None);
    }
}
