//! Half of what protects the keys of months in a TPM, or all of it in the vault.

use rand_core::CryptoRng;

use crate::vault::{
    Vault, VaultError,
    tpm::{self, Tpm, TpmError},
};

/// Where it is.
#[derive(Debug)]
pub enum Half {
    /// All of it is in the vault.
    Whole,
    /// Half of it is in this machine's TPM.
    There,
    /// Half of it is in a TPM that does not give it, for this reason.
    Away(VaultError),
}

impl Half {
    /// Where that of this vault is.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(vault: &Vault) -> Result<Self, VaultError> {
        Ok(match vault.epochs_tpm()? {
            None => Self::Whole,
            Some(_) => match vault.epochs() {
                Ok(_) => Self::There,
                Err(error) => Self::Away(error),
            },
        })
    }
}

/// Whether this says that the chip does not give the half: what else stands in the way can be mended.
#[must_use]
pub fn is_gone(error: &VaultError) -> bool {
    matches!(error, VaultError::Tpm(TpmError::Refused))
}

/// What is to become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Half of it goes into the TPM.
    On,
    /// It comes back out.
    Off,
    /// The TPM is gone, and the keys with it.
    Lost,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Half of it is in the TPM now.
    On,
    /// It was there already.
    AlreadyOn,
    /// It is whole in the vault again.
    Off,
    /// There are no keys any more.
    Lost,
    /// The TPM still answers: nothing was given up.
    NotLost,
    /// There was nothing of it in a TPM.
    Nowhere,
}

/// Does what is asked.
///
/// # Errors
/// [`VaultError::NoTpm`] where there is no TPM to put it into, or what the vault and the TPM say.
pub fn set(vault: &Vault, asked: Asked, rng: &mut impl CryptoRng) -> Result<Done, VaultError> {
    Ok(match (vault.epochs_tpm()?, asked) {
        (None, Asked::On) => {
            on(vault, rng)?;
            Done::On
        }
        (Some(_), Asked::On) => Done::AlreadyOn,
        (Some(place), Asked::Off) => {
            let epochs = vault.epochs()?;
            vault.write_epochs_with(&epochs, None, rng)?;
            for place in [place, place.other()] {
                place.undefine()?;
            }
            Done::Off
        }
        (Some(_), Asked::Lost) => match vault.epochs() {
            Ok(_) => Done::NotLost,
            Err(error) if is_gone(&error) => {
                vault
                    .write_epochs_with(&[], None, rng)
                    .or_else(chip_is_gone)?;
                Done::Lost
            }
            // The chip may hold its half all the same.
            Err(error) => return Err(error),
        },
        (None, Asked::Off | Asked::Lost) => Done::Nowhere,
    })
}

fn on(vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let epochs = vault.epochs()?;
    let place = Tpm::new(tpm::INDEX);
    let mut defined = Vec::new();
    let mut put = || {
        for one in [place, place.other()] {
            define(one)?;
            defined.push(one);
        }
        place.other().write(&[0; tpm::HALF_LEN])?;
        vault.write_epochs_with(&epochs, Some(place), rng)
    };
    let done = put();
    // Places that the vault does not know of would stand in the way of the next time.
    if done.is_err() && matches!(vault.epochs_tpm(), Ok(None)) {
        for one in defined {
            // Why it failed before says more.
            let _ = one.undefine();
        }
    }
    done
}

fn define(place: Tpm) -> Result<(), VaultError> {
    place.define().map_err(|error| match error {
        TpmError::Refused => VaultError::NoTpm(TpmError::NoChip),
        other => VaultError::NoTpm(other),
    })
}

/// The old half cannot be wiped where the chip is gone; by then the vault holds nothing that it opens.
fn chip_is_gone(error: VaultError) -> Result<(), VaultError> {
    match error {
        VaultError::Tpm(_) => Ok(()),
        error => Err(error),
    }
}
