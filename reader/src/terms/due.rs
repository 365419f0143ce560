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

/// What is due, as a sentence, if it is time to say so.
#[must_use]
pub fn warning(
    case: CaseId,
    terms: &Terms,
    publishing: Option<Publishing>,
    today: Day,
) -> Option<String> {
    let when = |due: Day| match publishing.map(|publishing| publishing.last_in_time(due)) {
        Some(Some(day)) => format!("Your last publication day in time is {day}."),
        Some(None) => "You have no publication day with room up to then.".to_owned(),
        None => "The roster gives you no publication day; a colleague must do it.".to_owned(),
    };
    if let (None, Some(due)) = (terms.fed_back, terms.feedback_by) {
        let waits = terms
            .feedback_waits
            .then(|| "It is written and not public yet: export, push, pull and import.".to_owned());
        if today > due {
            return Some(format!(
                "Case {case}: feedback was due by {due}, {} day(s) ago. The law knows no extension: if the \
                 inquiry goes on, say so, why, and when more follows. {}",
                today.since(due),
                waits.unwrap_or_default()
            ));
        }
        if today.plus(FEEDBACK_WARNING) >= due {
            let next = waits.unwrap_or_else(|| when(due));
            return Some(format!("Case {case}: feedback is due by {due}. {next}"));
        }
    }
    if terms.confirmed.is_some() {
        return None;
    }
    let due = terms.confirm_by;
    if today > due {
        return Some(format!(
            "Case {case}: receipt was to be confirmed by {due}, {} day(s) ago. The next publication of \
             whoever has the case confirms it.",
            today.since(due)
        ));
    }
    (today.plus(CONFIRM_WARNING) >= due).then(|| {
        format!(
            "Case {case}: receipt must be confirmed by {due}; publishing does it. {}",
            when(due)
        )
    })
}
