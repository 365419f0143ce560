//! Erasing a month's keys before they are due, because a member wants it.

use crypto_core::time::{Day, Epoch};
use rand_core::CryptoRng;

use super::erase as erase_all;
use crate::{
    commands::CommandError,
    journal::{JournalError, event::EraseReason},
    state::State,
    vault::{Vault, VaultError, secrets::EpochSecret},
};

/// Erases a month's keys for good.
///
/// # Errors
/// As [`may`], or what the vault says.
pub fn erase(
    vault: &mut Vault,
    state: &mut State,
    (epoch, today): (Epoch, Day),
    rng: &mut impl CryptoRng,
) -> Result<(), CommandError> {
    let secrets = may(vault, epoch)?;
    let wanted = [(epoch, EraseReason::Wanted)];
    Ok(erase_all(vault, state, secrets, (&wanted, today), rng)?)
}

/// The keys that are here, where those of this month can be erased: they are among them, and there is a channel whose
/// journal says so.
///
/// # Errors
/// [`CommandError::NoKeys`], [`JournalError::NoChannel`], or what the vault says.
pub fn may(vault: &Vault, epoch: Epoch) -> Result<Vec<EpochSecret>, CommandError> {
    let secrets = vault.epochs()?;
    if !secrets.iter().any(|one| one.epoch == epoch) {
        return Err(CommandError::NoKeys(epoch));
    }
    if vault.secrets.channel.is_none() {
        return Err(VaultError::from(JournalError::NoChannel).into());
    }
    Ok(secrets)
}
