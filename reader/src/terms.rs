//! The law's clocks of a case: confirmation of receipt within seven days, feedback within three months of that
//! (Directive (EU) 2019/1937, article 9(1)(b) and (f)).
//!
//! Where the law leaves a choice, the earlier day is taken. A term that ends on a day off is not made longer.

use std::collections::BTreeMap;

use crypto_core::{ids::MemberNumber, time::Day};

use crate::{
    journal::{
        event::{Mark, Purpose, Standing},
        ids::CaseId,
    },
    ledger::{self, Fact, Line, fact::Published},
    public::Public,
    rhythm::{self, Rhythm},
    state::{Case, Letter, State, quorum::SealedLetter},
    vault::{Vault, VaultError},
};

/// Days from receipt to its confirmation.
const CONFIRM_DAYS: u32 = 7;
/// Months from the confirmation to the feedback.
const FEEDBACK_MONTHS: u32 = 3;
/// A letter states the day of the newest board that its reporter was shown, which is so many days old at most.
const BOARD_DAYS: u32 = 7;
/// Days before a confirmation is due on which it is worth a warning.
const CONFIRM_WARNING: u32 = 3;
/// Days before feedback is due: a month, the longest there is.
const FEEDBACK_WARNING: u32 = 31;

/// By when what is due in a case, and when it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The day on which the report counts as received.
    pub received: Day,
    /// The last day for the confirmation of receipt.
    pub confirm_by: Day,
    /// When a confirmation, or an answer, was public for the first time.
    pub confirmed: Option<Day>,
    /// The last day for the feedback; `None` in a case that is sealed, of whose answers this desk hears nothing.
    pub feedback_by: Option<Day>,
    /// When feedback was public for the first time.
    pub fed_back: Option<Day>,
    /// Whether feedback was written here that is not public yet.
    pub feedback_waits: bool,
}

/// The terms of all cases that have any: reports to the committee that nobody marked as none, with a way back.
///
/// # Errors
/// What the vault says.
pub fn all(vault: &mut Vault, state: &State) -> Result<BTreeMap<CaseId, Terms>, VaultError> {
    of_cases(vault, state, |_| true)
}

/// The terms of one case, if it has any.
///
/// # Errors
/// What the vault says.
pub fn of_case(
    vault: &mut Vault,
    state: &State,
    case: CaseId,
) -> Result<Option<Terms>, VaultError> {
    Ok(of_cases(vault, state, |one| one == case)?.remove(&case))
}

fn of_cases(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(CaseId) -> bool,
) -> Result<BTreeMap<CaseId, Terms>, VaultError> {
    let mut of_letter = ledger::cases(state);
    of_letter.retain(|_, case| wanted(*case));
    let lines = ledger::lines(vault, state, |letter| of_letter.contains_key(letter))?;
    let mut told: BTreeMap<CaseId, Vec<&Line>> = BTreeMap::new();
    for line in &lines {
        let case = line.fact.letter();
        if let Some(case) = case.and_then(|letter| of_letter.get(&letter)) {
            told.entry(*case).or_default().push(line);
        }
    }
    let cases = state.cases.iter().filter(|(id, _)| wanted(**id));
    let terms = cases.filter_map(|(id, case)| {
        let told = told.get(id).map_or(&[][..], Vec::as_slice);
        Some((*id, Terms::of(state, case, told)?))
    });
    Ok(terms.collect())
}

impl Terms {
    /// Those of one case, from what its members told of it, in the order on which all readers agree.
    fn of(state: &State, case: &Case, told: &[&Line]) -> Option<Self> {
        let marks = told.iter().rev().find_map(|line| match line.fact {
            Fact::Marked(_, mark) => Mark::from_code(mark),
            _ => None,
        });
        let has_none = case.destroyed.is_some()
            || marks.unwrap_or(case.mark) == Mark::Spam
            || case.addressee != MemberNumber(0)
            || case.standing == Standing::NoWayBack;
        if has_none {
            return None;
        }
        let received = received(case, told)?;
        let confirm_by = received.plus(CONFIRM_DAYS);
        let (mut confirmed, mut fed_back) = (Vec::new(), Vec::new());
        for line in told {
            if let Fact::Published(_, _, what) = line.fact {
                // Whatever somebody tells: nothing was answered before it came, nor after it was told.
                let day = line.day.max(received).min(line.written);
                // Any answer tells as well that the letter came. With a quorum a confirmation can be told only
                // once somebody has opened the letter, so that its own day counts.
                confirmed.push(day);
                // Feedback that is told too late counts from when it was told: nobody could check it before.
                let day = if line.late { line.written } else { day };
                fed_back.extend((what == Published::Answer(Purpose::Feedback)).then_some(day));
            }
        }
        let is_sealed = case.standing == Standing::Sealed;
        let mut replies = case.replies.iter().filter_map(|id| state.replies.get(id));
        if is_sealed {
            // Who cannot read a case has nobody to tell of it.
            confirmed.extend(replies.clone().filter_map(|reply| reply.first_out));
        }
        let feedback_waits =
            replies.any(|reply| reply.purpose == Purpose::Feedback && reply.first_out.is_none());
        let confirmed = confirmed.into_iter().min();
        let begins = confirmed.map_or(confirm_by, |day| day.min(confirm_by));
        Some(Self {
            received,
            confirm_by,
            confirmed,
            feedback_by: (!is_sealed).then(|| begins.plus_months(FEEDBACK_MONTHS)),
            fed_back: fed_back.into_iter().min(),
            feedback_waits,
        })
    }
}

/// The day of the first letter: the one that stands in it, never later than the import that brought it to any
/// desk, and within the week in which the server has it or the one before. Of a sealed letter that week alone is
/// known. Letters of later weeks do not count, whatever board their reporter was shown.
fn received(case: &Case, told: &[&Line]) -> Option<Day> {
    let brought = |letter: &Letter| {
        let opened = told.iter().filter_map(|line| match &line.fact {
            Fact::Opened(id, _) if *id == letter.id => Some(line.day),
            _ => None,
        });
        let first = Day(letter.week.first_day().0.saturating_sub(BOARD_DAYS));
        let opened = opened.map(|day| day.max(first));
        opened.fold(letter.imported, Day::min)
    };
    let of_opened = |letter: &Letter| {
        let earliest = Day(letter.week.first_day().0.saturating_sub(BOARD_DAYS));
        let latest = letter.week.last_day().min(brought(letter));
        letter.letter_day.max(earliest).min(latest)
    };
    let weeks = case.letters.iter().map(|letter| letter.week);
    let first = weeks
        .chain(case.sealed.iter().map(|letter| letter.week))
        .min()?;
    let opened = case.letters.iter().filter(|letter| letter.week == first);
    let sealed = case.sealed.iter().filter(|letter| letter.week == first);
    opened
        .map(of_opened)
        .chain(sealed.map(received_sealed))
        .min()
}

fn received_sealed(letter: &SealedLetter) -> Day {
    letter.week.first_day().min(letter.imported)
}

/// The last day for the confirmation of a letter that nobody has opened here.
#[must_use]
pub fn confirm_by(letter: &SealedLetter) -> Day {
    received_sealed(letter).plus(CONFIRM_DAYS)
}

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
    pub fn last_before(&self, due: Day) -> Option<Day> {
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
    let when = |due: Day| match publishing.map(|publishing| publishing.last_before(due)) {
        Some(Some(day)) => format!("Your last publication day in time is {day}."),
        Some(None) => "You have no publication day with room up to then.".to_owned(),
        None => "The roster gives you no publication day; a colleague must do it.".to_owned(),
    };
    if let (None, Some(due)) = (terms.fed_back, terms.feedback_by) {
        let next = match terms.feedback_waits {
            true => "It is written and not public yet: export, push, pull and import.".to_owned(),
            false => when(due),
        };
        if today > due {
            return Some(format!(
                "Case {case}: feedback was due by {due}, {} day(s) ago. The law knows no extension: if the \
                 inquiry goes on, say so, why, and when more follows.",
                today.since(due)
            ));
        }
        if today.plus(FEEDBACK_WARNING) >= due {
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

/// How well a term was kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Done by its last day.
    pub in_time: usize,
    /// Done later, or not done though its last day is past.
    pub late: usize,
    /// Not done, and there is time.
    pub running: usize,
}

impl Kept {
    fn count(&mut self, due: Day, done: Option<Day>, today: Day) {
        match done {
            Some(day) if day <= due => self.in_time += 1,
            None if today <= due => self.running += 1,
            Some(_) | None => self.late += 1,
        }
    }

    /// Of confirmations, and of feedback.
    #[must_use]
    pub fn of<'t>(all: impl IntoIterator<Item = &'t Terms>, today: Day) -> (Self, Self) {
        let (mut confirmations, mut feedback) = (Self::default(), Self::default());
        for terms in all {
            confirmations.count(terms.confirm_by, terms.confirmed, today);
            if let Some(due) = terms.feedback_by {
                feedback.count(due, terms.fed_back, today);
            }
        }
        (confirmations, feedback)
    }
}

#[cfg(test)]
mod tests;
