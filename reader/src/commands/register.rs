//! `register`

use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{casework, journal::event::RegisterLine};

pub(super) fn register<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let rules = casework::in_force(&mut vault, &state)?.current;
    let mut lines = state.register;
    // Not in the order of destroying, which the list of cases has too.
    lines.sort_by(|one, other| {
        let key = |line: &RegisterLine| (line.year, line.outcome.clone(), line.service);
        key(one).cmp(&key(other))
    });
    if context.cli.json {
        let all = lines.iter().map(|line| {
            json!({
                "year": line.year,
                "outcome": line.outcome,
                "service": line.service,
                "confirmed_in_time": line.confirmed_in_time,
                "fed_back_in_time": line.fed_back_in_time,
            })
        });
        return context.json(&json!(all.collect::<Vec<_>>()));
    }
    if lines.is_empty() {
        writeln!(context.out, "No case was destroyed yet.")?;
    }
    for line in lines {
        let outcome = rules.outcome(&line.outcome);
        let outcome = outcome.map_or("nobody decided what it was", |outcome| &outcome.en);
        let service = match line.service {
            0 => String::new(),
            number => format!(", service {number}"),
        };
        writeln!(context.out, "{}  {outcome}{service}", line.year)?;
        writeln!(
            context.out,
            "      receipt {}, feedback {}",
            kept(line.confirmed_in_time),
            kept(line.fed_back_in_time)
        )?;
    }
    Ok(())
}

fn kept(in_time: Option<bool>) -> &'static str {
    match in_time {
        Some(true) => "in time",
        Some(false) => "not in time",
        None => "not counted",
    }
}
