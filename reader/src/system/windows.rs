//! Windows. The standard library does not change who may read a file; a profile's folder is kept from other accounts, but
//! for administrators, by Windows itself, and what is made in it is too. Of a vault elsewhere that is said at each opening.

use std::{
    env,
    fs::{File, OpenOptions},
    io::{self, ErrorKind},
    os::windows::{fs::OpenOptionsExt as _, io::AsHandle as _},
    path::Path,
};

pub use super::second_name::{Old, can_wipe};

/// Whether half of a key can lie in a TPM here: `tpm2-tools` are Linux's.
pub const HAS_TPM: bool = false;

/// Without this flag of `CreateFile` no folder is opened (`FILE_FLAG_BACKUP_SEMANTICS`).
const FOLDER: u32 = 0x0200_0000;

/// Nothing: the folder it is made in decides.
///
/// # Errors
/// None here.
pub fn restrict_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Nothing: the folder it is made in decides.
///
/// # Errors
/// None here.
pub fn restrict(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether a vault lies outside of the profile's folder.
#[must_use]
pub fn others_may_look(vault: &Path) -> bool {
    env::home_dir().is_none_or(|home| !super::lies_in(vault, &home))
}

/// Asks that a folder's entries be on disk. Windows promises that for no folder: where it does not take the question, the
/// file system's own log has to do.
///
/// # Errors
/// What else the file system says.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let opened = options.read(true).write(true).custom_flags(FOLDER);
    match opened.open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if is_refused(&error) => Ok(()),
        done => done,
    }
}

fn is_refused(error: &io::Error) -> bool {
    let kinds = [
        ErrorKind::PermissionDenied,
        ErrorKind::Unsupported,
        ErrorKind::InvalidInput,
    ];
    kinds.contains(&error.kind())
}

/// What another program has open for this one under a number: here standard input alone has one.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for every other number, or what the system says.
pub fn open_descriptor(number: u32) -> io::Result<File> {
    match number {
        0 => Ok(io::stdin().as_handle().try_clone_to_owned()?.into()),
        _ => Err(ErrorKind::Unsupported.into()),
    }
}
