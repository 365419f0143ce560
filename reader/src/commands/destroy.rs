//! `destroy`

use std::{collections::BTreeSet, path::Path};

use crypto_core::{labels::kind, signed, time::Epoch};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error};
use crate::{
    answer::AnswerError,
    cases::{self, FindError},
    casework::{keep, perform::Work},
    cli::Destroy,
    destroy, epochs,
    journal::ids::CaseId,
    ledger::own,
    notice::month,
    state::{Case, Destroyed, State},
    vault::{Vault, files},
};

pub(super) fn destroy<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Destroy,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    // Before anything is gone.
    if let Some(path) = args.certificate.as_ref().filter(|path| path.exists()) {
        let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(file_error(path)(there));
    }
    // It may have failed after the destroying.
    let known = cases::find(&state, &args.case)?;
    let destroyed = state.cases.get(&known).and_then(|case| case.destroyed);
    if let (Some(left), Some(path)) = (destroyed, &args.certificate) {
        return certify(context, &vault, (known, &left), path);
    }
    let id = cases::find_living(&state, &args.case)?;
    let case = state.cases.get(&id).ok_or(FindError::None)?;
    let work = Work::of(&mut vault, &state, id)?;
    if let Some(kept) = keep::kept(&mut vault, &state, (case, &work), context.today)? {
        return Err(CommandError::Kept(id, kept));
    }
    let unheard = own::unheard(&state).remove(&id);
    if let Some(unheard) = unheard.filter(|_| !args.unheard) {
        return Err(CommandError::Unheard(id, unheard));
    }
    match keep::until(&work.casework, work.rules()) {
        Some(until) if context.today >= until => {}
        Some(until) => writeln!(context.out, "By the rules it is kept until {until}.")?,
        None => writeln!(context.out, "The case is not closed (`case step`).")?,
    }
    for sentence in consequences(&vault, &state, id, case)? {
        writeln!(context.out, "{sentence}")?;
    }
    if !args.yes && !context.prompt.confirm("Destroy it for good?")? {
        return Ok(writeln!(
            context.out,
            "Nothing was destroyed. With --yes it is done without a question."
        )?);
    }
    let line = keep::register_line(&mut vault, &state, (id, context.today))?;
    destroy::destroy(&mut vault, id, line, context.today, context.rng)?;
    writeln!(
        context.out,
        "The contents of case {id} are destroyed; its name and dates stay in the list, a line without its name in \
         the register."
    )?;
    let state = State::replay(vault.journal.events());
    let left = state.cases.get(&id).and_then(|case| case.destroyed);
    match (left, &args.certificate) {
        (Some(left), Some(path)) => certify(context, &vault, (id, &left), path),
        _ => Ok(()),
    }
}

fn certify<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    (id, left): (CaseId, &Destroyed),
    path: &Path,
) -> Result<(), CommandError> {
    let text = certificate(vault, id, left)?;
    files::create_new(path, &text).map_err(file_error(path))?;
    Ok(writeln!(
        context.out,
        "The certificate is {}.",
        path.display()
    )?)
}

/// A text that says what was destroyed, signed with this member's key; stock minisign checks it.
fn certificate(vault: &Vault, id: CaseId, left: &Destroyed) -> Result<Vec<u8>, CommandError> {
    let channel = vault.secrets.channel.ok_or(AnswerError::NoBoard)?;
    let body = format!(
        "{}\nchannel: {channel}\ncase: {id}\ndestroyed: {}\nletters: {}\nanswers: {}\nmember: {}\n\
         The keys of everything that this member's reader held of the case were erased on that day.\n",
        kind::DESTROYED,
        left.day,
        left.letters,
        left.replies,
        vault.secrets.number(),
    );
    Ok(signed::sign(
        body.as_bytes(),
        kind::DESTROYED,
        &vault.secrets.member_key,
    ))
}

fn consequences(
    vault: &Vault,
    state: &State,
    id: CaseId,
    case: &Case,
) -> Result<Vec<String>, CommandError> {
    let mut all = vec![format!(
        "Case {id}: its {} letter(s), {} answer(s) and confirmation(s), and all files with them, can then never be read again \
         on this reader. Keep elsewhere beforehand what you must keep, by law or by your own rules: that \
         is for you to decide. Your colleagues' readers keep what they have, and so do backups made before \
         today: destroy those too. Answers on the board stay there for their reporter until their time is over.",
        case.letters.len(),
        case.replies.len()
    )];
    let unpublished = case.replies.iter().filter(|id| !state.is_out(**id)).count();
    if unpublished > 0 {
        all.push(format!(
            "{unpublished} answer(s) of it were not seen on a board yet; what is in no batch will never go \
             out."
        ));
    }
    let months: BTreeSet<Epoch> = case
        .letters
        .iter()
        .map(|letter| letter.letter_day.epoch())
        .collect();
    let here = vault.epochs()?;
    for epoch in months {
        if here.iter().any(|one| one.epoch == epoch)
            && let Some(day) = epochs::deadline(epoch)
        {
            all.push(format!(
                "Who has a copy of its letters of {which} and this vault can open them until the keys of \
                 {which} are erased, on {day} at the latest (`keys list`).",
                which = month(epoch)
            ));
        }
    }
    Ok(all)
}
