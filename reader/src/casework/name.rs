//! A reporter's name, held apart from the case: sealed to those who were granted it, and read only after the reason is on
//! disk. The case's deeds tell everybody who reads it that a name is held, by whom, and each look and disclosure; never
//! the name (protocol, section 4.3, "A name held apart").

mod audience;
mod disclose;
mod error;
mod grounds;
mod shares;
mod text;

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;

use self::audience::Audience;
pub use self::{
    disclose::{Disclosure, agree, carry_out, disclose},
    error::NameError,
    grounds::{Claim, answer, consent, ground, is_of_reporter},
    shares::{find_box, give_share, open},
    text::{Shown, keep_names_out},
};

use super::{
    deed::{Deed, What},
    perform::{PerformError, Work},
    void::Void,
};
use crate::{
    journal::{event::Event, ids::DeedId},
    state::{Case, State},
    vault::Vault,
};

/// Bytes of a name at most, with what one may have to say of how to reach its bearer.
pub const NAME_MAX: usize = 4096;

/// Holds a name apart and lets these members read it, for a reason that all who read the case see.
///
/// # Errors
/// [`NameError`]; nothing was kept then.
pub fn keep(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (name, why): (&str, &str),
    to: &[MemberNumber],
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    if name.is_empty() || name.len() > NAME_MAX {
        return Err(NameError::Length);
    }
    let audience = match to {
        [] => None,
        to => Some(Audience::of(vault, (work.case, state), to)?),
    };
    let what = What::NameKept(None);
    keep_from(vault, work, (what, name, why), audience, today, rng)
}

/// Holds a name apart, wherever it came from.
fn keep_from(
    vault: &mut Vault,
    work: &mut Work,
    (what, name, why): (What, &str, &str),
    audience: Option<Audience>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    text::keep_out_of(why, name)?;
    undone(vault, |vault| {
        let (deed, mut events) = work.prepare(vault, because(what, why), today, rng)?;
        let piece = vault.contents.put(name.as_bytes(), rng)?;
        events.push(Event::NameKept {
            case: work.case,
            deed,
            from: vault.secrets.number(),
            day: today,
            piece,
            plaintext: None,
        });
        if let Some(audience) = audience {
            events.extend(audience.grant(vault, work, (deed, name, why), today, rng)?);
        }
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
        Ok(deed)
    })
}

/// Lets another member read a name, for a reason.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn grant(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (of, why): (DeedId, &str),
    to: MemberNumber,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), NameError> {
    let audience = Audience::of(vault, (work.case, state), &[to])?;
    let names = text::read(vault, work, case_of(work, state)?, of)?;
    // Whoever passed on the first of several would say that it is the right one.
    let name = match names.as_slice() {
        [] => return Err(NameError::None),
        [only] => only,
        _ => return Err(NameError::Differ),
    };
    text::keep_out_of(why, &name.name)?;
    undone(vault, |vault| {
        let events = audience.grant(vault, work, (of, &name.name, why), today, rng)?;
        vault.contents.sync(rng)?;
        Ok(vault.journal.append(events, &vault.secrets, rng)?)
    })
}

/// Reads a name, once the reason is on disk.
///
/// # Errors
/// [`NameError`].
pub fn look(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (of, why): (DeedId, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    act(
        vault,
        (work, state),
        of,
        because(What::NameLooked(of), why),
        today,
        rng,
    )
}

/// Hands a name out only once the deed is on disk.
fn act(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    of: DeedId,
    deed: Deed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    let names = text::read(vault, work, case_of(work, state)?, of)?;
    // All of it goes into everybody's pages, not the reason alone.
    let mut said: Vec<&str> = vec![&deed.text];
    if let What::NameDisclosed(_, to, ground) | What::NameDisclosureAsked(_, to, ground) =
        &deed.what
    {
        said.push(to);
        said.extend(ground.words());
    }
    for name in &names {
        for said in &said {
            text::keep_out_of(said, &name.name)?;
        }
    }
    work.perform(vault, deed, today, rng)?;
    Ok(names)
}

/// The name that this member means and may read: the one whose deed's name begins like this, or the only one.
///
/// # Errors
/// [`NameError`], which says who can read it where this member cannot.
pub fn find(
    work: &Work,
    case: &Case,
    typed: Option<&str>,
    me: MemberNumber,
) -> Result<DeedId, NameError> {
    let names = &work.casework.names;
    let is_here = |of: &DeedId| {
        let mut held = case.names.iter();
        held.any(|held| held.deed == *of && text::counts(work, held))
    };
    let of = match typed {
        Some(typed) => work.find(typed)?,
        None => {
            let mine = names
                .iter()
                .filter(|(of, by)| by.contains(&me) && is_here(of));
            let mine: Vec<DeedId> = mine.map(|(of, _)| *of).collect();
            match (mine.as_slice(), names.len()) {
                ([only], _) => *only,
                ([], 1) => names.keys().next().copied().ok_or(NameError::None)?,
                ([], 0) if case.names.is_empty() => return Err(NameError::None),
                ([], 0) => return Err(NameError::NotTold),
                _ => return Err(NameError::Several),
            }
        }
    };
    let by = names.get(&of).ok_or(NameError::None)?;
    if work.casework.recused.contains(&me) {
        return Err(PerformError::Void(Void::Recused(me)).into());
    }
    let is_own = work
        .casework
        .item(of)
        .is_some_and(|item| item.ordered.member == me);
    let others = || by.iter().copied().filter(|one| *one != me).collect();
    match (by.contains(&me), is_here(&of)) {
        (true, true) => Ok(of),
        // No letter brings it: deeds come back from pages, and a name is in none.
        (true, false) if is_own => Err(NameError::Lost(others())),
        (true, false) => Err(NameError::OnItsWay),
        (false, true) => Err(NameError::NotTold),
        (false, false) => Err(NameError::NotHere(others())),
    }
}

fn case_of<'s>(work: &Work, state: &'s State) -> Result<&'s Case, NameError> {
    state.cases.get(&work.case).ok_or(NameError::None)
}

fn because(what: What, why: &str) -> Deed {
    let mut deed = Deed::of(what);
    why.clone_into(&mut deed.text);
    deed
}

/// What failed leaves nothing in the vault.
fn undone<T>(
    vault: &mut Vault,
    act: impl FnOnce(&mut Vault) -> Result<T, NameError>,
) -> Result<T, NameError> {
    let done = act(vault);
    if done.is_err() {
        vault.contents.take_back()?;
    }
    done
}
