//! `spam`, `close`, `reopen`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    cases,
    casework::perform::Work,
    journal::event::{Event, Mark},
};

pub(super) fn spam<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(
        context,
        typed,
        Mark::Spam,
        "marked as spam: it gets no confirmation of receipt",
    )
}

pub(super) fn close<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(context, typed, Mark::Closed, "closed")
}

pub(super) fn reopen<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
) -> Result<(), CommandError> {
    mark(context, typed, Mark::Open, "open")
}

fn mark<R: CryptoRng>(
    context: &mut Context<'_, R>,
    typed: &str,
    mark: Mark,
    words: &str,
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
    Ok(writeln!(context.out, "Case {case} is {words}.")?)
}
