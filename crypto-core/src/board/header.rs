//! The board's header: small, signed, fetched by every visitor first.
//!
//! Body: `"belfry/v1/board-header" ‖ channel (32) ‖ u64 serial ‖ u32 day ‖ u64 roster serial ‖
//! roster SHA-256 (32) ‖ cells SHA-256 (32) ‖ previous header's SHA-256 (32) ‖ u16 signer ‖
//! u16 parts (1) ‖ u16 batches ‖ batches × (u32 day ‖ u16 cells)`, then the signature block.

use super::BoardError;
use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    lengths::BOARD_CELLS_MAX,
    primitives::{hash::sha256, signature::SigningKey},
    roster::VerifiedRoster,
    signed,
    time::Day,
    wire::Cursor,
};

const FIXED_LEN: usize = kind::BOARD_HEADER.len() + 32 + 8 + 4 + 8 + 32 + 32 + 32 + 2 + 2 + 2;
const BATCH_LEN: usize = 4 + 2;
/// A signed header is at most this long.
pub const HEADER_LEN_MAX: usize =
    FIXED_LEN + BOARD_CELLS_MAX * BATCH_LEN + signed::block_len(kind::BOARD_HEADER);

/// One batch: published on one day, in the order that the header gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// The day of publication.
    pub day: Day,
    /// How many cells.
    pub cells: u16,
}

/// The header's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The channel.
    pub channel: ChannelId,
    /// Counts the boards of this channel, from 1.
    pub serial: u64,
    /// The day of publication.
    pub day: Day,
    /// The roster in force.
    pub roster_serial: u64,
    /// SHA-256 of its signed file.
    pub roster_sha256: Digest,
    /// SHA-256 of all cells, padding included.
    pub cells_sha256: Digest,
    /// [`Header::hash`] of the header before; zeros for the first.
    pub previous: Digest,
    /// Who signs.
    pub signer: MemberNumber,
    /// The living batches, oldest first.
    pub batches: Vec<Batch>,
}

impl Header {
    /// The body, without signature.
    #[must_use]
    pub fn to_body(&self) -> Vec<u8> {
        let mut body = kind::BOARD_HEADER.as_bytes().to_vec();
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.serial.to_be_bytes());
        body.extend(self.day.0.to_be_bytes());
        body.extend(self.roster_serial.to_be_bytes());
        body.extend_from_slice(self.roster_sha256.as_bytes());
        body.extend_from_slice(self.cells_sha256.as_bytes());
        body.extend_from_slice(self.previous.as_bytes());
        body.extend(self.signer.0.to_be_bytes());
        body.extend(1_u16.to_be_bytes());
        body.extend(
            u16::try_from(self.batches.len())
                .unwrap_or(u16::MAX)
                .to_be_bytes(),
        );
        for batch in &self.batches {
            body.extend(batch.day.0.to_be_bytes());
            body.extend(batch.cells.to_be_bytes());
        }
        body
    }

    /// Reads a header at the start of `bytes`; more may follow, no signature is checked.
    ///
    /// # Errors
    /// [`BoardError::Malformed`].
    pub fn parse_prefix(bytes: &[u8]) -> Result<Self, BoardError> {
        Self::read(&mut Cursor::new(bytes))
            .filter(|header| {
                // Without the second bound, empty batches could make a header of any length.
                header.living_cells() <= BOARD_CELLS_MAX && header.batches.len() <= BOARD_CELLS_MAX
            })
            .ok_or(BoardError::Malformed)
    }

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        cursor.literal(kind::BOARD_HEADER.as_bytes())?;
        let channel = ChannelId(cursor.array()?);
        let serial = cursor.u64()?;
        let day = Day(cursor.u32()?);
        let roster_serial = cursor.u64()?;
        let roster_sha256 = Digest(cursor.array()?);
        let cells_sha256 = Digest(cursor.array()?);
        let previous = Digest(cursor.array()?);
        let signer = MemberNumber(cursor.u16()?);
        // A board in parts is for a later version.
        cursor.literal(&1_u16.to_be_bytes())?;
        let count = cursor.u16()?;
        let batches = (0..count)
            .map(|_| {
                Some(Batch {
                    day: Day(cursor.u32()?),
                    cells: cursor.u16()?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            channel,
            serial,
            day,
            roster_serial,
            roster_sha256,
            cells_sha256,
            previous,
            signer,
            batches,
        })
    }

    /// SHA-256 of the body: what the next header and stamps refer to.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest(sha256(&[&self.to_body()]))
    }

    /// Length in bytes of the header with its signature block.
    #[must_use]
    pub fn signed_len(&self) -> usize {
        FIXED_LEN + self.batches.len() * BATCH_LEN + signed::block_len(kind::BOARD_HEADER)
    }

    /// Cells of all living batches together.
    #[must_use]
    pub fn living_cells(&self) -> usize {
        self.batches
            .iter()
            .map(|batch| usize::from(batch.cells))
            .sum()
    }

    /// The header with its signature block.
    #[must_use]
    pub fn sign(&self, board_key: &SigningKey) -> Vec<u8> {
        signed::sign(&self.to_body(), kind::BOARD_HEADER, board_key)
    }
}

/// A header signed by a member whom its roster lists.
#[derive(Debug, Clone)]
pub struct VerifiedHeader(Header);

impl std::ops::Deref for VerifiedHeader {
    type Target = Header;

    fn deref(&self) -> &Header {
        &self.0
    }
}

/// Reads a signed header of `channel` that names `roster`.
///
/// # Errors
/// [`BoardError`].
pub fn verify_header(
    signed_header: &[u8],
    channel: &ChannelId,
    roster: &VerifiedRoster,
) -> Result<VerifiedHeader, BoardError> {
    let header = Header::parse_prefix(signed_header)?;
    if header.signed_len() != signed_header.len() {
        return Err(BoardError::Malformed);
    }
    if header.channel != *channel {
        return Err(BoardError::Channel);
    }
    if header.roster_serial != roster.serial || header.roster_sha256 != *roster.sha256() {
        return Err(BoardError::Roster);
    }
    let signer = roster.member(header.signer).ok_or(BoardError::Signature)?;
    let key = signer.board_key().ok_or(BoardError::Signature)?;
    signed::verify(signed_header, kind::BOARD_HEADER, &key).map_err(|_| BoardError::Signature)?;
    Ok(VerifiedHeader(header))
}
