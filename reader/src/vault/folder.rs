//! A vault's folder: made where nothing is, and open in one program at a time.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
    thread,
    time::Duration,
};

use super::{VaultError, files};
use crate::system;

/// Whether the folder holds a vault's key file.
#[must_use]
pub fn exists(dir: &Path) -> bool {
    dir.join("vault").exists()
}

pub(super) fn read_key_file(dir: &Path) -> Result<Vec<u8>, VaultError> {
    fs::read(dir.join("vault")).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => VaultError::NoVault,
        _ => error.into(),
    })
}

pub(super) fn make_empty_folder(dir: &Path) -> Result<(), VaultError> {
    fs::create_dir_all(dir)?;
    // The root key's file may be there first: it is a vault of its own.
    let foreign = fs::read_dir(dir)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .any(|entry| entry.file_name() != "root-key");
    if foreign {
        return Err(VaultError::NotEmpty);
    }
    files::restrict_folder(dir)?;
    if !system::can_wipe(dir) {
        return Err(VaultError::NoWiping);
    }
    Ok(files::sync_folder_of(dir)?)
}

/// How often a lock is tried, and what is waited between.
const LOCK_TRIES: u32 = 20;
const LOCK_WAIT: Duration = Duration::from_millis(25);

/// Who had the vault may only just be letting go of it: what it started a moment ago shares its files until it runs.
pub(super) fn lock_folder(dir: &Path) -> Result<File, VaultError> {
    // Not cut to nothing: not every system lets a locked file be changed by another program.
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    let lock = options.open(dir.join("lock"))?;
    for left in (0..LOCK_TRIES).rev() {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if left > 0 => thread::sleep(LOCK_WAIT),
            Err(TryLockError::WouldBlock) => break,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(VaultError::InUse)
}
