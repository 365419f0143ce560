//! How long a case is kept, what keeps it from being destroyed, and the line that is left of it.

use crypto_core::time::Day;

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

/// The day from which a closed case may be destroyed by its outcome; `None` while it is worked on.
#[must_use]
pub fn until(casework: &Casework, rules: &Rules) -> Option<Day> {
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
    let until = case.last_import();
    let until = until.map(|last| last.plus(work.rules().quiet_days));
    Ok(until.filter(|until| today < *until).map(Kept::Quiet))
}

/// The line of a case.
///
/// # Errors
/// [`LoadError`].
pub fn register_line(
    vault: &mut Vault,
    state: &State,
    (id, today): (CaseId, Day),
) -> Result<Option<RegisterLine>, LoadError> {
    let Some(case) = state.cases.get(&id) else {
        return Ok(None);
    };
    let work = Work::of(vault, state, id)?;
    let terms = terms::of_case(vault, state, (id, case))?;
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
    }))
}
