//! How the two reports come.

use anyhow::{Context as _, Result, ensure};
use belfry_tests::browser::Kind;
use belfry_tests::stack::FOURTH;

use super::way::Way;
use super::{ADVICE, CALLED, NAME, OTHER, QUESTION, REPORT};

impl Way {
    /// The first reporter asks the adviser, who answers.
    pub fn consult(&mut self) -> Result<()> {
        let mut reporter = self.arrive(Kind::Chromium)?;
        self.words[0] = reporter.ask_adviser(FOURTH, QUESTION)?.join(" ");
        drop(reporter);
        self.stack.fetch(FOURTH)?;
        let case = self.stack.case_with(FOURTH, QUESTION)?;
        self.stack.answer(FOURTH, &case, ADVICE)
    }

    /// The second one telephones. Member 2 types it in and reads a code out.
    pub fn telephone(&mut self) -> Result<()> {
        self.stack.fetch(2)?;
        let args = ["minutes", "--way", "telephone"];
        let said = self.stack.reader(2, &args, Some(CALLED))?;
        let code = said.lines().find_map(|line| line.strip_prefix("    "));
        code.context("no code")?.clone_into(&mut self.code);
        Ok(())
    }

    /// With the same words the report goes to the committee, without member 3, and with a name held apart.
    pub fn report(&mut self) -> Result<()> {
        let mut reporter = self.comes_back(Kind::Firefox, &self.words[0], &[ADVICE])?;
        reporter.browser.click("#conversation-hand")?;
        reporter.wait_screen("write")?;
        reporter.browser.fill("#report", REPORT)?;
        reporter.give_name(NAME)?;
        reporter.browser.click("#write-next")?;
        reporter.keep_from(&[3])?;
        reporter.wait_screen("sent")
    }

    /// The second reporter goes on in a browser, and says what is wrong in what was typed in.
    pub fn goes_on_with_the_code(&mut self) -> Result<()> {
        let text = format!("Mijn code is {}. {OTHER}", self.code);
        self.words[1] = self.arrive(Kind::Chromium)?.report(&text)?.join(" ");
        Ok(())
    }

    /// Each of the four has what is theirs, and sees whose reporter goes on where.
    pub fn all_is_where_it_belongs(&self) -> Result<()> {
        for (person, count) in [(1, 3), (2, 3), (3, 2), (FOURTH, 1)] {
            let cases = self.stack.cases(person)?.len();
            ensure!(cases == count, "{person}: {cases} cases");
        }
        for member in [1, 2, 3] {
            let typed_in = self.stack.case_with(member, CALLED)?;
            ensure!(self.minutes(member)? == typed_in, "member {member}");
        }
        Ok(())
    }

    /// The case that was typed in, by the one in which its reporter goes on.
    pub fn minutes(&self, member: u16) -> Result<String> {
        let case = self.stack.case_with(member, OTHER)?;
        let shown = self.stack.json(member, &["show", &case])?;
        let minutes = shown["claims"].as_str();
        Ok(minutes.context("it shows no code")?.to_owned())
    }
}
