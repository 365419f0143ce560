//! The first assessment of both reports, and a member who decides against the rules.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use super::way::Way;
use super::{BESIDE, DECIDED, IDEA, INSIDE, OTHER, REPORT};

impl Way {
    /// Two members give their views of each report, neither seen by the other.
    pub fn assess(&self) -> Result<()> {
        let case = self.stack.case_with(1, REPORT)?;
        self.works(1, &["step", &case, "--to", "assessment"], INSIDE)?;
        for member in [1, 2] {
            let [case, other] = self.both(member)?;
            self.views(member, (&case, "report"), INSIDE)?;
            self.views(member, (&other, "idea"), BESIDE)?;
        }
        Ok(())
    }

    fn both(&self, member: u16) -> Result<[String; 2]> {
        let case = self.stack.case_with(member, REPORT)?;
        Ok([case, self.stack.case_with(member, OTHER)?])
    }

    /// Member 3 works by other rules, and wants the other report gone.
    pub fn cheat(&self) -> Result<()> {
        let rules = self.stack.reader(3, &["rules", "show"], None)?;
        let lax = rules.replace("views = 2", "views = 0");
        fs::write(self.stack.path("lax.toml"), lax)?;
        self.stack.reader(3, &["rules", "set", "lax.toml"], None)?;
        let other = self.stack.case_with(3, OTHER)?;
        let args = ["decide", &other, "--outcome", "spam"];
        self.works(3, &args, "Onzin.").map(drop)
    }

    pub fn cheating_was_for_nothing(&self) -> Result<()> {
        for member in [1, 2] {
            let other = self.stack.case_with(member, OTHER)?;
            let stands = self.stands(member, &other)?;
            ensure!(stands["step"] == "received", "{stands}");
            let mut deeds = stands["deeds"].as_array().into_iter().flatten();
            let void = deeds.find_map(|deed| deed["void"].as_str());
            let void = void.context("it is void")?;
            ensure!(void.contains("views that the rules ask for"), "{void}");
            let cases = self.stack.cases(member)?;
            ensure!(cases.iter().all(|case| case["mark"] == "open"), "{cases:?}");
        }
        Ok(())
    }

    /// The one is a report, which member 1 is to look into; the other, to member 1, is none.
    pub fn decide(&self) -> Result<()> {
        let case = self.stack.case_with(2, REPORT)?;
        let stands = self.stands(2, &case)?;
        let both = serde_json::json!([1, 2]);
        ensure!(stands["views_open"] == both, "{stands}");
        self.decides(2, (&case, "report"), (INSIDE, DECIDED))?;
        let assign = ["assign", &case, "--to", "1", "--role", "investigate"];
        self.works(2, &assign, "")?;
        let other = self.stack.case_with(1, OTHER)?;
        self.decides(1, (&other, "idea"), (BESIDE, IDEA))
    }
}
