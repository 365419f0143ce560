//! Files beside a letter (protocol, section 4.4): a file is a stream of parcels, each 1,048,576 bytes
//! on the server under an id that only who has the attachment key can tell.
//!
//! ```text
//! parcel i = ChaCha20-Poly1305 of 1,048,560 bytes of the file (the last: filled up with zeros) ‖ tag (16)
//! ```
//!
//! Nothing here holds more than one parcel at a time, whatever the file's size.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    ids::ParcelId,
    labels::Label,
    lengths::{KEY_LEN, PARCEL_LEN, PARCEL_ROOM},
    primitives::{kdf::derive, stream::Stream},
};

/// The key of one attachment, 32 bytes.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct AttachmentKey([u8; KEY_LEN]);

/// How a file of a certain size is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The file's exact size in bytes.
    pub size: u64,
    /// Its parcels, at least 1.
    pub parcels: u32,
}

/// Why a parcel does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParcelError {
    /// It is not 1,048,576 bytes.
    #[error("a parcel has another length")]
    Length,
    /// The file has no parcel of this number.
    #[error("the file has no such parcel")]
    Number,
    /// Altered, from another place or another file.
    #[error("a parcel was altered, or belongs elsewhere")]
    Altered,
    /// It is longer than the letter says: what follows the file's end is not zeros.
    #[error("a parcel holds more than the letter says")]
    Padding,
}

/// The parcels of one file.
pub struct Parcels {
    key: AttachmentKey,
    stream: Stream,
    cut: Cut,
}

impl AttachmentKey {
    /// The key with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; KEY_LEN]) -> Self {
        Self(bytes)
    }

    /// A random key, for a file in a reply.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; KEY_LEN];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The id of parcel `i`, 16 bytes: what the server sees of it.
    #[must_use]
    pub fn parcel_id(&self, i: u32) -> ParcelId {
        ParcelId(*derive(&self.0, Label::ParcelId(i)))
    }

    /// The bytes, for a letter or a reply.
    #[must_use]
    pub fn expose_for_letter(&self) -> &[u8; KEY_LEN] {
        &self.0
    }
}

impl std::fmt::Debug for AttachmentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AttachmentKey(…)")
    }
}

impl Cut {
    /// How a file of `size` bytes is cut; an empty one has one parcel. `None` above 2^32 − 1 parcels.
    #[must_use]
    pub fn of(size: u64) -> Option<Self> {
        let parcels = size.div_ceil(PARCEL_ROOM as u64).max(1);
        let parcels = u32::try_from(parcels).ok()?;
        Some(Self { size, parcels })
    }

    /// Bytes of the file that parcel `i` holds; 0 where there is no such parcel.
    #[must_use]
    pub fn len_of(&self, i: u32) -> usize {
        let begin = u64::from(i).saturating_mul(PARCEL_ROOM as u64);
        let left = self.size.saturating_sub(begin);
        usize::try_from(left).unwrap_or(usize::MAX).min(PARCEL_ROOM)
    }
}

impl Parcels {
    /// The parcels of a file that is cut like this, under this key.
    #[must_use]
    pub fn new(key: AttachmentKey, cut: Cut) -> Self {
        let stream = Stream::new(&derive(&key.0, Label::Stream));
        Self { key, stream, cut }
    }

    /// How the file is cut.
    #[must_use]
    pub fn cut(&self) -> Cut {
        self.cut
    }

    /// The id of parcel `i`, 16 bytes.
    #[must_use]
    pub fn id(&self, i: u32) -> ParcelId {
        self.key.parcel_id(i)
    }

    /// Seals parcel `i` from the bytes of the file that belong into it; 1,048,576 bytes.
    ///
    /// # Errors
    /// [`ParcelError::Number`], and [`ParcelError::Length`] where these are not as many bytes as
    /// [`Cut::len_of`] says.
    pub fn seal(&self, i: u32, bytes: &[u8]) -> Result<Vec<u8>, ParcelError> {
        let last = self.is_last(i)?;
        if bytes.len() != self.cut.len_of(i) {
            return Err(ParcelError::Length);
        }
        let mut parcel = Vec::with_capacity(PARCEL_LEN);
        parcel.extend_from_slice(bytes);
        parcel.resize(PARCEL_LEN, 0);
        self.stream.seal_in_place(i, last, &mut parcel);
        Ok(parcel)
    }

    /// Opens parcel `i`: the bytes of the file in it.
    ///
    /// # Errors
    /// Every case of [`ParcelError`].
    pub fn open(&self, i: u32, parcel: &[u8]) -> Result<Zeroizing<Vec<u8>>, ParcelError> {
        let mut bytes = Zeroizing::new(parcel.to_vec());
        self.open_in_place(i, &mut bytes)?;
        Ok(bytes)
    }

    /// Opens parcel `i` where it lies, for whoever has many of them.
    ///
    /// # Errors
    /// Every case of [`ParcelError`]; then nothing is to be done with the bytes.
    pub fn open_in_place(&self, i: u32, parcel: &mut Vec<u8>) -> Result<(), ParcelError> {
        let last = self.is_last(i)?;
        if parcel.len() != PARCEL_LEN {
            return Err(ParcelError::Length);
        }
        self.stream
            .open_in_place(i, last, parcel)
            .map_err(|_| ParcelError::Altered)?;
        let len = self.cut.len_of(i);
        if parcel.iter().skip(len).any(|byte| *byte != 0) {
            return Err(ParcelError::Padding);
        }
        parcel.truncate(len);
        Ok(())
    }

    fn is_last(&self, i: u32) -> Result<bool, ParcelError> {
        let left = self.cut.parcels.checked_sub(i).ok_or(ParcelError::Number)?;
        match left {
            0 => Err(ParcelError::Number),
            1 => Ok(true),
            _ => Ok(false),
        }
    }
}

/// The number of parcels of a report once rounded up: 0, 1, 2, 4, … 64, then multiples of 32. What is
/// added are parcels of random bytes under random ids. Saturates.
#[must_use]
pub fn rounded(parcels: u32) -> u32 {
    match parcels {
        0..=64 => parcels.checked_next_power_of_two().filter(|_| parcels > 0),
        _ => parcels.checked_next_multiple_of(32),
    }
    .unwrap_or(parcels)
}

#[cfg(test)]
mod tests;
