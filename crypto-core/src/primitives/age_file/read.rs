//! Reading an age file through the `age` crate, with an identity of our own.

use std::{cell::RefCell, io::Read as _};

use age::{DecryptError, Decryptor, Identity};
use age_core::format::{FileKey as AgeFileKey, Stanza};
use thiserror::Error;
use zeroize::Zeroizing;

use super::STANZA_TYPE;
use crate::{
    primitives::hybrid::{BoxKey, FileKey, HybridIdentity, check_stanza},
    text::unbase64_unpadded,
};

/// More stanzas than this are refused: the parser's work grows with their square.
const STANZAS_MAX: usize = 64;

/// Why a file that should be an age file could not be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    /// Not an age v1 file, or one with a stanza that the specification forbids.
    #[error("this is not a well-formed age file")]
    Malformed,
    /// The file is for one of the keys, but was altered, cut off or made wrongly.
    #[error("the age file was altered or is not whole")]
    Altered,
}

/// What a file holds, and how it opened.
pub struct OpenedFile {
    /// The plaintext.
    pub plaintext: Zeroizing<Vec<u8>>,
    /// Place of the stanza that opened, from 0.
    pub index: usize,
    /// Number of stanzas of any type.
    pub stanzas: usize,
    /// The key that HPKE exports for the stanza that opened.
    pub box_key: BoxKey,
}

/// Opens an age file with the first of `keys` that fits one of its stanzas; `None` if none does.
///
/// # Errors
/// Every case of [`ReadError`].
pub fn read(file: &[u8], keys: &[HybridIdentity]) -> Result<Option<OpenedFile>, ReadError> {
    if has_too_many_stanzas(file) {
        return Err(ReadError::Malformed);
    }
    let keys = HybridKeys::new(keys);
    let decryptor = Decryptor::new_buffered(file).map_err(|_| ReadError::Malformed)?;
    let mut reader = match decryptor.decrypt(std::iter::once(&keys as &dyn Identity)) {
        Ok(reader) => reader,
        Err(DecryptError::NoMatchingKeys) => return Ok(None),
        Err(DecryptError::InvalidHeader) => return Err(ReadError::Malformed),
        Err(_) => return Err(ReadError::Altered),
    };
    // Room for all of it at once, so that no half-filled copies stay behind in memory.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(file.len()));
    reader
        .read_to_end(&mut plaintext)
        .map_err(|_| ReadError::Altered)?;
    let found = keys.found.take().ok_or(ReadError::Altered)?;
    Ok(Some(OpenedFile {
        plaintext,
        index: found.index,
        stanzas: found.stanzas,
        box_key: found.box_key,
    }))
}

pub(super) fn has_too_many_stanzas(file: &[u8]) -> bool {
    let starts = file.windows(4).filter(|window| *window == b"\n-> ");
    starts.take(STANZAS_MAX + 1).count() > STANZAS_MAX
}

struct Found {
    index: usize,
    stanzas: usize,
    box_key: BoxKey,
}

/// Hybrid keys as one age identity, which remembers what opened.
pub struct HybridKeys<'a> {
    keys: &'a [HybridIdentity],
    found: RefCell<Option<Found>>,
}

impl<'a> HybridKeys<'a> {
    /// An identity that tries all these keys.
    #[must_use]
    pub fn new(keys: &'a [HybridIdentity]) -> Self {
        Self {
            keys,
            found: RefCell::new(None),
        }
    }

    fn open(&self, stanzas: &[Stanza]) -> Result<Option<FileKey>, DecryptError> {
        let parsed = parse_all(stanzas)?;
        for (index, encapsulated, body) in &parsed {
            for key in self.keys {
                let opened = key.unwrap(encapsulated, body);
                let Some((file_key, box_key)) = opened.map_err(|_| DecryptError::InvalidHeader)?
                else {
                    continue;
                };
                self.found.replace(Some(Found {
                    index: *index,
                    stanzas: stanzas.len(),
                    box_key,
                }));
                return Ok(Some(file_key));
            }
        }
        Ok(None)
    }
}

impl Identity for HybridKeys<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<AgeFileKey, DecryptError>> {
        self.unwrap_stanzas(std::slice::from_ref(stanza))
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<AgeFileKey, DecryptError>> {
        let key = self.open(stanzas).transpose()?;
        Some(key.map(|key| AgeFileKey::init_with_mut(|bytes| *bytes = *key.expose())))
    }
}

/// A hybrid stanza: its place, encapsulated key and body.
type Parsed<'a> = (usize, Vec<u8>, &'a [u8]);

/// All hybrid stanzas. One that is malformed spoils the file for everybody, not only for whom it
/// is: otherwise two readers could disagree on whether there is a letter.
fn parse_all(stanzas: &[Stanza]) -> Result<Vec<Parsed<'_>>, DecryptError> {
    stanzas
        .iter()
        .enumerate()
        .filter(|(_, stanza)| stanza.tag == STANZA_TYPE)
        .map(|(index, stanza)| {
            let [argument] = stanza.args.as_slice() else {
                return Err(DecryptError::InvalidHeader);
            };
            let encapsulated = unbase64_unpadded(argument).ok_or(DecryptError::InvalidHeader)?;
            check_stanza(&encapsulated, &stanza.body).map_err(|_| DecryptError::InvalidHeader)?;
            Ok((index, encapsulated, stanza.body.as_slice()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_stanzas_than_any_letter_has_are_not_even_parsed() {
        let outcome = |stanzas: usize| {
            let mac = "A".repeat(43);
            let stanzas = "-> x\n\n".repeat(stanzas);
            let file = format!("age-encryption.org/v1\n{stanzas}--- {mac}\n0123456789abcdef");
            read(file.as_bytes(), &[]).map(|opened| opened.is_some())
        };
        assert_eq!(outcome(STANZAS_MAX), Ok(false));
        assert_eq!(outcome(STANZAS_MAX + 1), Err(ReadError::Malformed));
    }
}
