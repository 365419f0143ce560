//! Files of answers, sealed: a folder for each answer, one file for each parcel, fillers included. They stay,
//! byte for byte, so that what a server has of them once is all that it ever gets.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::ids::ParcelId;

use super::files;
use crate::journal::ids::ReplyId;

/// The folder of an answer that is being written.
const NEW: &str = "new";

/// The parcels of the answers' files.
pub struct Outgoing {
    dir: PathBuf,
}

/// Parcels of an answer that is being written; gone with this value unless [`Draft::keep`] was called.
pub struct Draft {
    dir: PathBuf,
    new: PathBuf,
}

impl Outgoing {
    pub(super) fn new(vault: &Path) -> Self {
        Self {
            dir: vault.join("answers"),
        }
    }

    /// Begins; what a crash left of another draft goes.
    ///
    /// # Errors
    /// What the file system says.
    pub fn begin(&self) -> io::Result<Draft> {
        let draft = Draft {
            dir: self.dir.clone(),
            new: self.dir.join(NEW),
        };
        draft.clear()?;
        fs::create_dir_all(&draft.new)?;
        files::restrict_folder(&self.dir)?;
        files::sync_folder_of(&self.dir)?;
        Ok(draft)
    }

    /// The ids of an answer's parcels; none where they are not here, as after a restore.
    ///
    /// # Errors
    /// What the file system says.
    pub fn ids(&self, answer: ReplyId) -> io::Result<Vec<ParcelId>> {
        let entries = match fs::read_dir(self.folder(answer)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut ids = Vec::new();
        for entry in entries {
            let name = entry?.file_name();
            ids.extend(name.to_str().and_then(|name| name.parse::<ParcelId>().ok()));
        }
        Ok(ids)
    }

    /// One parcel, 1,048,576 bytes.
    ///
    /// # Errors
    /// What the file system says.
    pub fn read(&self, answer: ReplyId, id: &ParcelId) -> io::Result<Vec<u8>> {
        fs::read(self.folder(answer).join(id.to_string()))
    }

    /// Removes an answer's parcels, where there are any.
    ///
    /// # Errors
    /// What the file system says.
    pub fn forget(&self, answer: ReplyId) -> io::Result<()> {
        match fs::remove_dir_all(self.folder(answer)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn folder(&self, answer: ReplyId) -> PathBuf {
        self.dir.join(answer.to_string())
    }
}

impl Draft {
    /// Keeps a parcel; its bytes are on disk on return.
    ///
    /// # Errors
    /// What the file system says.
    pub fn put(&self, id: &ParcelId, bytes: &[u8]) -> io::Result<()> {
        files::place(&self.new.join(id.to_string()), bytes)
    }

    /// The answer is to have these parcels; they are on disk on return.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(self, answer: ReplyId) -> io::Result<()> {
        files::sync_folder_of(&self.new.join("parcel"))?;
        fs::rename(&self.new, self.dir.join(answer.to_string()))?;
        files::sync_folder_of(&self.new)
    }

    fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // What stays goes when the next draft begins.
        let _ = self.clear();
    }
}
