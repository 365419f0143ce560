//! Writing a file of records.

use std::io::{self, Write};

use thiserror::Error;

use super::{END_KIND, Head, PAYLOAD_MAX, Place, check};
use crate::ids::ChannelId;

/// Why a record could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The file could not be written.
    #[error("the file could not be written")]
    Io(#[from] io::Error),
    /// The payload is longer than its kind may be.
    #[error("a record is longer than the format allows")]
    TooLong,
    /// More records than a u32 counts.
    #[error("the file holds too many records")]
    TooMany,
}

/// Writes records one after the other; [`RecordWriter::finish`] makes the file whole.
pub struct RecordWriter<W: Write> {
    inner: W,
    next: u32,
}

impl<W: Write> RecordWriter<W> {
    /// Begins a file of this kind for this channel.
    ///
    /// # Errors
    /// Whatever the writer below says.
    pub fn begin(mut inner: W, kind: &str, channel: &ChannelId) -> io::Result<Self> {
        inner.write_all(kind.as_bytes())?;
        inner.write_all(channel.as_bytes())?;
        inner.write_all(&check(&[kind.as_bytes(), channel.as_bytes()]))?;
        Ok(Self { inner, next: 0 })
    }

    /// Goes on with a file that was never finished. `inner` stands at the place's offset, and nothing
    /// follows there.
    pub fn resume(inner: W, place: Place) -> Self {
        Self {
            inner,
            next: place.number,
        }
    }

    /// Hands what was written to the system, so that it outlives this program.
    ///
    /// # Errors
    /// Whatever the writer below says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }

    /// Writes one record, its payload given in pieces. `kind` is not 0.
    ///
    /// # Errors
    /// [`WriteError::TooLong`] above [`PAYLOAD_MAX`] or for kind 0, [`WriteError::TooMany`] after
    /// 2^32 - 1 records, or what the writer below says.
    pub fn record(&mut self, kind: u8, payload: &[&[u8]]) -> Result<(), WriteError> {
        let length = payload.iter().map(|piece| piece.len()).sum::<usize>();
        if length > PAYLOAD_MAX || kind == END_KIND {
            return Err(WriteError::TooLong);
        }
        let length = u32::try_from(length).map_err(|_| WriteError::TooLong)?;
        self.put(kind, length, payload)
    }

    /// Writes the end record and gives the writer below back, flushed.
    ///
    /// # Errors
    /// Whatever the writer below says.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.put(END_KIND, 0, &[])?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    fn put(&mut self, kind: u8, length: u32, payload: &[&[u8]]) -> Result<(), WriteError> {
        let number = self.next;
        let head = Head {
            kind,
            number,
            length,
        }
        .to_bytes();
        self.next = number.checked_add(1).ok_or(WriteError::TooMany)?;
        let mut covered: Vec<&[u8]> = vec![&head];
        covered.extend_from_slice(payload);
        let check = check(&covered);
        for piece in covered {
            self.inner.write_all(piece)?;
        }
        Ok(self.inner.write_all(&check)?)
    }
}
