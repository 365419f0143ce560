//! When it is time to say that something is due, and until when it can still be published in time.

use crypto_core::{ids::MemberNumber, time::Day};

use super::Terms;
use crate::{
    journal::ids::CaseId,
    public::Public,
    rhythm::{self, Rhythm},
    state::State,
};

/// Days before a confirmation is due on which it is worth a warning.
const CONFIRM_WARNING: u32 = 3;
/// Days before feedback is due: a month, the longest there is.
const FEEDBACK_WARNING: u32 = 31;

/// When this member's answers become public.
#[derive(Debug, Clone, Copy)]
pub struct Publishing {
    weekday: u8,
    rhythm: Rhythm,
    /// The batch, from 0, in which the next cell finds room.
    batch: usize,
    today: Day,
}

impl Publishing {
    /// `None` for who does not publish.
    #[must_use]
    pub fn of(state: &State, public: &Public, number: MemberNumber, today: Day) -> Option<Self> {
        let roster = &public.roster;
        let waiting: usize = state.queue().map(|(_, reply)| reply.waiting_parts()).sum();
        Some(Self {
            weekday: roster.member(number)?.weekday?,
            rhythm: rhythm::of(state, roster, public.board.header(), number, today)?,
            batch: waiting / usize::from(roster.cells_per_batch).max(1),
            today,
        })
    }

    /// The last publication day up to `due` for what is still to be written; `None` where every one is past, or
    /// what waits already fills the batches until then.
    #[must_use]
    pub fn last_in_time(&self, due: Day) -> Option<Day> {
        let first = self.rhythm.day_of(self.batch, self.today);
        let last = rhythm::last_on(due, self.weekday);
        // A day that was missed is made up for on another weekday.
        (first <= due).then_some(last.max(first))
    }
}

/// What is due in a case, or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "its sentences say what each is")]
pub enum Warning {
    FeedbackLate {
        case: CaseId,
        by: Day,
        days: u32,
        /// Whether it is written and not public yet.
        waits: bool,
    },
    FeedbackDue {
        case: CaseId,
        by: Day,
        until: InTime,
    },
    ConfirmationLate {
        case: CaseId,
        by: Day,
        days: u32,
    },
    ConfirmationDue {
        case: CaseId,
        by: Day,
        until: InTime,
    },
}

/// Until when this member's answer is public in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTime {
    /// With the batch of this day.
    Day(Day),
    /// With none: every publication day is past, or full.
    NoRoom,
    /// This member does not publish.
    NoDay,
    /// It is written, and has to go out.
    Written,
}

impl InTime {
    fn of(publishing: Option<Publishing>, due: Day) -> Self {
        let day = publishing.map(|publishing| publishing.last_in_time(due));
        day.map_or(Self::NoDay, |day| day.map_or(Self::NoRoom, Self::Day))
    }
}

/// What is due, if it is time to say so.
#[must_use]
pub fn warning(
    case: CaseId,
    terms: &Terms,
    publishing: Option<Publishing>,
    today: Day,
) -> Option<Warning> {
    if let (None, Some(by)) = (terms.fed_back, terms.feedback_by) {
        let waits = terms.feedback_waits;
        if today > by {
            let days = today.since(by);
            return Some(Warning::FeedbackLate {
                case,
                by,
                days,
                waits,
            });
        }
        if today.plus(FEEDBACK_WARNING) >= by {
            let until = match waits {
                true => InTime::Written,
                false => InTime::of(publishing, by),
            };
            return Some(Warning::FeedbackDue { case, by, until });
        }
    }
    if terms.confirmed.is_some() {
        return None;
    }
    let by = terms.confirm_by;
    if today > by {
        let days = today.since(by);
        return Some(Warning::ConfirmationLate { case, by, days });
    }
    let until = InTime::of(publishing, by);
    (today.plus(CONFIRM_WARNING) >= by).then_some(Warning::ConfirmationDue { case, by, until })
}
