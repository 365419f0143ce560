//! Counts tests by the summary line that each of cargo's test programs prints.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

/// More failures at once than this are no accident of a busy machine.
const AGAIN_MAX: usize = 2;

/// Tests of all stages.
#[derive(Default)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    /// Tests that failed beside others and passed alone.
    pub unsteady: Vec<String>,
}

impl Counts {
    /// Runs a `cargo test`, shows what it prints, and adds up its summaries.
    pub fn run(&mut self, tests: &mut Command) -> Result<()> {
        let failed_before = self.failed;
        self.run_once(tests)?;
        self.well_since(failed_before)
    }

    /// The same for tests that start browsers and servers, which a busy machine can starve: where one or two of many fail,
    /// `alone` makes a command that runs these again by themselves. Who passes then is named in the report.
    pub fn run_steadily(
        &mut self,
        tests: &mut Command,
        alone: impl FnOnce(&[String]) -> Result<Command>,
    ) -> Result<()> {
        let failed_before = self.failed;
        let failed = self.run_once(tests)?;
        if failed.is_empty() || failed.len() > AGAIN_MAX {
            return self.well_since(failed_before);
        }
        println!("\nOnce more, alone: {}", failed.join(", "));
        self.failed = failed_before;
        if self.run_once(&mut alone(&failed)?)?.is_empty() {
            self.unsteady.extend(failed);
        }
        self.well_since(failed_before)
    }

    fn well_since(&self, failed_before: u64) -> Result<()> {
        match self.failed == failed_before {
            true => Ok(()),
            false => bail!("tests failed"),
        }
    }

    /// The names of those that failed.
    fn run_once(&mut self, tests: &mut Command) -> Result<Vec<String>> {
        let (mut summaries, mut names, failed_before) = (0, Vec::new(), self.failed);
        let status = run::lines(tests, run::LONG, |line| {
            println!("{line}");
            names.extend(failed_test(line).map(str::to_owned));
            if let Some((passed, failed)) = summary(line) {
                summaries += 1;
                self.passed += passed;
                self.failed += failed;
            }
        })?;
        if !status.success() && self.failed == failed_before {
            bail!("tests did not come to their end");
        }
        if summaries == 0 {
            bail!("no test ran");
        }
        Ok(names)
    }
}

/// `test a::b ... FAILED` to `a::b`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
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
        assert_eq!(failed_test("test a::b ... FAILED"), Some("a::b"));
        assert_eq!(failed_test("test a::b ... ok"), None);
    }

    /// Two tests of which one fails the first time, as a shell prints them.
    fn printed(first: &str, failed: u32) -> Command {
        let mut shell = Command::new("sh");
        let script = format!(
            "echo 'test a ... {first}'; echo 'test result: x. 1 passed; {failed} failed; 0 ignored'; exit {failed}"
        );
        shell.args(["-c", &script]);
        shell
    }

    #[test]
    fn what_fails_beside_others_and_passes_alone_is_named_and_what_fails_twice_fails() {
        let mut counts = Counts::default();
        let again = |names: &[String]| {
            assert_eq!(names, ["a"]);
            Ok(printed("ok", 0))
        };
        assert!(
            counts
                .run_steadily(&mut printed("FAILED", 1), again)
                .is_ok()
        );
        assert_eq!((counts.failed, counts.unsteady.len()), (0, 1));

        let mut counts = Counts::default();
        let again = |_: &[String]| Ok(printed("FAILED", 1));
        assert!(
            counts
                .run_steadily(&mut printed("FAILED", 1), again)
                .is_err()
        );
        assert_eq!((counts.failed, counts.unsteady.len()), (1, 0));
    }
}
