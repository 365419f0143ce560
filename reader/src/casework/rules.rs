//! An organisation's rules: steps with their questions, roles and which of them are kept apart, the form of the first
//! assessment. One file that people write; the default is drawn from the law, with the article beside each question.

mod book;
pub(crate) mod check;
pub mod file;

use std::collections::BTreeMap;

use crypto_core::{ids::Digest, primitives::hash::sha256, time::Day};
use serde::Deserialize;
use thiserror::Error;

pub use book::Book;

use super::view::View;
use crate::terminal;

/// The rules of whoever sets none.
pub const DEFAULT: &str = include_str!("../../rules/ministry.toml");

/// A file that cannot be the rules.
#[derive(Debug, Error)]
pub enum RulesError {
    /// Not this TOML.
    #[error("the rules cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// Of a later version.
    #[error("the rules are of version {0}, and this program knows version 1")]
    Version(u32),
    /// A name is used twice.
    #[error("the rules name \"{0}\" twice")]
    Twice(String),
    /// A name that is none.
    #[error("the rules name {0} \"{1}\", which they do not have")]
    Unknown(&'static str, String),
    /// A text lacks a language.
    #[error("the rules' text \"{0}\" is needed in nl and in en")]
    Language(String),
    /// A code that is hard to type.
    #[error("the rules' code \"{}\" may have small letters, digits and hyphens only", terminal::one_line(.0, 40))]
    Code(String),
    /// A text with characters that do not show.
    #[error("the rules' text \"{0}\" has characters that do not show, or several lines")]
    Text(String),
    /// A term of more than a century.
    #[error("the rules have a term of more than {} months", check::MONTHS_MAX)]
    Months,
    /// No step to begin with.
    #[error("the rules need at least one step, one outcome and one criterion")]
    Empty,
    /// A step to which nothing leads.
    #[error("nothing leads to the rules' step \"{0}\"")]
    Unreachable(String),
}

type Texts = BTreeMap<String, String>;

/// The rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    version: u32,
    /// Whose they are.
    pub name: Texts,
    /// From when on the organisation works by them. Every desk lets those before count for the same time then, whenever
    /// each member set these; without it that counts from the day on which they did.
    #[serde(default)]
    pub since: Option<Day>,
    /// Members who give their view before anybody decides.
    pub views: u8,
    /// Months after the first answer in which the reporter is asked about retaliation.
    #[serde(default)]
    pub check_in_months: Vec<u32>,
    /// Days after a letter in which its case is not destroyed.
    #[serde(default)]
    pub quiet_days: u32,
    /// What members can be to a case.
    #[serde(default)]
    pub role: Vec<Role>,
    /// Roles that nobody has together in one case.
    #[serde(default)]
    pub apart: Vec<Apart>,
    /// The form of the first assessment.
    pub criterion: Vec<Question>,
    /// What it can come to.
    pub outcome: Vec<Outcome>,
    /// The life of a case; it begins at the first.
    pub step: Vec<Step>,
}

/// What members can be to a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "code and two languages")]
pub struct Role {
    pub code: String,
    pub nl: String,
    pub en: String,
}

/// Roles that nobody has together in one case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Their codes.
    pub roles: Vec<String>,
    /// Why.
    #[serde(default)]
    pub source: String,
}

/// A question, and where it comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "code, two languages and the source")]
pub struct Question {
    #[serde(default)]
    pub code: String,
    pub nl: String,
    pub en: String,
    #[serde(default)]
    pub source: String,
}

/// What a first assessment can come to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "code, two languages and the source")]
pub struct Outcome {
    pub code: String,
    pub nl: String,
    pub en: String,
    #[serde(default)]
    pub source: String,
    /// Whether it is no report at all: nothing is confirmed to its writer.
    #[serde(default)]
    pub no_report: bool,
    /// The step that follows.
    pub to: String,
    /// Months that the case is kept after it was closed.
    pub keep_months: u32,
}

/// A step in the life of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "code and two languages")]
pub struct Step {
    pub code: String,
    pub nl: String,
    pub en: String,
    /// The steps from which one comes to it.
    #[serde(default)]
    pub from: Vec<String>,
    /// Whether the work ends with it, as far as the case is concerned.
    #[serde(default)]
    pub closes: bool,
    /// Who takes it; anybody if empty.
    #[serde(default)]
    pub role: String,
    /// What the reporter is told, by language; `{by}` stands for a day.
    #[serde(default)]
    pub told: Texts,
    /// What is to be asked before.
    #[serde(default)]
    pub question: Vec<Question>,
}

/// Roles of deeds that the rules do not name in a step.
pub const ASSESS: &str = "assess";
/// Who decides what a report is.
pub const DECIDE: &str = "decide";
/// Who answers the reporter.
pub const PUBLISH: &str = "publish";

impl Rules {
    /// Reads and checks them.
    ///
    /// # Errors
    /// Every case of [`RulesError`].
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        let rules: Self = toml::from_str(text)?;
        if rules.version != 1 {
            return Err(RulesError::Version(rules.version));
        }
        rules.check()?;
        Ok(rules)
    }

    /// Where every case begins.
    #[must_use]
    pub fn first_step(&self) -> &str {
        self.step.first().map_or("", |step| &step.code)
    }

    /// A step by its code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.step.iter().find(|step| step.code == code)
    }

    /// An outcome by its code.
    #[must_use]
    pub fn outcome(&self, code: &str) -> Option<&Outcome> {
        self.outcome.iter().find(|outcome| outcome.code == code)
    }

    /// Whether a view names one of their outcomes and answers their criteria.
    #[must_use]
    pub fn is_answered(&self, view: &View) -> bool {
        let answered = |code: &String| view.answers.iter().any(|(of, _)| of == code);
        self.outcome(&view.outcome).is_some()
            && self.criterion.iter().all(|one| answered(&one.code))
    }

    /// Whether they have a role.
    #[must_use]
    pub fn has_role(&self, code: &str) -> bool {
        self.role.iter().any(|role| role.code == code)
    }

    /// The role among `others` that a person with this one may not have in the same case.
    pub fn kept_from<'o>(
        &self,
        role: &str,
        mut others: impl Iterator<Item = &'o String>,
    ) -> Option<&'o String> {
        let apart = |one: &String| {
            let both =
                |set: &Apart| set.roles.iter().any(|of| of == role) && set.roles.contains(one);
            one != role && self.apart.iter().any(both)
        };
        others.find(|other| apart(other))
    }
}

/// What the text of rules is known by.
#[must_use]
pub fn hash(text: &str) -> Digest {
    Digest(sha256(&[text.as_bytes()]))
}

/// The first bytes of it, which two people can compare.
#[must_use]
pub fn number(text: &str) -> [u8; 8] {
    hash(text).0.first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_whole_and_says_where_each_question_comes_from() {
        let rules = Rules::parse(DEFAULT).unwrap();
        assert_eq!(rules.first_step(), "received");
        let next = rules
            .step
            .iter()
            .filter(|step| step.from.iter().any(|from| from == "received"));
        let next: Vec<&str> = next.map(|step| step.code.as_str()).collect();
        assert_eq!(next, ["assessment"]);
        let questions = rules.step.iter().flat_map(|step| &step.question);
        for question in questions.chain(&rules.criterion) {
            assert!(!question.source.is_empty(), "{}", question.en);
        }
        let done = ["investigate".to_owned()];
        assert_eq!(rules.kept_from("decide", done.iter()), Some(&done[0]));
        assert_eq!(rules.kept_from("investigate", done.iter()), None);
        assert_eq!(rules.kept_from("assess", done.iter()), None);
    }

    #[test]
    fn what_is_wrong_in_rules_is_named() {
        let wrong = |from: &str, to: &str| {
            assert!(DEFAULT.contains(from), "{from}");
            let error = Rules::parse(&DEFAULT.replacen(from, to, 1)).unwrap_err();
            error.to_string()
        };
        assert!(wrong("version = 1", "version = 2").contains("version 2"));
        assert!(wrong("code = \"decide\"", "code = \"assess\"").contains("\"assess\" twice"));
        assert!(wrong("to = \"treatment\"", "to = \"x\"").contains("step \"x\""));
        assert!(wrong("role = \"decide\"", "role = \"x\"").contains("role \"x\""));
        assert!(wrong("from = [\"findings\"]", "from = []").contains("\"recommendations\""));
        assert!(wrong("views = 2", "views = 2\nvotes = 3").contains("votes"));
        assert!(wrong("en = \"idea\"", "en = \"\\u001b[2J\"").contains("do not show"));
        assert!(wrong("code = \"idea\"", "code = \"an idea\"").contains("\"an idea\""));
        assert!(wrong("keep_months = 24", "keep_months = 9999").contains("1200 months"));
        assert!(wrong("told = { nl", "told = { fr").contains("nl and in en"));
    }
}
