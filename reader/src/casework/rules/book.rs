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
    /// The quorums of the rosters and since when each holds, the last one last.
    quorums: Vec<(Day, u8)>,
    /// Whether there were rosters before these that this vault did not see.
    is_late: bool,
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
            quorums: Vec::new(),
            is_late: false,
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
        let quorums = std::mem::take(&mut self.quorums);
        *self = Self {
            before,
            quorums,
            is_late: self.is_late,
            ..new
        };
        Ok(())
    }

    /// The quorums of the rosters, and since when each holds, in the order of the rosters; `is_late` where there were others
    /// before.
    #[must_use]
    pub fn with_quorums(
        mut self,
        quorums: impl IntoIterator<Item = (Day, u8)>,
        is_late: bool,
    ) -> Self {
        self.quorums = quorums.into_iter().collect();
        self.is_late = is_late;
        self
    }

    /// So many members disclose a name together who do it on this day: the quorum in force.
    #[must_use]
    pub fn quorum(&self, day: Day) -> u8 {
        let held = self.quorums.iter().rev().find(|(from, _)| *from <= day);
        held.map_or_else(|| self.before(), |(_, quorum)| *quorum)
    }

    /// So many of them are enough where a page of this day tells it: as many as the quorum, or as one that was in force
    /// shortly before, if that is lower, so that nothing becomes void by a roster that came while it was on its way.
    #[must_use]
    pub fn together(&self, day: Day) -> u8 {
        let next = self.quorums.iter().skip(1).map(|(from, _)| Some(*from));
        let each = self.quorums.iter().zip(next.chain([None]));
        let held = each.filter(|((from, _), next)| {
            *from <= day && next.is_none_or(|next| day < next.plus(GRACE_DAYS))
        });
        let held = held.map(|((_, quorum), _)| *quorum).min();
        held.unwrap_or_else(|| self.before())
    }

    /// Before the first roster that was seen. Of those before nobody here knows: what was done by them stands.
    fn before(&self) -> u8 {
        let first = self.quorums.first().filter(|_| !self.is_late);
        first.map_or(1, |(_, quorum)| *quorum)
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
