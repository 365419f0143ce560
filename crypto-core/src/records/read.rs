//! Reading a file of records, one at a time, past whatever is hurt.

use std::io::{self, Read, Seek};

use thiserror::Error;

use super::{
    CHECK_LEN, END_KIND, FILE_HEADER_LEN, FILE_KIND_LEN, HEAD_LEN, Head, PAYLOAD_MAX, Place, check,
    source::Source,
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

/// Bytes at the beginning of a hurt payload that are handed on.
pub const BEGINNING_LEN: usize = 20;

/// What is wrong with a place in the file. Everything else in the file is still read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The record with this number and kind is hurt inside, or has not the form of its kind.
    Record {
        /// The record's number in the file, from 0.
        number: u32,
        /// The record's kind, which is known since its head is whole.
        kind: u8,
        /// How its payload begins, filled up with zeros: a hint at what it was, since these very bytes may
        /// be the hurt ones.
        beginning: [u8; BEGINNING_LEN],
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

enum Next {
    Head(Head),
    Damage(Damage),
    End,
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
    source: Source<R>,
    next: u32,
    state: State,
    place: Place,
}

impl<R: Read> RecordReader<R> {
    /// Reads the file header and checks that this is a file of this kind for this channel.
    ///
    /// # Errors
    /// Every case of [`OpenError`]; only what the medium says is in [`OpenError::Io`].
    pub fn open(inner: R, kind: &str, channel: &ChannelId) -> Result<Self, OpenError> {
        let mut source = Source::new(inner);
        let header = source.up_to(FILE_HEADER_LEN).map_err(OpenError::Io)?;
        check_file_header(&header, kind, channel)?;
        let place = Place {
            offset: source.position(),
            number: 0,
        };
        Ok(Self {
            source,
            next: 0,
            state: State::Records,
            place,
        })
    }

    /// The next record or the next damaged place; `None` at the end.
    ///
    /// # Errors
    /// [`ReadError`] if the medium cannot be read; hostile contents are [`Damage`], never an error.
    pub fn next_record(&mut self) -> Result<Option<RawRecord>, ReadError> {
        match self.next_head()? {
            Next::Head(head) => self.body(head),
            Next::Damage(damage) => Ok(Some(RawRecord::Damaged(damage))),
            Next::End => Ok(None),
        }
    }

    /// The next record of a wanted kind or the next damaged place. Payloads of other kinds are passed over
    /// without being read, so what is hurt in them is not noticed.
    ///
    /// # Errors
    /// As [`Self::next_record`].
    pub fn next_record_of(
        &mut self,
        wanted: impl Fn(u8) -> bool,
    ) -> Result<Option<RawRecord>, ReadError>
    where
        R: Seek,
    {
        loop {
            match self.next_head()? {
                Next::Head(head) if head.kind != END_KIND && !wanted(head.kind) => {
                    if !self.source.pass(body_len(head))? {
                        return Ok(Some(self.cut_off(head.number)));
                    }
                    self.go_on_after(head);
                }
                Next::Head(head) => return self.body(head),
                Next::Damage(damage) => return Ok(Some(RawRecord::Damaged(damage))),
                Next::End => return Ok(None),
            }
        }
    }

    /// Where a [`RecordWriter`](super::RecordWriter) may go on: after the last whole record that was given.
    /// Whoever wants to know reads every record, and stops at the first damage.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    fn next_head(&mut self) -> Result<Next, ReadError> {
        let found = match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Ok(Next::End),
            State::Tail => {
                let more = self.source.byte()?.is_some();
                let trailing = more.then_some(Next::Damage(Damage::Trailing));
                return Ok(trailing.unwrap_or(Next::End));
            }
            State::Found(head) => return Ok(Next::Head(head)),
            State::Records => self.find_head()?,
        };
        let first = self.next;
        let Some(head) = found else {
            return Ok(Next::Damage(Damage::CutOff { first }));
        };
        match head.number.saturating_sub(first) {
            0 => Ok(Next::Head(head)),
            count => {
                self.state = State::Found(head);
                Ok(Next::Damage(Damage::Lost { first, count }))
            }
        }
    }

    /// The next head that is whole, not older than what was read and not longer than allowed.
    fn find_head(&mut self) -> Result<Option<Head>, ReadError> {
        let Ok(mut window) = <[u8; HEAD_LEN]>::try_from(self.source.up_to(HEAD_LEN)?) else {
            return Ok(None);
        };
        loop {
            if let Some(head) = Head::parse(&window)
                && head.number >= self.next
                && usize::try_from(head.length).is_ok_and(|length| length <= PAYLOAD_MAX)
            {
                return Ok(Some(head));
            }
            let Some(byte) = self.source.byte()? else {
                return Ok(None);
            };
            window.rotate_left(1);
            let [.., last] = &mut window;
            *last = byte;
        }
    }

    fn body(&mut self, head: Head) -> Result<Option<RawRecord>, ReadError> {
        let mut payload = self.source.up_to(body_len(head))?;
        if payload.len() < body_len(head) {
            return Ok(Some(self.cut_off(head.number)));
        }
        let stored = payload.split_off(body_len(head) - CHECK_LEN);
        self.go_on_after(head);
        let Head { number, kind, .. } = head;
        if check(&[&head.to_bytes(), &payload]).as_slice() != stored {
            let damage = Damage::record(number, kind, &payload);
            return Ok(Some(RawRecord::Damaged(damage)));
        }
        if kind == END_KIND {
            self.state = State::Tail;
            return self.next_record();
        }
        self.place = Place {
            offset: self.source.position(),
            number: self.next,
        };
        Ok(Some(RawRecord::Whole {
            number,
            kind,
            payload,
        }))
    }

    fn go_on_after(&mut self, head: Head) {
        self.next = head.number.saturating_add(1);
        self.state = State::Records;
    }

    fn cut_off(&mut self, first: u32) -> RawRecord {
        self.state = State::Done;
        RawRecord::Damaged(Damage::CutOff { first })
    }
}

impl Damage {
    /// A record that is hurt inside, or has not the form of its kind.
    pub(crate) fn record(number: u32, kind: u8, payload: &[u8]) -> Self {
        let mut beginning = [0; BEGINNING_LEN];
        for (byte, there) in beginning.iter_mut().zip(payload) {
            *byte = *there;
        }
        Self::Record {
            number,
            kind,
            beginning,
        }
    }
}

/// Bytes of a record after its head: payload and check.
fn body_len(head: Head) -> usize {
    let payload = usize::try_from(head.length).unwrap_or(PAYLOAD_MAX);
    payload.saturating_add(CHECK_LEN)
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
