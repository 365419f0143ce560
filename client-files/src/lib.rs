//! What the reporter's page needs only once a file is added or fetched: its hash, and its parcels sealed or
//! opened one at a time (protocol, section 4.4). It is a module of its own, compiled for speed, so that a report without files
//! weighs nothing more.
//!
//! The session stays in the page's first module. From there comes the attachment's key, to there goes each
//! parcel's hash for its stamp; both pass through the worker alone, which holds the file's bytes anyway.

use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels as Sealer},
    lengths::{KEY_LEN, PARCEL_LEN, PARCEL_ROOM},
    primitives::hash::{Hasher as Sha256, sha256},
};
use wasm_bindgen::prelude::*;

/// Why something is refused; the text is the code that JavaScript gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Code {
    /// A file is not what it was when it was chosen, or has no such part.
    #[error("file")]
    File,
    /// A parcel that came is not what was sealed.
    #[error("altered")]
    Altered,
    /// A fault of this program.
    #[error("internal")]
    Internal,
}

impl From<Code> for JsValue {
    fn from(code: Code) -> Self {
        Self::from_str(&code.to_string())
    }
}

/// SHA-256 of a file, piece by piece.
#[wasm_bindgen]
#[derive(Default)]
pub struct Hasher(Sha256);

#[wasm_bindgen]
impl Hasher {
    /// Begins.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash, 32 bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0.finish().to_vec()
    }
}

/// The parcels of one file.
#[wasm_bindgen]
pub struct Parcels(Sealer);

#[wasm_bindgen]
impl Parcels {
    /// The parcels of a file of `size` bytes under a key of 32 bytes.
    ///
    /// # Errors
    /// [`Code::Internal`] for another length of key, [`Code::File`] for a file beyond all measure.
    #[wasm_bindgen(constructor)]
    pub fn new(key: &[u8], size: f64) -> Result<Self, Code> {
        let key: [u8; KEY_LEN] = key.try_into().map_err(|_| Code::Internal)?;
        let cut = Cut::of(whole(size)).ok_or(Code::File)?;
        Ok(Self(Sealer::new(AttachmentKey::from_bytes(key), cut)))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.cut().parcels
    }

    /// Where parcel `i` begins in the file.
    #[must_use]
    pub fn begin(&self, i: u32) -> f64 {
        f64::from(i) * PARCEL_ROOM as f64
    }

    /// Bytes of the file in parcel `i`.
    #[must_use]
    pub fn len_of(&self, i: u32) -> usize {
        self.0.cut().len_of(i)
    }

    /// The id of parcel `i`, 16 bytes.
    #[must_use]
    pub fn id(&self, i: u32) -> Vec<u8> {
        self.0.id(i).as_bytes().to_vec()
    }

    /// The bytes of the file in parcel `i`, from its 1,048,576 bytes.
    ///
    /// # Errors
    /// [`Code::Altered`] where they are not this file's, or not as they were sealed.
    pub fn open(&self, i: u32, parcel: &[u8]) -> Result<Vec<u8>, Code> {
        let opened = self.0.open(i, parcel).map_err(|_| Code::Altered)?;
        Ok(opened.to_vec())
    }

    /// Seals parcel `i` from its bytes of the file; 1,048,576 bytes.
    ///
    /// # Errors
    /// [`Code::File`] where these are not as many bytes as belong there.
    pub fn seal(&self, i: u32, bytes: &[u8]) -> Result<Vec<u8>, Code> {
        self.0.seal(i, bytes).map_err(|_| Code::File)
    }
}

/// A parcel of random bytes, as they round up the number of parcels; 1,048,576 bytes.
///
/// # Errors
/// [`Code::Internal`] without randomness.
#[wasm_bindgen]
pub fn filler() -> Result<Vec<u8>, Code> {
    random(PARCEL_LEN)
}

/// A random id, 16 bytes.
///
/// # Errors
/// [`Code::Internal`] without randomness.
#[wasm_bindgen]
pub fn filler_id() -> Result<Vec<u8>, Code> {
    random(16)
}

fn random(len: usize) -> Result<Vec<u8>, Code> {
    let mut bytes = vec![0; len];
    // Browsers give at most this much at once.
    for piece in bytes.chunks_mut(65_536) {
        getrandom::fill(piece).map_err(|_| Code::Internal)?;
    }
    Ok(bytes)
}

/// SHA-256 of a sealed parcel, 32 bytes, for its stamp.
#[wasm_bindgen]
#[must_use]
pub fn hash(bytes: &[u8]) -> Vec<u8> {
    sha256(&[bytes]).to_vec()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from f64 saturates; sizes are whole numbers"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcels_are_those_of_the_protocol() {
        let file = vec![5; PARCEL_ROOM + 3];
        let parcels = Parcels::new(&[7; 32], file.len() as f64).unwrap();
        assert_eq!(parcels.count(), 2);
        assert_eq!(parcels.begin(1), PARCEL_ROOM as f64);
        assert_eq!(parcels.len_of(1), 3);
        let last = parcels.seal(1, &[5; 3]).unwrap();
        let cut = Cut::of(file.len() as u64).unwrap();
        let opened = Sealer::new(AttachmentKey::from_bytes([7; 32]), cut);
        assert_eq!(*opened.open(1, &last).unwrap(), [5; 3]);
        assert_eq!(parcels.open(1, &last), Ok(vec![5; 3]));
        assert_eq!(parcels.open(0, &last), Err(Code::Altered));
        assert_eq!(parcels.open(1, &last[1..]), Err(Code::Altered));
        assert_eq!(parcels.id(1), opened.id(1).as_bytes());
        assert_eq!(parcels.seal(1, &[5; 4]).err(), Some(Code::File));
        assert_eq!(Parcels::new(&[7; 31], 1.0).err(), Some(Code::Internal));
    }

    #[test]
    fn fillers_are_as_long_as_parcels_and_never_the_same() {
        let (one, other) = (filler().unwrap(), filler().unwrap());
        assert_eq!(one.len(), PARCEL_LEN);
        assert!(one != other);
        assert!(
            one.chunks(4_096)
                .all(|piece| piece.iter().any(|byte| *byte != 0))
        );
        assert_ne!(filler_id().unwrap(), filler_id().unwrap());
    }
}
