//! What goes with a case, and what is left of it elsewhere.

use std::collections::BTreeSet;

use crypto_core::time::{Day, Epoch};

use crate::{
    epochs,
    state::{Case, State},
    vault::{Vault, VaultError},
};

/// What destroying a case means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequences {
    /// Letters that go.
    pub letters: usize,
    /// Answers and confirmations that go.
    pub replies: usize,
    /// Answers of which no board was seen.
    pub unpublished: usize,
    /// Months whose keys still open a copy of a letter, and until when.
    pub months: Vec<(Epoch, Day)>,
}

impl Consequences {
    /// Those of a case.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(vault: &Vault, state: &State, case: &Case) -> Result<Self, VaultError> {
        let months = case.letters.iter().map(|letter| letter.letter_day.epoch());
        let months: BTreeSet<Epoch> = months.collect();
        let here = vault.epochs()?;
        let is_here = |epoch: &Epoch| here.iter().any(|one| one.epoch == *epoch);
        let months = months.into_iter().filter(is_here);
        let unpublished = case.replies.iter().filter(|id| !state.is_out(**id));
        Ok(Self {
            letters: case.letters.len(),
            replies: case.replies.len(),
            unpublished: unpublished.count(),
            months: months
                .filter_map(|epoch| Some((epoch, epochs::deadline(epoch)?)))
                .collect(),
        })
    }
}
