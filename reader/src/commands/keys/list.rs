//! `keys list`

use crypto_core::time::Day;
use rand_core::CryptoRng;
use serde_json::json;

use super::super::{CommandError, Context};
use crate::{
    epochs::{self, list::Line},
    journal::event::EraseReason,
    notice::month,
    public::Public,
    state::State,
};

pub(in crate::commands) fn list<R: CryptoRng>(
    context: &mut Context<'_, R>,
) -> Result<(), CommandError> {
    let (vault, state) = context.open()?;
    let public = Public::load(&vault)?;
    let lines = epochs::list::list(&vault, &state, public.as_ref())?;
    if context.cli.json {
        let list: Vec<_> = lines
            .iter()
            .map(|line| json_of(line, &state, context.today))
            .collect();
        return context.json(&json!(list));
    }
    for line in lines {
        let words = line.words(&state, context.today, context.language);
        writeln!(context.out, "{}  {words}", month(line.epoch))?;
    }
    Ok(())
}

fn state_of(line: &Line) -> &'static str {
    match (line.here, line.known.erased) {
        (true, _) => "here",
        (false, Some(_)) => "erased",
        (false, None) => "lost",
    }
}

fn json_of(line: &Line, state: &State, today: Day) -> serde_json::Value {
    json!({
        "epoch": month(line.epoch),
        "state": state_of(line),
        "in_roster": line.roster.is_some(),
        "own_recipient": line.roster,
        "prepared": line.known.prepared,
        "erased": line.known.erased.map(|(day, _)| day),
        "reason": line.known.erased.map(|(_, reason)| reason_code(reason)),
        "due": line.is_due(state, today),
        "weeks_to_come": epochs::weeks_to_come(state, line.epoch).len(),
        "erased_at_latest": epochs::deadline(line.epoch),
    })
}

fn reason_code(reason: EraseReason) -> &'static str {
    match reason {
        EraseReason::Imported => "imported",
        EraseReason::Deadline => "deadline",
        EraseReason::Wanted => "wanted",
    }
}
