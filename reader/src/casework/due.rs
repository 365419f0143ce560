//! What is to be done in cases, and by when: tasks, promises, questions how the reporter fares, destroying.

use std::collections::BTreeMap;

use crypto_core::{ids::MemberNumber, time::Day};
use zeroize::Zeroizing;

use super::{
    Casework, LoadError, Standing, What,
    keep::{self, Time},
    load,
    rules::Rules,
    unseen,
};
use crate::{
    journal::ids::{CaseId, DeedId},
    ledger::{
        Line,
        own::{self, Unheard},
    },
    progress::Watch,
    state::{Case, State},
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
    Task(Zeroizing<String>),
    /// What was promised to the reporter.
    Promise(Zeroizing<String>),
    /// To ask how the reporter fares, so many months after the first answer.
    CheckIn(u32),
    /// A colleague asks by this deed to disclose a name: to agree, or not.
    Agree(DeedId),
    /// Enough members are for it: who asked by this deed carries it out.
    CarryOut(DeedId),
    /// Two members did things that do not fit; somebody settles it.
    Settle,
    /// What this member did counts for nothing.
    Void,
    /// Its time is over: it may be destroyed.
    Destroy,
    /// To let colleagues hear of answers before it is destroyed: afterwards nobody can.
    Unheard(Unheard),
}

/// What is to be done in all cases, what is due first first.
///
/// # Errors
/// [`LoadError`].
pub fn all(
    vault: &mut Vault,
    state: &State,
    lines: &[Line],
    today: Day,
) -> Result<Vec<Due>, LoadError> {
    Ok(all_and_unseen(vault, state, lines, today, Watch::NOBODY)?.0)
}

/// The same, and how many deeds of colleagues this member has not seen yet, of each case in which there are any: what
/// was done is read once for both.
///
/// # Errors
/// [`LoadError`].
pub fn all_and_unseen(
    vault: &mut Vault,
    state: &State,
    lines: &[Line],
    today: Day,
    watch: Watch<'_>,
) -> Result<(Vec<Due>, BTreeMap<CaseId, usize>), LoadError> {
    let books = load::books(vault, state)?;
    let me = vault.secrets.number();
    let (mut all, mut unseen) = (Vec::new(), BTreeMap::new());
    let (terms, no_reports) = terms::all_and_no_reports(state, lines);
    let unheard = own::unheard(vault, state)?;
    load::in_turn::<LoadError>(vault, state, watch, |_, id, deeds| {
        let Some(case) = state.cases.get(&id) else {
            return Ok(());
        };
        let new = unseen::count(&deeds, case, me);
        unseen.extend((new > 0).then_some((id, new)));
        let book = books.of(case);
        let (casework, rules) = (Casework::fold(deeds, book), &book.current);
        written_down(id, &casework, &mut all);
        amiss(id, &casework, me, &mut all);
        disclosures(id, &casework, (me, book.quorum(today)), &mut all);
        let of = (case, &casework, terms.get(&id));
        let goes_on = state.claimed_by(id).any(|by| terms.contains_key(&by));
        let destroy = destroy(of, no_reports.contains(&id), rules, today)
            .filter(|_| !goes_on)
            .map(|by| (by, Duty::Destroy));
        let before = destroy.as_ref().and_then(|(by, _)| {
            let unheard = unheard.get(&id)?;
            Some((*by, Duty::Unheard(*unheard)))
        });
        let asked = terms.get(&id).and_then(|terms| check_in(terms, rules));
        let of_case = asked.into_iter().chain(before).chain(destroy);
        all.extend(of_case.map(|(by, what)| Due {
            by,
            case: id,
            member: None,
            what,
        }));
        Ok(())
    })?;
    all.sort_by_key(|due| (due.by, due.case));
    Ok((all, unseen))
}

fn written_down(case: CaseId, casework: &Casework, all: &mut Vec<Due>) {
    for id in &casework.open {
        let Some(item) = casework.item(*id) else {
            continue;
        };
        let Some(deed) = &item.ordered.deed else {
            continue;
        };
        let text = Zeroizing::new(deed.text.clone());
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

/// Conflicts, and what this member did that is void on all desks: nobody else tells them.
fn amiss(case: CaseId, casework: &Casework, me: MemberNumber, all: &mut Vec<Due>) {
    let contested = |id: &DeedId| casework.contested.contains(id);
    for item in &casework.items {
        let ordered = &item.ordered;
        let what = match item.standing {
            Standing::Contested if contested(&ordered.id) => Duty::Settle,
            // That somebody has read it is nothing that could be put right.
            Standing::Void(_)
                if ordered.member == me && !unseen::is_read(ordered) && !item.corrected =>
            {
                Duty::Void
            }
            _ => continue,
        };
        all.push(Due {
            by: ordered.written.unwrap_or(ordered.day),
            case,
            member: (what == Duty::Void).then_some(me),
            what,
        });
    }
}

/// Names that somebody asks to disclose and that were not disclosed so since; `quorum` members do that together.
fn disclosures(
    case: CaseId,
    casework: &Casework,
    (me, quorum): (MemberNumber, u8),
    all: &mut Vec<Due>,
) {
    for (ordered, (of, to, ground)) in casework.asked() {
        let are_for = casework.who_is_for(of, to, ground);
        let (member, what) = match are_for.len() >= usize::from(quorum) {
            true => (Some(ordered.member), Duty::CarryOut(ordered.id)),
            false if are_for.contains(&me) || casework.recused.contains(&me) => continue,
            false => (None, Duty::Agree(ordered.id)),
        };
        all.push(Due {
            by: ordered.written.unwrap_or(ordered.day),
            case,
            member,
            what,
        });
    }
}

/// When a case may be destroyed: by the same that keeps it from being destroyed before.
fn destroy(
    of @ (case, casework, _): (&Case, &Casework, Option<&Terms>),
    is_no_report: bool,
    rules: &Rules,
    today: Day,
) -> Option<Day> {
    if !casework.holds.is_empty() {
        return None;
    }
    let is_no_report = is_no_report && casework.head.is_none();
    let until = Time::new(of, is_no_report, rules, today).until()?;
    Some(keep::quiet_until(case, rules).map_or(until, |quiet| quiet.max(until)))
}

/// The next question how the reporter fares: as many months after the first answer as the rules say.
fn check_in(terms: &Terms, rules: &Rules) -> Option<(Day, Duty)> {
    let months = *rules.check_in_months.get(terms.check_ins)?;
    let by = terms.confirmed?.plus_months(months);
    Some((by, Duty::CheckIn(months)))
}
