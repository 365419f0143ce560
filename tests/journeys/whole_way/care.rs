//! The first reporter is asked how they fare, and answers.

use anyhow::{Context as _, Result, ensure};
use belfry_tests::browser::Kind;
use crypto_core::time::Day;

use super::way::Way;
use super::{CHECK_IN, DECIDED, FARES, FOLLOW_UP, REPORT};

impl Way {
    /// When receipt of the first report was confirmed, and when its reporter is to be asked next.
    fn asked_by(&self, member: u16) -> Result<[Day; 2]> {
        let case = self.stack.case_with(member, REPORT)?;
        let day = |list: &serde_json::Value, key: &str, is_it: &dyn Fn(&str) -> bool| {
            let mut all = list.as_array().into_iter().flatten();
            let one =
                all.find(|one| one["case"] == *case && one["what"].as_str().is_none_or(is_it));
            let day = one.and_then(|one| one[key].as_str()?.parse().ok());
            day.with_context(|| format!("no {key} in {list}"))
        };
        let terms = self.stack.json(member, &["terms"])?;
        let tasks = self.stack.json(member, &["tasks"])?;
        let confirmed = day(&terms["cases"], "confirmed", &|_| true)?;
        Ok([confirmed, day(&tasks, "by", &|what| what == "check_in")?])
    }

    /// A month after the first answer it is planned, and member 1 asks.
    pub fn ask_how_they_fare(&self) -> Result<()> {
        let [confirmed, by] = self.asked_by(1)?;
        ensure!(by == confirmed.plus_months(1), "{by}");
        let case = self.stack.case_with(1, REPORT)?;
        let args = ["answer", &case, "--check-in"];
        self.stack.reader(1, &args, Some(CHECK_IN)).map(drop)
    }

    /// The reporter reads what was decided and what they are asked, and writes twice.
    pub fn first_reporter_answers(&self) -> Result<()> {
        let told = [DECIDED, CHECK_IN];
        let mut reporter = self.comes_back(Kind::Firefox, &self.words[0], &told)?;
        reporter.address_to(0)?;
        reporter.write_more("#conversation-write", FOLLOW_UP)?;
        reporter.write_more("#sent-more", FARES)
    }

    /// Every desk has the answer, and the next question comes three months after.
    pub fn next_question_is_planned(&self) -> Result<()> {
        for member in [1, 2] {
            let case = self.stack.case_with(member, REPORT)?;
            ensure!(self.stack.case_with(member, FARES)? == case);
            let [confirmed, by] = self.asked_by(member)?;
            ensure!(by == confirmed.plus_months(3), "member {member}: {by}");
        }
        Ok(())
    }
}
