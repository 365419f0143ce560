//! What a member does in a case, by whatever program: whether it may begin, and the reporter told of it in one with it, or
//! neither.

use crypto_core::time::Day;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    Deed, What,
    answering::is_ones_turn,
    name,
    perform::{PerformError, Work},
    void::Void,
};
use crate::{
    answer::{self, AnswerError, Draft, Queued},
    cases,
    commands::CommandError,
    journal::{
        event::{Event, Purpose},
        ids::{CaseId, DeedId, ReplyId},
    },
    ledger::fact::Published,
    progress::Watch,
    state::State,
    vault::Vault,
};

/// A case in which somebody is about to do something. Who cannot read it has nothing to say of it.
///
/// # Errors
/// [`cases::FindError`], [`AnswerError::Sealed`], what the rules and the vault say.
pub fn open(vault: &mut Vault, state: &State, id: CaseId) -> Result<Work, CommandError> {
    let case = cases::living(state, id)?;
    if case.letters.is_empty() {
        return Err(AnswerError::Sealed.into());
    }
    Ok(Work::of(vault, state, id)?)
}

/// Whether colleagues have to read why, or what, in words of its writer.
#[must_use]
pub fn asks_why(what: &What) -> bool {
    !matches!(
        what,
        What::Done(_) | What::Assigned(..) | What::Unassigned(..)
    )
}

/// Writes a deed down, and takes what its reporter is told, if they are told anything, as an answer; in one, so that nobody
/// is told of a step that is not there.
///
/// # Errors
/// [`CommandError::NoText`], [`PerformError`] or [`AnswerError`]; nothing was written then.
pub fn perform(
    work: &mut Work,
    (vault, state): (&mut Vault, &State),
    deed: Deed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(DeedId, Option<Queued>), CommandError> {
    if asks_why(&deed.what) && deed.text.trim().is_empty() {
        return Err(CommandError::NoText);
    }
    // All of it goes into everybody's pages.
    let said = match &deed.what {
        What::Consented(given) => vec![deed.text.as_str(), &given.kept],
        What::MinutesAgreed(_) | What::MinutesCorrected(_) => vec![deed.text.as_str()],
        _ => Vec::new(),
    };
    if !said.is_empty() {
        let case = state.cases.get(&work.case).ok_or(cases::FindError::None)?;
        name::keep_names_out(vault, (work, case), &said)?;
    }
    if deed.told.is_empty() {
        return Ok((work.perform(vault, deed, today, rng)?, None));
    }
    is_ones_turn(vault, work)?;
    let told = Zeroizing::new(deed.told.clone());
    let (id, events) = work.prepare(vault, deed, today, rng)?;
    let says = Draft {
        text: &told,
        files: &[],
        purpose: Purpose::Other,
        preview: false,
        watch: Watch::NOBODY,
    };
    let queued = answer::draft_with(vault, (state, work.case), says, events, today, rng)?;
    Ok((id, Some(queued)))
}

/// Writes down what the reporter of a typed-in report was told by telephone, on paper or in a meeting: who typed in what
/// came that way answers that way too. It stands as a note, and for the terms.
///
/// # Errors
/// [`CommandError::NoText`], [`CommandError::NotTypedIn`], [`CommandError::ToldOn`], [`PerformError`]; nothing was written
/// then.
pub fn elsewhere(
    work: &mut Work,
    (vault, state): (&mut Vault, &State),
    text: &str,
    (what, on): (Published, Day),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, CommandError> {
    if text.trim().is_empty() {
        return Err(CommandError::NoText);
    }
    let case = state.cases.get(&work.case);
    let minutes = case.and_then(|case| case.minutes);
    let minutes = minutes.ok_or(CommandError::NotTypedIn)?;
    if on < minutes.day || on > today {
        return Err(CommandError::ToldOn(minutes.day, today));
    }
    let me = vault.secrets.number();
    if work.casework.recused.contains(&me) {
        return Err(PerformError::Void(Void::Recused(me)).into());
    }
    let mut deed = Deed::of(What::Note);
    text.clone_into(&mut deed.told);
    let (id, mut events) = work.prepare(vault, deed, today, rng)?;
    let mut reply = [0; 16];
    rng.fill_bytes(&mut reply);
    events.push(Event::ToldElsewhere {
        case: work.case,
        reply: ReplyId(reply),
        what: what.code(),
        day: on,
    });
    vault.contents.sync(rng)?;
    vault.journal.append(events, &vault.secrets, rng)?;
    Ok(id)
}
