//! `spam`, `close`, `reopen`

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{cases, casework::marking, journal::event::Mark, words};

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
    marking::mark(&mut vault, &state, case, mark, context.rng)?;
    let marked = words::case::marked(context.language, case, mark);
    Ok(writeln!(context.out, "{marked}")?)
}
