//! Replies: what the committee answers, cut to cells of 2,048 bytes (protocol, sections 4.1, 4.5).
//!
//! Cell: `token (16) ‖ nonce (24) ‖ XChaCha20-Poly1305 of (u16 length ‖ CBOR ‖ zeros)`, associated
//! data `"belfry/v1/reply" ‖ channel id ‖ token`. CBOR keys: 0 version, 1 reply id, 2 part, 3 count,
//! 4 day, 5 kind, 6 text of this part, and in part 0 also 7 members left out, 8 their tag, 9 days of
//! letters received, 11 proofs of receipt (section 4.9). Any part may have 10, files that it names
//! (section 4.4); those of a reply are the files of its parts in their order.

mod cell;
mod join;

#[cfg(feature = "committee")]
pub use cell::seal;
pub use cell::{Part, open, parts_needed};
pub use join::{Found, collect};

use crate::{ids::ReplyToken, keys::LeftOut, letter::Attachment, time::Day};

/// What a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// An answer that a member wrote.
    Answer,
    /// The confirmation that letters were received.
    Receipt,
    /// A kind of a later version.
    Other(u8),
}

/// A reply, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Random; the same in all parts and in a repeat before expiry.
    pub id: [u8; 16],
    /// The day that it was written for publication.
    pub day: Day,
    /// What it is.
    pub kind: ReplyKind,
    /// The text; empty for a receipt.
    pub text: String,
    /// The files that belong to it.
    pub files: Vec<Attachment>,
    /// The list of members left out, as the reporter's letters carry it.
    pub left_out: LeftOut,
    /// Days of the letters that were received so far.
    pub received: Vec<Day>,
    /// Proofs of receipt, signed, one after the other (see [`crate::proof::statements`]); empty unless the
    /// reporter asked for them.
    pub proofs: String,
}

/// Why a reply cannot be sealed or a cell not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
    /// The cell does not open under this key.
    #[error("the reply cell does not open")]
    NotOurs,
    /// It opens, and what is in it is no reply of this version.
    #[error("the reply cell cannot be read")]
    Malformed,
    /// More parts than the format holds, or than tokens are left.
    #[error("the reply is too long")]
    TooLong,
}

impl ReplyKind {
    fn code(self) -> u8 {
        match self {
            Self::Answer => 0,
            Self::Receipt => 1,
            Self::Other(code) => code,
        }
    }

    fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Answer,
            1 => Self::Receipt,
            other => Self::Other(other),
        }
    }
}

/// The token of a cell.
#[must_use]
pub fn token_of(cell: &crate::board::Cell) -> ReplyToken {
    let mut token = [0; 16];
    for (to, from) in token.iter_mut().zip(cell) {
        *to = *from;
    }
    ReplyToken(token)
}
