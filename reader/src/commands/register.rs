//! `register`

use crypto_core::words::Language;
use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context};
use crate::{
    casework,
    journal::event::RegisterLine,
    terminal,
    words::{both, say},
};

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
                "destroyed_early": line.early,
            })
        });
        return context.json(&json!(all.collect::<Vec<_>>()));
    }
    let language = context.language;
    if lines.is_empty() {
        let none = say(
            language,
            "Er is nog geen zaak vernietigd.",
            "No case was destroyed yet.",
        );
        writeln!(context.out, "{none}")?;
    }
    for line in lines {
        let outcome = rules.outcome(&line.outcome);
        let undecided = say(
            language,
            "niemand besloot wat het was",
            "nobody decided what it was",
        );
        let outcome = outcome.map_or(undecided, |one| say(language, &one.nl, &one.en));
        let service = match line.service {
            0 => String::new(),
            number => both!(language, ", dienst {number}", ", service {number}"),
        };
        writeln!(context.out, "{}  {outcome}{service}", line.year)?;
        let receipt = kept(language, line.confirmed_in_time);
        let feedback = kept(language, line.fed_back_in_time);
        let kept = both!(
            language,
            "ontvangst {receipt}, terugkoppeling {feedback}",
            "receipt {receipt}, feedback {feedback}",
        );
        writeln!(context.out, "      {kept}")?;
        if let Some(early) = &line.early {
            let reason = terminal::one_line(early, usize::MAX);
            let early = both!(
                language,
                "te vroeg vernietigd: {reason}",
                "destroyed before its time: {reason}",
            );
            write!(context.out, "{}", terminal::own_lines("    ", &early))?;
        }
    }
    Ok(())
}

fn kept(language: Language, in_time: Option<bool>) -> &'static str {
    match in_time {
        Some(true) => say(language, "op tijd", "in time"),
        Some(false) => say(language, "niet op tijd", "not in time"),
        None => say(language, "niet geteld", "not counted"),
    }
}
