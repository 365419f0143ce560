//! One server for one data folder.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

/// Held while a data folder is in use; the system lets go of it when the process ends.
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes the lock of a data folder, which is made if need be.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] where another process has it.
    pub fn take(data: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(data)?;
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(data.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(io::Error::new(
                io::ErrorKind::WouldBlock,
                "another process uses this data folder",
            )),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}
