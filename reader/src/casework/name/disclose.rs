//! Disclosing a name: at once where one member may, and where a quorum is needed to open letters, by as many members as
//! that together: one asks, others agree, and then it is carried out (protocol, section 4.3, "A name held apart").

use std::collections::BTreeSet;

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;

use super::{NameError, Shown, act, because, case_of, text};
use crate::{
    casework::{
        deed::What,
        disclosure::Ground,
        perform::{PerformError, Work},
    },
    journal::ids::DeedId,
    state::State,
    vault::Vault,
};

/// What came of wanting to disclose a name.
pub enum Disclosure {
    /// It is on disk that it was disclosed, and this is the name.
    Done(Vec<Shown>),
    /// It is asked for by this deed; so many members do it together.
    Asked(DeedId, u8),
}

/// Reads a name in order to disclose it, once to whom, on what ground and why is on disk; where members do that together,
/// asks the others, and shows nothing.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn disclose(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (of, why): (DeedId, &str),
    (to, ground): (&str, Ground),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Disclosure, NameError> {
    if !ground.is_whole() {
        return Err(NameError::NoGround);
    }
    if to.trim().is_empty() {
        return Err(NameError::ToNobody);
    }
    let together = work.book.quorum(today);
    let are_for = work.casework.who_is_for(of, to, &ground);
    if are_for.len() >= usize::from(together) || together == 1 {
        let deed = because(What::NameDisclosed(of, to.to_owned(), ground), why);
        return act(vault, (work, state), of, deed, today, rng).map(Disclosure::Done);
    }
    if are_for.contains(&vault.secrets.number()) {
        return Err(NameError::NotAgreed(together, are_for));
    }
    let what = What::NameDisclosureAsked(of, to.to_owned(), ground);
    act(vault, (work, state), of, because(what, why), today, rng)?;
    let asked = work.casework.items.last().ok_or(PerformError::NoDeed)?;
    Ok(Disclosure::Asked(asked.ordered.id, together))
}

/// Agrees with a disclosure that a colleague asks for. The name is not needed for that, and not shown.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn agree(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (typed, why): (&str, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<DeedId, NameError> {
    let (asked, of, ..) = asked(work, typed)?;
    // Who can read the name can betray it here too.
    for name in text::read(vault, work, case_of(work, state)?, of)? {
        text::keep_out_of(why, &name.name)?;
    }
    let deed = because(What::NameDisclosureAgreed(asked), why);
    Ok(work.perform(vault, deed, today, rng)?)
}

/// Carries out a disclosure that was asked for and that enough members agree with.
///
/// # Errors
/// [`NameError`]; nothing was written then.
pub fn carry_out(
    vault: &mut Vault,
    (work, state): (&mut Work, &State),
    (typed, why): (&str, &str),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Shown>, NameError> {
    let (_, of, to, ground) = asked(work, typed)?;
    let together = work.book.quorum(today);
    let are_for: BTreeSet<MemberNumber> = work.casework.who_is_for(of, &to, &ground);
    if are_for.len() < usize::from(together) {
        return Err(NameError::NotAgreed(together, are_for));
    }
    let deed = because(What::NameDisclosed(of, to, ground), why);
    act(vault, (work, state), of, deed, today, rng)
}

/// The disclosure that is asked for by the deed whose name begins like this.
fn asked(work: &Work, typed: &str) -> Result<(DeedId, DeedId, String, Ground), NameError> {
    let id = work.find(typed)?;
    let mut open = work.casework.asked();
    let found = open.find(|(by, _)| by.id == id);
    let (_, (of, to, ground)) = found.ok_or(NameError::NotAsked)?;
    Ok((id, of, to.to_owned(), ground.clone()))
}
