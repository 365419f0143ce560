//! `destroy`

use std::collections::BTreeSet;

use crypto_core::{
    labels::kind,
    signed,
    time::{Day, Epoch},
};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error};
use crate::{
    answer::AnswerError,
    cases::{self, FindError},
    casework::{keep, perform::Work},
    cli::Destroy,
    destroy, epochs,
    journal::ids::CaseId,
    notice::month,
    state::{Case, State},
    vault::{Vault, files},
};

pub(super) fn destroy<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &Destroy,
) -> Result<(), CommandError> {
    let (mut vault, state) = context.open()?;
    let id = cases::find_living(&state, &args.case)?;
    let case = state.cases.get(&id).ok_or(FindError::None)?;
    let work = Work::of(&mut vault, &state, id)?;
    if let Some(kept) = keep::kept(case, &work, context.today) {
        return Err(CommandError::Kept(id, kept));
    }
    // Before anything is gone.
    if let Some(path) = args.certificate.as_ref().filter(|path| path.exists()) {
        let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(file_error(path)(there));
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
        "The contents of case {id} are destroyed; its name and dates stay in the list, a line without it in the \
         register."
    )?;
    if let Some(path) = &args.certificate {
        let certificate = certificate(&vault, id, case, context.today)?;
        files::create_new(path, &certificate).map_err(file_error(path))?;
        writeln!(context.out, "The certificate is {}.", path.display())?;
    }
    Ok(())
}

/// A text that says what was destroyed, signed with this member's key; stock minisign checks it.
fn certificate(
    vault: &Vault,
    id: CaseId,
    case: &Case,
    today: Day,
) -> Result<Vec<u8>, CommandError> {
    let channel = vault.secrets.channel.ok_or(AnswerError::NoBoard)?;
    let body = format!(
        "{}\nchannel: {channel}\ncase: {id}\ndestroyed: {today}\nletters: {}\nanswers: {}\nmember: {}\n\
         The keys of everything that this member's reader held of the case were erased on that day.\n",
        kind::DESTROYED,
        case.letter_count(),
        case.replies.len(),
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
