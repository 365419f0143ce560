//! When this member publishes: on one fixed weekday, one batch, whether there is something to say
//! or not (protocol, section 4.5).

use crypto_core::{board::Header, ids::MemberNumber, roster::Roster, time::Day};

use crate::state::{Batch, BatchStanding, State};

/// Days after a sign of another reader within which it may still publish.
const FORK_DAYS: u32 = 14;

/// Where a member stands in the rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// The publication day whose batch is still to be drawn, if there is one: today or missed.
    pub due: Option<Day>,
    /// The publication day after today.
    pub next: Day,
}

impl Rhythm {
    /// Whether the due day is past.
    #[must_use]
    pub fn missed(&self, today: Day) -> bool {
        self.due.is_some_and(|due| due < today)
    }

    /// The day of the `number`th batch from now, from 0.
    #[must_use]
    pub fn day_of(&self, number: usize, today: Day) -> Day {
        let weeks = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_mul(7);
        match (self.due, number.checked_sub(1)) {
            (Some(_), None) => today,
            (Some(_), Some(later)) => self.next.plus(weeks(later)),
            (None, _) => self.next.plus(weeks(number)),
        }
    }
}

/// The rhythm of member `number`; `None` for who does not publish.
#[must_use]
pub fn of(
    state: &State,
    roster: &Roster,
    header: &Header,
    number: MemberNumber,
    today: Day,
) -> Option<Rhythm> {
    let weekday = roster.member(number)?.weekday?;
    let slot = last_on(today, weekday);
    let start = state.rosters.values().map(|seen| seen.day).min()?;
    let drawn = |batch: &Batch| batch.slot >= slot && batch.standing != BatchStanding::GivenUp;
    let board = Published {
        state,
        roster,
        header,
        number,
    };
    let done = state.batches.values().any(drawn) || board.by_another_reader(slot, today);
    Some(Rhythm {
        due: Some(slot).filter(|slot| *slot >= start && !done),
        next: slot.plus(7),
    })
}

/// The last publication day of member `number`, if a batch stands for it that this vault did not draw and
/// that cannot be a colleague's.
#[must_use]
pub fn taken(
    state: &State,
    roster: &Roster,
    header: &Header,
    number: MemberNumber,
    today: Day,
) -> Option<Day> {
    let slot = last_on(today, roster.member(number)?.weekday?);
    let board = Published {
        state,
        roster,
        header,
        number,
    };
    let drawn = state.batches.values().any(|batch| batch.slot >= slot);
    (!drawn && board.is_own(slot)).then_some(slot)
}

/// What a board tells of who published when. A batch does not say whose it is; the days do, mostly.
struct Published<'s> {
    state: &'s State,
    roster: &'s Roster,
    header: &'s Header,
    number: MemberNumber,
}

impl Published<'_> {
    /// Whether another reader with the same keys has published for this slot: the one that was lost, or a
    /// second one. After a restore, or a sign of a second reader, every batch that is nobody else's counts.
    fn by_another_reader(&self, slot: Day, today: Day) -> bool {
        let since = self.state.last_fork;
        if since.is_some_and(|day| slot <= day.plus(FORK_DAYS)) {
            return (slot.0..=today.0).map(Day).any(|day| self.unclaimed(day));
        }
        self.is_own(slot)
    }

    /// Whether on this slot somebody published with this member's keys though nothing else says that there
    /// is a second reader: a batch is there that is nobody's on that day, and no colleague had missed a day.
    fn is_own(&self, slot: Day) -> bool {
        let on_time = |weekday: u8| {
            let before = last_on(Day(slot.0.saturating_sub(1)), weekday);
            self.batches_on(before) > 0
        };
        // A new roster may have given this day to somebody else than the one before.
        let seen = self.state.rosters.get(&self.roster.serial);
        let settled = seen.is_some_and(|seen| seen.day.plus(7) <= slot);
        let mut others = self.others();
        settled
            && self.unclaimed(slot)
            && others.all(|weekday| weekday != slot.weekday() && on_time(weekday))
    }

    /// Whether there are more batches of this day than this vault and those have whose day it is.
    fn unclaimed(&self, day: Day) -> bool {
        let own = self.state.batches.values();
        let own = own.filter(|batch| batch.standing == BatchStanding::Out(day));
        let others = self.others().filter(|weekday| *weekday == day.weekday());
        self.batches_on(day) > own.count() + others.count()
    }

    fn batches_on(&self, day: Day) -> usize {
        let batches = self.header.batches.iter();
        let cells = self.roster.cells_per_batch;
        batches
            .filter(|batch| batch.day == day && batch.cells == cells)
            .count()
    }

    /// The weekdays of the other publishers.
    fn others(&self) -> impl Iterator<Item = u8> {
        let others = self.roster.publishers();
        others
            .filter(|member| member.number != self.number)
            .filter_map(|member| member.weekday)
    }
}

/// The latest day up to `today` with this weekday.
#[must_use]
pub fn last_on(today: Day, weekday: u8) -> Day {
    let back = (today.weekday() + 7).saturating_sub(weekday) % 7;
    Day(today.0.saturating_sub(back.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publication_day_is_today_or_the_last_one_with_that_weekday() {
        let monday: Day = "2026-11-23".parse().unwrap();
        assert_eq!(last_on(monday, 1), monday);
        assert_eq!(last_on(monday.plus(2), 1), monday);
        assert_eq!(last_on(monday, 7).plus(1), monday);
        for offset in 0..14 {
            for weekday in 1..=7 {
                let found = last_on(monday.plus(offset), weekday);
                assert_eq!(found.weekday(), weekday);
                assert!(monday.plus(offset).since(found) < 7);
            }
        }
    }
}
