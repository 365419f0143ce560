//! `keys prepare`, `keys list`, `keys erase`

mod list;

use std::path::Path;

use crypto_core::{
    time::{Day, Epoch},
    words::Language,
};
use rand_core::CryptoRng;

use super::{CommandError, Context, init};
use crate::{
    ceremony::founding,
    cli::KeysErase,
    epochs,
    journal::event::EraseReason,
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
    let secrets = vault.epochs()?;
    if !secrets.iter().any(|one| one.epoch == epoch) {
        return Err(CommandError::NoKeys(epoch));
    }
    let which = month(epoch);
    for sentence in consequences(state, epoch, context.today, context.language) {
        writeln!(context.out, "{sentence}")?;
    }
    if args.dry_run {
        return Ok(());
    }
    if vault.secrets.channel.is_none() {
        return Err(CommandError::Vault(
            crate::journal::JournalError::NoChannel.into(),
        ));
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
    let wanted = [(epoch, EraseReason::Wanted)];
    epochs::erase(vault, state, secrets, (&wanted, context.today), context.rng)?;
    let erased = both!(
        language,
        "De sleutels van {which} zijn voorgoed gewist.",
        "The keys of {which} are erased for good.",
    );
    Ok(writeln!(context.out, "{erased}")?)
}

/// What is lost with a month's keys that are not due.
fn consequences(state: &State, epoch: Epoch, today: Day, language: Language) -> Vec<String> {
    let which = month(epoch);
    let weeks = epochs::weeks_to_come(state, epoch).len();
    let not_whole = match weeks {
        1 => "1 week waarin zulke brieven komen, is".to_owned(),
        _ => format!("{weeks} weken waarin zulke brieven komen, zijn"),
    };
    let mut all = vec![both!(
        language,
        "Zonder de sleutels van {which} kan deze lezer nooit meer een brief van die maand openen die nog niet is \
         ingelezen: {not_whole} nog niet helemaal ingelezen. Zaken die al open zijn, blijven leesbaar. Aan de lezers \
         van je collega's verandert niets.",
        "Without the keys of {which}, this reader can never again open a letter of that month that it \
         has not imported yet: {weeks} storage week(s) in which such letters come are not imported whole. \
         Cases that it has opened stay. Your colleagues' readers are not touched.",
    )];
    if epoch >= today.epoch() {
        all.push(both!(
            language,
            "Melders blijven aan deze sleutels schrijven tot een nieuwe ledenlijst andere geeft: doe daarna `keys \
             prepare`, en laat de ledenlijst meteen ondertekenen.",
            "Reporters go on writing to these keys until a new roster gives others: run `keys prepare` \
             afterwards, and have the roster signed at once.",
        ));
    }
    all
}
