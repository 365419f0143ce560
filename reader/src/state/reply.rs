//! Answers, and the batches in which they go out.

use std::collections::BTreeSet;

use crypto_core::{ids::Digest, time::Day};

use super::proofs::Stated;
use crate::{
    journal::{
        event::{Purpose, ReplyKind},
        ids::{CaseId, ReplyId},
    },
    vault::contents::PieceRef,
};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its case.
    pub case: CaseId,
    /// What it is.
    pub kind: ReplyKind,
    /// Its text.
    pub piece: PieceRef,
    /// The files that go with it.
    pub files: Option<PieceRef>,
    /// Cells that it takes.
    pub parts: u8,
    /// The day it was written.
    pub written: Day,
    /// Of this many of the case's letters it confirms receipt.
    pub letters: u32,
    /// Its cells, once sealed.
    pub sealed: Option<Sealed>,
    /// The day that was found in cells on the board, for a repeat that must fit them.
    pub found_day: Option<Day>,
    /// Parts that are in a batch.
    pub placed: BTreeSet<u8>,
    /// Whether a board showed it whole though no batch here holds it.
    pub found: bool,
    /// Whether its cells must not go out any more: another reader may have used their tokens.
    pub stale: bool,
    /// The proofs of receipt in it.
    pub proofs: Vec<Stated>,
    /// What it is for.
    pub purpose: Purpose,
    /// The day since when all of it was public for the first time, however often it was published again.
    pub first_out: Option<Day>,
}

/// The cells of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The day that stands in them.
    pub day: Day,
    /// The cells, one after the other.
    pub piece: PieceRef,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The publication day that it is for.
    pub slot: Day,
    /// Its cells.
    pub piece: PieceRef,
    /// The answers that have a part in it, unless they were sealed anew since.
    pub replies: BTreeSet<ReplyId>,
    /// Where it is.
    pub standing: BatchStanding,
}

/// Where a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchStanding {
    /// Drawn, not yet seen on a board.
    Fixed,
    /// On the board since a header gave it this day.
    Out(Day),
    /// Was on the board with this day, and is there no more.
    Dropped(Day),
    /// Not to go out any more: another reader with the same keys may have published for it.
    GivenUp,
}

impl Batch {
    /// Whether it is not on the board and no longer to be put there: its cells would be dead by now.
    #[must_use]
    pub fn has_lapsed(&self, today: Day, cell_weeks: u16) -> bool {
        let since = match self.standing {
            BatchStanding::Out(_) => return false,
            BatchStanding::GivenUp => return true,
            BatchStanding::Fixed => self.slot,
            BatchStanding::Dropped(day) => day,
        };
        today.since(since) >= u32::from(cell_weeks) * 7
    }
}

/// The last header signed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its serial.
    pub serial: u64,
    /// The header before it.
    pub previous: Digest,
    /// The publication container.
    pub piece: PieceRef,
    /// The day of signing.
    pub day: Day,
}

impl Reply {
    /// Whether all of its parts are in a batch, or it needs none.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.found || self.placed.len() >= usize::from(self.parts)
    }

    /// Parts that wait for a place.
    #[must_use]
    pub fn waiting_parts(&self) -> usize {
        if self.found {
            return 0;
        }
        usize::from(self.parts).saturating_sub(self.placed.len())
    }
}
