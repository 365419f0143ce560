//! Files beside a sealed report: one age file each, parcel by parcel, so that few parcels at a time are in memory.

use std::{
    collections::BTreeMap,
    fs::{self, File as OnDisk, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

use crypto_core::{
    ids::Digest,
    primitives::{age_file::LongFile, hybrid::HybridRecipient},
};
use rand_core::CryptoRng;

use super::{Enclosed, ForwardError};
use crate::{
    attachments::{File, Unsent, stream},
    progress::{Measure, Watch},
    vault::{files, parcels::Parcels as Store},
};

/// Files that name the same parcels and say different things of them, of which so many are tried: a letter may name one
/// file a thousand times.
const TRIES: usize = 2;

/// What a letter says of a file: its size in bytes and its SHA-256.
type Claimed = (u64, Digest);
/// Where a file is sealed, or why it is not.
pub(super) type Outcome = Result<PathBuf, Unsent>;

/// What was made of the files so far.
pub(super) struct Sealed<'w> {
    pub(super) files: BTreeMap<usize, Enclosed>,
    /// By the first file that names the same parcels: what the tried ones are said to be, and what became of them.
    tried: BTreeMap<usize, Vec<(Claimed, Outcome)>>,
    watch: Watch<'w>,
}

impl<'w> Sealed<'w> {
    pub(super) fn watched(watch: Watch<'w>) -> Self {
        Self {
            files: BTreeMap::new(),
            tried: BTreeMap::new(),
            watch,
        }
    }

    pub(super) fn take(
        &mut self,
        (store, file): (&Store, &File),
        (recipient, out): (&[HybridRecipient], &Path),
        written: &mut Written,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ForwardError> {
        let is = (file.claimed.size, file.claimed.sha256);
        let first = file.same_as.unwrap_or(file.number);
        let tried = self.tried.entry(first).or_default();
        let same = tried.iter().find(|(known, _)| *known == is);
        let sealed = match same {
            Some((_, outcome)) => outcome.clone(),
            None if tried.len() >= TRIES => Err(Unsent::SameParts(first)),
            None => {
                let outcome = one((store, file), (recipient, out), (written, self.watch), rng)?;
                tried.push((is, outcome.clone()));
                outcome
            }
        };
        let name = file.claimed.name.clone();
        self.files.insert(file.number, Enclosed { name, sealed });
        Ok(())
    }
}

fn one(
    (store, file): (&Store, &File),
    (recipient, out): (&[HybridRecipient], &Path),
    (written, watch): (&mut Written, Watch<'_>),
    rng: &mut impl CryptoRng,
) -> Result<Outcome, ForwardError> {
    if let Some(unsent) = Unsent::of(file) {
        return Ok(Err(unsent));
    }
    let path = beside(out, file.number);
    refuse(&path)?;
    let sent = written.write(&path, |part| {
        let io = || ForwardError::io(&path);
        let (mut long, begin) = LongFile::begin(recipient, rng)?;
        part.write_all(&begin).map_err(io())?;
        let mut done = 0;
        let sent = stream(store, file, |bytes| {
            watch.at(Measure::bytes(done, file.claimed.size))?;
            done += bytes.len() as u64;
            let sealed = long.push(bytes)?;
            part.write_all(&sealed).map_err(io())
        })?;
        part.write_all(&long.finish()?).map_err(io())?;
        Ok(sent)
    })?;
    Ok(match sent {
        None => Ok(path),
        Some(unsent) => {
            written.forget_last();
            Err(unsent)
        }
    })
}

/// `report-01.age` for `report.age`: the name that the sender gave stands in the sealed text alone.
fn beside(out: &Path, number: usize) -> PathBuf {
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let name = match out.extension() {
        Some(extension) => format!("{stem}-{number:02}.{}", extension.to_string_lossy()),
        None => format!("{stem}-{number:02}"),
    };
    out.with_file_name(name)
}

/// Refuses a name that is taken.
pub(super) fn refuse(path: &Path) -> Result<(), ForwardError> {
    match path.symlink_metadata() {
        Ok(_) => Err(ForwardError::Exists(path.display().to_string())),
        Err(_) => Ok(()),
    }
}

/// A path's last part.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Files of a report on their way to the disk: all under temporary names first, and gone again if not all of them come
/// about.
#[derive(Default)]
pub(super) struct Written {
    /// Temporary name, and the one to be.
    parts: Vec<(PathBuf, PathBuf)>,
    placed: Vec<PathBuf>,
}

impl Written {
    /// Writes a file under a temporary name; its bytes are on disk on return.
    pub(super) fn write<T>(
        &mut self,
        path: &Path,
        write: impl FnOnce(&mut OnDisk) -> Result<T, ForwardError>,
    ) -> Result<T, ForwardError> {
        let part = path.with_file_name(format!("{}.part", name_of(path)));
        let mut options = OpenOptions::new();
        let made = options.write(true).create_new(true).open(&part);
        let mut file = made.map_err(ForwardError::io(&part))?;
        self.parts.push((part, path.to_owned()));
        files::restrict(&file).map_err(ForwardError::io(path))?;
        let said = write(&mut file)?;
        file.sync_all().map_err(ForwardError::io(path))?;
        Ok(said)
    }

    /// Takes back what was written last.
    pub(super) fn forget_last(&mut self) {
        if let Some((part, _)) = self.parts.pop() {
            // What stays behind is sealed, and has no name that anybody was told.
            let _ = fs::remove_file(part);
        }
    }

    /// Gives all files their names, in the order of their writing.
    pub(super) fn place(&mut self) -> Result<(), ForwardError> {
        for (part, path) in &self.parts {
            refuse(path)?;
            fs::rename(part, path).map_err(ForwardError::io(path))?;
            self.placed.push(path.clone());
        }
        self.parts.clear();
        match self.placed.last() {
            Some(last) => files::sync_folder_of(last).map_err(ForwardError::io(last)),
            None => Ok(()),
        }
    }

    /// Lets what was written stay.
    pub(super) fn keep(&mut self) {
        self.placed.clear();
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let parts = self.parts.iter().map(|(part, _)| part);
        for path in parts.chain(&self.placed) {
            // The error that ended it says more than whether this goes well.
            let _ = fs::remove_file(path);
        }
    }
}
