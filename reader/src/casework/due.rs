//! What is to be done in cases, and by when: tasks, promises, questions how the reporter fares, destroying.

use crypto_core::{ids::MemberNumber, time::Day};

use super::{Casework, LoadError, What, keep, load, rules::Rules};
use crate::{
    journal::ids::CaseId,
    ledger,
    state::State,
    terms::{self, Terms},
    vault::Vault,
};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// By when.
    pub by: Day,
    /// In which case.
    pub case: CaseId,
    /// By whom; `None` where anybody may.
    pub member: Option<MemberNumber>,
    /// What.
    pub what: Duty,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// What a member wrote down as a task.
    Task(String),
    /// What was promised to the reporter.
    Promise(String),
    /// To ask how the reporter fares, so many months after the first answer.
    CheckIn(u32),
    /// Its time is over: it may be destroyed.
    Destroy,
}

/// What is to be done in all cases, what is due first first.
///
/// # Errors
/// [`LoadError`].
pub fn all(vault: &mut Vault, state: &State) -> Result<Vec<Due>, LoadError> {
    let (rules, _) = super::in_force(vault, state)?;
    let lines = ledger::lines(vault, state, |_| true)?;
    let mut deeds = load::load(vault, state, |_| true)?;
    let mut all = Vec::new();
    let terms = terms::all(state, &lines);
    for (id, case) in &state.cases {
        if case.destroyed.is_some() {
            continue;
        }
        let deeds = deeds.remove(id).unwrap_or_default();
        let casework = Casework::fold(deeds, &rules);
        written_down(*id, &casework, &mut all);
        let destroy = keep::until(&casework, &rules).map(|by| (by, Duty::Destroy));
        let asked = terms.get(id).and_then(|terms| check_in(terms, &rules));
        all.extend(asked.into_iter().chain(destroy).map(|(by, what)| Due {
            by,
            case: *id,
            member: None,
            what,
        }));
    }
    all.sort_by_key(|due| (due.by, due.case));
    Ok(all)
}

fn written_down(case: CaseId, casework: &Casework, all: &mut Vec<Due>) {
    for id in &casework.open {
        let Some(item) = casework.item(*id) else {
            continue;
        };
        let Some(deed) = &item.ordered.deed else {
            continue;
        };
        let text = deed.text.clone();
        let (by, member, what) = match deed.what {
            What::Task(member, by) => (by, member, Duty::Task(text)),
            What::Promise(by) => (by, item.ordered.member, Duty::Promise(text)),
            _ => continue,
        };
        let member = Some(member);
        all.push(Due {
            by,
            case,
            member,
            what,
        });
    }
}

/// The next question how the reporter fares: as many months after the first answer as the rules say.
fn check_in(terms: &Terms, rules: &Rules) -> Option<(Day, Duty)> {
    let months = *rules.check_in_months.get(terms.check_ins)?;
    let by = terms.confirmed?.plus_months(months);
    Some((by, Duty::CheckIn(months)))
}
