//! Giving a file away as it came: all of it or nothing, one parcel at a time in memory.

use std::io;

use crypto_core::{ids::Digest, primitives::hash::Hasher};
use zeroize::Zeroizing;

use super::{Arrived, File, parcels_of, save};
use crate::vault::{VaultError, parcels::Parcels as Store};

/// Why a file does not go along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsent {
    /// So many of so many parts are missing here.
    Missing(u32, u32),
    /// Its size and its parts do not fit each other.
    Nonsense,
    /// This part, counted from 0, does not open.
    Refused(u32),
    /// Its parts open, and are together not the file that the letter names.
    Hash,
    /// It names the same parts as this file, and others that were tried, and says something else of them.
    SameParts(usize),
}

impl Unsent {
    /// What can be told without opening a part of it.
    #[must_use]
    pub fn of(file: &File) -> Option<Self> {
        let parts = file.claimed.parcels;
        match file.arrived {
            Arrived::All => None,
            Arrived::Parts(there) => Some(Self::Missing(parts.saturating_sub(there), parts)),
            Arrived::Nonsense => Some(Self::Nonsense),
        }
    }
}

/// Gives the bytes of a file, one parcel after the other; `None` if they were all of it. What was given before anything
/// else is not the file, nor a part of it that anybody should have.
///
/// # Errors
/// What the file system or `give` says.
pub fn stream<E: From<VaultError>>(
    store: &Store,
    file: &File,
    mut give: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<Option<Unsent>, E> {
    let Some(parcels) = parcels_of(&file.claimed) else {
        return Ok(Some(Unsent::Nonsense));
    };
    let mut hash = Hasher::default();
    let count = parcels.cut().parcels;
    for i in 0..count {
        let opened = save::open(store, &parcels, i);
        let io = |error: io::Error| E::from(VaultError::from(error));
        match opened.map_err(io)?.map(Zeroizing::new) {
            Ok(bytes) => {
                hash.update(&bytes);
                give(&bytes)?;
            }
            Err(save::Problem::Missing(_)) => return Ok(Some(Unsent::Missing(1, count))),
            Err(_) => return Ok(Some(Unsent::Refused(i))),
        }
    }
    Ok((Digest(hash.finish()) != file.claimed.sha256).then_some(Unsent::Hash))
}
