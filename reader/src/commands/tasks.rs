//! `tasks`

use crypto_core::time::Day;
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context};
use crate::{
    casework::due::{self, Due, Duty},
    ledger::{self, Line},
    state::State,
    terminal::one_line,
    vault::Vault,
};

/// Columns of a text in the list.
const TEXT_COLUMNS: usize = 34;
/// Days before something is due on which `status` says so.
const WARN_DAYS: u32 = 7;
/// Days before a case may be destroyed.
const DESTROY_WARN_DAYS: u32 = 31;

pub(super) fn tasks<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let lines = ledger::lines(&mut vault, &state, |_| true)?;
    let (all, unseen) = due::all_and_unseen(&mut vault, &state, &lines)?;
    if context.cli.json {
        let me = vault.secrets.number();
        let new = unseen.iter().map(|(case, count)| {
            json!({
                "by": null,
                "case": case.to_string(),
                "member": me.0,
                "what": "unseen",
                "text": null,
                "count": count,
            })
        });
        let list: Vec<Value> = all.iter().map(json_of).chain(new).collect();
        return context.json(&json!(list));
    }
    if all.is_empty() {
        writeln!(context.out, "Nothing is to be done.")?;
    }
    for one in all {
        let who = one
            .member
            .map_or_else(|| "anybody".to_owned(), |member| format!("member {member}"));
        let late = if one.by < context.today
            && matches!(
                one.what,
                Duty::Task(_) | Duty::Promise(_) | Duty::CheckIn(_)
            ) {
            "LATE: "
        } else {
            ""
        };
        let (by, case) = (one.by, one.case);
        writeln!(
            context.out,
            "{by}  {case}  {who:<9}  {late}{}",
            words(&one.what)
        )?;
    }
    for (case, count) in unseen {
        writeln!(
            context.out,
            "Case {case}: {count} deed(s) of colleagues are new to you (`case show`)."
        )?;
    }
    Ok(())
}

/// What is due soon or was, as sentences.
pub(super) fn warnings(
    vault: &mut Vault,
    state: &State,
    lines: &[Line],
    today: Day,
) -> Result<Vec<String>, CommandError> {
    let me = vault.secrets.number();
    let all = due::all(vault, state, lines)?;
    let soon = all.into_iter().filter(|one| {
        let days = match one.what {
            Duty::Destroy => DESTROY_WARN_DAYS,
            _ => WARN_DAYS,
        };
        one.member.is_none_or(|member| member == me) && one.by <= today.plus(days)
    });
    let sentences = soon.map(|one| {
        let (case, by) = (one.case, one.by);
        match one.what {
            Duty::Destroy => format!(
                "Case {case}: it is kept until {by} and is to be destroyed then (`destroy`), unless a member holds \
                 it (`case hold`)."
            ),
            Duty::Unheard(unheard) => format!("Case {case}: {unheard}"),
            Duty::Settle => format!(
                "Case {case}: two of you took a step without knowing of each other. `case show` tells which; the next \
                 step settles it."
            ),
            Duty::Void => format!(
                "Case {case}: something that you did there counts for nothing. `case show` tells what and why."
            ),
            _ => format!("Case {case}: by {by}: {}", words(&one.what)),
        }
    });
    Ok(sentences.collect())
}

fn words(what: &Duty) -> String {
    match what {
        Duty::Task(text) => one_line(text, TEXT_COLUMNS),
        Duty::Promise(text) => format!("promised: {}", one_line(text, TEXT_COLUMNS - 10)),
        Duty::CheckIn(_) => "ask how they fare (answer --check-in)".to_owned(),
        Duty::Settle => "in conflict (case show)".to_owned(),
        Duty::Void => "what you did is void (case show)".to_owned(),
        Duty::Destroy => "its time is over (destroy)".to_owned(),
        Duty::Unheard(_) => "answers unheard of (export, import)".to_owned(),
    }
}

fn json_of(one: &Due) -> Value {
    let (what, text) = match &one.what {
        Duty::Task(text) => ("task", Some(text.as_str())),
        Duty::Promise(text) => ("promise", Some(text.as_str())),
        Duty::Settle => ("settle", None),
        Duty::Void => ("void", None),
        Duty::CheckIn(_) => ("check_in", None),
        Duty::Destroy => ("destroy", None),
        Duty::Unheard(_) => ("unheard", None),
    };
    json!({
        "by": one.by,
        "case": one.case.to_string(),
        "member": one.member.map(|member| member.0),
        "what": what,
        "text": text,
    })
}
