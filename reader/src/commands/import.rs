//! `import`

use crypto_core::address::ChannelAddress;
use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{cli::Import, epochs, import, progress::Watch, state::State, words::Words as _};

pub(super) fn import<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Import,
) -> Result<(), CommandError> {
    let channel = args.channel.as_deref();
    let channel =
        channel.map(|typed| ChannelAddress::from_typed(typed).ok_or(CommandError::Channel));
    let channel = channel.transpose()?;
    // What a bundle brings is opened first: it may hold the last letters to keys that are due.
    let (mut vault, _) = context.open_only()?;
    let today = context.today;
    let done = import::import(
        &mut vault,
        &args.bundle,
        channel.as_ref(),
        today,
        Watch::NOBODY,
        context.rng,
    );
    let mut state = State::replay(vault.journal.events());
    context.finish_opening(&mut vault, &mut state);
    let done = done?;
    for notice in &done.notices {
        writeln!(context.out, "{}", notice.words(context.language))?;
    }
    for warning in epochs::warnings::of(&vault, &state, today)? {
        context.warn(&warning)?;
    }
    for sentence in done.sentences(context.language) {
        writeln!(context.out, "{sentence}")?;
    }
    Ok(())
}
