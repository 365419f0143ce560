//! The name that the first reporter holds apart: opened with two shares, granted, looked at for a reason.

use anyhow::{Result, ensure};

use super::way::Way;
use super::{INSIDE, NAME, REPORT};

/// Why it is looked at.
const WHY: &str = "Wij willen de melder spreken.";

impl Way {
    fn name(&self, member: u16, act: &[&str]) -> Result<String> {
        let case = self.stack.case_with(member, REPORT)?;
        self.works(member, &[&["name", &case], act].concat(), WHY)
    }

    fn is_kept_from(&self, member: u16, act: &[&str], why: &str) -> Result<()> {
        let case = self.stack.case_with(member, REPORT)?;
        let args = [&["case", "name", &case], act].concat();
        self.is_refused(member, &args, INSIDE, why)
    }

    /// No member opens it alone; member 2 gives member 1 their share.
    pub fn give_share(&self) -> Result<()> {
        self.is_kept_from(1, &["--open"], "opens with the shares of 2 members")?;
        self.name(2, &["--give-share", "1"]).map(drop)
    }

    pub fn open_name(&self) -> Result<()> {
        let said = self.name(1, &["--open"])?;
        ensure!(!said.contains(NAME), "{said}");
        Ok(())
    }

    /// Who gave a share does not read the name for that: it is granted to them.
    pub fn grant_name(&self) -> Result<()> {
        self.is_kept_from(2, &["--look"], "member 1 can read it")?;
        self.name(1, &["--grant", "2"]).map(drop)
    }

    pub fn look_at_name(&self) -> Result<()> {
        let said = self.name(2, &["--look"])?;
        ensure!(said.contains(NAME), "{said}");
        Ok(())
    }

    /// Who reads the case sees who looked and why.
    pub fn look_is_seen(&self) -> Result<()> {
        let case = self.stack.case_with(1, REPORT)?;
        let stands = self.stands(1, &case)?;
        let mut deeds = stands["deeds"].as_array().into_iter().flatten();
        let looked = deeds.find(|deed| {
            let what = deed["what"].as_str().unwrap_or_default();
            deed["member"] == 2 && what.starts_with("read the name")
        });
        let why = looked.map(|deed| &deed["text"]);
        ensure!(why == Some(&WHY.into()), "{stands}");
        Ok(())
    }
}
