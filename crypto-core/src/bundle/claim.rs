//! What a hurt record says that it was.

use super::{BOARD, CONFIRMATION, LETTER, PARCEL, RECIPIENTS, ROSTER, WEEK};
use crate::{
    ids::{LetterId, ParcelId},
    records::BEGINNING_LEN,
    time::{Epoch, Week},
};

/// What a hurt record was, as far as its head and the beginning of its payload tell. The head is whole, so
/// the kind is right; week, epoch and id may be what is hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A board.
    Board,
    /// A roster.
    Roster,
    /// An epoch's recipients.
    Recipients(Epoch),
    /// The list of a week.
    Week(Week),
    /// A letter.
    Letter(Week, LetterId),
    /// A parcel.
    Parcel(Week, ParcelId),
    /// An import confirmation.
    Confirmation,
    /// A kind that this version does not know.
    Unknown,
}

impl Claim {
    /// Of a [`Damage::Record`](super::Damage::Record).
    #[must_use]
    pub fn of(kind: u8, beginning: &[u8; BEGINNING_LEN]) -> Self {
        let [a, b, c, d, id @ ..] = *beginning;
        let number = u32::from_be_bytes([a, b, c, d]);
        match kind {
            BOARD => Self::Board,
            ROSTER => Self::Roster,
            RECIPIENTS => Self::Recipients(Epoch(number)),
            WEEK => Self::Week(Week(number)),
            LETTER => Self::Letter(Week(number), LetterId(id)),
            PARCEL => Self::Parcel(Week(number), ParcelId(id)),
            CONFIRMATION => Self::Confirmation,
            _ => Self::Unknown,
        }
    }
}
