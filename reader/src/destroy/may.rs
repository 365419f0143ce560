//! Whether a case may be destroyed now, and its destruction by whoever may.

use crypto_core::time::Day;
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    cases::{self, FindError},
    casework::{
        LoadError,
        keep::{self, Early, Kept, Time},
        name::{self, NameError},
        perform::Work,
    },
    journal::ids::CaseId,
    ledger::own::{self, Unheard},
    state::State,
    vault::{Vault, VaultError},
};

/// Why a case is not destroyed, or not certified.
#[derive(Debug, Error)]
pub enum DestroyError {
    /// No such case, or no more.
    #[error(transparent)]
    Find(#[from] FindError),
    /// Something keeps it, whatever the reason for which it would go.
    #[error("case {0} is not destroyed: {1}")]
    Kept(CaseId, Kept),
    /// Colleagues or the reporter have not heard of everything.
    #[error("case {0} is not destroyed yet: {1}")]
    Unheard(CaseId, Unheard),
    /// It is too early, and nobody says why it has to go.
    #[error("case {0} was not destroyed, since that is too early: {1}")]
    Early(CaseId, Early),
    /// A reason without words.
    #[error("the reason is empty, and the register would not say why")]
    NoReason,
    /// A certificate names the channel.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// The reason holds a name that is held apart.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Rules or vault.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What a member says who wants a case to be destroyed.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Why it goes, where that is before its time.
    pub reason: Option<&'a str>,
    /// Whether it goes though not everybody has heard of everything.
    pub unheard: bool,
}

/// A case that may be destroyed on this day.
pub struct May {
    case: CaseId,
    day: Day,
    early: Option<Early>,
    reason: Option<Zeroizing<String>>,
}

/// Asks whether a case may be destroyed.
///
/// # Errors
/// Every case of [`DestroyError`]; nothing is changed by asking.
pub fn may(
    vault: &mut Vault,
    state: &State,
    id: CaseId,
    asked: Asked<'_>,
    today: Day,
) -> Result<May, DestroyError> {
    let reason = asked.reason.map(str::trim);
    if reason.is_some_and(str::is_empty) {
        return Err(DestroyError::NoReason);
    }
    let case = cases::living(state, id)?;
    let work = Work::of(vault, state, id)?;
    if let Some(kept) = keep::kept(vault, state, (case, &work), today)? {
        return Err(DestroyError::Kept(id, kept));
    }
    if let Some(reason) = reason {
        // It outlives the case.
        name::keep_names_out(vault, (&work, case), &[reason])?;
    }
    let early = Time::of(vault, state, (case, &work), today)?.early(today);
    if let Some(early) = early.filter(|_| reason.is_none()) {
        return Err(DestroyError::Early(id, early));
    }
    let unheard = own::unheard(vault, state)?.remove(&id);
    if let Some(unheard) = unheard.filter(|_| !asked.unheard) {
        return Err(DestroyError::Unheard(id, unheard));
    }
    Ok(May {
        case: id,
        day: today,
        early,
        reason: reason.map(|reason| Zeroizing::new(reason.to_owned())),
    })
}

impl May {
    /// Why it is before its time, if it is.
    #[must_use]
    pub fn early(&self) -> Option<Early> {
        self.early
    }

    /// Whether a reason was given, whether or not one is needed.
    #[must_use]
    pub fn has_reason(&self) -> bool {
        self.reason.is_some()
    }

    /// Destroys it, and leaves its line in the register, with the reason where it is before its time.
    ///
    /// # Errors
    /// Rules or vault.
    pub fn destroy(
        self,
        vault: &mut Vault,
        state: &State,
        rng: &mut impl CryptoRng,
    ) -> Result<(), DestroyError> {
        let reason = self.reason.filter(|_| self.early.is_some());
        let line = keep::register_line(vault, state, (self.case, self.day), reason)?;
        super::destroy(vault, self.case, line, self.day, rng)?;
        Ok(())
    }
}
