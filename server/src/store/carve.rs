//! Finds cells in the raw bytes of an engine's file, without the engine: sled drops everything
//! behind the first fault that it meets, and what it drops may be whole and acknowledged.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use memchr::memmem;
use zeroize::Zeroizing;

use super::{
    CellId, Kind,
    wrap::{KEY_LEN, MARK, VALUE_LEN, WeekKey, parse_key},
};

const CHUNK_LEN: usize = 1 << 20;

/// Where the whole cells of one file lie.
pub(crate) struct Carved {
    file: PathBuf,
    /// Offsets of all pieces, by id, for cells that are whole.
    pub(crate) whole: BTreeMap<CellId, Vec<u64>>,
}

/// Reads the whole file once; a file that is not there holds nothing.
pub(crate) fn carve(file: &Path, kind: Kind, key: &WeekKey) -> io::Result<Carved> {
    let mut found: BTreeMap<CellId, BTreeMap<u16, u64>> = BTreeMap::new();
    scan(file, |offset, value| {
        let Some(place) = value
            .get(MARK.len()..)
            .and_then(|rest| rest.first_chunk::<KEY_LEN>())
        else {
            return;
        };
        if let Some((of, id, index)) = parse_key(place)
            && of == kind
            && key.unwrap_piece(place, value).is_ok()
        {
            found.entry(id).or_default().insert(index, offset);
        }
    })?;
    let whole = found
        .into_iter()
        .filter(|(_, pieces)| pieces.len() == usize::from(kind.pieces()))
        .map(|(id, pieces)| (id, pieces.into_values().collect()))
        .collect();
    Ok(Carved {
        file: file.to_owned(),
        whole,
    })
}

impl Carved {
    /// The bytes of one whole cell.
    pub(crate) fn read(
        &self,
        id: &CellId,
        key: &WeekKey,
    ) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        let Some(offsets) = self.whole.get(id) else {
            return Ok(None);
        };
        let mut file = File::open(&self.file)?;
        let mut cell = Zeroizing::new(Vec::new());
        let mut value = vec![0; VALUE_LEN];
        for offset in offsets {
            file.seek(SeekFrom::Start(*offset))?;
            file.read_exact(&mut value)?;
            let place = value
                .get(MARK.len()..)
                .and_then(|rest| rest.first_chunk::<KEY_LEN>());
            let Some(Ok(piece)) = place.map(|place| key.unwrap_piece(place, &value)) else {
                return Ok(None);
            };
            cell.extend_from_slice(&piece);
        }
        Ok(Some(cell))
    }
}

/// Calls `visit` with the offset and the bytes of everything that begins with the mark and is long
/// enough for a value.
fn scan(file: &Path, mut visit: impl FnMut(u64, &[u8])) -> io::Result<()> {
    let mut file = match File::open(file) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut window = Vec::new();
    let mut base = 0_u64;
    loop {
        let read = file
            .by_ref()
            .take(CHUNK_LEN as u64)
            .read_to_end(&mut window)?;
        let mut at = 0;
        while let Some(step) = window.get(at..).and_then(|rest| memmem::find(rest, MARK)) {
            let Some(value) = window.get(at + step..at + step + VALUE_LEN) else {
                break;
            };
            visit(base + (at + step) as u64, value);
            at += step + 1;
        }
        if read == 0 {
            return Ok(());
        }
        // What is left may begin with a value that the next chunk completes.
        let keep_from = at.max(window.len().saturating_sub(VALUE_LEN));
        window.drain(..keep_from);
        base += keep_from as u64;
    }
}
