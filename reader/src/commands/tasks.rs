//! `tasks`

use crypto_core::time::Day;
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context};
use crate::{
    casework::due::{self, Due, Duty},
    ledger::{self, Line},
    progress::Watch,
    state::State,
    vault::Vault,
    words::{self, Words as _, say},
};

/// Days before something is due on which `status` says so.
const WARN_DAYS: u32 = 7;
/// Days before a case may be destroyed.
const DESTROY_WARN_DAYS: u32 = 31;

pub(super) fn tasks<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let lines = ledger::lines(&mut vault, &state, |_| true)?;
    let (all, unseen) =
        due::all_and_unseen(&mut vault, &state, &lines, context.today, Watch::NOBODY)?;
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
    let language = context.language;
    if all.is_empty() {
        let nothing = say(language, "Er is niets te doen.", "Nothing is to be done.");
        writeln!(context.out, "{nothing}")?;
    }
    for one in all {
        let who = words::tasks::who(language, one.member);
        let late = if one.by < context.today
            && matches!(
                one.what,
                Duty::Task(_) | Duty::Promise(_) | Duty::CheckIn(_)
            ) {
            say(language, "TE LAAT: ", "LATE: ")
        } else {
            ""
        };
        let (by, case, what) = (one.by, one.case, one.what.words(language));
        writeln!(context.out, "{by}  {case}  {who:<9}  {late}{what}")?;
    }
    for (case, count) in unseen {
        writeln!(
            context.out,
            "{}",
            words::tasks::unseen(language, case, count)
        )?;
    }
    Ok(())
}

/// What is due soon or was.
pub(super) fn warnings(
    vault: &mut Vault,
    state: &State,
    lines: &[Line],
    today: Day,
) -> Result<Vec<Due>, CommandError> {
    let me = vault.secrets.number();
    let all = due::all(vault, state, lines, today)?;
    let soon = all.into_iter().filter(|one| {
        let days = match one.what {
            // Whoever hears of the one only in its last week has no time left for the other.
            Duty::Destroy | Duty::Unheard(_) => DESTROY_WARN_DAYS,
            _ => WARN_DAYS,
        };
        one.member.is_none_or(|member| member == me) && one.by <= today.plus(days)
    });
    Ok(soon.collect())
}

fn json_of(one: &Due) -> Value {
    let (what, text) = match &one.what {
        Duty::Task(text) => ("task", Some(text.as_str())),
        Duty::Promise(text) => ("promise", Some(text.as_str())),
        Duty::Settle => ("settle", None),
        Duty::Agree(_) => ("agree", None),
        Duty::CarryOut(_) => ("carry_out", None),
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
