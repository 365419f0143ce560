//! Writing a bundle, record by record.

use std::io::{self, Write};

use super::{
    BOARD, BOARD_FILE_MAX, CONFIRMATION, KIND, LETTER, PARCEL, Place, RECIPIENTS, ROSTER,
    StoredLetter, StoredParcel, WEEK, WEEK_IDS_MAX, WeekSummary, WriteError,
};
use crate::{
    confirmation::CONFIRMATION_LEN,
    ids::ChannelId,
    lengths::{LETTER_LEN, PARCEL_LEN},
    recipients::RECIPIENTS_LEN_MAX,
    records::RecordWriter,
    roster::ROSTER_LEN_MAX,
    time::Epoch,
};

/// Writes a bundle; it is whole only after [`BundleWriter::finish`].
///
/// Every method fails with [`WriteError::TooLong`] if a part has not the length of its kind, and
/// with [`WriteError::Io`] if the writer below fails.
pub struct BundleWriter<W: Write>(RecordWriter<W>);

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle for this channel.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn begin(inner: W, channel: &ChannelId) -> io::Result<Self> {
        RecordWriter::begin(inner, KIND, channel).map(Self)
    }

    /// Goes on with a bundle that was never finished. `inner` stands at the place's offset, and nothing
    /// follows there.
    pub fn resume(inner: W, place: Place) -> Self {
        Self(RecordWriter::resume(inner, place))
    }

    /// Hands what was written to the system, so that it outlives this program.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn flush(&mut self) -> Result<(), WriteError> {
        Ok(self.0.flush()?)
    }

    /// Adds a board file: signed header and cells.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn board(&mut self, file: &[u8]) -> Result<(), WriteError> {
        self.bounded(BOARD, BOARD_FILE_MAX, file)
    }

    /// Adds a signed roster.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn roster(&mut self, file: &[u8]) -> Result<(), WriteError> {
        self.bounded(ROSTER, ROSTER_LEN_MAX, file)
    }

    /// Adds the recipients of one epoch.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn recipients(&mut self, epoch: Epoch, file: &[u8]) -> Result<(), WriteError> {
        if file.len() > RECIPIENTS_LEN_MAX {
            return Err(WriteError::TooLong);
        }
        self.0.record(RECIPIENTS, &[&epoch.0.to_be_bytes(), file])
    }

    /// Adds what the server holds of a week; both lists ascending.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn week(&mut self, week: &WeekSummary) -> Result<(), WriteError> {
        if week.letters.len().max(week.parcels.len()) > WEEK_IDS_MAX {
            return Err(WriteError::TooLong);
        }
        let mut payload = week.week.0.to_be_bytes().to_vec();
        payload.push(u8::from(week.closed));
        push_ids(&mut payload, week.letters.iter().map(|id| id.as_bytes()))?;
        push_ids(&mut payload, week.parcels.iter().map(|id| id.as_bytes()))?;
        self.0.record(WEEK, &[&payload])
    }

    /// Adds a letter.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn letter(&mut self, letter: &StoredLetter) -> Result<(), WriteError> {
        if letter.bytes.len() != LETTER_LEN {
            return Err(WriteError::TooLong);
        }
        let week = letter.week.0.to_be_bytes();
        let payload: [&[u8]; 3] = [&week, letter.id.as_bytes(), &letter.bytes];
        self.0.record(LETTER, &payload)
    }

    /// Adds a parcel.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn parcel(&mut self, parcel: &StoredParcel) -> Result<(), WriteError> {
        if parcel.bytes.len() != PARCEL_LEN {
            return Err(WriteError::TooLong);
        }
        let week = parcel.week.0.to_be_bytes();
        let payload: [&[u8]; 3] = [&week, parcel.id.as_bytes(), &parcel.bytes];
        self.0.record(PARCEL, &payload)
    }

    /// Adds another member's signed import confirmation.
    ///
    /// # Errors
    /// See [`BundleWriter`].
    pub fn confirmation(&mut self, file: &[u8]) -> Result<(), WriteError> {
        if file.len() != CONFIRMATION_LEN {
            return Err(WriteError::TooLong);
        }
        self.0.record(CONFIRMATION, &[file])
    }

    /// Ends the bundle and gives the writer below back, flushed but not synced to disk.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn finish(self) -> Result<W, WriteError> {
        self.0.finish()
    }

    fn bounded(&mut self, kind: u8, max: usize, file: &[u8]) -> Result<(), WriteError> {
        if file.len() > max {
            return Err(WriteError::TooLong);
        }
        self.0.record(kind, &[file])
    }
}

fn push_ids<'a>(
    payload: &mut Vec<u8>,
    ids: impl ExactSizeIterator<Item = &'a [u8; 16]>,
) -> Result<(), WriteError> {
    let count = u32::try_from(ids.len()).map_err(|_| WriteError::TooLong)?;
    payload.extend_from_slice(&count.to_be_bytes());
    payload.extend(ids.flatten());
    Ok(())
}
