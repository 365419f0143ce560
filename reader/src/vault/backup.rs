//! A backup: the vault's files as they lie, all sealed, but no epoch secrets: letters recorded
//! elsewhere must not become readable by it.
//!
//! ```text
//! file = "belfry/v1/backup" (16) ‖ part … ‖ SHA-256 of all before (32)
//! part = u8 length of name ‖ name ‖ u64 length ‖ bytes
//! ```
//!
//! A vault that comes back from it has no way to open new letters until it has made recipients
//! anew (`keys prepare`) and a roster names them.

use std::{fs, path::Path};

use crypto_core::{primitives::hash::sha256, wire::Cursor};
use thiserror::Error;

use super::{Vault, VaultError, files};

const KIND: &[u8; 16] = b"belfry/v1/backup";
const NAMES: [&str; 5] = ["secrets", "journal", "contents", "public", "vault"];
const KEYS: &str = "contents-keys.";

/// Why a backup could not be put back.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// The file is no backup.
    #[error("this is not a backup of Belfry")]
    NotABackup,
    /// The file is not as it was written.
    #[error("the backup is damaged or was not copied whole")]
    Damaged,
    /// The vault that it goes to.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<std::io::Error> for RestoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Vault(error.into())
    }
}

/// Writes a backup of an open vault; it is on disk on return.
///
/// # Errors
/// What the file system says; an existing file is not overwritten.
pub fn write(vault: &Vault, to: &Path) -> Result<(), VaultError> {
    let mut backup = KIND.to_vec();
    for entry in fs::read_dir(vault.dir())? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| belongs(name)) else {
            continue;
        };
        put(&mut backup, name, &fs::read(entry.path())?)?;
    }
    backup.extend(sha256(&[&backup]));
    files::create_new(to, &backup)?;
    Ok(())
}

/// Puts a backup into a new or empty folder. Nothing is opened yet: that takes the passphrase.
///
/// # Errors
/// Every case of [`RestoreError`].
pub fn unpack(from: &Path, dir: &Path) -> Result<(), RestoreError> {
    let backup = fs::read(from)?;
    let parts = parse(&backup)?;
    super::make_empty_folder(dir)?;
    // The key file comes last, so that half of a vault is none.
    let (last, first): (Vec<_>, Vec<_>) = parts.iter().partition(|(name, _)| *name == "vault");
    for (name, bytes) in first.into_iter().chain(last) {
        files::create_new(&dir.join(name), bytes)?;
    }
    Ok(())
}

fn belongs(name: &str) -> bool {
    let is_generation = |rest: &str| rest == "key" || rest.len() == 16;
    NAMES.contains(&name) || name.strip_prefix(KEYS).is_some_and(is_generation)
}

fn put(backup: &mut Vec<u8>, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
    backup.push(u8::try_from(name.len()).map_err(|_| VaultError::TooLarge)?);
    backup.extend(name.as_bytes());
    backup.extend((bytes.len() as u64).to_be_bytes());
    backup.extend(bytes);
    Ok(())
}

fn parse(backup: &[u8]) -> Result<Vec<(&str, &[u8])>, RestoreError> {
    if !backup.starts_with(KIND) {
        return Err(RestoreError::NotABackup);
    }
    let (body, hash) = backup
        .split_last_chunk::<32>()
        .ok_or(RestoreError::Damaged)?;
    if sha256(&[body]) != *hash {
        return Err(RestoreError::Damaged);
    }
    let mut cursor = Cursor::new(body.get(KIND.len()..).ok_or(RestoreError::Damaged)?);
    let mut parts = Vec::new();
    while !cursor.is_empty() {
        parts.push(part(&mut cursor).ok_or(RestoreError::Damaged)?);
    }
    let whole = parts.iter().any(|(name, _)| *name == "vault");
    whole.then_some(parts).ok_or(RestoreError::Damaged)
}

fn part<'b>(cursor: &mut Cursor<'b>) -> Option<(&'b str, &'b [u8])> {
    let [length] = cursor.array::<1>()?;
    let name = std::str::from_utf8(cursor.bytes(length.into())?).ok()?;
    let length = usize::try_from(cursor.u64()?).ok()?;
    let bytes = cursor.bytes(length)?;
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    (belongs(name) && plain).then_some((name, bytes))
}
