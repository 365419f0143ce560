//! Wiping what stood in a replaced file by a second name for it, where an open file is not replaced.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Whether what stood in a replaced file can be wiped in this folder: NTFS gives a file two names, FAT and exFAT do not.
#[must_use]
pub fn can_wipe(folder: &Path) -> bool {
    let (probe, second) = (folder.join("probe"), folder.join("probe.old"));
    let linked = fs::write(&probe, b"").and_then(|()| fs::hard_link(&probe, &second));
    for path in [second, probe] {
        // What was not made cannot be removed.
        let _ = fs::remove_file(path);
    }
    linked.is_ok()
}

/// The bytes of a file that is about to be replaced, under a second name: a file that is open is not replaced everywhere.
pub struct Old(PathBuf);

impl Old {
    /// Holds them; nothing where there is no such file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn hold(path: &Path) -> io::Result<Option<Self>> {
        let old = Self(path.with_extension("old"));
        old.let_go_after_a_crash(path)?;
        match fs::hard_link(path, &old.0) {
            Ok(()) => Ok(Some(old)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Before the file was replaced both names are those of one, which must stay; after that the old one has to go.
    fn let_go_after_a_crash(&self, path: &Path) -> io::Result<()> {
        let left = match fs::read(&self.0) {
            Ok(left) => left,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        match fs::read(path)? == left {
            true => fs::remove_file(&self.0),
            false => crate::vault::files::wipe(&self.0),
        }
    }

    /// Wipes them, once the file is replaced.
    ///
    /// # Errors
    /// What the file system says.
    pub fn wipe(self, overwrite: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
        overwrite(&mut OpenOptions::new().write(true).open(&self.0)?)?;
        fs::remove_file(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::files;

    /// A file with the bytes `old`, and a name by which they are seen when they have no other any more.
    fn file(dir: &Path) -> (PathBuf, PathBuf) {
        let (path, seen) = (dir.join("keys.key"), dir.join("seen"));
        fs::write(&path, b"old").unwrap();
        fs::hard_link(&path, &seen).unwrap();
        (path, seen)
    }

    fn zeros(file: &mut File) -> io::Result<()> {
        io::Write::write_all(file, &[0; 3])
    }

    #[test]
    fn what_is_replaced_is_overwritten_and_has_no_second_name_any_more() {
        let dir = tempfile::tempdir().unwrap();
        assert!(can_wipe(dir.path()));
        assert!(Old::hold(&dir.path().join("none.key")).unwrap().is_none());
        let (path, seen) = file(dir.path());
        let old = Old::hold(&path).unwrap().unwrap();
        files::replace(&path, b"new").unwrap();
        old.wipe(zeros).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read(&seen).unwrap(), [0; 3]);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn after_a_crash_the_file_stays_whole_and_only_what_was_replaced_is_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let (path, seen) = file(dir.path());
        // Before it was replaced.
        let _ = Old::hold(&path).unwrap();
        drop(Old::hold(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        // After.
        files::replace(&path, b"new").unwrap();
        let next = Old::hold(&path).unwrap().unwrap();
        assert_eq!(fs::read(&seen).unwrap(), [0; 3]);
        files::replace(&path, b"newer").unwrap();
        next.wipe(zeros).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert!(!path.with_extension("old").exists());
    }
}
