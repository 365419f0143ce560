//! Making the next board: what expired goes, one batch comes, nothing else changes.

use rand_core::CryptoRng;

use super::{Batch, BoardError, Cell, Header, VerifiedBoard, padded_cells};
use crate::{
    ids::{Digest, MemberNumber},
    lengths::{FIRST_BOARD_FILLERS, REPLY_CELL_LEN},
    primitives::{hash::sha256, signature::SigningKey},
    roster::VerifiedRoster,
    time::Day,
};

/// A board that is not yet signed.
#[derive(Debug, Clone)]
pub struct NextBoard {
    header: Header,
    cells: Vec<u8>,
}

impl NextBoard {
    /// The header that will be signed.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The board file, signed with the signer's board key.
    #[must_use]
    pub fn sign(&self, board_key: &SigningKey) -> Vec<u8> {
        let mut file = self.header.sign(board_key);
        file.extend_from_slice(&self.cells);
        file
    }
}

/// A cell of random bytes.
#[must_use]
pub fn filler(rng: &mut impl CryptoRng) -> Cell {
    let mut cell = [0; REPLY_CELL_LEN];
    rng.fill_bytes(&mut cell);
    cell
}

/// A channel's first board: 24 fillers.
///
/// # Errors
/// None in practice; [`BoardError::Full`] is what the shared code can say.
pub fn first(
    roster: &VerifiedRoster,
    signer: MemberNumber,
    day: Day,
    rng: &mut impl CryptoRng,
) -> Result<NextBoard, BoardError> {
    let cells: Vec<Cell> = (0..FIRST_BOARD_FILLERS).map(|_| filler(rng)).collect();
    build(roster, signer, day, (1, Digest([0; 32])), &[(day, &cells)])
}

/// The board after `previous`: the batches that still live, then `batch` if there is one (a new
/// roster is published with the same cells). A day before the previous board's becomes that day.
///
/// # Errors
/// [`BoardError::Full`]; [`BoardError::Successor`] when serials are used up.
pub fn next(
    previous: &VerifiedBoard,
    roster: &VerifiedRoster,
    signer: MemberNumber,
    day: Day,
    batch: Option<&[Cell]>,
) -> Result<NextBoard, BoardError> {
    let day = day.max(previous.header().day);
    let batch = batch.map(|cells| (day, cells));
    next_with(previous, roster, signer, day, batch.as_slice())
}

/// As [`next()`] with any number of batches, each with the day that the header gives it: a batch
/// that a header dropped is put back with the day that it had, so that it expires when it would
/// have. Days later than the board's become that day.
///
/// # Errors
/// [`BoardError::Full`]; [`BoardError::Successor`] when serials are used up.
pub fn next_with(
    previous: &VerifiedBoard,
    roster: &VerifiedRoster,
    signer: MemberNumber,
    day: Day,
    added: &[(Day, &[Cell])],
) -> Result<NextBoard, BoardError> {
    let header = previous.header();
    let day = day.max(header.day);
    let life = u32::from(roster.cell_weeks) * 7;
    let mut batches: Vec<(Day, &[Cell])> = previous
        .batches()
        .map(|(batch, cells)| (batch.day, cells))
        .collect();
    batches.extend(added.iter().map(|(added, cells)| (day.min(*added), *cells)));
    batches.retain(|(batch, _)| day.since(*batch) < life);
    // Oldest first; a stable sort leaves the order of one day as it is.
    batches.sort_by_key(|(batch, _)| *batch);
    let serial = header.serial.checked_add(1).ok_or(BoardError::Successor)?;
    build(roster, signer, day, (serial, header.hash()), &batches)
}

fn build(
    roster: &VerifiedRoster,
    signer: MemberNumber,
    day: Day,
    (serial, previous): (u64, Digest),
    batches: &[(Day, &[Cell])],
) -> Result<NextBoard, BoardError> {
    let living: usize = batches.iter().map(|(_, cells)| cells.len()).sum();
    let mut bytes = Vec::new();
    for (_, cells) in batches {
        bytes.extend_from_slice(cells.as_flattened());
    }
    bytes.resize(padded_cells(living)? * REPLY_CELL_LEN, 0);
    let batches = batches
        .iter()
        .map(|(day, cells)| {
            let cells = u16::try_from(cells.len()).map_err(|_| BoardError::Full)?;
            Ok(Batch { day: *day, cells })
        })
        .collect::<Result<_, BoardError>>()?;
    let header = Header {
        channel: roster.channel,
        serial,
        day,
        roster_serial: roster.serial,
        roster_sha256: *roster.sha256(),
        cells_sha256: Digest(sha256(&[&bytes])),
        previous,
        signer,
        batches,
    };
    Ok(NextBoard {
        header,
        cells: bytes,
    })
}
