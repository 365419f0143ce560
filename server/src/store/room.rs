//! Who may still write: the quota, the disk, and what is promised to writers already.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use super::{Kind, Limits, PutError, ballast::Ballast, folder};

/// The room for cells of one data folder.
pub(crate) struct Space {
    cells: PathBuf,
    limits: Limits,
    ballast: Ballast,
    /// Bytes promised to writers, not yet in the files.
    promised: AtomicU64,
}

/// Room for one cell, promised for as long as it lives.
pub(crate) struct Room<'s> {
    promised: &'s AtomicU64,
    bytes: u64,
}

impl Space {
    pub(crate) fn new(cells: &Path, limits: Limits, ballast: Ballast) -> Self {
        let space = Self {
            cells: cells.to_owned(),
            limits,
            ballast,
            promised: AtomicU64::new(0),
        };
        space.ballast.take_back(space.limits.keep_free);
        space
    }

    /// Room for a cell of this kind.
    ///
    /// # Errors
    /// [`PutError::Full`] where there is none.
    pub(crate) fn reserve(&self, kind: Kind) -> Result<Room<'_>, PutError> {
        let bytes = kind.cell_len() as u64;
        let promised = self.promised.fetch_add(bytes, Ordering::SeqCst) + bytes;
        let room = Room {
            promised: &self.promised,
            bytes,
        };
        // The engine writes somewhat more than it is given.
        let needed = promised.saturating_mul(2);
        let spare = self.limits.keep_free.saturating_add(needed);
        self.ballast.take_back(spare);
        let quota = match kind {
            Kind::Letter => self.limits.quota,
            Kind::Parcel | Kind::Answer => self.limits.quota - self.limits.quota / 10,
        };
        let used = folder::disk_use(&self.cells);
        let free = free_space(&self.cells).unwrap_or(u64::MAX);
        if used.saturating_add(needed) > quota
            || free < spare.saturating_add(self.ballast.missing())
        {
            return Err(PutError::Full);
        }
        Ok(room)
    }

    /// For an engine that has to be opened again, which takes room itself.
    pub(crate) fn make_room_to_open(&self) {
        self.ballast.give_up_if_full();
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.promised.fetch_sub(self.bytes, Ordering::SeqCst);
    }
}

/// Bytes that are free on the file system of `path`; `None` where it cannot say.
pub(crate) fn free_space(path: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(path).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}
