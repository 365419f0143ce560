//! `destroy`

use std::path::Path;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{CommandError, Context, free, read_text};
use crate::{
    cases,
    cli::Destroy,
    destroy::{self, Asked, Consequences, DestroyError, May},
    journal::ids::CaseId,
    state::{Destroyed, State},
    vault::{Vault, files},
    words::{self, say},
};

pub(super) fn destroy<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Destroy,
) -> Result<(), CommandError> {
    let reason = args.early.as_deref().map(reason).transpose()?;
    let (mut vault, state) = context.open()?;
    // Before anything is gone.
    args.certificate.as_deref().map_or(Ok(()), free)?;
    // It may have failed after the destroying.
    let id = cases::find(&state, &args.case)?;
    let destroyed = state.cases.get(&id).and_then(|case| case.destroyed);
    if let (Some(left), Some(path)) = (destroyed, &args.certificate) {
        return certify(context, &vault, (id, &left), path);
    }
    let asked = Asked {
        reason: reason.as_deref().map(String::as_str),
        unheard: args.unheard,
    };
    let may = destroy::may(&mut vault, &state, id, asked, context.today)?;
    if !agrees(context, args, (&vault, &state, id), &may)? {
        return Ok(());
    }
    may.destroy(&mut vault, &state, context.rng)?;
    let destroyed = words::destroy::destroyed(context.language, id);
    writeln!(context.out, "{destroyed}")?;
    let state = State::replay(vault.journal.events());
    let left = state.cases.get(&id).and_then(|case| case.destroyed);
    match (left, &args.certificate) {
        (Some(left), Some(path)) => certify(context, &vault, (id, &left), path),
        _ => Ok(()),
    }
}

/// Says what it means, and asks.
fn agrees<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Destroy,
    (vault, state, id): (&Vault, &State, CaseId),
    may: &May,
) -> Result<bool, CommandError> {
    let language = context.language;
    let consequences = Consequences::of(vault, state, cases::living(state, id)?)?;
    let sentences = words::destroy::consequences(language, id, &consequences);
    for sentence in words::destroy::reason(language, may)
        .into_iter()
        .chain(sentences)
    {
        writeln!(context.out, "{sentence}")?;
    }
    let question = say(
        language,
        "De zaak voorgoed vernietigen?",
        "Destroy it for good?",
    );
    let agrees = args.yes || context.prompt.confirm(question, language)?;
    if !agrees {
        let nothing = say(
            language,
            "Er is niets vernietigd. Met --yes gebeurt het zonder vraag.",
            "Nothing was destroyed. With --yes it is done without a question.",
        );
        writeln!(context.out, "{nothing}")?;
    }
    Ok(agrees)
}

/// Why a case goes before its time, from a file or from standard input.
fn reason(path: &Path) -> Result<Zeroizing<String>, CommandError> {
    let text = read_text(Some(path).filter(|path| *path != Path::new("-")))?;
    match text.trim().is_empty() {
        // Before the vault is opened.
        true => Err(DestroyError::NoReason.into()),
        false => Ok(text),
    }
}

fn certify<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    (id, left): (CaseId, &Destroyed),
    path: &Path,
) -> Result<(), CommandError> {
    let text = destroy::certificate(vault, id, left)?;
    files::create_new(path, &text).map_err(CommandError::of_file(path))?;
    let made = words::destroy::certified(context.language, path);
    Ok(writeln!(context.out, "{made}")?)
}
