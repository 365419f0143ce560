//! `spam`, `close`, `reopen`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cases,
    casework::perform::Work,
    journal::event::{Event, Mark},
    words::both,
};

pub(super) fn spam<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(context, typed, Mark::Spam)
}

pub(super) fn close<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(context, typed, Mark::Closed)
}

pub(super) fn reopen<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(context, typed, Mark::Open)
}

fn mark<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
    mark: Mark,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let case = cases::find_living(&state, typed)?;
    let work = Work::of(&mut vault, &state, case)?;
    if work.casework.head.is_some() {
        return Err(CommandError::HasSteps(case));
    }
    let event = Event::CaseMarked {
        case,
        mark: mark.code(),
    };
    vault
        .journal
        .append(vec![event], &vault.secrets, context.rng)?;
    let (dutch, english) = match mark {
        Mark::Spam => (
            "geen melding: een ontvangstbevestiging gaat er niet uit",
            "marked as spam: it gets no confirmation of receipt",
        ),
        Mark::Closed => ("afgesloten", "closed"),
        Mark::Open => ("weer open", "open again"),
    };
    let marked = both!(
        context.language,
        "Zaak {case} is {dutch}.",
        "Case {case} is {english}.",
    );
    Ok(writeln!(context.out, "{marked}")?)
}
