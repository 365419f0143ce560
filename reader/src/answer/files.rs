//! Files that go with an answer: sealed into parcels as soon as it is written, one parcel in memory at a
//! time (protocol, section 4.4).

use std::{
    fs::File,
    io::{self, Read, Seek as _},
    path::{Path, PathBuf},
};

use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels, rounded},
    cbor::{CborError, MapReader, MapWriter, Unknown},
    ids::{Digest, ParcelId},
    lengths::{PARCEL_LEN, PARCEL_ROOM},
    letter::Attachment,
    primitives::hash::Hasher,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    progress::{Measure, Stopped, Watch},
    vault::outgoing::Draft,
};

/// Bytes of all files of an answer at most: 1 GiB, hours over Tor for who fetches them.
pub const FILES_MAX: u64 = 1 << 30;
/// Bytes of a name at most; an answer's cells are small.
const NAME_MAX: usize = 200;
/// Bytes that tell what a file is.
const HEAD: u64 = 8_192;
const VERSION: u64 = 1;
const FILES: u64 = 1;

/// Why a file cannot go with an answer.
#[derive(Debug, Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("{0} could not be read")]
    Read(String, #[source] io::Error),
    /// A folder, a pipe, a device.
    #[error("{0} is not a file")]
    NotAFile(String),
    /// Its name has no text, or is too long.
    #[error("the name of {0} is longer than 200 bytes, or has signs that are no text")]
    Name(String),
    /// All files together.
    #[error("the files of an answer may have 1 GiB together")]
    TooLarge,
    /// It became longer or shorter while it was read.
    #[error("{0} was changed while it was read")]
    Changed(String),
}

/// What is known of a file that can go along, before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its name, as the reporter gets it.
    pub name: String,
    /// Its bytes.
    pub size: u64,
}

/// Looks whether a file can go along; nothing is kept of it.
///
/// # Errors
/// Every case of [`FileError`].
pub fn look(path: &Path) -> Result<Looked, FileError> {
    let Chosen { name, cut, .. } = choose_one(path)?;
    match cut.size > FILES_MAX {
        true => Err(FileError::TooLarge),
        false => Ok(Looked {
            name,
            size: cut.size,
        }),
    }
}

/// A file that was looked at and is not yet sealed.
pub(super) struct Chosen {
    shown: String,
    name: String,
    file: File,
    cut: Cut,
}

/// Opens the files and looks whether they can go along.
pub(super) fn choose(paths: &[PathBuf]) -> Result<Vec<Chosen>, FileError> {
    let mut total = 0_u64;
    let mut chosen = Vec::new();
    for path in paths {
        let one = choose_one(path)?;
        total = total.saturating_add(one.cut.size);
        if total > FILES_MAX {
            return Err(FileError::TooLarge);
        }
        chosen.push(one);
    }
    Ok(chosen)
}

fn choose_one(path: &Path) -> Result<Chosen, FileError> {
    let shown = path.display().to_string();
    let read = |error| FileError::Read(shown.clone(), error);
    // Opening a pipe would wait for somebody to write into it.
    if !path.metadata().map_err(read)?.is_file() {
        return Err(FileError::NotAFile(shown));
    }
    let file = File::open(path).map_err(read)?;
    let size = file.metadata().map_err(read)?.len();
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .filter(|name| name.len() <= NAME_MAX)
        .ok_or_else(|| FileError::Name(shown.clone()))?
        .to_owned();
    let cut = Cut::of(size).ok_or(FileError::TooLarge)?;
    Ok(Chosen {
        shown,
        name,
        file,
        cut,
    })
}

/// Seals all files, and what rounds up their number, into the draft. `watch` is told with each parcel, and can stop it there.
pub(super) fn seal(
    chosen: Vec<Chosen>,
    draft: &Draft,
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Attachment>, SealError> {
    let mut sealed = Vec::new();
    let all = chosen.iter().map(|one| one.cut.size).sum();
    let mut done = 0;
    for one in chosen {
        let tell = |len| {
            watch.at(Measure::bytes(done, all))?;
            done += len;
            Ok(())
        };
        sealed.push(seal_one(one, draft, tell, rng)?);
    }
    let count: u32 = sealed.iter().map(|one: &Attachment| one.parcels).sum();
    let mut bytes = vec![0; PARCEL_LEN];
    for _ in count..rounded(count) {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        rng.fill_bytes(&mut bytes);
        draft.put(&ParcelId(id), &bytes)?;
    }
    Ok(sealed)
}

/// Why files were not sealed.
#[derive(Debug, Error)]
pub(super) enum SealError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("the vault's files could not be written")]
    Vault(#[from] io::Error),
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// `tell` gets the bytes of the parcel that is next.
fn seal_one(
    mut chosen: Chosen,
    draft: &Draft,
    mut tell: impl FnMut(u64) -> Result<(), Stopped>,
    rng: &mut impl CryptoRng,
) -> Result<Attachment, SealError> {
    let shown = chosen.shown;
    let media_type = media_type(&mut chosen.file).map_err(|error| read_error(&shown, error))?;
    let key = AttachmentKey::generate(rng);
    let parcels = Parcels::new(key.clone(), chosen.cut);
    let mut hasher = Hasher::default();
    let mut bytes = Zeroizing::new(vec![0; PARCEL_ROOM]);
    for i in 0..chosen.cut.parcels {
        tell(chosen.cut.len_of(i) as u64)?;
        let piece = bytes
            .get_mut(..chosen.cut.len_of(i))
            .ok_or_else(|| FileError::Changed(shown.clone()))?;
        chosen
            .file
            .read_exact(piece)
            .map_err(|error| read_error(&shown, error))?;
        hasher.update(piece);
        let parcel = parcels
            .seal(i, piece)
            .map_err(|_| FileError::Changed(shown.clone()))?;
        draft.put(&parcels.id(i), &parcel)?;
    }
    let more = chosen.file.read(&mut [0]);
    if more.map_err(|error| read_error(&shown, error))? > 0 {
        return Err(FileError::Changed(shown).into());
    }
    Ok(Attachment {
        name: chosen.name,
        media_type,
        size: chosen.cut.size,
        key,
        sha256: Digest(hasher.finish()),
        parcels: chosen.cut.parcels,
        unknown: Unknown::default(),
    })
}

fn read_error(shown: &str, error: io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => FileError::Changed(shown.to_owned()),
        _ => FileError::Read(shown.to_owned(), error),
    }
}

fn media_type(file: &mut File) -> io::Result<String> {
    let mut head = Zeroizing::new(Vec::new());
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    let found = infer::get(&head).map_or("application/octet-stream", |kind| kind.mime_type());
    Ok(found.to_owned())
}

/// A list of files as the vault keeps it.
pub(crate) fn encode(files: &[Attachment]) -> Zeroizing<Vec<u8>> {
    let items: Vec<_> = files.iter().map(Attachment::encode).collect();
    let mut map = MapWriter::new(VERSION);
    map.items(FILES, &items);
    Zeroizing::new(map.finish())
}

/// What [`encode`] wrote.
///
/// # Errors
/// Every case of [`CborError`].
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Attachment>, CborError> {
    let mut map = MapReader::parse(bytes)?;
    map.version(VERSION)?;
    map.items(FILES)?
        .into_iter()
        .map(Attachment::decode)
        .collect()
}
