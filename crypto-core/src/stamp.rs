//! Stamps: proof of work on letters and parcels, so that a flood does not stop a report
//! (protocol, section 5).
//!
//! `seed = SHA-256("belfry/v1/stamp" ‖ header hash ‖ u32 hours since 1970)`, `challenge = seed ‖ id
//! (16) ‖ SHA-256 of the body ‖ nonce (16)`. A stamp holds a solution of Equi-X for the challenge
//! such that the first four bytes of `SHA-256(challenge ‖ solution)`, times the effort, stay
//! below 2^32 (as in Tor proposal 327).

use crate::{
    ids::Digest,
    labels,
    lengths::STAMP_LEN,
    primitives::{hash::sha256, puzzle},
    text,
};

/// The efforts that there are; the first means that any stamp will do.
pub const EFFORTS: [u32; 16] = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192];

/// The answer of `GET /v1/stamp`, 12 bytes: `u32 hours since 1970 ‖ u32 effort of a letter ‖ u32 effort
/// of a parcel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The hour by the server's clock.
    pub hours: u32,
    /// One of [`EFFORTS`].
    pub letter: u32,
    /// One of [`EFFORTS`]. Parcels have their own, so that files in a hurry make no letter dearer.
    pub parcel: u32,
}

impl Asked {
    /// Bytes of the answer.
    pub const LEN: usize = 12;

    /// The answer's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let numbers = [self.hours, self.letter, self.parcel];
        for (to, number) in bytes.as_chunks_mut().0.iter_mut().zip(numbers) {
            *to = number.to_be_bytes();
        }
        bytes
    }

    /// Reads the answer; `None` where it has another length, or an effort that there is not.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (&[hours, letter, parcel], []) = bytes.as_chunks::<4>() else {
            return None;
        };
        let [hours, letter, parcel] = [hours, letter, parcel].map(u32::from_be_bytes);
        let known = EFFORTS.contains(&letter) && EFFORTS.contains(&parcel);
        known.then_some(Self {
            hours,
            letter,
            parcel,
        })
    }
}

/// The name of the request header that carries a stamp, as 72 hexadecimal digits.
pub const HEADER_NAME: &str = "belfry-stamp";

/// Why a stamp is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// Not 72 hexadecimal digits.
    #[error("the stamp cannot be read")]
    Malformed,
    /// It does not solve the puzzle of this body, id and hour, or not with enough effort.
    #[error("the stamp is not valid for this request")]
    Invalid,
}

/// A stamp, 36 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Hours since 1970 that it was made for.
    pub hours: u32,
    /// Chosen anew for each attempt.
    pub nonce: [u8; 16],
    /// The puzzle's solution.
    pub solution: [u8; 16],
}

impl Stamp {
    /// The stamp for effort 0: nothing solved, same length.
    #[must_use]
    pub fn free(hours: u32, nonce: [u8; 16]) -> Self {
        Self {
            hours,
            nonce,
            solution: [0; 16],
        }
    }

    /// The header's value: 72 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let mut bytes = Vec::with_capacity(STAMP_LEN);
        bytes.extend(self.hours.to_be_bytes());
        bytes.extend(self.nonce);
        bytes.extend(self.solution);
        text::hex(&bytes)
    }

    /// Reads the header's value.
    ///
    /// # Errors
    /// [`StampError::Malformed`].
    pub fn from_hex(text: &str) -> Result<Self, StampError> {
        let bytes = text::unhex(text).ok_or(StampError::Malformed)?;
        let mut cursor = crate::wire::Cursor::new(&bytes);
        let mut read = || {
            let stamp = Self {
                hours: cursor.u32()?,
                nonce: cursor.array()?,
                solution: cursor.array()?,
            };
            cursor.is_empty().then_some(stamp)
        };
        read().ok_or(StampError::Malformed)
    }

    /// Checks this stamp for one request.
    ///
    /// # Errors
    /// [`StampError::Invalid`].
    pub fn verify(&self, request: &Request, effort: u32) -> Result<(), StampError> {
        if effort == 0 {
            return Ok(());
        }
        let challenge = request.challenge(self.hours, &self.nonce);
        if enough(&challenge, &self.solution, effort) && puzzle::verify(&challenge, &self.solution)
        {
            Ok(())
        } else {
            Err(StampError::Invalid)
        }
    }
}

/// What a stamp is for.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// [`crate::board::Header::hash`] of the current header, or of the one before.
    pub header: Digest,
    /// The letter's or parcel's id.
    pub id: [u8; 16],
    /// SHA-256 of its bytes.
    pub body: Digest,
}

impl Request {
    fn challenge(&self, hours: u32, nonce: &[u8; 16]) -> Vec<u8> {
        let seed = sha256(&[labels::STAMP, self.header.as_bytes(), &hours.to_be_bytes()]);
        [&seed[..], &self.id, self.body.as_bytes(), nonce].concat()
    }

    /// One attempt, which takes a quarter of a second in a browser. With effort 0 there is nothing
    /// to do and it always succeeds.
    #[must_use]
    pub fn attempt(&self, hours: u32, nonce: [u8; 16], effort: u32) -> Option<Stamp> {
        if effort == 0 {
            return Some(Stamp::free(hours, nonce));
        }
        let challenge = self.challenge(hours, &nonce);
        puzzle::solve(&challenge)
            .into_iter()
            .find(|solution| enough(&challenge, solution, effort))
            .map(|solution| Stamp {
                hours,
                nonce,
                solution,
            })
    }
}

fn enough(challenge: &[u8], solution: &[u8; 16], effort: u32) -> bool {
    let [a, b, c, d, ..] = sha256(&[challenge, solution]);
    u64::from(u32::from_be_bytes([a, b, c, d])) * u64::from(effort) < 1 << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_back_and_nothing_else_is() {
        let asked = Asked {
            hours: 500_000,
            letter: 192,
            parcel: 3,
        };
        assert_eq!(Asked::parse(&asked.to_bytes()), Some(asked));
        assert_eq!(Asked::parse(&asked.to_bytes()[..8]), None);
        assert_eq!(Asked::parse(&[0; 13]), None);
        assert_eq!(Asked::parse(&Asked { parcel: 5, ..asked }.to_bytes()), None);
        assert_eq!(Asked::parse(&Asked { letter: 5, ..asked }.to_bytes()), None);
    }

    #[test]
    fn a_stamp_holds_for_its_request_and_effort_alone() {
        let request = Request {
            header: Digest([1; 32]),
            id: [2; 16],
            body: Digest([3; 32]),
        };
        let stamp = (0_u8..)
            .find_map(|n| request.attempt(500_000, [n; 16], 4))
            .unwrap();
        assert_eq!(Stamp::from_hex(&stamp.to_hex()), Ok(stamp));
        assert_eq!(stamp.verify(&request, 4), Ok(()));
        assert_eq!(stamp.verify(&request, 1), Ok(()));
        let other = Request {
            id: [9; 16],
            ..request
        };
        assert_eq!(stamp.verify(&other, 1), Err(StampError::Invalid));
        let later = Stamp {
            hours: 500_001,
            ..stamp
        };
        assert_eq!(later.verify(&request, 1), Err(StampError::Invalid));
        assert_eq!(
            Stamp::free(500_000, [0; 16]).verify(&request, 1),
            Err(StampError::Invalid)
        );
    }
}
