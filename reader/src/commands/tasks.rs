//! `tasks`

use std::collections::BTreeMap;

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context};
use crate::{
    casework::{self, Casework, What, rules::Rules},
    journal::ids::CaseId,
    state::State,
    terminal::one_line,
    vault::Vault,
};

/// Columns of a text in the list.
const TEXT_COLUMNS: usize = 44;

/// Something to do.
pub(super) struct Task {
    by: Day,
    case: CaseId,
    /// Who; `None` where anybody may.
    member: Option<MemberNumber>,
    what: String,
}

pub(super) fn tasks<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let all = all(&mut vault, &state)?;
    if context.cli.json {
        let list: Vec<Value> = all
            .iter()
            .map(|task| {
                json!({
                    "by": task.by,
                    "case": task.case.to_string(),
                    "member": task.member.map(|member| member.0),
                    "what": task.what,
                })
            })
            .collect();
        return context.json(&json!(list));
    }
    if all.is_empty() {
        writeln!(context.out, "Nothing is to be done.")?;
    }
    for task in all {
        let who = task
            .member
            .map_or_else(|| "anybody ".to_owned(), |one| format!("member {one}"));
        let late = match task.by < context.today {
            true => "LATE ",
            false => "",
        };
        writeln!(
            context.out,
            "{}  {}  {who}  {late}{}",
            task.by, task.case, task.what
        )?;
    }
    Ok(())
}

/// What is to be done in all cases, what is due first first.
pub(super) fn all(vault: &mut Vault, state: &State) -> Result<Vec<Task>, CommandError> {
    let (rules, _) = casework::in_force(vault, state)?;
    let mut all = Vec::new();
    let deeds: BTreeMap<CaseId, _> = casework::load(vault, state, |_| true)?;
    for (case, deeds) in deeds {
        let casework = Casework::fold(deeds, &rules);
        all.extend(of_case(case, &casework, &rules));
    }
    all.sort_by_key(|task| (task.by, task.case));
    Ok(all)
}

fn of_case(case: CaseId, casework: &Casework, _rules: &Rules) -> Vec<Task> {
    let open = casework.open.iter().filter_map(|id| {
        let item = casework.item(*id)?;
        let deed = item.ordered.deed.as_ref()?;
        let text = one_line(&deed.text, TEXT_COLUMNS);
        let (by, member, what) = match deed.what {
            What::Task(member, by) => (by, Some(member), text),
            What::Promise(by) => (by, Some(item.ordered.member), format!("promised: {text}")),
            _ => return None,
        };
        Some(Task {
            by,
            case,
            member,
            what,
        })
    });
    open.collect()
}
