//! `keys prepare`, `keys list`, `keys erase`

mod list;

use std::path::Path;

use crypto_core::time::Epoch;
use rand_core::CryptoRng;

use super::{CommandError, Context, init};
use crate::{
    ceremony::founding,
    cli::KeysErase,
    epochs::{self, early},
    notice::month,
    state::State,
    vault::Vault,
    words::{self, Words as _, both, say},
};

pub(super) use list::list;

pub(super) fn prepare<R: CryptoRng>(
    context: &mut Context<'_, R>,
    count: u32,
    out: Option<&Path>,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let (today, rng) = (context.today, &mut *context.rng);
    let made = epochs::prepare(&mut vault, &state, count, today, rng)?;
    let told = words::founding::prepared(context.language, &made);
    writeln!(context.out, "{told}")?;
    let file = founding::own_file(&vault, context.today)?;
    init::write_member_file(context, &file, out)
}

pub(super) fn erase<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysErase,
) -> Result<(), CommandError> {
    let (mut vault, mut state) = context.open_only()?;
    let language = context.language;
    match args.epoch {
        Some(epoch) => erase_early(context, args, (&mut vault, &mut state), epoch),
        None if args.dry_run => {
            let secrets = vault.epochs()?;
            let due = secrets.iter().filter_map(|one| {
                let reason = epochs::due(&state, one.epoch, context.today)?;
                Some((one.epoch, reason))
            });
            let due: Vec<_> = due.collect();
            for (epoch, reason) in &due {
                let (epoch, reason) = (month(*epoch), reason.words(language));
                let would = both!(
                    language,
                    "De sleutels van {epoch} zouden worden gewist: {reason}.",
                    "Would erase the keys of {epoch}: {reason}.",
                );
                writeln!(context.out, "{would}")?;
            }
            match due.is_empty() {
                true => nothing_due(context),
                false => Ok(()),
            }
        }
        None => {
            let today = (context.today, true);
            let erased = epochs::erase_due(&mut vault, &mut state, today, context.rng)?;
            for sentence in erased.sentences(language) {
                writeln!(context.out, "{sentence}")?;
            }
            match erased.gone.is_empty() {
                true => nothing_due(context),
                false => Ok(()),
            }
        }
    }
}

fn nothing_due<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let words = say(
        context.language,
        "Er hoeft niets te worden gewist.",
        "Nothing is due.",
    );
    Ok(writeln!(context.out, "{words}")?)
}

fn erase_early<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &KeysErase,
    (vault, state): (&mut Vault, &mut State),
    epoch: Epoch,
) -> Result<(), CommandError> {
    early::may(vault, epoch)?;
    for sentence in words::keys::early(context.language, state, epoch, context.today) {
        writeln!(context.out, "{sentence}")?;
    }
    if args.dry_run {
        return Ok(());
    }
    let language = context.language;
    let question = say(language, "Ze voorgoed wissen?", "Erase them for good?");
    if !args.yes && !context.prompt.confirm(question, language)? {
        let kept = say(
            language,
            "Er is niets gewist. Met --yes gebeurt het zonder vraag.",
            "Nothing was erased. With --yes it is done without a question.",
        );
        return Ok(writeln!(context.out, "{kept}")?);
    }
    early::erase(vault, state, (epoch, context.today), context.rng)?;
    let erased = words::keys::erased_early(language, epoch);
    Ok(writeln!(context.out, "{erased}")?)
}
