//! What a courier puts in one request, and the server switches in one step: a new board, and with
//! it, if it changed, the roster and recipient files.
//!
//! `"belfry/v1/publication" ‖ channel (32) ‖ u32 length ‖ roster (length 0: none) ‖ u16 number of
//! recipient files ‖ each u32 epoch ‖ u32 length ‖ file ‖ u32 length ‖ board file`.

use crate::{
    board,
    ids::ChannelId,
    labels::kind,
    lengths::{BOARD_CELLS_MAX, REPLY_CELL_LEN},
    recipients::RECIPIENTS_LEN_MAX,
    roster::ROSTER_LEN_MAX,
    time::Epoch,
    wire::Cursor,
};

/// Recipient files in one publication at most.
pub const EPOCHS_MAX: usize = 24;
/// A publication is at most this long.
pub const PUBLICATION_LEN_MAX: usize = ROSTER_LEN_MAX
    + EPOCHS_MAX * RECIPIENTS_LEN_MAX
    + BOARD_CELLS_MAX * REPLY_CELL_LEN
    + board::header::HEADER_LEN_MAX
    + 4_096;

/// The bytes are no publication of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the publication cannot be read")]
pub struct PublicationError;

/// Roster, recipient files and board, as received; nothing is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The channel that it claims.
    pub channel: ChannelId,
    /// A new signed roster.
    pub roster: Option<Vec<u8>>,
    /// Recipient files that the roster names.
    pub recipients: Vec<(Epoch, Vec<u8>)>,
    /// The board file.
    pub board: Vec<u8>,
}

impl Publication {
    /// The bytes.
    ///
    /// # Errors
    /// [`PublicationError`] where a part is too long.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PublicationError> {
        let mut bytes = kind::PUBLICATION.as_bytes().to_vec();
        bytes.extend_from_slice(self.channel.as_bytes());
        put(&mut bytes, self.roster.as_deref().unwrap_or_default())?;
        let count = u16::try_from(self.recipients.len()).map_err(|_| PublicationError)?;
        bytes.extend(count.to_be_bytes());
        for (epoch, file) in &self.recipients {
            bytes.extend(epoch.0.to_be_bytes());
            put(&mut bytes, file)?;
        }
        put(&mut bytes, &self.board)?;
        Ok(bytes)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`PublicationError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, PublicationError> {
        Self::read(bytes).ok_or(PublicationError)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > PUBLICATION_LEN_MAX {
            return None;
        }
        let mut cursor = Cursor::new(bytes);
        cursor.literal(kind::PUBLICATION.as_bytes())?;
        let channel = ChannelId(cursor.array()?);
        let roster = take(&mut cursor)?;
        let count = usize::from(cursor.u16()?);
        if count > EPOCHS_MAX {
            return None;
        }
        let recipients = (0..count)
            .map(|_| Some((Epoch(cursor.u32()?), take(&mut cursor)?)))
            .collect::<Option<Vec<_>>>()?;
        let board = take(&mut cursor)?;
        cursor.is_empty().then_some(Self {
            channel,
            roster: Some(roster).filter(|roster| !roster.is_empty()),
            recipients,
            board,
        })
    }
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) -> Result<(), PublicationError> {
    let length = u32::try_from(part.len()).map_err(|_| PublicationError)?;
    bytes.extend(length.to_be_bytes());
    bytes.extend_from_slice(part);
    Ok(())
}

fn take(cursor: &mut Cursor<'_>) -> Option<Vec<u8>> {
    let length = usize::try_from(cursor.u32()?).ok()?;
    cursor.bytes(length).map(<[u8]>::to_vec)
}
