//! What rules must be, so that every case can be worked by them and nothing in them can mislead.

use std::collections::BTreeSet;

use super::{Rules, RulesError, Texts};
use crate::terminal;

/// Months of the longest term.
pub(crate) const MONTHS_MAX: u32 = 1_200;

impl Rules {
    pub(super) fn check(&self) -> Result<(), RulesError> {
        if self.step.is_empty() || self.outcome.is_empty() || self.criterion.is_empty() {
            return Err(RulesError::Empty);
        }
        let roles = names(self.role.iter().map(|one| &one.code))?;
        let steps = names(self.step.iter().map(|one| &one.code))?;
        names(self.outcome.iter().map(|one| &one.code))?;
        names(self.criterion.iter().map(|one| &one.code))?;
        let known = |what, names: &BTreeSet<String>, name: &String| match names.contains(name) {
            true => Ok(()),
            false => Err(RulesError::Unknown(what, name.clone())),
        };
        for role in self.apart.iter().flat_map(|one| &one.roles) {
            known("role", &roles, role)?;
        }
        for outcome in &self.outcome {
            known("step", &steps, &outcome.to)?;
        }
        complete("name", &self.name)?;
        self.check_texts()?;
        let months = self.outcome.iter().map(|one| one.keep_months);
        if months
            .chain(self.check_in_months.iter().copied())
            .any(|one| one > MONTHS_MAX)
        {
            return Err(RulesError::Months);
        }
        let mut led_to: BTreeSet<&String> = self.outcome.iter().map(|one| &one.to).collect();
        for (at, step) in self.step.iter().enumerate() {
            step.from
                .iter()
                .try_for_each(|from| known("step", &steps, from))?;
            if !step.role.is_empty() {
                known("role", &roles, &step.role)?;
            }
            if !step.told.is_empty() {
                complete(&step.code, &step.told)?;
            }
            if at == 0 || !step.from.is_empty() {
                led_to.insert(&step.code);
            }
        }
        match self.step.iter().find(|step| !led_to.contains(&step.code)) {
            Some(step) => Err(RulesError::Unreachable(step.code.clone())),
            None => Ok(()),
        }
    }

    /// Codes are typed, and texts shown beside this program's own: neither may hide or forge anything.
    fn check_texts(&self) -> Result<(), RulesError> {
        let steps = self.step.iter().map(|one| (&one.code, &one.nl, &one.en));
        let outcomes = self.outcome.iter().map(|one| (&one.code, &one.nl, &one.en));
        let roles = self.role.iter().map(|one| (&one.code, &one.nl, &one.en));
        let criteria = self
            .criterion
            .iter()
            .map(|one| (&one.code, &one.nl, &one.en));
        for (code, nl, en) in steps.chain(outcomes).chain(roles).chain(criteria) {
            let is_plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !code.bytes().all(is_plain) {
                return Err(RulesError::Code(code.clone()));
            }
            plain(nl)?;
            plain(en)?;
        }
        let questions = self.step.iter().flat_map(|one| &one.question);
        for question in questions.chain(&self.criterion) {
            [&question.nl, &question.en, &question.source]
                .into_iter()
                .try_for_each(|text| plain(text))?;
        }
        Ok(())
    }
}

fn names<'n>(all: impl Iterator<Item = &'n String>) -> Result<BTreeSet<String>, RulesError> {
    let mut known = BTreeSet::new();
    for name in all {
        if name.is_empty() || !known.insert(name.clone()) {
            return Err(RulesError::Twice(name.clone()));
        }
    }
    Ok(known)
}

fn plain(text: &str) -> Result<(), RulesError> {
    match terminal::plain(text) == text && !text.contains('\n') {
        true => Ok(()),
        false => Err(RulesError::Text(terminal::one_line(text, 60))),
    }
}

fn complete(name: &str, texts: &Texts) -> Result<(), RulesError> {
    match texts.contains_key("nl") && texts.contains_key("en") {
        true => Ok(()),
        false => Err(RulesError::Language(name.to_owned())),
    }
}
