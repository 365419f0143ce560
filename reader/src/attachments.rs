//! Files that came with letters: what is there of them, and saving them to a folder (protocol,
//! section 4.4). Names, types, sizes and counts are a stranger's; nothing in here opens a file.

mod name;
mod save;

use std::{collections::BTreeSet, io};

use crypto_core::{
    attachment::{Cut, Parcels},
    ids::ParcelId,
    letter::Attachment,
};

pub use name::safe_name;
pub use save::{Problem, SaveError, Saved, save};

use crate::{
    cases::{self, Text},
    state::{Case, State},
    vault::{Vault, VaultError, parcels::Parcels as Store},
};

/// Bytes of a file that tell what it is.
const HEAD: usize = 8_192;
/// Parcels of one file (4 GiB) that are looked for one by one in any case.
const LOOKED_FOR_MIN: u32 = 4_096;

/// What is there of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// All of its parcels are there; whether they open shows when it is saved.
    All,
    /// Some of its parcels are missing; so many are there.
    Parts(u32),
    /// The letter's size and number of parcels do not fit each other.
    Nonsense,
}

/// A file of a case.
pub struct File {
    /// What the letter says of it.
    pub claimed: Attachment,
    /// What is there of it.
    pub arrived: Arrived,
    /// What its first bytes say that it is: a media type.
    pub found_type: Option<&'static str>,
}

/// The files of a case, in the order of its letters.
///
/// # Errors
/// What the vault says.
pub fn list(vault: &mut Vault, case: &Case) -> Result<Vec<File>, VaultError> {
    let stored = vault.parcels.ids()?;
    let mut files = Vec::new();
    for letter in &case.letters {
        let Text::Letter(content) = cases::text(vault, letter)? else {
            continue;
        };
        for claimed in content.attachments {
            files.push(look_at(&vault.parcels, claimed, &stored)?);
        }
    }
    Ok(files)
}

fn look_at(store: &Store, claimed: Attachment, stored: &BTreeSet<ParcelId>) -> io::Result<File> {
    let Some(parcels) = parcels_of(&claimed) else {
        return Ok(File {
            claimed,
            arrived: Arrived::Nonsense,
            found_type: None,
        });
    };
    let arrived = match missing(&parcels, stored) {
        0 => Arrived::All,
        missing => Arrived::Parts(parcels.cut().parcels.saturating_sub(missing)),
    };
    let found_type = first_bytes(store, &parcels)?
        .and_then(|head| infer::get(&head).map(|kind| kind.mime_type()));
    Ok(File {
        claimed,
        arrived,
        found_type,
    })
}

/// The parcels of a file, if what the letter says of their number can be.
fn parcels_of(claimed: &Attachment) -> Option<Parcels> {
    let cut = Cut::of(claimed.size).filter(|cut| cut.parcels == claimed.parcels)?;
    Some(Parcels::new(claimed.key.clone(), cut))
}

/// How many parcels of a file are not there. Of a file with far more than there are in all, those after the
/// first thousands count as missing: looking for each would let one letter keep the reader busy for days.
fn missing(parcels: &Parcels, stored: &BTreeSet<ParcelId>) -> u32 {
    let count = parcels.cut().parcels;
    let looked_for = u32::try_from(stored.len())
        .unwrap_or(u32::MAX)
        .saturating_mul(2)
        .clamp(LOOKED_FOR_MIN, u32::MAX)
        .min(count);
    let there = (0..looked_for).filter(|i| stored.contains(&parcels.id(*i)));
    count.saturating_sub(u32::try_from(there.count()).unwrap_or(u32::MAX))
}

fn first_bytes(store: &Store, parcels: &Parcels) -> io::Result<Option<Vec<u8>>> {
    let found = store.read(&parcels.id(0))?;
    let opened = found.iter().find_map(|parcel| parcels.open(0, parcel).ok());
    Ok(opened.map(|bytes| bytes.iter().copied().take(HEAD).collect()))
}

/// The ids of all parcels here that letters name.
///
/// # Errors
/// What the vault says.
pub fn named_parcels(vault: &mut Vault, state: &State) -> Result<BTreeSet<ParcelId>, VaultError> {
    let stored = vault.parcels.ids()?;
    let mut named = BTreeSet::new();
    for letter in state.cases.values().flat_map(|case| &case.letters) {
        let Text::Letter(content) = cases::text(vault, letter)? else {
            continue;
        };
        for claimed in &content.attachments {
            let Some(parcels) = parcels_of(claimed) else {
                continue;
            };
            let ids = (0..parcels.cut().parcels).map(|i| parcels.id(i));
            named.extend(ids.take(2 * stored.len()).filter(|id| stored.contains(id)));
        }
    }
    Ok(named)
}
