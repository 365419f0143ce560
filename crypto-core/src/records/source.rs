//! What records are read from: counts what was read.

use std::io::{self, BufReader, Read, Seek};

/// Bytes read ahead: little, since what is passed over shall not be read from a slow stick. Payloads are
/// longer and go around it.
const AHEAD: usize = 8 * 1024;

pub(super) struct Source<R: Read> {
    inner: BufReader<R>,
    position: u64,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner: BufReader::with_capacity(AHEAD, inner),
            position: 0,
        }
    }

    /// Bytes read or passed over so far.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Reads `length` bytes, or fewer at the end; memory grows with what is there, not with `length`.
    pub(super) fn up_to(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length.min(128 * 1024));
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        let read = self.inner.by_ref().take(limit).read_to_end(&mut bytes)?;
        self.position = self.position.saturating_add(read as u64);
        Ok(bytes)
    }

    pub(super) fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.inner.by_ref().bytes().next().transpose()?;
        self.position = self.position.saturating_add(byte.is_some().into());
        Ok(byte)
    }

    /// Goes over `length` bytes; whether so many were there.
    pub(super) fn pass(&mut self, length: usize) -> io::Result<bool>
    where
        R: Seek,
    {
        // The last one is read, since seeking beyond the end is no error.
        let Some(before_last) = length.checked_sub(1) else {
            return Ok(true);
        };
        let far = i64::try_from(before_last).map_err(io::Error::other)?;
        self.inner.seek_relative(far)?;
        self.position = self.position.saturating_add(before_last as u64);
        Ok(self.byte()?.is_some())
    }
}
