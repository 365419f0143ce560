//! The only file that names sled. What it adds: flushing that reaches the disk, and faults of the
//! engine (which panics on some damaged files) as plain errors.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs::{self, File},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

/// Pages reach 17 + 10 pieces before sled splits or rewrites them; what outgrows a quarter of a
/// segment would spill into a file of its own, whose times tell when it came.
const SEGMENT_LEN: usize = 1 << 20;
const CACHE_LEN: u64 = 8 << 20;
const OPEN_ATTEMPTS: u32 = 20;

/// The engine failed. It must be opened anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EngineError {
    /// The disk has no room. Opening anew gives some back, so whoever asks later finds room again.
    #[error("the disk is full")]
    Full,
    /// Disk fault or damaged files.
    #[error("the storage engine failed")]
    Broken,
}

impl From<io::Error> for EngineError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Broken,
        }
    }
}

/// One sled directory.
pub(crate) struct Engine {
    db: sled::Db,
    dir: PathBuf,
    /// Files whose directory entry is known to be on disk.
    entries_on_disk: Mutex<BTreeSet<OsString>>,
}

impl Engine {
    pub(crate) fn open(dir: &Path) -> Result<Self, EngineError> {
        let config = sled::Config::new()
            .path(dir)
            .segment_size(SEGMENT_LEN)
            .cache_capacity(CACHE_LEN)
            .flush_every_ms(None);
        for _ in 0..OPEN_ATTEMPTS {
            match guarded(|| config.open()) {
                Ok(db) => {
                    return Ok(Self {
                        db,
                        dir: dir.to_owned(),
                        entries_on_disk: Mutex::default(),
                    });
                }
                // The lock of a handle that was just dropped can outlive it for a moment.
                Err(Fault::Busy) => thread::sleep(Duration::from_millis(50)),
                Err(Fault::Engine(error)) => return Err(error),
            }
        }
        Err(EngineError::Broken)
    }

    /// Writes all pairs or, after a crash, none. Not on disk before [`Self::make_durable`].
    pub(crate) fn put_all(&self, pairs: Vec<([u8; 19], Vec<u8>)>) -> Result<(), EngineError> {
        let mut batch = sled::Batch::default();
        for (key, value) in pairs {
            batch.insert(&key[..], value);
        }
        Ok(guarded(|| self.db.apply_batch(batch))?)
    }

    pub(crate) fn get(&self, key: &[u8; 19]) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(guarded(|| self.db.get(key))?.map(|value| value.to_vec()))
    }

    /// Every key, ascending.
    pub(crate) fn keys(&self) -> Result<Vec<Vec<u8>>, EngineError> {
        Ok(guarded(|| {
            self.db
                .iter()
                .keys()
                .map(|key| key.map(|key| key.to_vec()))
                .collect()
        })?)
    }

    /// sled's own flush ends in `sync_file_range`, which a power cut undoes: its files follow with
    /// `fdatasync`, and new ones with an fsync of the folder.
    pub(crate) fn make_durable(&self) -> Result<(), EngineError> {
        guarded(|| self.db.flush())?;
        Ok(self.sync_files()?)
    }

    fn sync_files(&self) -> io::Result<()> {
        let mut known = self
            .entries_on_disk
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut new = false;
        for folder in [self.dir.clone(), self.dir.join("blobs")] {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                if !entry.file_type()?.is_file() {
                    continue;
                }
                let name = entry.file_name();
                if name != "db" && known.contains(&name) {
                    continue;
                }
                match File::open(entry.path()) {
                    Ok(file) => file.sync_data()?,
                    // sled replaces its snapshots on its own.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(error),
                }
                new |= known.insert(name);
            }
            if new {
                File::open(&folder)?.sync_all()?;
            }
        }
        Ok(())
    }
}

enum Fault {
    Busy,
    Engine(EngineError),
}

impl From<Fault> for EngineError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Busy => Self::Broken,
            Fault::Engine(error) => error,
        }
    }
}

fn guarded<T>(work: impl FnOnce() -> sled::Result<T>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error)))
            if error.kind() == io::ErrorKind::WouldBlock
                || error.to_string().contains("could not acquire lock") =>
        {
            Err(Fault::Busy)
        }
        Ok(Err(sled::Error::Io(error))) => Err(Fault::Engine(error.into())),
        Ok(Err(_)) | Err(_) => Err(Fault::Engine(EngineError::Broken)),
    }
}
