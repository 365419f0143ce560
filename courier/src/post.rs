//! Posting a letter like any visitor: with a stamp, without the courier's token.

use crypto_core::{
    board::Header,
    ids::{Digest, LetterId},
    primitives::hash::sha256,
    stamp::{EFFORTS, Request, Stamp},
};
use rand::CryptoRng;
use thiserror::Error;

use crate::{client::RequestError, server::Server};

/// Tries for each unit of effort; that none succeeds is less likely than a broken disk.
const ATTEMPTS_PER_EFFORT: u32 = 50;
/// The server may ask for more effort between stamp and letter.
const STAMPS: u32 = 3;

/// Why a letter was not posted.
#[derive(Debug, Error)]
pub enum PostError {
    /// The server asks for more work than the protocol knows, or luck failed.
    #[error("no stamp was found; the server asks for too much work")]
    Stamp,
    /// The server refuses, or cannot be reached.
    #[error("the letter was not posted")]
    Request(#[from] RequestError),
}

/// Posts a letter, 65,536 bytes, under its id. What is there already is fine.
///
/// # Errors
/// See [`PostError`].
pub fn post(
    server: &Server,
    header: &Header,
    (id, letter): (LetterId, &[u8]),
    rng: &mut impl CryptoRng,
) -> Result<(), PostError> {
    for remaining in (0..STAMPS).rev() {
        let asked = server.stamp()?;
        let stamp = solve(header, id.0, letter, (asked.hours, asked.letter), rng)?;
        match server.put_letter(id, &stamp.to_hex(), letter) {
            Err(RequestError::Status { status: 403, .. }) if remaining > 0 => {}
            result => return Ok(result?),
        }
    }
    Err(PostError::Stamp)
}

fn solve(
    header: &Header,
    id: [u8; 16],
    letter: &[u8],
    (hours, effort): (u32, u32),
    rng: &mut impl CryptoRng,
) -> Result<Stamp, PostError> {
    if !EFFORTS.contains(&effort) {
        return Err(PostError::Stamp);
    }
    let request = Request {
        header: header.hash(),
        id,
        body: Digest(sha256(&[letter])),
    };
    (0..=effort * ATTEMPTS_PER_EFFORT)
        .find_map(|_| {
            let mut nonce = [0; 16];
            rng.fill_bytes(&mut nonce);
            request.attempt(hours, nonce, effort)
        })
        .ok_or(PostError::Stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crypto_core::{
        ids::{ChannelId, MemberNumber},
        lengths::LETTER_LEN,
        time::Day,
    };

    fn header() -> Header {
        Header {
            channel: ChannelId([7; 32]),
            serial: 1,
            day: Day(20_000),
            roster_serial: 1,
            roster_sha256: Digest([0; 32]),
            cells_sha256: Digest([0; 32]),
            previous: Digest([0; 32]),
            signer: MemberNumber(1),
            batches: Vec::new(),
        }
    }

    #[test]
    fn a_stamp_is_made_with_the_effort_that_the_server_asks_for() {
        let (header, letter) = (header(), [9; LETTER_LEN]);
        let stamp = solve(&header, [1; 16], &letter, (500_000, 2), &mut rand::rng()).unwrap();
        let request = Request {
            header: header.hash(),
            id: [1; 16],
            body: Digest(sha256(&[&letter])),
        };
        assert_eq!(stamp.verify(&request, 2), Ok(()));
    }

    #[test]
    fn a_server_cannot_keep_the_courier_at_work_for_ever() {
        let asked = (500_000, u32::MAX);
        let stamp = solve(&header(), [1; 16], &[], asked, &mut rand::rng());
        assert!(matches!(stamp, Err(PostError::Stamp)));
    }
}
