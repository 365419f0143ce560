//! The first report from the inquiry to its end.

use std::fs;

use anyhow::{Result, ensure};
use belfry_tests::browser::Kind;

use super::way::Way;
use super::{FEEDBACK, FIRST, FOLLOW_UP, INSIDE, NAME, REPORT};

/// Why it is destroyed two years early.
const EARLY: &str = "Twee jaar is te lang.";

impl Way {
    pub fn inquire(&self) -> Result<()> {
        let case = self.stack.case_with(1, FOLLOW_UP)?;
        let args = ["step", &case, "--to", "findings"];
        self.works(1, &args, INSIDE).map(drop)
    }

    /// Who did not inquire gives feedback and closes.
    pub fn close(&self) -> Result<()> {
        let case = self.stack.case_with(2, FOLLOW_UP)?;
        let args = ["answer", &case, "--feedback"];
        self.stack.reader(2, &args, Some(FEEDBACK))?;
        let args = ["step", &case, "--to", "closed"];
        self.works(2, &args, INSIDE).map(drop)
    }

    /// The reporter has the feedback in time, and both desks say alike how it came to it.
    pub fn desks_agree(&self) -> Result<()> {
        self.comes_back(Kind::Chromium, &self.words[0], &[FEEDBACK])?;
        let stands = |member| {
            let case = self.stack.case_with(member, REPORT)?;
            let mut stands = self.stands(member, &case)?;
            // What is new to one desk is another's own, and who has read it comes with a later page.
            for deed in stands["deeds"].as_array_mut().into_iter().flatten() {
                deed["new"].take();
                deed["read_by"].take();
            }
            anyhow::Ok(stands)
        };
        let [one, two] = [stands(1)?, stands(2)?];
        for key in ["step", "closed", "outcome", "deeds", "names", "contested"] {
            ensure!(one[key] == two[key], "{key}: {} and {}", one[key], two[key]);
        }
        ensure!(one["closed"] == true && one["outcome"] == "report", "{one}");
        let terms = self.stack.json(1, &["terms"])?;
        ensure!(terms["feedback"]["in_time"] == 1, "{terms}");
        Ok(())
    }

    pub fn hold(&self) -> Result<()> {
        let case = self.stack.case_with(1, REPORT)?;
        self.works(1, &["hold", &case], INSIDE).map(drop)
    }

    /// A month after the reporter wrote last it could go, but for the hold of one member, which another lifts.
    pub fn is_held_until_lifted(&self) -> Result<()> {
        for member in [1, 2] {
            let case = self.stack.case_with(member, REPORT)?;
            let args = ["destroy", &case, "--yes", "--unheard", "--early", "-"];
            self.is_refused(member, &args, EARLY, "a member holds it")?;
        }
        let case = self.stack.case_with(2, REPORT)?;
        let stands = self.stands(2, &case)?;
        let hold = stands["holds"][0].as_str().unwrap_or_default();
        self.works(2, &["lift", &case, hold], INSIDE).map(drop)
    }

    pub fn destroy(&self) -> Result<()> {
        for member in [1, 2] {
            let case = self.stack.case_with(member, REPORT)?;
            let certificate = format!("certificate-{member}");
            let args = ["destroy", &case, "--yes", "--certificate", &certificate];
            // By the rules that would take two years.
            self.is_refused(member, &args, "", "it is kept until")?;
            let early = [&args[..], &["--early", "-"]].concat();
            self.stack.reader(member, &early, Some(EARLY))?;
            let text = fs::read_to_string(self.stack.path(&certificate))?;
            ensure!(text.contains(&format!("case: {case}\n")), "{text}");
            ensure!(text.contains(&format!("time: {EARLY}\n")), "{text}");
            let left = self.printed(member)?;
            for canary in FIRST.iter().chain([&NAME]) {
                ensure!(!left.contains(canary), "{canary}: {left}");
            }
            ensure!(left.contains("whistleblower's report"), "{left}");
            ensure!(left.contains(EARLY), "{left}");
        }
        Ok(())
    }
}
