//! What a letter or an answer says of a file whose parcels lie beside it.

use crate::{
    attachment::AttachmentKey,
    cbor::{CborError, MapReader, MapWriter, Unknown},
    ids::Digest,
};

const VERSION: u64 = 1;

/// A file that belongs to a letter or an answer (protocol, section 4.4). In CBOR a map: 0 version (1), 1 name,
/// 2 media type, 3 size, 4 key, 5 SHA-256, 6 number of parcels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name as its sender left it, untrusted.
    pub name: String,
    /// Its media type, untrusted.
    pub media_type: String,
    /// Its exact size in bytes.
    pub size: u64,
    /// The attachment key, 32 bytes, wiped on drop.
    pub key: AttachmentKey,
    /// SHA-256 of the bytes that were sealed.
    pub sha256: Digest,
    /// The number of its parcels, rounding left out.
    pub parcels: u32,
    /// Fields of later versions, kept as they came.
    pub unknown: Unknown,
}

impl Attachment {
    /// The encoded map.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::new(VERSION);
        map.text(1, &self.name)
            .text(2, &self.media_type)
            .u64(3, self.size)
            .bytes(4, self.key.expose_for_letter())
            .bytes(5, self.sha256.as_bytes())
            .u64(6, self.parcels.into())
            .unknown(&self.unknown);
        map.finish()
    }

    /// Reads an encoded map.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        Ok(Self {
            name: map.text(1)?,
            media_type: map.text(2)?,
            size: map.u64(3)?,
            key: AttachmentKey::from_bytes(map.array(4)?),
            sha256: Digest(map.array(5)?),
            parcels: map.uint(6)?,
            unknown: map.unknown(),
        })
    }
}
