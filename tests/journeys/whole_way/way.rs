//! The people of the whole way, and what they do again and again.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::{FOURTH, Stack};
use serde_json::Value;

use super::{ADVICE, FIRST, NAME, QUESTION, SECOND};

pub struct Way {
    pub stack: Stack,
    /// Weeks that are over.
    week: i32,
    /// The twelve words of each reporter.
    pub words: [String; 2],
    /// Of what was typed in.
    pub code: String,
}

impl Way {
    pub fn begin() -> Result<Self> {
        Ok(Self {
            stack: Stack::found_with_four()?,
            week: 0,
            words: Default::default(),
            code: String::new(),
        })
    }

    pub fn arrive(&self, kind: Kind) -> Result<Reporter> {
        let url = self.stack.url(self.stack.address(), "nl");
        Reporter::arrive(kind, &Options::on_day(self.stack.offset_days()), &url)
    }

    /// A reporter comes back and reads an answer with each of these texts.
    pub fn comes_back(&self, kind: Kind, words: &str, told: &[&str]) -> Result<Reporter> {
        let mut reporter = self.arrive(kind)?;
        ensure!(reporter.come_back(words)? == "conversation");
        let answers = reporter.answers()?;
        for text in told {
            // Minutes stand below what the committee asks.
            let is_it = |said: &str| said == *text || said.contains("———") && said.ends_with(text);
            let mut all = answers.iter();
            ensure!(all.any(|[.., said]| is_it(said)), "{answers:?}");
        }
        Ok(reporter)
    }

    /// All four fetch and publish on their days, and fetch once more when the week is done.
    pub fn weeks(&mut self, count: i32) -> Result<()> {
        for _ in 0..count {
            for (at, person) in (0..).zip([1, 2, 3, FOURTH]) {
                self.stack.set_day(self.week * 7 - 2 + at)?;
                self.stack.fetch(person)?;
                self.stack.publish(person)?;
            }
            for person in [1, 2, 3, FOURTH] {
                let told = self.stack.fetch(person)?;
                ensure!(!told.contains("ALARM"), "{person}: {told}");
            }
            self.week += 1;
        }
        Ok(())
    }

    /// `case …` by a member with a text; what it says.
    pub fn works(&self, member: u16, args: &[&str], text: &str) -> Result<String> {
        self.stack
            .reader(member, &[&["case"], args].concat(), Some(text))
    }

    /// The same where it is refused, with these words.
    pub fn is_refused(&self, member: u16, args: &[&str], text: &str, why: &str) -> Result<()> {
        let said = self.stack.reader(member, args, Some(text));
        let said = said
            .err()
            .with_context(|| format!("nobody refuses {args:?}"))?;
        // Lines are broken where the terminal ends.
        let said: Vec<String> = said
            .to_string()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let said = said.join(" ");
        ensure!(said.contains(why), "{said}");
        Ok(())
    }

    pub fn stands(&self, member: u16, case: &str) -> Result<Value> {
        self.stack.json(member, &["case", "show", case])
    }

    /// A member's view of a case.
    pub fn views(&self, member: u16, (case, outcome): (&str, &str), why: &str) -> Result<()> {
        let form = self.works(member, &["assess", case], "")?;
        let filled = form
            .replace("outcome = \"\"", &format!("outcome = \"{outcome}\""))
            .replace(
                "text = \"\"\"\n",
                &format!("text = \"\"\"\n{why} van {member}\n"),
            )
            .replace(" = \"\"\n", " = \"yes\"\n");
        fs::write(self.stack.path("form.toml"), filled)?;
        let args = ["assess", case, "--view", "form.toml"];
        self.works(member, &args, "").map(drop)
    }

    /// A member decides for a reason, and tells the reporter.
    pub fn decides(
        &self,
        member: u16,
        (case, outcome): (&str, &str),
        (why, tell): (&str, &str),
    ) -> Result<()> {
        fs::write(self.stack.path("tell.txt"), tell)?;
        let args = ["decide", case, "--outcome", outcome, "--tell", "tell.txt"];
        self.works(member, &args, why).map(drop)
    }

    /// What all of a member's commands that show something print, in one line: others are broken, and quoted.
    pub fn printed(&self, member: u16) -> Result<String> {
        let mut all = String::new();
        for command in ["cases", "status", "journal", "terms", "tasks", "register"] {
            all += &self.stack.reader(member, &[command], None)?;
        }
        for case in self.stack.cases(member)? {
            let name = case["case"].as_str().context("a case has a name")?;
            all += &self.stack.reader(member, &["show", name], None)?;
            if case["mark"] != "destroyed" {
                all += &self.stack.reader(member, &["case", "show", name], None)?;
            }
        }
        let words = all.split_whitespace().filter(|word| *word != "│");
        Ok(words.collect::<Vec<&str>>().join(" "))
    }

    /// Who was left out, and the adviser, have nothing of it at any time; nobody is shown the name who does not look. Member
    /// 1 has all that was `said` by then, by which one sees that it would be found.
    pub fn others_have_nothing(&self, said: &[&str]) -> Result<()> {
        let printed = self.printed(1)?;
        for canary in said {
            ensure!(printed.contains(canary), "nobody has {canary}");
        }
        let confidence = [QUESTION, ADVICE];
        let kept_from = [
            (1, confidence.to_vec()),
            (2, confidence.to_vec()),
            (3, [&FIRST[..], &confidence].concat()),
            (FOURTH, [&FIRST[..], &SECOND].concat()),
        ];
        for (person, canaries) in kept_from {
            let printed = self.printed(person)?;
            for canary in canaries.into_iter().chain([NAME]) {
                ensure!(!printed.contains(canary), "{person}: {canary}");
            }
        }
        Ok(())
    }
}
