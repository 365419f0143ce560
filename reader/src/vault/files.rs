//! Files that are on disk before anybody is told so.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Read as _, Seek as _, Write as _},
    path::Path,
};

use crate::system::{Old, sync_folder};
pub use crate::system::{restrict, restrict_folder};

/// Replaces a file as a whole: after a crash there is the old one or the new one. On return the new
/// bytes and the folder's entry are on disk.
///
/// # Errors
/// What the file system says; the old file then still stands.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes)?;
    sync_folder_of(path)
}

/// As [`replace`], for what is too long to be held: `write` gives the bytes one after the other. What it
/// fails with stands, and the old file too.
///
/// # Errors
/// What the file system or `write` says.
pub fn replace_with<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let new = path.with_extension("new");
    let written = write_new(&new, write);
    if let Err(error) = written {
        // Half of a file on a full stick helps nobody.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    fs::rename(&new, path)?;
    Ok(sync_folder_of(path)?)
}

fn write_new<E: From<io::Error>>(
    new: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), E> {
    let file = File::create(new)?;
    restrict(&file)?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()?;
    Ok(out.get_ref().sync_all()?)
}

/// Writes a file whole or not at all; its bytes are on disk on return, its name perhaps not.
///
/// # Errors
/// What the file system says.
pub fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let written = write_new(&new, |out| out.write_all(bytes));
    if let Err(error) = written {
        // On a full disk, half a file takes the room that is missing.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    fs::rename(&new, path)
}

/// As [`replace`], and overwrites the old bytes where the file system allows it, because they are
/// a key that must not be found again.
///
/// # Errors
/// What the file system says.
pub fn replace_and_wipe(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = Old::hold(path)?;
    replace(path, bytes)?;
    old.map_or(Ok(()), |old| old.wipe(overwrite))
}

/// Overwrites a file where the file system allows it, and removes it.
///
/// # Errors
/// What the file system says.
pub fn wipe(path: &Path) -> io::Result<()> {
    overwrite(&mut OpenOptions::new().write(true).open(path)?)?;
    fs::remove_file(path)?;
    sync_folder_of(path)
}

/// Overwrites a file with zeros, from its beginning.
///
/// # Errors
/// What the file system says.
pub fn overwrite(file: &mut File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.rewind()?;
    io::copy(&mut io::repeat(0).take(length), file)?;
    file.sync_all()
}

/// Makes a new file that only its owner may read; it must not exist yet. It is on disk on return.
///
/// # Errors
/// What the file system says; there is no such file then, unless there was one before.
pub fn create_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)?;
    let mut write = || {
        restrict(&file)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        sync_folder_of(path)
    };
    if let Err(error) = write() {
        // Half of it would stand in the way of the next attempt, and may be half of a secret.
        let _ = overwrite(&mut file);
        let _ = fs::remove_file(path);
        return Err(error);
    }
    Ok(file)
}

/// More is in no file that a person writes or a member brings: 1 MiB.
const SMALL_MAX: u64 = 1 << 20;

/// Reads a file that cannot be long: a member's, rules, a key, a description.
///
/// # Errors
/// What the file system says; [`io::ErrorKind::FileTooLarge`] above 1 MiB.
pub fn read_small(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    file.take(SMALL_MAX + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > SMALL_MAX {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(bytes),
    }
}

/// As [`read_small`], of a text in UTF-8.
///
/// # Errors
/// As there; [`io::ErrorKind::InvalidData`] of anything else than text.
pub fn read_small_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_small(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Waits until the folder's entries are on disk.
///
/// # Errors
/// What the file system says.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    sync_folder(folder)
}
