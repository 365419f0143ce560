//! The signed public files, fetched and verified: what the server serves is believed only where
//! the channel's root key or a member's board key says so.

use crypto_core::{
    board::{self, BoardError, VerifiedBoard, VerifiedHeader},
    ids::ChannelId,
    recipients::{self, RecipientsError},
    roster::{self, RosterError, VerifiedRoster},
    time::Epoch,
};
use thiserror::Error;

use crate::{client::RequestError, server::Server};

/// Why the public files cannot be used.
#[derive(Debug, Error)]
pub enum PublicError {
    /// A request failed.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The roster does not hold.
    #[error("the server may be lying, or be that of another channel")]
    Roster(#[from] RosterError),
    /// The board or its header does not hold.
    #[error("the server may be lying")]
    Board(#[from] BoardError),
    /// A recipients file does not hold.
    #[error("the server may be lying")]
    Recipients(#[from] RecipientsError),
}

/// A current header and the roster that it names, both verified.
pub struct Head {
    /// The signed roster as served.
    pub roster_file: Vec<u8>,
    /// What it says.
    pub roster: VerifiedRoster,
    /// What the header says.
    pub header: VerifiedHeader,
}

/// Everything public that a bundle carries, all of it verified.
pub struct PublicFiles {
    /// Roster and header.
    pub head: Head,
    /// The board file as served.
    pub board_file: Vec<u8>,
    /// The recipients files that the server has of those that the roster names.
    pub recipients: Vec<(Epoch, Vec<u8>)>,
    /// Epochs that the roster names and the server lacks.
    pub missing: Vec<Epoch>,
}

/// Fetches header and roster; `None` if nothing has been published yet.
///
/// # Errors
/// See [`PublicError`].
pub fn fetch_head(server: &Server, channel: &ChannelId) -> Result<Option<Head>, PublicError> {
    let signed = match server.head() {
        Err(RequestError::NotFound) => return Ok(None),
        result => result?,
    };
    let claimed = board::Header::parse_prefix(&signed)?;
    let roster_file = server.roster(claimed.roster_serial)?;
    let roster = roster::verify(&roster_file, channel)?;
    let header = board::verify_header(&signed, channel, &roster)?;
    Ok(Some(Head {
        roster_file,
        roster,
        header,
    }))
}

/// Fetches and verifies all public files; `None` if nothing has been published yet.
///
/// # Errors
/// See [`PublicError`].
pub fn fetch(server: &Server, channel: &ChannelId) -> Result<Option<PublicFiles>, PublicError> {
    let Some(head) = fetch_head(server, channel)? else {
        return Ok(None);
    };
    let board_file = server.board(head.header.serial)?;
    let board: VerifiedBoard = board::verify(&board_file, channel, &head.roster)?;
    if **board.header() != *head.header {
        return Err(PublicError::Board(BoardError::Cells));
    }
    let (recipients, missing) = fetch_recipients(server, &head)?;
    Ok(Some(PublicFiles {
        head,
        board_file,
        recipients,
        missing,
    }))
}

type Found = (Vec<(Epoch, Vec<u8>)>, Vec<Epoch>);

/// The recipients of the header's epoch and later ones; earlier ones serve nobody any more.
fn fetch_recipients(server: &Server, head: &Head) -> Result<Found, PublicError> {
    let (mut found, mut missing) = Found::default();
    let now = head.header.day.epoch();
    let named = head.roster.epochs.iter().map(|file| file.epoch);
    for epoch in named.filter(|epoch| *epoch >= now) {
        match server.recipients(epoch) {
            Err(RequestError::NotFound) => missing.push(epoch),
            file => {
                let file = file?;
                recipients::verify(&file, &head.roster, epoch)?;
                found.push((epoch, file));
            }
        }
    }
    Ok((found, missing))
}
