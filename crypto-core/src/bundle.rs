//! The bundle: one file on a stick, from the online courier to the offline reader (protocol,
//! section 8.1).
//!
//! A file of [records](crate::records) of kind `belfry/v1/bundle`. The courier writes them in the
//! order of this table; a reader takes any order. Nothing in it is trusted: boards, rosters and
//! confirmations are checked by their signatures, letters by opening them.
//!
//! | kind | record | payload |
//! | --- | --- | --- |
//! | 1 | board | a whole board file: signed header ‖ cells |
//! | 2 | roster | the signed roster |
//! | 3 | recipients | epoch u32 ‖ the recipients file |
//! | 4 | week | week u32 ‖ closed u8 (0, 1) ‖ n u32 ‖ n letter ids (16) ‖ m u32 ‖ m parcel ids (16) |
//! | 5 | letter | week u32 ‖ letter id (16) ‖ letter (65,536) |
//! | 6 | parcel | week u32 ‖ parcel id (16) ‖ parcel (1,048,576) |
//! | 7 | confirmation | a signed import confirmation |
//!
//! A week names all that the server holds of it, in ascending order, whether it is in this bundle
//! or not, so that a reader knows what it lacks. A bundle whose making was interrupted and went on later may
//! hold several boards and rosters, and several lists of one week: the last one is the newest.

mod claim;
mod read;
mod write;

pub use claim::Claim;
pub use read::{BundleReader, Item};
pub use write::BundleWriter;

pub use crate::records::{Damage, OpenError, Place, ReadError, WriteError};
use crate::{
    board::header::HEADER_LEN_MAX,
    ids::{LetterId, ParcelId},
    labels::kind,
    lengths::{BOARD_CELLS_MAX, ID_LEN, REPLY_CELL_LEN},
    records::{FILE_KIND_LEN, PAYLOAD_MAX},
    time::Week,
};

/// The kind that begins every bundle.
pub const KIND: &str = kind::BUNDLE;

/// The longest board file in a record.
pub const BOARD_FILE_MAX: usize = BOARD_CELLS_MAX * REPLY_CELL_LEN + HEADER_LEN_MAX;
/// The most letters, and the most parcels, that a week may name.
pub const WEEK_IDS_MAX: usize = 1_000_000;

const _: () = assert!(KIND.len() == FILE_KIND_LEN);
const _: () = assert!(4 + 1 + 2 * (4 + WEEK_IDS_MAX * ID_LEN) <= PAYLOAD_MAX);

pub(crate) const BOARD: u8 = 1;
pub(crate) const ROSTER: u8 = 2;
pub(crate) const RECIPIENTS: u8 = 3;
pub(crate) const WEEK: u8 = 4;
pub(crate) const LETTER: u8 = 5;
pub(crate) const PARCEL: u8 = 6;
pub(crate) const CONFIRMATION: u8 = 7;

/// What the server holds of one storage week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSummary {
    /// The storage week.
    pub week: Week,
    /// Whether the week is over: a closed week gets no more letters.
    pub closed: bool,
    /// The ids of all its letters, strictly ascending.
    pub letters: Vec<LetterId>,
    /// The ids of all its parcels, strictly ascending.
    pub parcels: Vec<ParcelId>,
}

/// A letter as the server stored it, still sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredLetter {
    /// The storage week in which the server keeps it.
    pub week: Week,
    /// The id that its sender chose.
    pub id: LetterId,
    /// The 65,536 bytes of the letter.
    pub bytes: Vec<u8>,
}

/// A parcel as the server stored it, still sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredParcel {
    /// The storage week in which the server keeps it.
    pub week: Week,
    /// The id that its sender chose.
    pub id: ParcelId,
    /// The 1,048,576 bytes of the parcel.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests;
