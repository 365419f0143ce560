//! Names and lives of the folders below `cells/`: making, renaming and removing them so that a
//! crash at any point leaves something that the next start understands.
//!
//! ```text
//! 2944-letters-open     the running week      2944-letters-closed   rewritten in order of ids
//! ...-new, ...-closing  being written: removed at the next start
//! ...-gone              being replaced or removed
//! ...-check             copy taken before the engine may alter a directory; -copying is half of it
//! damaged-2944-letters-1f0c…  kept aside until its week goes
//! stopped               how many cells each had when the server stopped in order
//! ../ballast            room for the engine to open on a full disk
//! ```

use std::{
    fmt,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crypto_core::time::Week;

use super::{
    Kind,
    wrap::{WeekKey, fill_random},
};

/// Which life a drawer is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Open,
    Closed,
}

/// One folder's name: `{week}-{kind}-{suffix}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) week: Week,
    pub(crate) kind: Kind,
    pub(crate) suffix: String,
}

impl Name {
    pub(crate) fn new(kind: Kind, week: Week, suffix: &str) -> Self {
        Self {
            week,
            kind,
            suffix: suffix.to_owned(),
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let week = Week(parts.next()?.parse().ok()?);
        let kind = Kind::from_name(parts.next()?)?;
        Some(Self::new(kind, week, parts.next()?))
    }

    pub(crate) fn path(&self, root: &Path) -> PathBuf {
        root.join(self.to_string())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.week, self.kind.name(), self.suffix)
    }
}

impl State {
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

pub(crate) fn key_path(folder: &Path) -> PathBuf {
    folder.join("key")
}

pub(crate) fn engine_path(folder: &Path) -> PathBuf {
    folder.join("sled")
}

/// Makes an empty folder with a fresh key, both on disk.
pub(crate) fn create(folder: &Path) -> io::Result<WeekKey> {
    if folder.exists() {
        wipe(folder)?;
    }
    fs::create_dir(folder)?;
    let key = WeekKey::generate()?;
    let mut file = private_file(&key_path(folder))?;
    file.write_all(key.expose())?;
    file.sync_all()?;
    fs::create_dir(engine_path(folder))?;
    sync_dir(folder)?;
    Ok(key)
}

/// Renames within one parent folder; on disk when it returns.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_dir(to.parent().unwrap_or(Path::new(".")))
}

/// Makes a folder unreadable, then removes it: its key is overwritten on disk first.
pub(crate) fn wipe(folder: &Path) -> io::Result<()> {
    let key = key_path(folder);
    if key.exists() {
        let mut noise = [0; 32];
        fill_random(&mut noise)?;
        let mut file = File::options().write(true).open(&key)?;
        file.write_all(&noise)?;
        file.sync_all()?;
        fs::remove_file(&key)?;
        sync_dir(folder)?;
    }
    fs::remove_dir_all(folder)?;
    sync_dir(folder.parent().unwrap_or(Path::new(".")))
}

/// Copies a folder and what is below it; not synced, since it only guards against the engine.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

pub(crate) fn sync_dir(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Bytes of all files below a folder.
pub(crate) fn disk_use(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => disk_use(&entry.path()),
            Ok(data) => data.len(),
            // Gone in the meantime.
            Err(_) => 0,
        })
        .sum()
}

/// A file that only the server's user can read.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}
