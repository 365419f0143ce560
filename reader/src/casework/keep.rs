//! How long a case is kept, what keeps it from being destroyed, and the line that is left of it.

use crypto_core::time::Day;
use zeroize::Zeroizing;

use super::{Casework, LoadError, perform::Work, rules::Rules};
use crate::{
    journal::{event::RegisterLine, ids::CaseId},
    services,
    state::{Case, State},
    terms::{self, Terms},
    vault::{Vault, VaultError},
};

/// Why a case is not destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A member holds it.
    Hold,
    /// Its reporter has just written; until this day nothing is destroyed.
    Quiet(Day),
    /// It was typed in, and its reporter goes on in this case, whose terms begin here.
    GoesOn(CaseId),
}

/// Why it is too early to destroy a case, unless somebody says why it has to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Early {
    /// It is not closed by its steps.
    Open,
    /// By the rules it is kept until this day.
    Until(Day),
    /// Its reporter is to get feedback, on this day at the latest.
    Feedback(Day),
}

/// How long a case is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The day until which the rules keep it; `None` while it is worked on.
    until: Option<Day>,
    /// The last day for its feedback, while that runs and none was given.
    feedback_by: Option<Day>,
}

impl Time {
    /// That of a case.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(
        vault: &mut Vault,
        state: &State,
        of: (&Case, &Work),
        today: Day,
    ) -> Result<Self, VaultError> {
        Ok(Self::and_terms(vault, state, of, today)?.0)
    }

    fn and_terms(
        vault: &mut Vault,
        state: &State,
        (case, work): (&Case, &Work),
        today: Day,
    ) -> Result<(Self, Option<Terms>), VaultError> {
        let id = work.case;
        let terms = terms::of_case(vault, state, (id, case))?;
        // What was marked as no report went no steps.
        let is_no_report =
            work.casework.head.is_none() && terms::is_no_report(vault, state, (id, case))?;
        let of = (case, &work.casework, terms.as_ref());
        Ok((Self::new(of, is_no_report, work.rules(), today), terms))
    }

    /// That of a case where this is known of it; `is_no_report` where it was marked so and went no steps.
    #[must_use]
    pub fn new(
        (case, casework, terms): (&Case, &Casework, Option<&Terms>),
        is_no_report: bool,
        rules: &Rules,
        today: Day,
    ) -> Self {
        let until = if is_no_report {
            let no_report = rules.outcome.iter().filter(|one| one.no_report);
            let months = no_report.map(|one| one.keep_months).max();
            let last = case.last_import().unwrap_or(case.opened);
            months.map(|months| last.plus_months(months))
        } else {
            until(casework, rules)
        };
        let terms = terms.filter(|terms| terms.fed_back.is_none());
        let feedback_by = terms.and_then(|terms| terms.feedback_by);
        Self {
            until,
            feedback_by: feedback_by.filter(|by| today <= *by),
        }
    }

    /// The day from which nothing is too early; `None` in a case that is not closed.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        let fed_back = self.feedback_by.map(|by| by.plus(1));
        self.until
            .map(|until| fed_back.map_or(until, |day| day.max(until)))
    }

    /// Whether it is too early, and why.
    #[must_use]
    pub fn early(&self, today: Day) -> Option<Early> {
        let Some(until) = self.until else {
            return Some(Early::Open);
        };
        // What lasts longest.
        match self.feedback_by {
            Some(by) if by >= until => Some(Early::Feedback(by)),
            _ => (today < until).then_some(Early::Until(until)),
        }
    }
}

/// The day from which a closed case may be destroyed by its outcome; `None` while it is worked on.
fn until(casework: &Casework, rules: &Rules) -> Option<Day> {
    let since = casework.since.filter(|_| casework.is_closed)?;
    let outcome = casework.outcome.as_ref();
    let decided = outcome.and_then(|(code, _)| rules.outcome(code));
    // What nobody has decided about is kept like what is kept longest.
    let longest = rules.outcome.iter().map(|one| one.keep_months).max();
    let months = decided.map(|one| one.keep_months).or(longest)?;
    Some(since.plus_months(months))
}

/// What keeps a case from being destroyed today.
///
/// # Errors
/// What the vault says.
pub fn kept(
    vault: &mut Vault,
    state: &State,
    (case, work): (&Case, &Work),
    today: Day,
) -> Result<Option<Kept>, VaultError> {
    if let Some(by) = terms::goes_on_in(vault, state, work.case)? {
        return Ok(Some(Kept::GoesOn(by)));
    }
    if !work.casework.holds.is_empty() {
        return Ok(Some(Kept::Hold));
    }
    let until = quiet_until(case, work.rules());
    Ok(until.filter(|until| today < *until).map(Kept::Quiet))
}

/// The day from which a reporter wrote so long ago that it may go.
pub(super) fn quiet_until(case: &Case, rules: &Rules) -> Option<Day> {
    let last = case.last_import()?;
    Some(last.plus(rules.quiet_days))
}

/// The line of a case, with the reason of who destroys it before its time.
///
/// # Errors
/// [`LoadError`].
pub fn register_line(
    vault: &mut Vault,
    state: &State,
    (id, today): (CaseId, Day),
    early: Option<Zeroizing<String>>,
) -> Result<Option<RegisterLine>, LoadError> {
    let Some(case) = state.cases.get(&id) else {
        return Ok(None);
    };
    let work = Work::of(vault, state, id)?;
    let (time, terms) = Time::and_terms(vault, state, (case, &work), today)?;
    let service = services::of_case(vault, case)?;
    let received = terms.as_ref().map_or(case.opened, |terms| terms.received);
    // Of a term that still runs nobody can say that it was missed.
    let in_time = |by: Day, done: Option<Day>| match done {
        Some(day) => Some(day <= by),
        None => (today > by).then_some(false),
    };
    let confirmed = |terms: &Terms| in_time(terms.confirm_by, terms.confirmed);
    let fed_back = |terms: &Terms| in_time(terms.feedback_by?, terms.fed_back);
    let outcome = work.casework.outcome.as_ref();
    Ok(Some(RegisterLine {
        year: received.civil().0,
        outcome: outcome.map_or_else(String::new, |(code, _)| code.clone()),
        service,
        confirmed_in_time: terms.as_ref().and_then(confirmed),
        fed_back_in_time: terms.as_ref().and_then(fed_back),
        early,
        rules: Some(work.book.number),
        kept_until: time.until(),
    }))
}
