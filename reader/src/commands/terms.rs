//! `terms`

use crypto_core::time::Day;
use rand_core::CryptoRng;
use serde_json::{Value, json};

use super::{CommandError, Context};
use crate::{
    journal::ids::CaseId,
    ledger::{self, Line},
    public::Public,
    state::State,
    terms::{
        self, Kept, Terms,
        due::{self, Publishing, Warning},
    },
    vault::Vault,
    words::{self, Words as _, both, say},
};

pub(super) fn terms<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let all = terms::all(&state, &ledger::lines(&mut vault, &state, |_| true)?);
    let today = context.today;
    let publishing = publishing(&vault, &state, today)?;
    let mut order: Vec<(&CaseId, &Terms)> = all.iter().collect();
    order.sort_by_key(|(id, terms)| (next(terms), **id));
    let (confirmations, feedback) = Kept::of(all.values(), today);
    if context.cli.json {
        let cases = order.iter().map(|(id, terms)| {
            let mut value = json(terms, publishing);
            if let Some(fields) = value.as_object_mut() {
                fields.insert("case".to_owned(), json!(id.to_string()));
                let warning = due::warning(**id, terms, publishing, today);
                let warning = warning.map(|warning| warning.words(context.language));
                fields.insert("warning".to_owned(), json!(warning));
            }
            value
        });
        let kept = |kept: Kept| json!({"in_time": kept.in_time, "late": kept.late, "running": kept.running});
        return context.json(&json!({
            "cases": cases.collect::<Vec<_>>(),
            "confirmations": kept(confirmations),
            "feedback": kept(feedback),
        }));
    }
    let language = context.language;
    if order.is_empty() {
        let none = say(
            language,
            "Geen enkele zaak heeft een termijn.",
            "No case has a term.",
        );
        return Ok(writeln!(context.out, "{none}")?);
    }
    for (id, terms) in order {
        let received = terms.received;
        let received = both!(language, "ontvangen {received}", "received {received}");
        writeln!(context.out, "{id}  {received}")?;
        for sentence in words::terms::sentences(language, terms, today) {
            writeln!(context.out, "           {sentence}")?;
        }
        if let Some(warning) = due::warning(*id, terms, publishing, today) {
            context.warn(&warning)?;
        }
    }
    let [confirmations, feedback] = [confirmations, feedback].map(|kept| kept.words(language));
    let count = all.len();
    let kept = both!(
        language,
        "\nZaken met termijnen die hier staan: {count}\nOntvangst bevestigd binnen 7 dagen:     \
         {confirmations}\nTerugkoppeling binnen 3 maanden daarna: {feedback}",
        "\nOf the {count} case(s) with terms that are kept here:\n\
         Confirmation of receipt within 7 days: {confirmations}\n\
         Feedback within 3 months of that:      {feedback}",
    );
    Ok(writeln!(context.out, "{kept}")?)
}

/// What is due now in any case.
pub(super) fn warnings(
    state: &State,
    lines: &[Line],
    publishing: Option<Publishing>,
    today: Day,
) -> Vec<Warning> {
    let all = terms::all(state, lines);
    let warnings = all.iter();
    warnings
        .filter_map(|(id, terms)| due::warning(*id, terms, publishing, today))
        .collect()
}

/// For programs.
pub(super) fn json(terms: &Terms, publishing: Option<Publishing>) -> Value {
    let last_in_time = |due| publishing.and_then(|publishing| publishing.last_in_time(due));
    json!({
        "received": terms.received,
        "confirm_by": terms.confirm_by,
        "confirmed": terms.confirmed,
        "feedback_by": terms.feedback_by,
        "feedback": terms.fed_back,
        "feedback_waits": terms.feedback_waits,
        "last_publication_for_confirmation": last_in_time(terms.confirm_by),
        "last_publication_for_feedback": terms.feedback_by.and_then(last_in_time),
    })
}

pub(super) fn publishing(
    vault: &Vault,
    state: &State,
    today: Day,
) -> Result<Option<Publishing>, CommandError> {
    let public = Public::load(vault)?;
    let number = vault.secrets.number();
    Ok(public.and_then(|public| Publishing::of(state, &public, number, today)))
}

/// The day of what comes next; what is all done comes last.
fn next(terms: &Terms) -> Day {
    match (terms.confirmed, terms.fed_back) {
        (None, _) => terms.confirm_by,
        (Some(_), None) => terms.feedback_by.unwrap_or(Day(u32::MAX)),
        (Some(_), Some(_)) => Day(u32::MAX),
    }
}
