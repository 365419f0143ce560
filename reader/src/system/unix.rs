//! Linux, and what is like it.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

/// Whether half of a key can lie in a TPM here.
pub const HAS_TPM: bool = true;

/// Lets nobody but the owner look into a folder.
///
/// # Errors
/// What the file system says.
pub fn restrict_folder(folder: &Path) -> io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// Lets nobody but the owner read a file.
///
/// # Errors
/// What the file system says.
pub fn restrict(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o600))
}

/// Whether others may look into a vault's folder in spite of [`restrict_folder`].
#[must_use]
pub fn others_may_look(_: &Path) -> bool {
    false
}

/// Waits until a folder's entries are on disk.
///
/// # Errors
/// What the file system says.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Whether what stood in a replaced file can be wiped in this folder.
#[must_use]
pub fn can_wipe(_: &Path) -> bool {
    true
}

/// The bytes of a file that is about to be replaced: an open file outlives its name.
pub struct Old(File);

impl Old {
    /// Holds them; nothing where there is no such file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn hold(path: &Path) -> io::Result<Option<Self>> {
        match OpenOptions::new().write(true).open(path) {
            Ok(file) => Ok(Some(Self(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Wipes them, once the file is replaced.
    ///
    /// # Errors
    /// What the file system says.
    pub fn wipe(mut self, overwrite: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        overwrite(&mut self.0)
    }
}

/// What another program has open for this one under a number.
///
/// # Errors
/// What the system says, as where there is no such number.
pub fn open_descriptor(number: u32) -> io::Result<File> {
    File::open(format!("/dev/fd/{number}"))
}
