//! `export`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{epochs, export, progress::Watch, words::both};

pub(super) fn export<R: CryptoRng>(
    context: &mut Context<'_, R>,
    to: &Path,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let done = export::export(&mut vault, to, context.today, Watch::NOBODY, context.rng)?;
    let language = context.language;
    for sentence in done.sentences(language) {
        writeln!(context.out, "{sentence}")?;
    }
    for warning in epochs::warnings::of(&vault, &state, context.today)? {
        context.warn(&warning)?;
    }
    let to = to.display();
    let where_ = both!(
        language,
        "Het verzendbestand staat in {to}. Publiceer het met `belfry-courier push`.",
        "The outbox is {to}. Publish it with `belfry-courier push`.",
    );
    Ok(writeln!(context.out, "{where_}")?)
}
