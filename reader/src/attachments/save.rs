//! Saving a file: parcel by parcel, so that few at a time are in memory.

use std::{
    fs::{self, OpenOptions},
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, SyncSender},
    thread,
};

use crypto_core::{
    attachment::{ParcelError, Parcels},
    lengths::PARCEL_ROOM,
    primitives::hash::Hasher,
};
use thiserror::Error;

use super::{Arrived, File, parcels_of};
use crate::{
    progress::{Measure, Stopped, Watch},
    vault::{files, parcels::Parcels as Store},
    wipe,
};

/// Of a file that is not whole, so many missing parcels are left out as holes at most: a letter that
/// promises terabytes must not make a file of that size.
const HOLES_MAX: u32 = 64;

/// Parcels that are open and not written yet, at most: on a busy machine each wait for the other thread is long.
const PIECES_AHEAD: usize = 8;

/// Why nothing was saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The file system said no.
    #[error("the file could not be saved")]
    Io(#[from] io::Error),
    /// Size and number of parcels do not fit each other.
    #[error("the letter says of this file what cannot be: its size and its parts do not fit")]
    Nonsense,
    /// Too little of it is there.
    #[error("{missing} of {parcels} parts are missing, too many to save the rest")]
    Missing {
        /// Parcels that are not there.
        missing: u32,
        /// Parcels in all.
        parcels: u32,
    },
    /// There is one with this name.
    #[error("{0} is there already")]
    Exists(String),
    /// Whoever waited had it stopped.
    #[error("saving the file was stopped, and nothing of it was kept")]
    Stopped(#[from] Stopped),
}

/// What is wrong with a file that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// This parcel, counted from 0, is not there.
    Missing(u32),
    /// This parcel, counted from 0, does not open.
    Refused(u32, ParcelError),
    /// All parcels open, but together they are not the file that the letter names.
    Hash,
}

/// A file that was saved.
#[derive(Debug)]
pub struct Saved {
    /// Where.
    pub path: PathBuf,
    /// What is wrong with it: nothing, if this is empty. Zeros stand where a parcel is missing.
    pub problems: Vec<Problem>,
}

/// Saves a file into `folder` under `name`; one that is not whole gets `INCOMPLETE-` before its name.
/// It is on disk on return, and never there half written. `watch` is told with each parcel, and can stop it there.
///
/// # Errors
/// Every case of [`SaveError`]; then nothing is left behind.
pub fn save(
    store: &Store,
    file: &File,
    (folder, name): (&Path, &str),
    watch: Watch<'_>,
) -> Result<Saved, SaveError> {
    let parcels = parcels_of(&file.claimed).ok_or(SaveError::Nonsense)?;
    refuse_mostly_missing(file, &parcels)?;
    for name in [name.to_owned(), incomplete(name)] {
        if folder.join(&name).symlink_metadata().is_ok() {
            return Err(SaveError::Exists(name));
        }
    }
    // Where it lies: under its name only once it is whole.
    let mut at = folder.join(format!("{name}.part"));
    let mut out = OpenOptions::new().write(true).create_new(true).open(&at)?;
    // Not every stick knows of owners.
    let _ = files::restrict(&out);
    let written = write(store, (file, &parcels), &out, watch);
    let outcome = written.and_then(|problems| {
        let name = match problems.as_slice() {
            [] => name.to_owned(),
            _ => incomplete(name),
        };
        let path = folder.join(name);
        fs::rename(&at, &path)?;
        at.clone_from(&path);
        files::sync_folder_of(&path)?;
        Ok(Saved { path, problems })
    });
    if outcome.is_err() {
        // The error tells more than whether this went well.
        let _ = files::overwrite(&mut out);
        let _ = fs::remove_file(&at);
    }
    outcome
}

fn incomplete(name: &str) -> String {
    format!("INCOMPLETE-{name}")
}

fn refuse_mostly_missing(file: &File, parcels: &Parcels) -> Result<(), SaveError> {
    let count = parcels.cut().parcels;
    let missing = match file.arrived {
        Arrived::All => 0,
        Arrived::Parts(there) => count.saturating_sub(there),
        Arrived::Nonsense => return Err(SaveError::Nonsense),
    };
    if missing > HOLES_MAX.min(count.saturating_sub(1)) {
        return Err(SaveError::Missing {
            missing,
            parcels: count,
        });
    }
    Ok(())
}

/// What the second thread of [`write()`] gets, in the file's order.
enum Piece {
    /// Not wiped afterwards: they are on the disk then, where the member wants them.
    Bytes(Vec<u8>),
    /// A parcel is missing: zeros until this place.
    HoleUntil(u64),
    /// That was all: without it the file is not worth waiting for the disk.
    End,
}

/// Opens parcels while a second thread hashes and writes those before: both take about as long.
fn write(
    store: &Store,
    (file, parcels): (&File, &Parcels),
    out: &fs::File,
    watch: Watch<'_>,
) -> Result<Vec<Problem>, SaveError> {
    let (pieces, opened) = mpsc::sync_channel(PIECES_AHEAD);
    let size = parcels.cut().size;
    let (problems, written) = thread::scope(|scope| {
        // The system keeps the stacks of threads that ended for others; the hash has the last of the file on this one.
        let writing = scope.spawn(move || wipe::after(move || write_pieces(out, size, &opened)));
        let problems = open_all(store, parcels, &pieces, watch);
        drop(pieces);
        (problems, writing.join())
    });
    let hash = written.map_err(|_| io::Error::other("the thread that writes broke off"))??;
    let mut problems = problems?;
    if problems.is_empty() && hash.as_ref() != Some(file.claimed.sha256.as_bytes()) {
        problems.push(Problem::Hash);
    }
    Ok(problems)
}

/// Opens every parcel, until there is nobody any more who writes: whoever does so knows why not.
fn open_all(
    store: &Store,
    parcels: &Parcels,
    pieces: &SyncSender<Piece>,
    watch: Watch<'_>,
) -> Result<Vec<Problem>, SaveError> {
    let (mut problems, size) = (Vec::new(), parcels.cut().size);
    for i in 0..parcels.cut().parcels {
        let before = u64::from(i).saturating_mul(PARCEL_ROOM as u64);
        watch.at(Measure::bytes(before, size))?;
        let piece = match open(store, parcels, i)? {
            Ok(bytes) => Piece::Bytes(bytes),
            Err(problem) => {
                problems.push(problem);
                let next = (u64::from(i) + 1).saturating_mul(PARCEL_ROOM as u64);
                Piece::HoleUntil(next.min(size))
            }
        };
        if pieces.send(piece).is_err() {
            break;
        }
    }
    // Who is not there any more knows why.
    let _ = pieces.send(Piece::End);
    Ok(problems)
}

/// Writes what comes; the hash of all of it, once it is on disk. `None` if it did not come to its end.
fn write_pieces(
    mut out: &fs::File,
    size: u64,
    pieces: &Receiver<Piece>,
) -> io::Result<Option<[u8; 32]>> {
    let mut hash = Hasher::default();
    for piece in pieces {
        match piece {
            Piece::Bytes(bytes) => {
                hash.update(&bytes);
                out.write_all(&bytes)?;
            }
            Piece::HoleUntil(next) => drop(out.seek(SeekFrom::Start(next))?),
            Piece::End => {
                out.set_len(size)?;
                out.sync_all()?;
                return Ok(Some(hash.finish()));
            }
        }
    }
    Ok(None)
}

pub(super) fn open(
    store: &Store,
    parcels: &Parcels,
    i: u32,
) -> io::Result<Result<Vec<u8>, Problem>> {
    let mut problem = Problem::Missing(i);
    let opened = store.find(&parcels.id(i), |mut parcel| {
        match parcels.open_in_place(i, &mut parcel) {
            Ok(()) => Some(parcel),
            Err(error) => {
                problem = Problem::Refused(i, error);
                None
            }
        }
    })?;
    Ok(opened.ok_or(problem))
}
