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

    /// Others come into force: on the day that they name, or where they name none on this one.
    ///
    /// # Errors
    /// Every case of [`RulesError`].
    pub fn set(&mut self, text: &str, day: Day) -> Result<(), RulesError> {
        let new = Self::new(text)?;
        let mut before = std::mem::take(&mut self.before);
        let since = new.current.since.unwrap_or(day);
        before.push((self.number, self.current.clone(), since.plus(GRACE_DAYS)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casework::rules::DEFAULT;

    /// So many views are asked for by what was done by the first rules and told so many days after the first set others.
    fn views(book: &Book, first: [u8; 8], days: u32) -> u8 {
        book.of(first, Day(20_800).plus(days)).views
    }

    fn desks(since: &str) -> ([u8; 8], [Book; 2]) {
        let new = DEFAULT.replace("views = 2", &format!("views = 3\n{since}"));
        let mut first = [0; 8];
        let desks = [0, 10].map(|later| {
            let mut book = Book::new(DEFAULT).unwrap();
            first = book.number;
            book.set(&new, Day(20_800).plus(later)).unwrap();
            book
        });
        (first, desks)
    }

    #[test]
    fn earlier_rules_count_for_the_same_time_on_every_desk_where_the_new_ones_say_since_when() {
        let since = format!("since = \"{}\"", Day(20_805));
        let (first, [one, two]) = desks(&since);
        for (days, expected) in [(0, 2), (33, 2), (34, 3), (40, 3)] {
            let found = [&one, &two].map(|book| views(book, first, days));
            assert_eq!(found, [expected; 2], "{days}");
        }
    }

    #[test]
    fn without_that_they_count_from_the_day_on_which_a_member_set_the_new_ones() {
        let (first, [one, two]) = desks("");
        assert_eq!((views(&one, first, 30), views(&two, first, 30)), (3, 2));
    }
}
