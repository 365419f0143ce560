//! Files that are either whole or absent: written under another name, synced, then renamed.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// The two names under which an unfinished file may lie beside `path`.
#[must_use]
pub fn unfinished_names(path: &Path) -> [PathBuf; 2] {
    [1, 2].map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".part{number}"));
        PathBuf::from(name)
    })
}

/// Picks the name to write under. Where one unfinished file lies, it is kept, since its letters
/// need not be fetched again; where two lie, the larger one.
#[must_use]
pub fn free_unfinished_name(path: &Path) -> PathBuf {
    let [one, two] = unfinished_names(path);
    let length = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    if length(&one) <= length(&two) {
        one
    } else {
        two
    }
}

/// Creates or empties a file that only its owner may read.
///
/// # Errors
/// What the file system says.
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    private(&mut options).open(path)
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

/// Syncs a finished file to disk and gives it its name; unfinished ones beside it go.
///
/// # Errors
/// What the file system says.
pub fn finish(file: &File, unfinished: &Path, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    fs::rename(unfinished, path)?;
    for other in unfinished_names(path) {
        match fs::remove_file(other) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
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
    fn the_larger_unfinished_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle");
        let [one, two] = unfinished_names(&path);
        assert_eq!(free_unfinished_name(&path), one);
        fs::write(&one, b"some letters").unwrap();
        assert_eq!(free_unfinished_name(&path), two);
        fs::write(&two, b"fewer").unwrap();
        assert_eq!(free_unfinished_name(&path), two);
        fs::write(&two, b"by now, it has more letters").unwrap();
        assert_eq!(free_unfinished_name(&path), one);
    }

    #[test]
    fn a_finished_file_leaves_no_unfinished_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle");
        let [one, two] = unfinished_names(&path);
        fs::write(&two, b"old").unwrap();
        let file = create_private(&one).unwrap();
        finish(&file, &one, &path).unwrap();
        let names = fs::read_dir(folder.path()).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["bundle"]);
    }
}
