//! Steps with the root key of a channel that is founded, as the window hands them to the library.

use belfry_reader::vault::locked_key::Passphrase;
use crypto_core::primitives::password::Cost;

/// Such a step.
pub enum Root {
    /// Look at what is here.
    Look,
    /// Make the next root key.
    Change {
        /// The passphrase of the one in force.
        old: Passphrase,
        /// That of the next, typed twice.
        new: [Passphrase; 2],
        /// What guessing it is to cost.
        cost: Cost,
    },
    /// Destroy the one that the next one has followed.
    Finish,
}

impl Root {
    /// Whether anything is another afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Look)
    }
}
