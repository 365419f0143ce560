//! What may stand as a ground of a disclosure: a letter of the reporter's own, an answer that the reporter was given.

use crypto_core::{
    ids::{LetterId, MemberNumber},
    roster::MemberKind,
    time::Day,
};

use super::NameError;
use crate::{
    cases,
    casework::{Ground, Informed, consent as consents, find, forward::ForwardError, perform::Work},
    journal::{
        event::{ReplyKind, Standing},
        ids::{CaseId, ReplyId},
    },
    public::Public,
    state::{Case, Letter, State},
    terms,
    vault::Vault,
};

/// What somebody says the ground is: letters, deeds and answers by the beginnings of their names.
#[derive(Debug, Clone, Copy)]
pub enum Claim<'t> {
    /// The reporter consents here.
    Consent(&'t str),
    /// This law obliges to it.
    Obliged {
        /// The law.
        law: &'t str,
        /// The public answer that informed the reporter beforehand.
        informed: Option<&'t str>,
        /// Or why informing them would jeopardise the investigation.
        not_informed: Option<&'t str>,
    },
}

/// The ground of a disclosure, as article 16 asks for it.
///
/// # Errors
/// [`NameError`], which says what is missing.
pub fn ground(
    vault: &mut Vault,
    (work, state): (&Work, &State),
    claim: Claim<'_>,
) -> Result<Ground, NameError> {
    let (law, informed, not_informed) = match claim {
        Claim::Consent(typed) => {
            let letter = consent(vault, state, work.case, typed);
            return Ok(Ground::Consent(consents::meant(work, typed, letter)?));
        }
        Claim::Obliged {
            law,
            informed,
            not_informed,
        } => (law.trim(), informed, not_informed),
    };
    if law.is_empty() {
        return Err(NameError::NoGround);
    }
    let informed = match (informed, not_informed.map(str::trim)) {
        (Some(typed), _) => {
            let (reply, day) = answer(vault, state, work.case, typed)?;
            Informed::Answer(reply, day)
        }
        (None, Some(why)) if !why.is_empty() => Informed::Not(why.to_owned()),
        (None, _) => return Err(NameError::NotInformed),
    };
    Ok(Ground::Obliged(law.to_owned(), informed))
}

/// The letter in which the reporter consents, by the beginning of its name: one of this case, or of the case in which
/// the reporter goes on with it.
///
/// # Errors
/// [`NameError`], which says why a letter is none of the reporter's.
pub fn consent(
    vault: &mut Vault,
    state: &State,
    of: CaseId,
    typed: &str,
) -> Result<LetterId, NameError> {
    let letters = state.around(of).flat_map(|(id, case)| {
        let letters = case.letters.iter();
        letters.map(move |letter| (id, letter.id))
    });
    let (by, letter) = find::only(letters, |(_, id)| *id, typed).ok_or(ForwardError::NoLetter)?;
    let case = state.cases.get(&by).ok_or(NameError::None)?;
    if case.minutes.is_some() {
        return Err(NameError::TypedIn);
    }
    speaks_in(vault, state, of, (by, case))?;
    Ok(letter)
}

/// A public answer of this case, or of the one in which its reporter goes on with it, by the beginning of its name: it
/// has informed the reporter since the day that is given.
///
/// # Errors
/// [`NameError::NoAnswer`], [`NameError::NotPublic`], and what says that it was not the reporter who got it.
pub fn answer(
    vault: &mut Vault,
    state: &State,
    of: CaseId,
    typed: &str,
) -> Result<(ReplyId, Day), NameError> {
    let replies = state.around(of).flat_map(|(id, case)| {
        let replies = case.replies.iter();
        replies.map(move |reply| (id, *reply))
    });
    let (by, id) = find::only(replies, |(_, id)| *id, typed).ok_or(NameError::NoAnswer)?;
    let reply = state.replies.get(&id).ok_or(NameError::NoAnswer)?;
    // "We have received your letters" tells nobody that their name will be disclosed, nor why.
    if reply.kind != ReplyKind::Answer {
        return Err(NameError::Confirmation);
    }
    let day = reply.first_out.ok_or(NameError::NotPublic)?;
    let case = state.cases.get(&by).ok_or(NameError::None)?;
    speaks_in(vault, state, of, (by, case))?;
    Ok((id, day))
}

/// Whether what stands in the case `by` is the reporter's of the case `of`, and may be named in the deeds there.
fn speaks_in(
    vault: &mut Vault,
    state: &State,
    of: CaseId,
    (by, case): (CaseId, &Case),
) -> Result<(), NameError> {
    is_of_reporter(vault, state, (by, case))?;
    if by == of {
        return Ok(());
    }
    let minutes = state.cases.get(&of).ok_or(NameError::None)?;
    match readers_left_out(vault, minutes, case)?.as_slice() {
        [] => Ok(()),
        some => Err(NameError::Tells(some.to_vec())),
    }
}

/// Whether a case is its reporter's alone: what stands there is theirs, and what is answered there reaches them.
///
/// # Errors
/// [`NameError::Disputed`], [`NameError::NotTheirs`], [`ForwardError::Doubtful`], and what the vault says.
pub fn is_of_reporter(
    vault: &mut Vault,
    state: &State,
    (id, case): (CaseId, &Case),
) -> Result<(), NameError> {
    // Also where the name lies in the case that shows the code: it is that report's reporter who is named.
    if let Some(minutes) = case.claims {
        is_taken_for_reporter(vault, state, minutes, id)?;
    }
    // Also in the case itself: who forged a letter, or changed one, would consent, or be told.
    match case.letters.iter().any(Letter::is_doubtful) {
        true => Err(ForwardError::Doubtful.into()),
        false => Ok(()),
    }
}

/// Whether a case that shows the code of one that was typed in may be taken for its reporter's.
fn is_taken_for_reporter(
    vault: &mut Vault,
    state: &State,
    minutes: CaseId,
    by: CaseId,
) -> Result<(), NameError> {
    let mut claims = Vec::new();
    for id in state.claimed_by(minutes) {
        if let Some(case) = state.cases.get(&id)
            && !terms::is_no_report(vault, state, (id, case))?
        {
            claims.push((id, case));
        }
    }
    let claimant = match claims.as_slice() {
        [(id, only)] if *id == by => only,
        [_, _, ..] => return Err(NameError::Disputed),
        _ => return Err(NameError::NotTheirs),
    };
    // Where an answer reaches nobody, or a tag does not hold, somebody else may have written.
    match claimant.standing == Standing::Conversation && claimant.keys.is_some() {
        true => Ok(()),
        false => Err(NameError::NotTheirs),
    }
}

/// Who reads the deeds of what was typed in and may not hear that the reporter goes on elsewhere.
fn readers_left_out(
    vault: &mut Vault,
    minutes: &Case,
    claimant: &Case,
) -> Result<Vec<MemberNumber>, NameError> {
    let public = Public::load(vault)?.ok_or(NameError::NoBoard)?;
    let unread = cases::left_out(vault, minutes)?.members;
    let mut hidden = cases::left_out(vault, claimant)?.members;
    hidden.retain(|one| {
        let listed = public.roster.member(*one);
        !unread.contains(one) && listed.is_none_or(|one| one.kind == MemberKind::Member)
    });
    Ok(hidden)
}
