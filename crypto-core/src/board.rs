//! The board: one public file with all living reply cells, which every visitor fetches whole
//! (protocol, section 4.5). `signed header ‖ cells (2,048 bytes each)`; the cells of the batches in
//! the header's order, then zero cells up to 128 · 2^i.

pub mod header;
pub mod next;

pub use header::{Batch, Header, VerifiedHeader, verify_header};
pub use next::{NextBoard, first, next, next_with};

use crate::{
    ids::{ChannelId, Digest},
    lengths::{BOARD_CELLS_MAX, BOARD_CELLS_MIN, REPLY_CELL_LEN},
    primitives::hash::sha256,
    roster::VerifiedRoster,
};

/// A reply cell as it lies on the board.
pub type Cell = [u8; REPLY_CELL_LEN];

/// Why a header or board is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    /// Not this format, or a length that does not add up.
    #[error("the board cannot be read")]
    Malformed,
    /// The header is of another channel.
    #[error("the board belongs to another channel")]
    Channel,
    /// The header names another roster than the one at hand.
    #[error("the board names another roster")]
    Roster,
    /// The signer is not in the roster, does not publish, or the signature does not hold.
    #[error("the board's signature does not hold")]
    Signature,
    /// The cells are not those of the header.
    #[error("the board's cells are not those of its header")]
    Cells,
    /// The board does not follow the one before.
    #[error("the board does not follow the one before it")]
    Successor,
    /// More cells than a board of this version holds.
    #[error("the board is full")]
    Full,
}

/// A board whose header, signature and cells hold.
#[derive(Debug, Clone)]
pub struct VerifiedBoard {
    header: VerifiedHeader,
    cells: Vec<Cell>,
}

impl VerifiedBoard {
    /// The header.
    #[must_use]
    pub fn header(&self) -> &VerifiedHeader {
        &self.header
    }

    /// The cells of all living batches, without padding.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Each living batch with its cells.
    pub fn batches(&self) -> impl Iterator<Item = (&Batch, &[Cell])> {
        let mut at = 0;
        self.header.batches.iter().map(move |batch| {
            let end = at + usize::from(batch.cells);
            let cells = self.cells.get(at..end).unwrap_or_default();
            at = end;
            (batch, cells)
        })
    }
}

/// Cells that `living` cells are padded to: 128 · 2^i.
///
/// # Errors
/// [`BoardError::Full`] above [`BOARD_CELLS_MAX`].
pub fn padded_cells(living: usize) -> Result<usize, BoardError> {
    if living > BOARD_CELLS_MAX {
        return Err(BoardError::Full);
    }
    let mut cells = BOARD_CELLS_MIN;
    while cells < living {
        cells *= 2;
    }
    Ok(cells)
}

/// Splits a board file into signed header and cells; only lengths are checked.
///
/// # Errors
/// [`BoardError::Malformed`].
pub fn split(file: &[u8]) -> Result<(&[u8], &[u8]), BoardError> {
    let header = Header::parse_prefix(file)?;
    let (head, cells) = file
        .split_at_checked(header.signed_len())
        .ok_or(BoardError::Malformed)?;
    if cells.len() != padded_cells(header.living_cells())? * REPLY_CELL_LEN {
        return Err(BoardError::Malformed);
    }
    Ok((head, cells))
}

/// Reads a whole board file of `channel` under `roster`.
///
/// # Errors
/// [`BoardError`].
pub fn verify(
    file: &[u8],
    channel: &ChannelId,
    roster: &VerifiedRoster,
) -> Result<VerifiedBoard, BoardError> {
    let (head, cells) = split(file)?;
    let header = verify_header(head, channel, roster)?;
    if sha256(&[cells]) != header.cells_sha256.0 {
        return Err(BoardError::Cells);
    }
    let (cells, _) = cells.as_chunks::<REPLY_CELL_LEN>();
    let living = header.living_cells();
    let (living, padding) = cells
        .split_at_checked(living)
        .ok_or(BoardError::Malformed)?;
    if padding
        .iter()
        .any(|cell| cell.iter().any(|byte| *byte != 0))
    {
        return Err(BoardError::Cells);
    }
    Ok(VerifiedBoard {
        header,
        cells: living.to_vec(),
    })
}

/// Checks that `next` comes right after `previous`: serial, hash, and a day that does not go back.
///
/// # Errors
/// [`BoardError::Successor`].
pub fn check_successor(previous: &Header, next: &Header) -> Result<(), BoardError> {
    let follows = previous.serial.checked_add(1) == Some(next.serial)
        && next.previous == previous.hash()
        && next.day >= previous.day
        && next.roster_serial >= previous.roster_serial
        && next.channel == previous.channel;
    if follows {
        Ok(())
    } else {
        Err(BoardError::Successor)
    }
}

/// Checks that `first` is the first board of a channel: serial 1, no predecessor.
///
/// # Errors
/// [`BoardError::Successor`].
pub fn check_first(first: &Header) -> Result<(), BoardError> {
    if first.serial == 1 && first.previous == Digest([0; 32]) {
        Ok(())
    } else {
        Err(BoardError::Successor)
    }
}
