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
        due::{self, Publishing},
    },
    vault::Vault,
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
    if order.is_empty() {
        return Ok(writeln!(context.out, "No case has a term.")?);
    }
    for (id, terms) in order {
        writeln!(context.out, "{id}  received {}", terms.received)?;
        for sentence in sentences(terms, today) {
            writeln!(context.out, "           {sentence}")?;
        }
        if let Some(warning) = due::warning(*id, terms, publishing, today) {
            writeln!(context.out, "WARNING: {warning}")?;
        }
    }
    let kept = |kept: Kept| {
        format!(
            "{} in time, {} late, {} still running",
            kept.in_time, kept.late, kept.running
        )
    };
    writeln!(
        context.out,
        "\nOf the {} case(s) with terms that are kept here:",
        all.len()
    )?;
    writeln!(
        context.out,
        "Confirmation of receipt within 7 days: {}",
        kept(confirmations)
    )?;
    Ok(writeln!(
        context.out,
        "Feedback within 3 months of that:      {}",
        kept(feedback)
    )?)
}

/// What is due now in any case, as sentences.
pub(super) fn warnings(
    state: &State,
    lines: &[Line],
    publishing: Option<Publishing>,
    today: Day,
) -> Vec<String> {
    let all = terms::all(state, lines);
    let warnings = all.iter();
    warnings
        .filter_map(|(id, terms)| due::warning(*id, terms, publishing, today))
        .collect()
}

/// Where a case stands, in words.
pub(super) fn sentences(terms: &Terms, today: Day) -> [String; 2] {
    let done = |done: Option<Day>, due: Day| {
        done.map(|day| {
            let late = day.since(due);
            let late = if late > 0 {
                format!(", {late} day(s) late")
            } else {
                String::new()
            };
            format!("{day}{late}")
        })
    };
    let due = |due: Day| {
        if today > due {
            format!("was due by {due}, {} day(s) ago", today.since(due))
        } else {
            format!("is due by {due}, in {} day(s)", due.since(today))
        }
    };
    let confirmed = done(terms.confirmed, terms.confirm_by);
    let waits = if terms.feedback_waits {
        "; it is written and not public yet"
    } else {
        ""
    };
    [
        confirmed.map_or_else(
            || format!("Confirmation of receipt {}", due(terms.confirm_by)),
            |day| format!("Receipt confirmed {day}"),
        ),
        match terms.feedback_by {
            None => "Feedback: for whoever opens the case".to_owned(),
            Some(by) => done(terms.fed_back, by).map_or_else(
                || format!("Feedback {}{waits}", due(by)),
                |day| format!("Feedback given {day}"),
            ),
        },
    ]
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
