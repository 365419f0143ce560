//! Reading a file of records, one at a time, past whatever is hurt.

use std::io::{self, BufReader, Read};

use thiserror::Error;

use super::{
    CHECK_LEN, END_KIND, FILE_HEADER_LEN, FILE_KIND_LEN, HEAD_LEN, Head, PAYLOAD_MAX, check,
};
use crate::ids::ChannelId;

/// Why a file of records could not be begun.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file could not be read.
    #[error("the file could not be read")]
    Io(#[source] io::Error),
    /// It does not begin like a file of Belfry.
    #[error("this is not a file of Belfry")]
    NotBelfry,
    /// A file of Belfry of another kind, such as an outbox where a bundle is wanted.
    #[error("this is a file of Belfry, but of another kind")]
    OtherKind,
    /// A file of another version of the format.
    #[error("this file was made by another version of Belfry")]
    OtherVersion,
    /// The first 64 bytes are hurt.
    #[error("the beginning of the file is damaged")]
    Damaged,
    /// The file belongs to another channel.
    #[error("this file belongs to another channel")]
    OtherChannel,
}

/// Why reading stopped: the medium, never the contents.
#[derive(Debug, Error)]
#[error("the file could not be read further")]
pub struct ReadError(#[from] io::Error);

/// What is wrong with a place in the file. Everything else in the file is still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The record with this number and kind is hurt inside, or has not the form of its kind.
    Record {
        /// The record's number in the file, from 0.
        number: u32,
        /// The record's kind, which is known since its head is whole.
        kind: u8,
    },
    /// This many records are lost from this number on: their heads are hurt, or they are missing.
    Lost {
        /// The number of the first lost record.
        first: u32,
        /// How many are lost.
        count: u32,
    },
    /// The file ends before its end record: it was not copied whole. An unknown number is lost.
    CutOff {
        /// The number of the first record that is missing or unfinished.
        first: u32,
    },
    /// Something follows the end record; it is not read.
    Trailing,
}

/// A record as it stands in the file.
#[derive(PartialEq, Eq)]
pub enum RawRecord {
    /// A whole record: its payload is as it was written.
    Whole {
        /// The record's number in the file, from 0.
        number: u32,
        /// Its kind, never 0.
        kind: u8,
        /// Its payload, at most [`PAYLOAD_MAX`] bytes.
        payload: Vec<u8>,
    },
    /// Something that could not be read.
    Damaged(Damage),
}

enum State {
    Records,
    /// This head has been found; records before it are lost.
    Found(Head),
    Tail,
    Done,
}

/// Reads records one after the other, holding at most one in memory.
pub struct RecordReader<R: Read> {
    inner: BufReader<R>,
    next: u32,
    state: State,
}

impl<R: Read> RecordReader<R> {
    /// Reads the file header and checks that this is a file of this kind for this channel.
    ///
    /// # Errors
    /// Every case of [`OpenError`]; only what the medium says is in [`OpenError::Io`].
    pub fn open(inner: R, kind: &str, channel: &ChannelId) -> Result<Self, OpenError> {
        let mut inner = BufReader::with_capacity(64 * 1024, inner);
        let header = read_up_to(&mut inner, FILE_HEADER_LEN).map_err(OpenError::Io)?;
        check_file_header(&header, kind, channel)?;
        Ok(Self {
            inner,
            next: 0,
            state: State::Records,
        })
    }

    /// The next record or the next damaged place; `None` at the end.
    ///
    /// # Errors
    /// [`ReadError`] if the medium cannot be read; hostile contents are [`Damage`], never an error.
    pub fn next_record(&mut self) -> Result<Option<RawRecord>, ReadError> {
        let found = match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Ok(None),
            State::Tail => {
                let tail = read_up_to(&mut self.inner, 1)?;
                return Ok((!tail.is_empty()).then_some(RawRecord::Damaged(Damage::Trailing)));
            }
            State::Found(head) => return self.body(head),
            State::Records => self.find_head()?,
        };
        let Some(head) = found else {
            let first = self.next;
            return Ok(Some(RawRecord::Damaged(Damage::CutOff { first })));
        };
        let lost = head.number.saturating_sub(self.next);
        if lost > 0 {
            let damage = Damage::Lost {
                first: self.next,
                count: lost,
            };
            self.state = State::Found(head);
            return Ok(Some(RawRecord::Damaged(damage)));
        }
        self.body(head)
    }

    /// The next head that is whole, not older than what was read and not longer than allowed.
    fn find_head(&mut self) -> Result<Option<Head>, ReadError> {
        let Ok(mut window) = <[u8; HEAD_LEN]>::try_from(read_up_to(&mut self.inner, HEAD_LEN)?)
        else {
            return Ok(None);
        };
        loop {
            if let Some(head) = Head::parse(&window)
                && head.number >= self.next
                && usize::try_from(head.length).is_ok_and(|length| length <= PAYLOAD_MAX)
            {
                return Ok(Some(head));
            }
            let Some(byte) = self.inner.by_ref().bytes().next().transpose()? else {
                return Ok(None);
            };
            window.rotate_left(1);
            let [.., last] = &mut window;
            *last = byte;
        }
    }

    fn body(&mut self, head: Head) -> Result<Option<RawRecord>, ReadError> {
        let length = usize::try_from(head.length).unwrap_or(PAYLOAD_MAX);
        let mut payload = read_up_to(&mut self.inner, length.saturating_add(CHECK_LEN))?;
        if payload.len() < length.saturating_add(CHECK_LEN) {
            self.state = State::Done;
            let first = head.number;
            return Ok(Some(RawRecord::Damaged(Damage::CutOff { first })));
        }
        let stored = payload.split_off(length);
        self.next = head.number.saturating_add(1);
        self.state = State::Records;
        if check(&[&head.to_bytes(), &payload]).as_slice() != stored {
            let Head { number, kind, .. } = head;
            return Ok(Some(RawRecord::Damaged(Damage::Record { number, kind })));
        }
        if head.kind == END_KIND {
            self.state = State::Tail;
            return self.next_record();
        }
        Ok(Some(RawRecord::Whole {
            number: head.number,
            kind: head.kind,
            payload,
        }))
    }
}

/// Reads `length` bytes, or fewer at the end; memory grows with what is there, not with `length`.
fn read_up_to(inner: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.min(128 * 1024));
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    inner.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn check_file_header(header: &[u8], kind: &str, channel: &ChannelId) -> Result<(), OpenError> {
    if !header.starts_with(b"belfry/v") {
        return Err(OpenError::NotBelfry);
    }
    if !header.starts_with(b"belfry/v1/") {
        return Err(OpenError::OtherVersion);
    }
    let Some((found, rest)) = header.split_first_chunk::<FILE_KIND_LEN>() else {
        return Err(OpenError::Damaged);
    };
    if found != kind.as_bytes() {
        return Err(OpenError::OtherKind);
    }
    let Some((id, stored)) = rest.split_first_chunk::<32>() else {
        return Err(OpenError::Damaged);
    };
    if check(&[found, id]).as_slice() != stored {
        return Err(OpenError::Damaged);
    }
    if id != channel.as_bytes() {
        return Err(OpenError::OtherChannel);
    }
    Ok(())
}
