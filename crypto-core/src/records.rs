//! Records: the framing that bundle and outbox share (protocol, section 8).
//!
//! ```text
//! file   = kind (16, ASCII) ‖ channel id (32) ‖ check (16) ‖ record … ‖ end record
//! record = head ‖ payload (length bytes) ‖ check (16)
//! head   = "rec" (3) ‖ kind u8 ‖ number u32 ‖ length u32 ‖ head check (8)
//! ```
//!
//! Checks are the first bytes of SHA-256: of kind and channel id; of the head's first 12 bytes; of
//! the whole head and the payload. Records are numbered from 0; the end record (kind 0) has the
//! next number and an empty payload, so it says how many there are.
//!
//! The checks find worn-out sticks and half copies, not forgers: whatever is read here is still
//! untrusted. What matters is that one hurt record costs that record alone. If a head is hurt, the
//! reader looks for the next head that is whole and says how many records lie between.

mod read;
mod source;
mod write;

pub use read::{BEGINNING_LEN, Damage, OpenError, RawRecord, ReadError, RecordReader};
pub use write::{RecordWriter, WriteError};

use crate::primitives::hash::sha256;

/// Bytes of a file's kind: `belfry/v1/bundle` or `belfry/v1/outbox`.
pub const FILE_KIND_LEN: usize = 16;
/// Bytes of the check that ends file header and records.
pub const CHECK_LEN: usize = 16;
/// Bytes of the file header: kind, channel id, check.
pub const FILE_HEADER_LEN: usize = FILE_KIND_LEN + 32 + CHECK_LEN;
/// Bytes of a record's head: marker, kind, number, length, head check.
pub const HEAD_LEN: usize = MARKER.len() + 1 + 4 + 4 + HEAD_CHECK_LEN;
/// The longest payload of any record: 32 MiB. Each kind has a bound of its own below it.
pub const PAYLOAD_MAX: usize = 32 * 1024 * 1024;

const MARKER: &[u8; 3] = b"rec";
const HEAD_CHECK_LEN: usize = 8;
const HEAD_BODY_LEN: usize = HEAD_LEN - HEAD_CHECK_LEN;
const END_KIND: u8 = 0;

const _: () = assert!(HEAD_LEN == 20 && FILE_HEADER_LEN == 64);

/// Where in a file the next record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: u64,
    /// Its number.
    pub number: u32,
}

/// What the head of a record says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Head {
    kind: u8,
    number: u32,
    length: u32,
}

impl Head {
    fn to_bytes(self) -> [u8; HEAD_LEN] {
        let mut body = [0; HEAD_BODY_LEN];
        let fields = MARKER
            .iter()
            .copied()
            .chain([self.kind])
            .chain(self.number.to_be_bytes())
            .chain(self.length.to_be_bytes());
        for (byte, field) in body.iter_mut().zip(fields) {
            *byte = field;
        }
        let mut head = [0; HEAD_LEN];
        let check = sha256(&[&body]);
        for (byte, field) in head.iter_mut().zip(body.into_iter().chain(check)) {
            *byte = field;
        }
        head
    }

    /// The head that these bytes hold, if the check says that they are one.
    fn parse(bytes: &[u8; HEAD_LEN]) -> Option<Self> {
        let (marker, rest) = bytes.split_first_chunk::<3>()?;
        if marker != MARKER {
            return None;
        }
        let (&[kind], rest) = rest.split_first_chunk::<1>()?;
        let (number, rest) = rest.split_first_chunk::<4>()?;
        let (length, _) = rest.split_first_chunk::<4>()?;
        let head = Self {
            kind,
            number: u32::from_be_bytes(*number),
            length: u32::from_be_bytes(*length),
        };
        (head.to_bytes() == *bytes).then_some(head)
    }
}

fn check(parts: &[&[u8]]) -> [u8; CHECK_LEN] {
    let mut check = [0; CHECK_LEN];
    for (byte, hashed) in check.iter_mut().zip(sha256(parts)) {
        *byte = hashed;
    }
    check
}

#[cfg(test)]
mod tests;
