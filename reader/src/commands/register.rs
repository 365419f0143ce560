//! `register`

use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{casework, terminal, words};

pub(super) fn register<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let rules = casework::in_force(&mut vault, &state)?.current;
    let lines = state.register_in_order();
    if context.cli.json {
        let all = lines.iter().map(|line| {
            json!({
                "year": line.year,
                "outcome": line.outcome,
                "service": line.service,
                "confirmed_in_time": line.confirmed_in_time,
                "fed_back_in_time": line.fed_back_in_time,
                "destroyed_early": line.early.as_deref(),
            })
        });
        return context.json(&json!(all.collect::<Vec<_>>()));
    }
    let language = context.language;
    if lines.is_empty() {
        writeln!(context.out, "{}", words::register::none(language))?;
    }
    for line in lines {
        let said = words::register::line(language, &rules, line);
        writeln!(context.out, "{}", said.head)?;
        writeln!(context.out, "      {}", said.kept)?;
        if let Some(early) = &said.early {
            write!(context.out, "{}", terminal::own_lines("    ", early))?;
        }
    }
    Ok(())
}
