//! Files that came with letters: what is there of them, and saving them to a folder (protocol,
//! section 4.4). Names, types, sizes and counts are a stranger's; nothing in here opens a file.

mod name;
mod presence;
mod save;
mod stream;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use crypto_core::{
    attachment::{Cut, Parcels},
    ids::ParcelId,
    letter::Attachment,
};

pub use name::safe_name;
use presence::Presence;
pub use save::{Problem, SaveError, Saved, save};
pub use stream::{Unsent, stream};

use crate::{
    cases::{self, Text},
    journal::ids::CaseId,
    state::{Case, State},
    vault::{Vault, VaultError, parcels::Parcels as Store},
};

/// Bytes of a file that tell what it is.
const HEAD: usize = 8_192;
/// Parcels (4 GiB) that are looked for in any case, whether anything is there or not.
const LOOKED_FOR_MIN: usize = 4_096;

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
    /// Its place in the list of the case's files, from 1.
    pub number: usize,
    /// What the letter says of it.
    pub claimed: Attachment,
    /// What is there of it.
    pub arrived: Arrived,
    /// What its first bytes say that it is: a media type.
    pub found_type: Option<&'static str>,
    /// An earlier file of the list that names the same parcels.
    pub same_as: Option<usize>,
}

/// Shows the files of a case one after the other, in the order of its letters, with the parcels to save
/// them from. One at a time is in memory: a case may have any number of them.
///
/// # Errors
/// What the vault or `deed` says.
pub fn for_each<E: From<VaultError>>(
    vault: &mut Vault,
    case: &Case,
    mut deed: impl FnMut(&Store, &File) -> Result<(), E>,
) -> Result<(), E> {
    let stored = vault.parcels.ids().map_err(VaultError::from)?;
    let spare = LOOKED_FOR_MIN.saturating_add(2 * stored.len());
    let mut presence = Presence::new(&stored, spare);
    let mut number = 0;
    for letter in &case.letters {
        let Text::Letter(content) = cases::text(vault, letter)? else {
            continue;
        };
        for claimed in content.attachments {
            number += 1;
            let file = look_at(&vault.parcels, (number, claimed), &mut presence);
            deed(&vault.parcels, &file.map_err(VaultError::from)?)?;
        }
    }
    Ok(())
}

fn look_at(
    store: &Store,
    (number, claimed): (usize, Attachment),
    presence: &mut Presence<'_>,
) -> io::Result<File> {
    let mut file = File {
        number,
        claimed,
        arrived: Arrived::Nonsense,
        found_type: None,
        same_as: None,
    };
    let Some(parcels) = parcels_of(&file.claimed) else {
        return Ok(file);
    };
    file.arrived = match presence.count(&parcels) {
        all if all == parcels.cut().parcels => Arrived::All,
        there => Arrived::Parts(there),
    };
    let Some(known) = presence.known(&parcels) else {
        return Ok(file);
    };
    let first = *known.first_file.get_or_insert(number);
    file.same_as = (first != number).then_some(first);
    let [several, single] = &mut known.types;
    let known_type = if parcels.cut().parcels == 1 {
        single
    } else {
        several
    };
    // A whole parcel has to be read for it, and any number of files may name the same one.
    file.found_type = match *known_type {
        Some(found) => found,
        None => *known_type.insert(type_of(store, &parcels)?),
    };
    Ok(file)
}

/// The parcels of a file, if what the letter says of their number can be.
fn parcels_of(claimed: &Attachment) -> Option<Parcels> {
    let cut = Cut::of(claimed.size).filter(|cut| cut.parcels == claimed.parcels)?;
    Some(Parcels::new(claimed.key.clone(), cut))
}

fn type_of(store: &Store, parcels: &Parcels) -> io::Result<Option<&'static str>> {
    let opened = store.find(&parcels.id(0), |parcel| parcels.open(0, &parcel).ok())?;
    let kind = opened.and_then(|bytes| infer::get(bytes.get(..HEAD).unwrap_or(&bytes)));
    Ok(kind.map(|kind| kind.mime_type()))
}

/// The ids of all parcels here that letters name.
///
/// # Errors
/// What the vault says.
pub fn named_parcels(vault: &mut Vault, state: &State) -> Result<BTreeSet<ParcelId>, VaultError> {
    let stored = vault.parcels.ids()?;
    let mut named = BTreeSet::new();
    for case in state.cases.values() {
        // A purse for each case, since they are of different senders.
        let mut presence = Presence::new(&stored, LOOKED_FOR_MIN);
        ids_of(vault, case, &mut presence, |id| {
            named.insert(id);
        })?;
    }
    Ok(named)
}

/// The cases whose letters name some of these parcels, which are not here, and how many of them.
///
/// # Errors
/// What the vault says.
pub fn cases_lacking(
    vault: &mut Vault,
    state: &State,
    missing: &BTreeSet<ParcelId>,
) -> Result<BTreeMap<CaseId, usize>, VaultError> {
    let mut all = vault.parcels.ids()?;
    all.extend(missing);
    let mut lacking = BTreeMap::new();
    for (id, case) in &state.cases {
        let mut presence = Presence::new(&all, LOOKED_FOR_MIN);
        let mut named = BTreeSet::new();
        ids_of(vault, case, &mut presence, |id| {
            named.extend(missing.get(&id).copied());
        })?;
        if !named.is_empty() {
            lacking.insert(*id, named.len());
        }
    }
    Ok(lacking)
}

/// Gives the ids of the parcels that a case's letters name and that `presence` finds.
fn ids_of(
    vault: &mut Vault,
    case: &Case,
    presence: &mut Presence<'_>,
    mut give: impl FnMut(ParcelId),
) -> Result<(), VaultError> {
    for letter in &case.letters {
        let Text::Letter(content) = cases::text(vault, letter)? else {
            continue;
        };
        for claimed in &content.attachments {
            let Some(parcels) = parcels_of(claimed) else {
                continue;
            };
            for i in presence.there_anew(&parcels) {
                give(parcels.id(*i));
            }
        }
    }
    Ok(())
}
