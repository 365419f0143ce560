//! The rules in force, and those before them.

use crypto_core::time::Day;

use super::{Rules, RulesError, number};

/// Days that colleagues have to set new rules too: what they do meanwhile is judged by the old ones.
const GRACE_DAYS: u32 = 28;

/// The rules in force, and those before them: what was done by those is judged by those.
#[derive(Debug, Clone)]
pub struct Book {
    /// Those in force.
    pub current: Rules,
    /// Their text.
    pub text: String,
    /// The first bytes of its hash.
    pub number: [u8; 8],
    /// Earlier ones, and until when.
    before: Vec<([u8; 8], Rules, Day)>,
}

impl Book {
    /// These rules alone.
    ///
    /// # Errors
    /// Every case of [`RulesError`].
    pub fn new(text: &str) -> Result<Self, RulesError> {
        Ok(Self {
            current: Rules::parse(text)?,
            text: text.to_owned(),
            number: number(text),
            before: Vec::new(),
        })
    }

    /// Others come into force.
    ///
    /// # Errors
    /// Every case of [`RulesError`].
    pub fn set(&mut self, text: &str, day: Day) -> Result<(), RulesError> {
        let new = Self::new(text)?;
        let mut before = std::mem::take(&mut self.before);
        before.push((self.number, self.current.clone(), day.plus(GRACE_DAYS)));
        *self = Self { before, ..new };
        Ok(())
    }

    /// The rules by which something is judged that was done by the rules with this number, and told on this day.
    #[must_use]
    pub fn of(&self, number: [u8; 8], day: Day) -> &Rules {
        let mut before = self.before.iter().rev();
        let known = before.find(|(known, _, until)| *known == number && day <= *until);
        match known {
            Some((_, rules, _)) if number != self.number => rules,
            _ => &self.current,
        }
    }
}
