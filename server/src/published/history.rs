//! Who was in the roster when: what the expiry of storage weeks goes by.

use std::io;

use crypto_core::{
    ids::MemberNumber,
    roster::VerifiedRoster,
    time::{Day, Week},
};
use serde::{Deserialize, Serialize};

/// Rosters older than this many days say nothing about a week that is still kept.
const KEEP_DAYS: u32 = 20 * 7;

/// One roster and the day from which the server served it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    serial: u64,
    from: Day,
    members: Vec<MemberNumber>,
}

/// Rosters in the order in which they were served.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct History(Vec<Entry>);

impl Entry {
    pub(super) fn of(roster: &VerifiedRoster, from: Day) -> Self {
        Self {
            serial: roster.serial,
            from,
            members: roster.members.iter().map(|member| member.number).collect(),
        }
    }
}

impl History {
    /// Adds a roster, unless it is the one that is served already.
    pub(super) fn add(&mut self, entry: Entry) {
        if self
            .0
            .last()
            .is_some_and(|last| last.serial == entry.serial)
        {
            return;
        }
        let today = entry.from;
        self.0.push(entry);
        // The second says until when the first was in force.
        while self
            .0
            .get(1)
            .is_some_and(|second| today.since(second.from) > KEEP_DAYS)
        {
            self.0.remove(0);
        }
    }

    /// Whether a member was in every roster that was in force on some day of the week. The very
    /// first roster counts from before it came, since there was none.
    pub(super) fn whole_week(&self, week: Week, member: MemberNumber) -> bool {
        let mut any = false;
        for (at, entry) in self.0.iter().enumerate() {
            let began = at == 0 || entry.from <= week.last_day();
            let ended = self
                .0
                .get(at + 1)
                .is_some_and(|next| next.from <= week.first_day());
            if began && !ended {
                any = true;
                if !entry.members.contains(&member) {
                    return false;
                }
            }
        }
        any
    }

    pub(super) fn to_json(&self) -> io::Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(io::Error::other)
    }

    pub(super) fn from_json(bytes: &[u8]) -> io::Result<Self> {
        serde_json::from_slice(bytes).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_was_there_all_week_is_needed() {
        let week = Week(2_900);
        let monday = week.first_day();
        let entry = |serial, from, members: &[u16]| Entry {
            serial,
            from,
            members: members.iter().copied().map(MemberNumber).collect(),
        };
        let mut history = History::default();
        history.add(entry(1, Day(monday.0 - 30), &[1, 2, 3]));
        history.add(entry(2, monday.plus(2), &[1, 2, 4]));
        history.add(entry(3, monday.plus(7), &[1, 4, 5]));
        let needed = |number| history.whole_week(week, MemberNumber(number));
        assert!(needed(1) && needed(2));
        assert!(!needed(3) && !needed(4) && !needed(5));
    }

    #[test]
    fn in_the_week_of_the_first_roster_all_of_it_are_needed() {
        let week = Week(2_900);
        let mut history = History::default();
        history.add(Entry {
            serial: 1,
            from: week.first_day().plus(3),
            members: vec![MemberNumber(1)],
        });
        assert!(history.whole_week(week, MemberNumber(1)));
    }
}
