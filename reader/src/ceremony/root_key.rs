//! The channel's root key: in a file of its own under a passphrase of its own, so that an opened
//! vault is not yet an opened root.

use std::{fs, io, path::Path};

use crypto_core::primitives::{password::Cost, signature::SigningKey};
use rand_core::CryptoRng;
use thiserror::Error;

use crate::vault::{
    files,
    locked_key::{self, Passphrase, ROOT_KIND, UnlockError},
};

/// Why there is no root key.
#[derive(Debug, Error)]
pub enum RootKeyError {
    /// There is one already; a second would be a second channel.
    #[error("there is a root key in this folder already")]
    Exists,
    /// There is none.
    #[error("there is no root key in this folder")]
    None,
    /// The file or its passphrase.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// The file system said no.
    #[error("the root key's file could not be read or written")]
    Io(#[from] io::Error),
}

/// Makes the root key of a new channel in `dir`.
///
/// # Errors
/// Every case of [`RootKeyError`] but [`RootKeyError::None`].
pub fn create(
    dir: &Path,
    passphrase: &Passphrase,
    cost: Cost,
    rng: &mut impl CryptoRng,
) -> Result<SigningKey, RootKeyError> {
    fs::create_dir_all(dir)?;
    let key = SigningKey::generate(rng);
    let file = locked_key::lock(ROOT_KIND, &key.expose_for_vault(), passphrase, cost, rng)?;
    files::create_new(&dir.join("root-key"), &file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => RootKeyError::Exists,
        _ => error.into(),
    })?;
    Ok(key)
}

/// Opens the root key in `dir`.
///
/// # Errors
/// Every case of [`RootKeyError`] but [`RootKeyError::Exists`].
pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<SigningKey, RootKeyError> {
    let file = fs::read(dir.join("root-key")).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => RootKeyError::None,
        _ => error.into(),
    })?;
    let seed = locked_key::unlock(ROOT_KIND, &file, passphrase)?;
    Ok(SigningKey::from_bytes(&seed))
}
