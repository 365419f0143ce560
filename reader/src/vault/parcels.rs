//! Parcels as they came from the server, sealed: one file each, in a folder per storage week. What is
//! in them opens only with the attachment's key, which a letter names, and which may come later.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::{ids::ParcelId, lengths::PARCEL_LEN, time::Week};

use super::files;

/// What differs from a parcel that is there already: somebody lies, and nobody can tell who until a
/// letter's key opens one of them.
const OTHER: &str = "other";

/// The vault's parcels.
pub struct Parcels {
    dir: PathBuf,
}

impl Parcels {
    pub(super) fn new(vault: &Path) -> Self {
        Self {
            dir: vault.join("parcels"),
        }
    }

    /// Keeps a parcel of 1,048,576 bytes; its bytes are on disk on return, its name after [`Self::sync`].
    ///
    /// # Errors
    /// What the file system says.
    pub fn put(&self, week: Week, id: &ParcelId, bytes: &[u8]) -> io::Result<()> {
        let folder = self.folder(week);
        let path = folder.join(id.to_string());
        let path = match fs::read(&path) {
            Ok(known) if known == bytes => return Ok(()),
            Ok(known) if known.len() == PARCEL_LEN => path.with_extension(OTHER),
            Ok(_) | Err(_) => path,
        };
        if !folder.exists() {
            fs::create_dir_all(&folder)?;
            files::restrict_folder(&self.dir)?;
            files::sync_folder_of(&folder)?;
        }
        files::place(&path, bytes)
    }

    /// Waits until the names of all parcels of a week are on disk.
    ///
    /// # Errors
    /// What the file system says.
    pub fn sync(&self, week: Week) -> io::Result<()> {
        files::sync_folder_of(&self.folder(week).join("parcel"))
    }

    /// Shows what came under an id, one parcel after the other, until one will do: there are several where
    /// somebody lies.
    ///
    /// # Errors
    /// What the file system says.
    pub fn find<T>(
        &self,
        id: &ParcelId,
        mut try_it: impl FnMut(Vec<u8>) -> Option<T>,
    ) -> io::Result<Option<T>> {
        for (_, dir) in self.weeks()? {
            let path = dir.join(id.to_string());
            for path in [path.with_extension(OTHER), path] {
                match fs::read(&path) {
                    Ok(bytes) => {
                        if let Some(found) = try_it(bytes) {
                            return Ok(Some(found));
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(None)
    }

    /// The ids of all that are there, whatever is in them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn ids(&self) -> io::Result<BTreeSet<ParcelId>> {
        let mut ids = BTreeSet::new();
        for (_, dir) in self.weeks()? {
            for entry in fs::read_dir(dir)? {
                ids.extend(id_of(&entry?.path()));
            }
        }
        Ok(ids)
    }

    /// Whether any are of a week before this one.
    ///
    /// # Errors
    /// What the file system says.
    pub fn any_before(&self, week: Week) -> io::Result<bool> {
        Ok(self.weeks()?.iter().any(|(of, _)| *of < week))
    }

    /// Removes what is of a week before this one and not among `named`.
    ///
    /// # Errors
    /// What the file system says; what was removed stays removed.
    pub fn forget_before(&self, week: Week, named: &BTreeSet<ParcelId>) -> io::Result<()> {
        for (_, dir) in self.weeks()?.into_iter().filter(|(of, _)| *of < week) {
            for entry in fs::read_dir(&dir)? {
                let path = entry?.path();
                if id_of(&path).is_none_or(|id| !named.contains(&id)) {
                    fs::remove_file(&path)?;
                }
            }
            if fs::read_dir(&dir)?.next().is_none() {
                fs::remove_dir(&dir)?;
            }
        }
        Ok(())
    }

    /// Removes these, and whatever else came under their ids.
    ///
    /// # Errors
    /// What the file system says; what was removed stays removed.
    pub fn forget(&self, ids: &BTreeSet<ParcelId>) -> io::Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        for (_, dir) in self.weeks()? {
            for entry in fs::read_dir(&dir)? {
                let path = entry?.path();
                if id_of(&path).is_some_and(|id| ids.contains(&id)) {
                    fs::remove_file(&path)?;
                }
            }
        }
        Ok(())
    }

    fn folder(&self, week: Week) -> PathBuf {
        self.dir.join(week.0.to_string())
    }

    fn weeks(&self) -> io::Result<Vec<(Week, PathBuf)>> {
        let entries = match fs::read_dir(&self.dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut weeks = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if let Some(week) = name.and_then(|name| name.parse().ok()) {
                weeks.push((Week(week), path));
            }
        }
        weeks.sort_unstable_by_key(|(week, _)| std::cmp::Reverse(*week));
        Ok(weeks)
    }
}

/// Of what a crash left half written, none.
fn id_of(path: &Path) -> Option<ParcelId> {
    let whole = path.extension().is_none_or(|extension| extension == OTHER);
    whole.then(|| path.file_stem()?.to_str()?.parse().ok())?
}
