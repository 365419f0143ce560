//! Counts tests by the summary line that each of cargo's test programs prints, and keeps what those that failed said.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

/// Lines of one failed test that are told again: its message comes first, and a backtrace has no end.
const LINES: usize = 30;

/// Tests of all stages.
#[derive(Default)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    /// What tests that failed said, each a name and lines: between thousands of lines it is not found again.
    pub failures: Vec<String>,
}

impl Counts {
    /// Runs a `cargo test`, shows what it prints, and adds up its summaries.
    pub fn run(&mut self, tests: &mut Command) -> Result<()> {
        let mut summaries = 0;
        let mut saying = None;
        let status = run::lines(tests, run::LONG, |line| {
            println!("{line}");
            self.keep(line, &mut saying);
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

    /// Keeps a line of what a failed test said; `saying` is how many lines there are of the one that speaks.
    fn keep(&mut self, line: &str, saying: &mut Option<usize>) {
        if line.starts_with("---- ") && line.ends_with(" stdout ----") {
            self.failures.push(line.to_owned());
            *saying = Some(0);
        } else if line == "failures:" {
            *saying = None;
        } else if let (Some(lines), Some(said)) = (saying, self.failures.last_mut()) {
            *lines += 1;
            if *lines <= LINES && !line.is_empty() {
                said.push('\n');
                said.push_str(line);
            }
        }
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

    #[test]
    fn what_failed_tests_said_is_kept_under_their_names_and_nothing_else_is() {
        let long = "a line\n".repeat(100);
        let printed = format!(
            "running 3 tests\ntest a::b ... FAILED\n\nfailures:\n\n---- a::b stdout ----\n\nthread 'a::b' panicked at b.rs:1:\n\
             left: 1\n\n---- c stdout ----\n{long}\n\nfailures:\n    a::b\n    c\n\ntest result: FAILED. 1 passed; 2 failed"
        );
        let (mut counts, mut saying) = (Counts::default(), None);
        for line in printed.lines() {
            counts.keep(line, &mut saying);
        }
        let [first, second] = counts.failures.as_slice() else {
            panic!("{:?}", counts.failures);
        };
        let said = "---- a::b stdout ----\nthread 'a::b' panicked at b.rs:1:\nleft: 1";
        assert_eq!(first, said);
        assert_eq!(second.lines().count(), 1 + LINES);
    }
}
