//! A small file that is sealed and replaced as a whole: XChaCha20-Poly1305, AAD = its name.

use std::{fs, io, path::Path};

use crypto_core::{
    labels::Label,
    primitives::{aead, kdf},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{VaultError, files};

/// Replaces the file `name` by `contents`, sealed under the master key's key for `label`.
pub(super) fn write(
    dir: &Path,
    name: &'static str,
    label: Label,
    master: &[u8; 32],
    contents: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let key = kdf::derive(master, label);
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let sealed = aead::seal_with_nonce(&key, &nonce, name.as_bytes(), contents);
    Ok(files::replace(&dir.join(name), &sealed)?)
}

/// The contents of the file `name`; `None` where there is none.
pub(super) fn read(
    dir: &Path,
    name: &'static str,
    label: Label,
    master: &[u8; 32],
) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
    let sealed = match fs::read(dir.join(name)) {
        Ok(sealed) => sealed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let key = kdf::derive(master, label);
    aead::open_with_nonce(&key, name.as_bytes(), &sealed)
        .map(Some)
        .map_err(|_| VaultError::Damaged(name))
}
