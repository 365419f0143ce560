//! The channel's root key: in a file of its own under a passphrase of its own, so that an opened
//! vault is not yet an opened root. A change of the root key has three files until it is done: the old key
//! `root-key`, the new one `root-key-new`, and `root-change`, which the old one signed.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::{
    ids::ChannelId,
    primitives::{password::Cost, signature::SigningKey},
    roster::{RootChange, change_root},
};
use rand_core::CryptoRng;
use thiserror::Error;

use crate::{
    journal::event::Event,
    vault::{
        Vault, VaultError, files,
        locked_key::{self, Passphrase, ROOT_KIND, UnlockError},
    },
};

const KEY: &str = "root-key";
const NEW_KEY: &str = "root-key-new";
const CHANGE: &str = "root-change";

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

/// What signs a roster.
pub struct Signer {
    /// The root key: during a change the new one.
    pub key: SigningKey,
    /// The change that makes it the root key, as long as that is under way.
    pub change: Option<RootChange>,
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
    let key = SigningKey::generate(rng);
    put(dir, &key, passphrase, cost, rng)?;
    Ok(key)
}

/// Writes a root key into `dir`, which must have none.
///
/// # Errors
/// Every case of [`RootKeyError`] but [`RootKeyError::None`].
pub fn put(
    dir: &Path,
    key: &SigningKey,
    passphrase: &Passphrase,
    cost: Cost,
    rng: &mut impl CryptoRng,
) -> Result<(), RootKeyError> {
    fs::create_dir_all(dir)?;
    let file = locked_key::lock(ROOT_KIND, &key.expose_for_vault(), passphrase, cost, rng)?;
    files::create_new(&dir.join(KEY), &file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => RootKeyError::Exists,
        _ => error.into(),
    })?;
    Ok(())
}

/// Where the root key of `dir` is.
#[must_use]
pub fn path(dir: &Path) -> PathBuf {
    dir.join(KEY)
}

/// Whether there is a root key in `dir`.
#[must_use]
pub fn exists(dir: &Path) -> bool {
    dir.join(KEY).exists()
}

/// Whether a change of the root key is under way in `dir`, or what says so cannot be read.
#[must_use]
pub fn is_changing(dir: &Path) -> bool {
    !matches!(pending(dir), Ok(None))
}

/// Sees that there is none in `dir`, before anybody types one in.
///
/// # Errors
/// [`RootKeyError::Exists`].
pub fn check_none(dir: &Path) -> Result<(), RootKeyError> {
    match exists(dir) {
        true => Err(RootKeyError::Exists),
        false => Ok(()),
    }
}

/// Opens the root key in `dir`: during a change the old one.
///
/// # Errors
/// Every case of [`RootKeyError`] but [`RootKeyError::Exists`].
pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<SigningKey, RootKeyError> {
    open_file(&dir.join(KEY), passphrase)
}

/// Opens what signs rosters now.
///
/// # Errors
/// Every case of [`RootKeyError`] but [`RootKeyError::Exists`].
pub fn open_signer(dir: &Path, passphrase: &Passphrase) -> Result<Signer, RootKeyError> {
    let change = pending(dir)?;
    let name = if change.is_some() { NEW_KEY } else { KEY };
    let key = open_file(&dir.join(name), passphrase)?;
    Ok(Signer { key, change })
}

fn open_file(path: &Path, passphrase: &Passphrase) -> Result<SigningKey, RootKeyError> {
    let file = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => RootKeyError::None,
        _ => error.into(),
    })?;
    let seed = locked_key::unlock(ROOT_KIND, &file, passphrase)?;
    Ok(SigningKey::from_bytes(&seed))
}

/// The change that is under way in `dir`.
///
/// # Errors
/// [`RootKeyError::Io`].
pub fn pending(dir: &Path) -> Result<Option<RootChange>, RootKeyError> {
    match fs::read_to_string(dir.join(CHANGE)) {
        Ok(signed) => Ok(Some(RootChange {
            signed: signed.trim_end().to_owned(),
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Begins change `number` of the root key: makes a new one and signs it with the old one, which must be
/// that of `dir`. Rosters are signed with the new one from now on.
///
/// # Errors
/// [`RootKeyError::Exists`] where a change is under way, or what the file system says.
pub fn begin_change(
    dir: &Path,
    (channel, number): (&ChannelId, u32),
    old: &SigningKey,
    (passphrase, cost): (&Passphrase, Cost),
    rng: &mut impl CryptoRng,
) -> Result<(), RootKeyError> {
    if pending(dir)?.is_some() {
        return Err(RootKeyError::Exists);
    }
    let new = SigningKey::generate(rng);
    let file = locked_key::lock(ROOT_KIND, &new.expose_for_vault(), passphrase, cost, rng)?;
    // The signed change comes last: without it a new key counts for nothing and is made anew.
    files::replace_and_wipe(&dir.join(NEW_KEY), &file)?;
    let change = change_root(channel, number, &new.verifying_key(), old);
    let text = format!("{}\n", change.signed);
    Ok(files::replace(&dir.join(CHANGE), text.as_bytes())?)
}

/// Ends a change: the new key takes the place of the old one, whose bytes are overwritten.
///
/// # Errors
/// What the file system says; the same again goes on where it stopped.
pub fn finish_change(dir: &Path) -> Result<(), RootKeyError> {
    let new = fs::read(dir.join(NEW_KEY))?;
    files::replace_and_wipe(&dir.join(KEY), &new)?;
    fs::remove_file(dir.join(CHANGE))?;
    fs::remove_file(dir.join(NEW_KEY))?;
    Ok(files::sync_folder_of(&dir.join(KEY))?)
}

/// Writes down what became of it: once there is a channel, there is a journal to write into.
///
/// # Errors
/// What the vault says.
pub(super) fn note(
    vault: &mut Vault,
    event: Event,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    if vault.secrets.channel.is_some() {
        vault.journal.append(vec![event], &vault.secrets, rng)?;
    }
    Ok(())
}
