//! A reporter's name, held apart from the case: sealed to those who were granted it, and read only after the reason is on
//! disk. The case's deeds tell everybody who reads it that a name is held, by whom, and each look and disclosure; never
//! the name (protocol, section 4.3, "A name held apart").

mod audience;
mod error;

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use self::audience::Audience;
pub use self::error::NameError;

use super::{
    deed::{Deed, What},
    disclosure::Ground,
    perform::{PerformError, Work},
    void::Void,
};
use crate::{
    journal::{
        event::Event,
        ids::{DeedId, ReplyId},
    },
    state::{Case, State, names::HeldName},
    vault::{Vault, VaultError},
};

/// Bytes of a name at most, with what one may have to say of how to reach its bearer.
pub const NAME_MAX: usize = 4096;

/// A name, and who sent it; wiped on drop.
pub struct Shown {
    /// Who typed it in or granted it.
    pub from: MemberNumber,
    /// The name.
    pub name: Zeroizing<String>,
}

/// Holds a name apart and lets these members read it, for a reason that all who read the case see.
///
/// # Errors
/// [`NameError`]; nothing was kept then.
pub fn keep(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (name, why): (&str, &str),
    to: &[MemberNumber],
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    if name.is_empty() || name.len() > NAME_MAX {
        return Err(NameError::Length);
    }
    keep_out_of(why, name)?;
    let audience = match to {
        [] => None,
        to => Some(Audience::of(vault, case, to)?),
    };
    undone(vault, |vault| {
        let (deed, mut events) = work.prepare(vault, because(What::NameKept, why), today, rng)?;
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
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    to: MemberNumber,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), NameError> {
    let audience = Audience::of(vault, case, &[to])?;
    let name = read(vault, case, of)?;
    let name = name.first().ok_or(NameError::None)?;
    keep_out_of(why, &name.name)?;
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
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    act(
        vault,
        (work, case),
        of,
        because(What::NameLooked(of), why),
        today,
        rng,
    )
}

/// Reads a name in order to disclose it, once to whom, on what ground and why is on disk.
///
/// # Errors
/// [`NameError`].
pub fn disclose(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    (of, why): (DeedId, &str),
    (to, ground): (&str, Ground),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    if !ground.is_whole() {
        return Err(NameError::NoGround);
    }
    let what = What::NameDisclosed(of, to.to_owned(), ground);
    act(vault, (work, case), of, because(what, why), today, rng)
}

/// Hands a name out only once the deed is on disk.
fn act(
    vault: &mut Vault,
    (work, case): (&mut Work, &Case),
    of: DeedId,
    deed: Deed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    let names = read(vault, case, of)?;
    for name in &names {
        keep_out_of(&deed.text, &name.name)?;
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
    let is_here = |of: &DeedId| case.names.iter().any(|held| held.deed == *of);
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
    match (by.contains(&me), is_here(&of)) {
        (true, true) => Ok(of),
        (true, false) => Err(NameError::OnItsWay),
        (false, true) => Err(NameError::NotTold),
        (false, _) => Err(NameError::NotHere(by.iter().copied().collect())),
    }
}

/// A public answer of this case, or of one whose reporter goes on with it, by the beginning of its name: it has informed
/// the reporter since the day that is given.
///
/// # Errors
/// [`NameError::NoAnswer`] and [`NameError::NotPublic`].
pub fn answer(state: &State, cases: &[&Case], typed: &str) -> Result<(ReplyId, Day), NameError> {
    let replies = cases.iter().flat_map(|case| &case.replies);
    let mut found = replies.filter(|id| !typed.is_empty() && id.to_string().starts_with(typed));
    let (Some(id), None) = (found.next(), found.next()) else {
        return Err(NameError::NoAnswer);
    };
    let reply = state.replies.get(id).ok_or(NameError::NoAnswer)?;
    let day = reply.first_out.ok_or(NameError::NotPublic)?;
    Ok((*id, day))
}

/// Refuses a reason in which a line of the name stands.
fn keep_out_of(why: &str, name: &str) -> Result<(), NameError> {
    let why = Zeroizing::new(why.to_lowercase());
    let lines = name.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut lines = lines.map(|line| Zeroizing::new(line.to_lowercase()));
    match lines.any(|line| why.contains(line.as_str())) {
        true => Err(NameError::InReason),
        false => Ok(()),
    }
}

fn because(what: What, why: &str) -> Deed {
    let mut deed = Deed::of(what);
    why.clone_into(&mut deed.text);
    deed
}

/// All that was sent under a deed: whoever passed on something else is seen by it.
fn read(vault: &mut Vault, case: &Case, of: DeedId) -> Result<Vec<Shown>, NameError> {
    let held = case.names.iter().filter(|held| held.deed == of);
    let mut all: Vec<Shown> = Vec::new();
    for HeldName { from, piece, .. } in held {
        let bytes = vault.contents.read(piece)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
        if !all.iter().any(|one| one.name.as_str() == text) {
            all.push(Shown {
                from: *from,
                name: Zeroizing::new(text.to_owned()),
            });
        }
    }
    Ok(all)
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
