//! All months of which this vault knows keys, and what has become of them.

use std::collections::BTreeSet;

use crypto_core::time::{Day, Epoch};

use crate::{
    epochs,
    public::Public,
    state::{State, epochs::KnownEpoch},
    vault::{Vault, VaultError},
};

/// A month.
#[derive(Debug)]
pub struct Line {
    /// Which.
    pub epoch: Epoch,
    /// What the journal knows of its keys.
    pub known: KnownEpoch,
    /// Whether the secret is here.
    pub here: bool,
    /// Whether the roster in force lists it; with this vault's recipient, as far as that was seen.
    pub roster: Option<bool>,
}

/// All of them, the oldest first.
///
/// # Errors
/// What the vault says.
pub fn list(
    vault: &Vault,
    state: &State,
    public: Option<&Public>,
) -> Result<Vec<Line>, VaultError> {
    let here: BTreeSet<Epoch> = vault.epochs()?.iter().map(|one| one.epoch).collect();
    let known = &state.epochs.known;
    let all: BTreeSet<Epoch> = here.iter().chain(known.keys()).copied().collect();
    let lines = all.into_iter().map(|epoch| {
        let known = known.get(&epoch).copied().unwrap_or_default();
        let in_roster = |public: &Public| {
            let listed = public.roster.epoch_file(epoch).is_some();
            listed.then(|| known.listed != Some((public.roster.serial, false)))
        };
        Line {
            epoch,
            known,
            here: here.contains(&epoch),
            roster: public.and_then(in_roster),
        }
    });
    Ok(lines.collect())
}

impl Line {
    /// Whether the secret is gone and nobody erased it, or the roster has a recipient that is another's: letters of that
    /// month do not open here.
    #[must_use]
    pub fn is_amiss(&self) -> bool {
        let lost = !self.here && self.known.erased.is_none();
        lost || (self.here && self.roster == Some(false))
    }

    /// Whether it is due to be erased.
    #[must_use]
    pub fn is_due(&self, state: &State, today: Day) -> bool {
        self.here && epochs::due(state, self.epoch, today).is_some()
    }
}
