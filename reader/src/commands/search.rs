//! `search`

use rand_core::CryptoRng;
use serde_json::json;

use super::{CommandError, Context, case_list};
use crate::{progress::Watch, search::Index, words::say};

pub(super) fn search<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let words = context.prompt.line(say(
        context.language,
        "Woorden om naar te zoeken",
        "Words to search for",
    ))?;
    let found = Index::of(&mut vault, &state, Watch::NOBODY)?.find(&words);
    if context.cli.json {
        let names: Vec<String> = found.iter().map(ToString::to_string).collect();
        return context.json(&json!(names));
    }
    if found.is_empty() {
        let none = say(
            context.language,
            "In geen enkele zaak staan deze woorden.",
            "No case has these words.",
        );
        writeln!(context.out, "{none}")?;
    }
    let listing = case_list::Listing::of(context, &mut vault, &state)?;
    for id in found {
        if let Some(case) = state.cases.get(&id) {
            case_list::line(context, (&mut vault, &state, &listing), (&id, case))?;
        }
    }
    Ok(())
}
