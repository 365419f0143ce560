//! The law's clocks of a case: confirmation of receipt within seven days, feedback within three months of that
//! (Directive (EU) 2019/1937, article 9(1)(b) and (f)).
//!
//! Where the law leaves a choice, the earlier day is taken. A term that ends on a day off is not made longer.

pub mod due;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day};

use crate::{
    journal::{
        event::{Mark, Purpose, Standing},
        ids::CaseId,
    },
    ledger::{self, Fact, Line, fact::Published},
    state::{Case, Letter, State, quorum::SealedLetter},
    vault::{Vault, VaultError},
};

/// Days from receipt to its confirmation.
const CONFIRM_DAYS: u32 = 7;
/// Months from the confirmation to the feedback.
const FEEDBACK_MONTHS: u32 = 3;
/// A letter states the day of the newest board that its reporter was shown, which is so many days old at most.
const BOARD_DAYS: u32 = 7;
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
    /// On how many days the reporter was asked how they fare.
    pub check_ins: usize,
    /// Whether feedback was written here that is not public yet.
    pub feedback_waits: bool,
}

/// The terms of all cases that have any, by what was told of them: reports to the committee that nobody marked as
/// none, with a way back.
#[must_use]
pub fn all(state: &State, lines: &[Line]) -> BTreeMap<CaseId, Terms> {
    all_and_no_reports(state, lines).0
}

/// The same, and the cases that are no reports any more: what was told is sorted once for both.
#[must_use]
pub fn all_and_no_reports(
    state: &State,
    lines: &[Line],
) -> (BTreeMap<CaseId, Terms>, BTreeSet<CaseId>) {
    let told = Told::by_case(state, lines);
    let cases = || state.cases.iter().map(|(id, case)| (*id, case));
    let terms = cases().filter_map(|(id, case)| Some((id, Terms::of(state, (id, case), &told)?)));
    let none = cases().filter(|(id, case)| told.is_none(*id, case));
    (terms.collect(), none.map(|(id, _)| id).collect())
}

/// The terms of one case, if it has any.
///
/// # Errors
/// What the vault says.
pub fn of_case(
    vault: &mut Vault,
    state: &State,
    (id, case): (CaseId, &Case),
) -> Result<Option<Terms>, VaultError> {
    let around: BTreeSet<CaseId> = state
        .claimed_by(id)
        .chain(case.claims)
        .chain([id])
        .collect();
    let lines = lines_of(vault, state, |case| around.contains(&case))?;
    Ok(Terms::of(state, (id, case), &Told::by_case(state, &lines)))
}

/// Whether a case is no report any more, as whoever marked it last says on whatever desk, or is not here.
///
/// # Errors
/// What the vault says.
pub fn is_no_report(
    vault: &mut Vault,
    state: &State,
    (id, case): (CaseId, &Case),
) -> Result<bool, VaultError> {
    let lines = lines_of(vault, state, |case| case == id)?;
    Ok(Told::by_case(state, &lines).is_none(id, case))
}

/// The case in which the reporter of one that was typed in goes on: it has terms, which begin here.
///
/// # Errors
/// What the vault says.
pub fn goes_on_in(
    vault: &mut Vault,
    state: &State,
    minutes: CaseId,
) -> Result<Option<CaseId>, VaultError> {
    for by in state.claimed_by(minutes) {
        if let Some(case) = state.cases.get(&by)
            && of_case(vault, state, (by, case))?.is_some()
        {
            return Ok(Some(by));
        }
    }
    Ok(None)
}

fn lines_of(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(CaseId) -> bool,
) -> Result<Vec<Line>, VaultError> {
    let of_letter = ledger::cases(state);
    ledger::lines(vault, state, |letter| {
        of_letter.get(letter).is_some_and(|case| wanted(*case))
    })
}

/// What members told, case by case, in the order on which all readers agree.
struct Told<'t>(BTreeMap<CaseId, Vec<&'t Line>>);

impl<'t> Told<'t> {
    fn by_case(state: &State, lines: &'t [Line]) -> Self {
        let of_letter = ledger::cases(state);
        let mut told: BTreeMap<CaseId, Vec<&Line>> = BTreeMap::new();
        for line in lines {
            let case = line.fact.letter();
            if let Some(case) = case.and_then(|letter| of_letter.get(&letter)) {
                told.entry(*case).or_default().push(line);
            }
        }
        Self(told)
    }

    fn of(&self, case: CaseId) -> &[&'t Line] {
        self.0.get(&case).map_or(&[], Vec::as_slice)
    }

    /// Whether a case is no report, or destroyed.
    fn is_none(&self, id: CaseId, case: &Case) -> bool {
        let marks = self.of(id).iter().rev().find_map(|line| match line.fact {
            Fact::Marked(_, mark) => Mark::from_code(mark),
            _ => None,
        });
        case.destroyed.is_some() || marks.unwrap_or(case.mark) == Mark::Spam
    }

    /// Whether somebody goes on with a report that was typed in, is taken for its reporter and can be answered; or did
    /// until that case was destroyed.
    fn goes_on_elsewhere(&self, state: &State, minutes: CaseId) -> bool {
        let goes_on = |by: CaseId| {
            let case = state.cases.get(&by)?;
            Some(match case.destroyed {
                Some(destroyed) => !destroyed.spam,
                None => case.standing != Standing::NoWayBack && !self.is_none(by, case),
            })
        };
        state.claimed_by(minutes).filter_map(goes_on).any(|it| it)
    }
}

impl Terms {
    /// Those of one case, from what its members told of it, in the order on which all readers agree.
    fn of(state: &State, (id, case): (CaseId, &Case), told: &Told<'_>) -> Option<Self> {
        // What was typed in has nobody to answer here, and terms all the same, until its reporter goes on elsewhere.
        let is_answered_elsewhere = match case.minutes {
            None => case.standing == Standing::NoWayBack,
            Some(_) => told.goes_on_elsewhere(state, id),
        };
        if told.is_none(id, case) || case.addressee != MemberNumber(0) || is_answered_elsewhere {
            return None;
        }
        let typed_in = case.claims.and_then(|minutes| state.cases.get(&minutes));
        let typed_in = typed_in.unwrap_or(case).minutes.as_ref();
        let before = case.claims.map_or(&[][..], |minutes| told.of(minutes));
        let told = [before, told.of(id)].concat();
        let received = received(case, &told)?;
        let received = typed_in.map_or(received, |minutes| minutes.day.min(received));
        let confirm_by = received.plus(CONFIRM_DAYS);
        let (mut confirmed, mut fed_back) = (Vec::new(), Vec::new());
        let mut check_ins = BTreeSet::new();
        for line in &told {
            if let Fact::Published(_, _, what) = line.fact {
                // Whatever somebody tells: nothing was answered before it came, nor after it was told.
                let day = line.day.max(received).min(line.written);
                // Any answer tells as well that the letter came. With a quorum a confirmation can be told only
                // once somebody has opened the letter, so that its own day counts.
                confirmed.push(day);
                // Feedback that is told too late counts from when it was told: nobody could check it before.
                let day = if line.late { line.written } else { day };
                if what == Published::Answer(Purpose::CheckIn) {
                    check_ins.insert(day);
                }
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
            check_ins: check_ins.len(),
        })
    }
}

/// The day of the first letter: the one that stands in it, never later than the import that brought it to any
/// desk, and within the week in which the server has it or the one before. Of a sealed letter that week alone is
/// known. Letters of later weeks do not count, whatever board their reporter was shown.
fn received(case: &Case, told: &[&Line]) -> Option<Day> {
    let of_opened = |letter: &Letter| {
        let earliest = Day(letter.week.first_day().0.saturating_sub(BOARD_DAYS));
        let elsewhere = told.iter().filter_map(|line| match &line.fact {
            Fact::Opened(id, _) if *id == letter.id => Some(line.day.max(earliest)),
            _ => None,
        });
        let brought = elsewhere.fold(letter.imported, Day::min);
        let latest = letter.week.last_day().min(brought);
        letter.letter_day.max(earliest).min(latest)
    };
    let opened = case.letters.iter().map(|one| (one.week, of_opened(one)));
    let sealed = case
        .sealed
        .iter()
        .map(|one| (one.week, received_sealed(one)));
    // The smallest pair: of the earliest week the earliest day.
    opened.chain(sealed).min().map(|(_, day)| day)
}

fn received_sealed(letter: &SealedLetter) -> Day {
    letter.week.first_day().min(letter.imported)
}

/// The last day for the confirmation of a letter that nobody has opened here.
#[must_use]
pub fn confirm_by(letter: &SealedLetter) -> Day {
    received_sealed(letter).plus(CONFIRM_DAYS)
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
