//! What the store keeps, and what it says.

use crypto_core::{
    lengths::{LETTER_LEN, PARCEL_LEN},
    time::Week,
};

use super::wrap::PIECE_LEN;

/// A cell's random id on the server.
pub type CellId = [u8; 16];

/// What a drawer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 65,536 bytes.
    Letter,
    /// 1,048,576 bytes, from anyone.
    Parcel,
    /// 1,048,576 bytes, from the committee: a piece of a file that belongs to an answer. The only
    /// cells that everybody may fetch, so that no parcel of a reporter ever is one of them.
    Answer,
}

/// Bounds of the store.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes that the data folder may take; a tenth of them is kept for letters.
    pub quota: u64,
    /// Bytes that stay free on the file system whatever the quota says.
    pub keep_free: u64,
}

/// What became of a cell that was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is on disk now.
    Stored,
    /// These very bytes were on disk already.
    Repeated,
}

/// Why a cell was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PutError {
    /// Other bytes have this id.
    #[error("other bytes are stored under this id")]
    Conflict,
    /// The quota or the disk is full.
    #[error("the store is full")]
    Full,
    /// The bytes are not as long as a cell of this kind.
    #[error("this is not the length of a cell")]
    Length,
    /// The disk or the engine failed.
    #[error("the store failed")]
    Failed,
}

/// Why a cell cannot be given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes on disk are damaged.
    #[error("the cell is damaged on disk")]
    Damaged,
    /// The engine failed.
    #[error("the store failed")]
    Failed,
}

/// One storage week as the courier sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekSummary {
    /// The week.
    pub week: Week,
    /// Letters kept.
    pub letters: usize,
    /// Parcels kept.
    pub parcels: usize,
    /// Whether more may come.
    pub open: bool,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Letter, Self::Parcel, Self::Answer];

    /// Bytes of one cell.
    #[must_use]
    pub const fn cell_len(self) -> usize {
        match self {
            Self::Letter => LETTER_LEN,
            Self::Parcel | Self::Answer => PARCEL_LEN,
        }
    }

    pub(crate) const fn pieces(self) -> u16 {
        // 8 and 128.
        (self.cell_len() / PIECE_LEN) as u16
    }

    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Letter => b'l',
            Self::Parcel => b'p',
            Self::Answer => b'a',
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Letter => "letters",
            Self::Parcel => "parcels",
            Self::Answer => "answers",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
