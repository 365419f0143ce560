//! A file that only takes room. On a disk without a free byte the engine cannot even be opened; then
//! the ballast is given up for it, and made again once there is room.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{folder, free_space, wrap::fill_random};

/// What opening takes at most: a snapshot and some segments of 1 MiB for each open drawer.
pub(crate) const LEN: u64 = 4 << 20;

/// The file, which is there or given up.
pub(crate) struct Ballast {
    path: PathBuf,
    here: Mutex<bool>,
}

impl Ballast {
    /// The ballast of `data`, which is given up already where the disk is that full.
    pub(crate) fn find(data: &Path) -> Self {
        let path = data.join("ballast");
        let here = fs::metadata(&path).is_ok_and(|found| found.len() == LEN);
        let ballast = Self {
            path,
            here: Mutex::new(here),
        };
        ballast.give_up_if_full();
        ballast
    }

    /// Makes room where there is none.
    pub(crate) fn give_up_if_full(&self) {
        let mut here = self.lock();
        if self.free() < LEN && fs::remove_file(&self.path).is_ok() {
            *here = false;
        }
    }

    /// Makes the file again, if it is not there and `spare` bytes stay free beside it.
    pub(crate) fn take_back(&self, spare: u64) {
        let mut here = self.lock();
        if *here || self.free() < LEN.saturating_add(spare) {
            return;
        }
        *here = self.write().is_ok();
        if !*here {
            // Half a ballast only takes room. That it was there at all is told by the next try.
            let _ = fs::remove_file(&self.path);
        }
    }

    /// Bytes that nobody else may take, so that the ballast can come back.
    pub(crate) fn missing(&self) -> u64 {
        if *self.lock() { 0 } else { LEN }
    }

    /// Random bytes, because a file system may store a run of zeros in no room at all.
    fn write(&self) -> io::Result<()> {
        let mut file = folder::private_file(&self.path)?;
        let mut block = vec![0; 64 << 10];
        for _ in 0..LEN / block.len() as u64 {
            fill_random(&mut block)?;
            file.write_all(&block)?;
        }
        File::sync_all(&file)
    }

    fn free(&self) -> u64 {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        free_space(folder).unwrap_or(u64::MAX)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, bool> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
