//! When this member publishes: on one fixed weekday, one batch, whether there is something to say
//! or not (protocol, section 4.5).

use crypto_core::{board::Header, ids::MemberNumber, roster::Roster, time::Day};

use crate::state::State;

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
    let done = state.batches.values().any(|batch| batch.slot >= slot)
        || (state.restores > 0 && published_before_restore(roster, header, weekday, slot));
    Some(Rhythm {
        due: Some(slot).filter(|slot| *slot >= start && !done),
        next: slot.plus(7),
    })
}

/// After a restore the journal may lack a batch that is on the board. Where nobody else has this
/// weekday, the day tells.
fn published_before_restore(roster: &Roster, header: &Header, weekday: u8, slot: Day) -> bool {
    let alone = roster
        .publishers()
        .filter(|member| member.weekday == Some(weekday))
        .count()
        == 1;
    let there = header
        .batches
        .iter()
        .any(|batch| batch.day == slot && batch.cells == roster.cells_per_batch);
    alone && there
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
