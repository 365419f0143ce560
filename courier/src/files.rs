//! Files that are either whole or absent: written under another name, synced, then renamed.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

/// Why a file cannot be gone on with.
#[derive(Debug, Error)]
pub enum UnfinishedError {
    /// The file system said no.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another program writes it at this moment.
    #[error("another program writes it")]
    InUse,
}

/// The name under which an unfinished file lies beside `path`.
#[must_use]
pub fn unfinished_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// Opens the unfinished file beside `path`, or makes an empty one that only its owner may read. No second
/// program gets it for as long as it is open.
///
/// # Errors
/// [`UnfinishedError`].
pub fn open_unfinished(path: &Path) -> Result<File, UnfinishedError> {
    let name = unfinished_name(path);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = private(&mut options).open(&name)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(UnfinishedError::InUse),
        // A file system without locks.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    // Whoever had it until now may just have finished it: then it has its final name, and is not ours.
    if is_under(&file, &name)? {
        Ok(file)
    } else {
        Err(UnfinishedError::InUse)
    }
}

/// Creates a file that only its owner may read, and that must not exist yet.
///
/// # Errors
/// What the file system says.
pub fn create_new_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options).open(path)
}

/// Syncs a finished file to disk and gives it its name.
///
/// # Errors
/// What the file system says.
pub fn finish(file: &File, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    fs::rename(unfinished_name(path), path)?;
    sync_folder(path)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &OpenOptions {
    options
}

#[cfg(unix)]
fn is_under(file: &File, name: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let ours = file.metadata()?;
    Ok(
        fs::metadata(name)
            .is_ok_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())),
    )
}

/// Where no inode tells, what was finished meanwhile has at least left its name.
#[cfg(not(unix))]
fn is_under(_: &File, name: &Path) -> io::Result<bool> {
    name.try_exists()
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unfinished_is_gone_on_with_by_one_program_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle");
        fs::write(unfinished_name(&path), b"some letters").unwrap();
        let file = open_unfinished(&path).unwrap();
        assert_eq!(file.metadata().unwrap().len(), 12);
        assert!(matches!(
            open_unfinished(&path),
            Err(UnfinishedError::InUse)
        ));
        drop(file);
        open_unfinished(&path).unwrap();
    }

    #[test]
    fn a_finished_file_leaves_no_unfinished_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle");
        let file = open_unfinished(&path).unwrap();
        finish(&file, &path).unwrap();
        let names = fs::read_dir(folder.path()).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["bundle"]);
    }
}
