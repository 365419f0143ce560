//! The server's interface as the courier uses it: typed, and believed in nothing.

use crypto_core::{
    board::header::HEADER_LEN_MAX,
    bundle::{BOARD_FILE_MAX, StoredLetter, StoredParcel, WEEK_IDS_MAX, WeekSummary},
    confirmation::CONFIRMATION_LEN,
    ids::{LetterId, ParcelId},
    lengths::{LETTER_LEN, PARCEL_LEN},
    recipients::RECIPIENTS_LEN_MAX,
    roster::ROSTER_LEN_MAX,
    stamp::Asked,
    time::{Epoch, Week},
};
use serde::Deserialize;
use thiserror::Error;

use crate::client::{As, Client, RequestError};

const WEEKS_JSON_MAX: usize = 64 * 1024;
/// Living storage weeks at most: 13, and some slack for a clock that was off.
const WEEKS_MAX: usize = 64;
const ID_LEN: usize = 16;
/// Ids in one answer at most.
const PAGE_IDS: usize = 4_096;

/// Why the server's answer cannot be used.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The request failed.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The list of weeks is not one.
    #[error("the server's list of weeks is wrong; it may be broken or lying")]
    Weeks,
    /// A list of ids is unsorted, repeats itself or has no end.
    #[error("the server's list of week {0} is wrong; it may be broken or lying")]
    Ids(Week),
    /// A letter or parcel has not the one length that it can have.
    #[error("the server gave a letter or parcel of a wrong length; it may be broken or lying")]
    Length,
}

/// One storage week as the server counts it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct WeekCount {
    /// The week.
    pub week: Week,
    /// Letters in it.
    pub letters: u64,
    /// Parcels in it.
    pub parcels: u64,
    /// Whether more can come.
    pub open: bool,
}

/// The server's interface.
pub struct Server(Client);

impl Server {
    /// Speaks to the server through this client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// The current board's signed header, unverified.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn head(&self) -> Result<Vec<u8>, RequestError> {
        self.0.get(As::Visitor, "/v1/board/head", HEADER_LEN_MAX)
    }

    /// A board file, unverified.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn board(&self, serial: u64) -> Result<Vec<u8>, RequestError> {
        let path = format!("/v1/board/{serial}");
        self.0.get(As::Visitor, &path, BOARD_FILE_MAX)
    }

    /// A signed roster, unverified.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn roster(&self, serial: u64) -> Result<Vec<u8>, RequestError> {
        let path = format!("/v1/roster/{serial}");
        self.0.get(As::Visitor, &path, ROSTER_LEN_MAX)
    }

    /// The recipients of an epoch, unverified.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn recipients(&self, epoch: Epoch) -> Result<Vec<u8>, RequestError> {
        let path = format!("/v1/recipients/{epoch}");
        self.0.get(As::Visitor, &path, RECIPIENTS_LEN_MAX)
    }

    /// The hour by the server's clock, and the effort that letters and parcels take now.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn stamp(&self) -> Result<Asked, RequestError> {
        let bytes = self.0.get(As::Visitor, "/v1/stamp", Asked::LEN)?;
        Asked::parse(&bytes).ok_or(RequestError::Form)
    }

    /// Posts a letter like any visitor.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn put_letter(&self, id: LetterId, stamp: &str, body: &[u8]) -> Result<(), RequestError> {
        let headers = [(crypto_core::stamp::HEADER_NAME, stamp)];
        let path = format!("/v1/letters/{id}");
        self.0.put(As::Visitor, &path, &headers, body)
    }

    /// The living storage weeks, ascending.
    ///
    /// # Errors
    /// [`ServerError::Weeks`], if the list is none; [`ServerError::Request`].
    pub fn weeks(&self) -> Result<Vec<WeekCount>, ServerError> {
        let path = "/v1/courier/weeks";
        let json = self.0.get(As::Courier, path, WEEKS_JSON_MAX)?;
        let weeks: Vec<WeekCount> =
            serde_json::from_slice(&json).map_err(|_| ServerError::Weeks)?;
        let sorted = weeks.is_sorted_by(|a, b| a.week < b.week);
        if weeks.len() > WEEKS_MAX || !sorted {
            return Err(ServerError::Weeks);
        }
        Ok(weeks)
    }

    /// All that a week holds, by id.
    ///
    /// # Errors
    /// [`ServerError::Ids`], if a list is none; [`ServerError::Request`].
    pub fn summary(&self, count: WeekCount) -> Result<WeekSummary, ServerError> {
        let week = count.week;
        let letters = self.ids(week, "letters")?;
        let parcels = match count.parcels {
            0 => Vec::new(),
            _ => self.ids(week, "parcels")?,
        };
        Ok(WeekSummary {
            week,
            closed: !count.open,
            letters: letters.into_iter().map(LetterId).collect(),
            parcels: parcels.into_iter().map(ParcelId).collect(),
        })
    }

    /// One letter.
    ///
    /// # Errors
    /// [`ServerError::Length`], if it is not 65,536 bytes long; [`ServerError::Request`].
    pub fn letter(&self, week: Week, id: LetterId) -> Result<StoredLetter, ServerError> {
        let path = format!("/v1/courier/weeks/{week}/letters/{id}");
        let bytes = self.0.get(As::Courier, &path, LETTER_LEN)?;
        if bytes.len() != LETTER_LEN {
            return Err(ServerError::Length);
        }
        Ok(StoredLetter { week, id, bytes })
    }

    /// One parcel.
    ///
    /// # Errors
    /// [`ServerError::Length`], if it is not 1,048,576 bytes long; [`ServerError::Request`].
    pub fn parcel(&self, week: Week, id: ParcelId) -> Result<StoredParcel, ServerError> {
        let path = format!("/v1/courier/weeks/{week}/parcels/{id}");
        let bytes = self.0.get(As::Courier, &path, PARCEL_LEN)?;
        if bytes.len() != PARCEL_LEN {
            return Err(ServerError::Length);
        }
        Ok(StoredParcel { week, id, bytes })
    }

    /// Publishes a parcel of an answer's file, unless the server has it for long enough already;
    /// whether it was sent.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn publish_parcel(&self, id: ParcelId, bytes: &[u8]) -> Result<bool, RequestError> {
        let path = format!("/v1/courier/parcels/{id}");
        if self.0.has(As::Courier, &path)? {
            return Ok(false);
        }
        self.0.put(As::Courier, &path, &[], bytes)?;
        Ok(true)
    }

    /// Publishes a container; [`RequestError::Conflict`] if somebody else published meanwhile.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn publish(&self, container: &[u8]) -> Result<(), RequestError> {
        let path = "/v1/courier/publication";
        self.0.put(As::Courier, path, &[], container)
    }

    /// Hands in a signed import confirmation.
    ///
    /// # Errors
    /// [`RequestError`].
    pub fn confirm(&self, signed: &[u8]) -> Result<(), RequestError> {
        debug_assert_eq!(signed.len(), CONFIRMATION_LEN);
        let path = "/v1/courier/confirmations";
        self.0.put(As::Courier, path, &[], signed)
    }

    /// Every page of a list of ids, until one is empty. Ids must rise throughout, so that the
    /// server can neither repeat itself nor go on for ever.
    fn ids(&self, week: Week, what: &str) -> Result<Vec<[u8; ID_LEN]>, ServerError> {
        let mut ids: Vec<[u8; ID_LEN]> = Vec::new();
        loop {
            let after = match ids.last() {
                Some(id) => format!("?after={}", LetterId(*id)),
                None => String::new(),
            };
            let path = format!("/v1/courier/weeks/{week}/{what}{after}");
            let bytes = self.0.get(As::Courier, &path, PAGE_IDS * ID_LEN)?;
            let (page, rest) = bytes.as_chunks::<ID_LEN>();
            let first_after = ids.last() < page.first();
            let sorted = first_after && page.is_sorted_by(|a, b| a < b);
            match page {
                [] if rest.is_empty() => return Ok(ids),
                _ if !rest.is_empty() || !sorted => return Err(ServerError::Ids(week)),
                _ => ids.extend_from_slice(page),
            }
            if ids.len() > WEEK_IDS_MAX {
                return Err(ServerError::Ids(week));
            }
        }
    }
}
