//! Reading a bundle, record by record.

use std::io::{Read, Seek};

use super::{
    BOARD, BOARD_FILE_MAX, CONFIRMATION, Damage, KIND, LETTER, OpenError, PARCEL, Place,
    RECIPIENTS, ROSTER, ReadError, StoredLetter, StoredParcel, WEEK, WEEK_IDS_MAX, WeekSummary,
};
use crate::{
    confirmation::CONFIRMATION_LEN,
    ids::{ChannelId, LetterId, ParcelId},
    lengths::{LETTER_LEN, PARCEL_LEN},
    recipients::RECIPIENTS_LEN_MAX,
    records::{RawRecord, RecordReader},
    roster::ROSTER_LEN_MAX,
    time::{Epoch, Week},
};

/// One thing found in a bundle. Its form is right; what it says is not yet checked.
#[derive(PartialEq, Eq)]
pub enum Item {
    /// A board file: signed header and cells.
    Board(Vec<u8>),
    /// A signed roster.
    Roster(Vec<u8>),
    /// The recipients of an epoch.
    Recipients {
        /// The epoch that the courier asked for.
        epoch: Epoch,
        /// The file as the server gave it.
        file: Vec<u8>,
    },
    /// What the server holds of a week.
    Week(WeekSummary),
    /// A letter.
    Letter(StoredLetter),
    /// A parcel.
    Parcel(StoredParcel),
    /// A signed import confirmation.
    Confirmation(Vec<u8>),
    /// A record that this version does not know.
    Unknown {
        /// Its kind.
        kind: u8,
    },
    /// Something that could not be read; go on reading, the rest may be whole.
    Damaged(Damage),
}

/// Reads a bundle, holding at most one record in memory.
pub struct BundleReader<R: Read>(RecordReader<R>);

impl<R: Read> BundleReader<R> {
    /// Checks that this is a bundle for this channel.
    ///
    /// # Errors
    /// [`OpenError`], if it is something else.
    pub fn open(inner: R, channel: &ChannelId) -> Result<Self, OpenError> {
        RecordReader::open(inner, KIND, channel).map(Self)
    }

    /// The next thing in the bundle; `None` at the end.
    ///
    /// # Errors
    /// [`ReadError`] if the medium fails; hostile contents give [`Item::Damaged`], never an error.
    pub fn next_item(&mut self) -> Result<Option<Item>, ReadError> {
        Ok(self.0.next_record()?.map(item))
    }

    /// The next thing that is neither letter nor parcel: these are passed over without being read, so that
    /// what is hurt in them is not noticed.
    ///
    /// # Errors
    /// As [`Self::next_item`].
    pub fn next_but_cells(&mut self) -> Result<Option<Item>, ReadError>
    where
        R: Seek,
    {
        let wanted = |kind| !matches!(kind, LETTER | PARCEL);
        Ok(self.0.next_record_of(wanted)?.map(item))
    }

    /// Where a [`BundleWriter`](super::BundleWriter) may go on: after the last record that was given.
    /// Whoever wants to know reads every item, and stops at the first damage.
    #[must_use]
    pub fn place(&self) -> Place {
        self.0.place()
    }
}

fn item(record: RawRecord) -> Item {
    match record {
        RawRecord::Damaged(damage) => Item::Damaged(damage),
        RawRecord::Whole {
            number,
            kind,
            payload,
        } => {
            let damage = Damage::record(number, kind, &payload);
            parse(kind, payload).unwrap_or(Item::Damaged(damage))
        }
    }
}

fn parse(kind: u8, payload: Vec<u8>) -> Option<Item> {
    Some(match kind {
        BOARD => Item::Board(bounded(payload, BOARD_FILE_MAX)?),
        ROSTER => Item::Roster(bounded(payload, ROSTER_LEN_MAX)?),
        CONFIRMATION => Item::Confirmation(exact(payload, CONFIRMATION_LEN)?),
        RECIPIENTS => {
            let (epoch, file) = payload.split_first_chunk::<4>()?;
            Item::Recipients {
                epoch: Epoch(u32::from_be_bytes(*epoch)),
                file: bounded(file.to_vec(), RECIPIENTS_LEN_MAX)?,
            }
        }
        WEEK => Item::Week(parse_week(&payload)?),
        LETTER => {
            let (week, id, bytes) = parse_stored(payload, LETTER_LEN)?;
            let id = LetterId(id);
            Item::Letter(StoredLetter { week, id, bytes })
        }
        PARCEL => {
            let (week, id, bytes) = parse_stored(payload, PARCEL_LEN)?;
            let id = ParcelId(id);
            Item::Parcel(StoredParcel { week, id, bytes })
        }
        kind => Item::Unknown { kind },
    })
}

fn bounded(bytes: Vec<u8>, max: usize) -> Option<Vec<u8>> {
    (bytes.len() <= max).then_some(bytes)
}

fn exact(bytes: Vec<u8>, length: usize) -> Option<Vec<u8>> {
    (bytes.len() == length).then_some(bytes)
}

/// `week u32 ‖ id (16) ‖ bytes`, of which there must be `length`.
fn parse_stored(mut payload: Vec<u8>, length: usize) -> Option<(Week, [u8; 16], Vec<u8>)> {
    let (week, rest) = payload.split_first_chunk::<4>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    if rest.len() != length {
        return None;
    }
    let (week, id) = (Week(u32::from_be_bytes(*week)), *id);
    payload.drain(..payload.len() - length);
    Some((week, id, payload))
}

fn parse_week(payload: &[u8]) -> Option<WeekSummary> {
    let (week, rest) = payload.split_first_chunk::<4>()?;
    let (&[closed], rest) = rest.split_first_chunk::<1>()?;
    let (letters, rest) = parse_ids(rest)?;
    let (parcels, rest) = parse_ids(rest)?;
    if closed > 1 || !rest.is_empty() {
        return None;
    }
    Some(WeekSummary {
        week: Week(u32::from_be_bytes(*week)),
        closed: closed == 1,
        letters: letters.iter().copied().map(LetterId).collect(),
        parcels: parcels.iter().copied().map(ParcelId).collect(),
    })
}

/// `n u32 ‖ n ids`, strictly ascending; gives the ids and what follows.
fn parse_ids(bytes: &[u8]) -> Option<(&[[u8; 16]], &[u8])> {
    let (count, rest) = bytes.split_first_chunk::<4>()?;
    let count = usize::try_from(u32::from_be_bytes(*count)).ok()?;
    if count > WEEK_IDS_MAX {
        return None;
    }
    let (ids, rest) = rest.split_at_checked(count.checked_mul(16)?)?;
    let (ids, _) = ids.as_chunks::<16>();
    ids.is_sorted_by(|a, b| a < b).then_some((ids, rest))
}
