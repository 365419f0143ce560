//! A change of the root key: how far it is, and its steps (protocol, section 4.6).

use std::path::Path;

use crypto_core::primitives::{password::Cost, signature::SigningKey};
use rand_core::CryptoRng;

use super::{CeremonyError, check_no_two_roots, root_key};
use crate::{
    commands::CommandError,
    public::Public,
    state::State,
    vault::{Vault, locked_key::Passphrase},
};

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changing {
    /// None is under way.
    No,
    /// The new key is there, and no roster in force is signed with it.
    Begun,
    /// One is: the old key is needed for nothing any more.
    InForce,
}

impl Changing {
    /// How far that of this vault is.
    ///
    /// # Errors
    /// [`CeremonyError::TwoRoots`], [`CeremonyError::NoRoster`], or what the vault says.
    pub fn of(vault: &Vault, state: &State) -> Result<Self, CommandError> {
        check_no_two_roots(state)?;
        let public = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?;
        Ok(Self::beside(vault.dir(), &public)?)
    }

    /// How far that in this folder is, beside the roster in force.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn beside(dir: &Path, public: &Public) -> Result<Self, CeremonyError> {
        Ok(match root_key::pending(dir)? {
            None => Self::No,
            Some(change) if public.roster.root.changes.contains(&change) => Self::InForce,
            Some(_) => Self::Begun,
        })
    }
}

/// Opens the root key of this vault, which has to be the one in force.
///
/// # Errors
/// [`CeremonyError::OtherRoot`], [`CeremonyError::NoRoster`], or what the file says.
pub fn open_old(vault: &Vault, passphrase: &Passphrase) -> Result<SigningKey, CommandError> {
    let public = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?;
    let old = root_key::open(vault.dir(), passphrase)?;
    match public.roster.roots().last() == Some(&old.verifying_key()) {
        true => Ok(old),
        false => Err(CeremonyError::OtherRoot.into()),
    }
}

/// Makes the next root key, signed by the one in force; the number of the change.
///
/// # Errors
/// [`root_key::RootKeyError::Exists`] where a change is under way, or what the vault says.
pub fn begin(
    vault: &Vault,
    old: &SigningKey,
    new: (&Passphrase, Cost),
    rng: &mut impl CryptoRng,
) -> Result<u32, CommandError> {
    let public = Public::load(vault)?.ok_or(CeremonyError::NoRoster)?;
    // The first root key has no change, so the next change has the number of the keys so far.
    let number = u32::try_from(public.roster.roots().len()).unwrap_or(u32::MAX);
    let channel = public.roster.channel;
    root_key::begin_change(vault.dir(), (&channel, number), old, new, rng)?;
    Ok(number)
}
