//! The second report: what was typed in is checked by its reporter, an authority gets it with their consent, and another
//! member decides anew.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use belfry_tests::browser::Kind;
use crypto_core::primitives::{age_file, hybrid::HybridIdentity};

use super::way::Way;
use super::{AGAIN, AGREES, BESIDE, CALLED, IDEA, OTHER, OTHERWISE};

impl Way {
    /// Member 1 sends the minutes to who shows the code.
    pub fn send_minutes(&self) -> Result<()> {
        let case = self.stack.case_with(1, OTHER)?;
        let args = ["answer", &case, "--minutes"];
        self.stack.reader(1, &args, None).map(drop)
    }

    /// The reporter reads what was typed in and what was decided, agrees with the one and not with the other.
    pub fn second_reporter_disagrees(&self) -> Result<()> {
        let told = [CALLED, IDEA];
        let mut reporter = self.comes_back(Kind::Chromium, &self.words[1], &told)?;
        reporter.write_more("#conversation-write", AGREES)?;
        reporter.write_more("#sent-more", AGAIN)
    }

    /// Both letters about the minutes stand with them, on every desk.
    pub fn minutes_are_checked(&self) -> Result<()> {
        let (case, minutes) = (self.stack.case_with(1, OTHER)?, self.minutes(1)?);
        for (how, text) in [("--corrected", OTHER), ("--agreed", AGREES)] {
            let letter = self.stack.letter_with(1, &case, text)?;
            self.works(1, &["minutes", &minutes, how, &letter], BESIDE)?;
        }
        Ok(())
    }

    /// Member 2 seals it to the authority, whose consent stands in the reporter's letter and in nothing else.
    pub fn forward(&self) -> Result<()> {
        let authority = HybridIdentity::generate(&mut rand::rng());
        fs::write(
            self.stack.path("inspectie.txt"),
            authority.recipient().to_string(),
        )?;
        let case = self.stack.case_with(2, OTHER)?;
        let typed = self.stack.letter_with(2, &self.minutes(2)?, CALLED)?;
        let consent = self.stack.letter_with(2, &case, AGAIN)?;
        let args = |consent| {
            let whom = ["case", "forward", &case, "--to", "Arbeidsinspectie"];
            let how = ["--recipient", "inspectie.txt", "--out", "melding.age"];
            [&whom[..], &how, &["--consent", consent]].concat()
        };
        let out = self.stack.path("melding.age");
        self.is_refused(2, &args(&typed), BESIDE, "no letter of this case")?;
        ensure!(!out.exists(), "it was sealed without consent");
        self.stack.reader(2, &args(&consent), Some(BESIDE))?;
        let opened = age_file::read(&fs::read(out)?, &[authority]);
        let opened = opened.ok().flatten().context("the authority opens it")?;
        let text = String::from_utf8(opened.plaintext.to_vec())?;
        ensure!(text.contains(OTHER) && text.contains(AGAIN), "{text}");
        ensure!(!text.contains(BESIDE) && !text.contains(IDEA), "{text}");
        Ok(())
    }

    /// Since the reporter asks for it the first assessment begins anew. Member 2 gives their view first.
    pub fn look_again(&self) -> Result<()> {
        let case = self.stack.case_with(2, OTHER)?;
        self.works(2, &["second-look", &case], BESIDE)?;
        self.views(2, (&case, "integrity"), BESIDE)
    }

    pub fn give_the_other_view(&self) -> Result<()> {
        let case = self.stack.case_with(1, OTHER)?;
        self.views(1, (&case, "integrity"), BESIDE)
    }

    /// Who decided before does not decide again.
    pub fn decide_again(&self) -> Result<()> {
        let case = self.stack.case_with(1, OTHER)?;
        let args = ["case", "decide", &case, "--outcome", "idea"];
        self.is_refused(1, &args, BESIDE, "decided by another member")?;
        let case = self.stack.case_with(2, OTHER)?;
        self.decides(2, (&case, "integrity"), (BESIDE, OTHERWISE))
    }

    /// The reporter reads it, and both desks say alike what became of the second report.
    pub fn was_decided_otherwise(&self) -> Result<()> {
        self.comes_back(Kind::Chromium, &self.words[1], &[OTHERWISE])?;
        for member in [1, 2] {
            let case = self.stack.case_with(member, OTHER)?;
            let stands = self.stands(member, &case)?;
            ensure!(stands["outcome"] == "integrity", "{member}: {stands}");
            ensure!(stands["step"] == "treatment", "{member}: {stands}");
            let mut deeds = stands["deeds"].as_array().into_iter().flatten();
            let forwarded = deeds.find(|deed| {
                let to = deed["to"].as_str().unwrap_or_default();
                to.contains("Arbeidsinspectie")
            });
            let consent = self.stack.letter_with(member, &case, AGAIN)?;
            let ground = forwarded.and_then(|deed| deed["ground"].as_str());
            let ground = ground.context("it is on record")?;
            ensure!(ground.contains(&consent), "{member}: {ground}");
            let shown = self.stack.json(member, &["show", &self.minutes(member)?])?;
            let checked = shown["minutes"]["checked"].as_array();
            let checked = checked.into_iter().flatten().map(|one| &one["agreed"]);
            ensure!(checked.eq([&false, &true]), "{member}: {shown}");
        }
        Ok(())
    }
}
