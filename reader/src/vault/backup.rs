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

use crypto_core::{primitives::hash::sha256, time::Day, wire::Cursor};
use rand_core::CryptoRng;
use thiserror::Error;

use super::{
    Vault, VaultError, files,
    folder::{lock_folder, make_empty_folder},
    locked_key::{self, Passphrase, VAULT_KIND},
};
use crate::{commands::CommandError, journal::event::Event};

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

/// Makes a vault from a backup, in a new or empty folder, and opens it. Nothing is written before it is known that the
/// passphrase opens it: a vault that comes back writes down that it did, before anything else is done with it.
///
/// # Errors
/// [`CommandError::File`] where the backup cannot be read, or every case of [`RestoreError`].
pub fn restore(
    from: &Path,
    dir: &Path,
    passphrase: &Passphrase,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vault, CommandError> {
    let backup = fs::read(from).map_err(CommandError::of_file(from))?;
    let parts = parse(&backup)?;
    let mut key_files = parts.iter().filter(|(name, _)| *name == "vault");
    let (_, key_file) = key_files.next().ok_or(RestoreError::Damaged)?;
    let master = locked_key::unlock(VAULT_KIND, key_file, passphrase).map_err(VaultError::from)?;
    make_empty_folder(dir)?;
    let mut made = Vec::new();
    let opened = unpack(&parts, dir, &mut made).and_then(|()| {
        let mut vault = Vault::open_with(dir, lock_folder(dir)?, master)?;
        if vault.secrets.channel.is_some() {
            let events = vec![Event::Restored { day: today }];
            vault.journal.append(events, &vault.secrets, rng)?;
        }
        Ok(vault)
    });
    if opened.is_err() {
        // A vault that has not written down that it came back is none: without the key file nothing opens, and the folder
        // is empty for another attempt. What was not made here stays.
        if made.len() == parts.len() {
            made.push("lock");
        }
        for name in made.iter().rev() {
            let _ = fs::remove_file(dir.join(name));
            if *name == "journal" {
                forget_torn(dir);
            }
        }
    }
    Ok(opened?)
}

/// Removes what was cut off a journal as it was opened.
fn forget_torn(dir: &Path) {
    let all = fs::read_dir(dir).into_iter().flatten().flatten();
    let names = all.map(|entry| entry.file_name());
    for name in names.filter(|name| name.to_string_lossy().starts_with("journal.cut-at-")) {
        let _ = fs::remove_file(dir.join(name));
    }
}

/// Writes the parts; `made` has those that are there also where it fails.
fn unpack<'p>(
    parts: &[(&'p str, &[u8])],
    dir: &Path,
    made: &mut Vec<&'p str>,
) -> Result<(), VaultError> {
    // The key file comes last, so that half of a vault is none.
    let (last, first): (Vec<_>, Vec<_>) = parts.iter().partition(|(name, _)| *name == "vault");
    for (name, bytes) in first.into_iter().chain(last) {
        files::create_new(&dir.join(name), bytes)?;
        made.push(name);
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
