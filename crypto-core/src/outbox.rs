//! The outbox: one file on a stick, from the offline reader to the online courier (protocol,
//! section 8.2).
//!
//! A file of [records](crate::records) of kind `belfry/v1/outbox`:
//!
//! | kind | record | payload |
//! | --- | --- | --- |
//! | 7 | confirmation | a signed import confirmation of one storage week |
//! | 16 | publication | a publication container: optional roster, recipients files, board |
//! | 17 | parcel | parcel id (16) ‖ parcel (1,048,576): a file of an answer |
//! | 18 | letter | letter id (16) ‖ letter (65,536): to a colleague, to be posted as any visitor's |
//!
//! An outbox holds at most one publication; the parcels of files that its answers name stand before
//! it. The courier sends all of it as it is: it can check signatures, but change nothing.

use std::io::{self, Read, Write};

pub use crate::records::{Damage, OpenError, ReadError, WriteError};
use crate::{
    bundle::CONFIRMATION,
    confirmation::CONFIRMATION_LEN,
    ids::{ChannelId, LetterId, ParcelId},
    labels::kind,
    lengths::{LETTER_LEN, PARCEL_LEN},
    publication::PUBLICATION_LEN_MAX,
    records::{FILE_KIND_LEN, PAYLOAD_MAX, RawRecord, RecordReader, RecordWriter},
};

/// The kind that begins every outbox.
pub const KIND: &str = kind::OUTBOX;
const _: () = assert!(KIND.len() == FILE_KIND_LEN);
const _: () = assert!(PUBLICATION_LEN_MAX <= PAYLOAD_MAX);

const PUBLICATION: u8 = 16;
const PARCEL: u8 = 17;
const LETTER: u8 = 18;

/// One thing found in an outbox. Its form is right; what it says is not yet checked.
#[derive(PartialEq, Eq)]
pub enum Item {
    /// A publication container.
    Publication(Vec<u8>),
    /// A signed import confirmation.
    Confirmation(Vec<u8>),
    /// A piece of a file that an answer names.
    Parcel {
        /// The id under which it is to be stored.
        id: ParcelId,
        /// The 1,048,576 bytes of the parcel.
        bytes: Vec<u8>,
    },
    /// A letter to a colleague.
    Letter {
        /// The id under which it is to be posted.
        id: LetterId,
        /// The 65,536 bytes of the letter.
        bytes: Vec<u8>,
    },
    /// A record that this version does not know.
    Unknown {
        /// Its kind.
        kind: u8,
    },
    /// Something that could not be read; go on reading, the rest may be whole.
    Damaged(Damage),
}

/// Writes an outbox; it is whole only after [`OutboxWriter::finish`].
///
/// Every method fails with [`WriteError::TooLong`] if a part has not the length of its kind, and
/// with [`WriteError::Io`] if the writer below fails.
pub struct OutboxWriter<W: Write>(RecordWriter<W>);

impl<W: Write> OutboxWriter<W> {
    /// Begins an outbox for this channel.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn begin(inner: W, channel: &ChannelId) -> io::Result<Self> {
        RecordWriter::begin(inner, KIND, channel).map(Self)
    }

    /// Adds the publication container.
    ///
    /// # Errors
    /// See [`OutboxWriter`].
    pub fn publication(&mut self, container: &[u8]) -> Result<(), WriteError> {
        if container.len() > PUBLICATION_LEN_MAX {
            return Err(WriteError::TooLong);
        }
        self.0.record(PUBLICATION, &[container])
    }

    /// Adds a signed import confirmation.
    ///
    /// # Errors
    /// See [`OutboxWriter`].
    pub fn confirmation(&mut self, signed: &[u8]) -> Result<(), WriteError> {
        if signed.len() != CONFIRMATION_LEN {
            return Err(WriteError::TooLong);
        }
        self.0.record(CONFIRMATION, &[signed])
    }

    /// Adds a parcel of an answer's file.
    ///
    /// # Errors
    /// See [`OutboxWriter`].
    pub fn parcel(&mut self, id: &ParcelId, bytes: &[u8]) -> Result<(), WriteError> {
        if bytes.len() != PARCEL_LEN {
            return Err(WriteError::TooLong);
        }
        self.0.record(PARCEL, &[id.as_bytes(), bytes])
    }

    /// Adds a letter to a colleague.
    ///
    /// # Errors
    /// See [`OutboxWriter`].
    pub fn letter(&mut self, id: &LetterId, bytes: &[u8]) -> Result<(), WriteError> {
        if bytes.len() != LETTER_LEN {
            return Err(WriteError::TooLong);
        }
        self.0.record(LETTER, &[id.as_bytes(), bytes])
    }

    /// Ends the outbox and gives the writer below back, flushed but not synced to disk.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn finish(self) -> Result<W, WriteError> {
        self.0.finish()
    }
}

/// Reads an outbox, holding at most one record in memory.
pub struct OutboxReader<R: Read>(RecordReader<R>);

impl<R: Read> OutboxReader<R> {
    /// Checks that this is an outbox for this channel.
    ///
    /// # Errors
    /// [`OpenError`], if it is something else.
    pub fn open(inner: R, channel: &ChannelId) -> Result<Self, OpenError> {
        RecordReader::open(inner, KIND, channel).map(Self)
    }

    /// The next thing in the outbox; `None` at the end.
    ///
    /// # Errors
    /// [`ReadError`] if the medium fails; hostile contents give [`Item::Damaged`], never an error.
    pub fn next_item(&mut self) -> Result<Option<Item>, ReadError> {
        Ok(self.0.next_record()?.map(|record| match record {
            RawRecord::Damaged(damage) => Item::Damaged(damage),
            RawRecord::Whole {
                number,
                kind,
                payload,
            } => {
                let damage = Damage::record(number, kind, &payload);
                parse(kind, payload).unwrap_or(Item::Damaged(damage))
            }
        }))
    }
}

fn parse(kind: u8, mut payload: Vec<u8>) -> Option<Item> {
    let length = payload.len();
    match kind {
        PUBLICATION => (length <= PUBLICATION_LEN_MAX).then_some(Item::Publication(payload)),
        CONFIRMATION => (length == CONFIRMATION_LEN).then_some(Item::Confirmation(payload)),
        PARCEL => {
            let id = ParcelId(take_id(&mut payload, PARCEL_LEN)?);
            let bytes = payload;
            Some(Item::Parcel { id, bytes })
        }
        LETTER => {
            let id = LetterId(take_id(&mut payload, LETTER_LEN)?);
            let bytes = payload;
            Some(Item::Letter { id, bytes })
        }
        kind => Some(Item::Unknown { kind }),
    }
}

/// The id before a cell, which is left alone in `payload`; `None` if the cell has another length.
fn take_id(payload: &mut Vec<u8>, cell_len: usize) -> Option<[u8; 16]> {
    let (id, cell) = payload.split_first_chunk::<16>()?;
    let id = *id;
    if cell.len() != cell_len {
        return None;
    }
    payload.drain(..16);
    Some(id)
}

#[cfg(test)]
mod tests;
