//! `cover`: posts one letter that nobody can open, like any visitor, so that a letter that does not
//! open means nothing. It is sealed by a program of its own, `belfry-cover`, since the courier
//! links nothing that seals or opens letters.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crypto_core::{
    board::Header,
    ids::{Digest, LetterId},
    lengths::LETTER_LEN,
    primitives::hash::sha256,
    stamp::{EFFORTS, Request, Stamp},
};
use rand::CryptoRng;
use thiserror::Error;

use crate::{
    client::{Client, ClientError, RequestError},
    config::Config,
    public::{self, Head, PublicError},
    server::Server,
};

/// Tries for each unit of effort; that none succeeds is less likely than a broken disk.
const ATTEMPTS_PER_EFFORT: u32 = 50;
/// The server may ask for more effort between stamp and letter.
const STAMPS: u32 = 3;

/// Why no cover was posted.
#[derive(Debug, Error)]
pub enum CoverError {
    /// There is no client.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server's public files cannot be used.
    #[error(transparent)]
    Public(#[from] PublicError),
    /// There is no roster to take the number of slots from.
    #[error("nothing has been published on this server yet, so nobody posts letters either")]
    NothingPublished,
    /// The sealing program failed.
    #[error("{0} made no letter; it belongs beside belfry-courier")]
    Program(PathBuf, #[source] std::io::Error),
    /// The server asks for more work than the protocol knows, or luck failed.
    #[error("no stamp was found; the server asks for too much work")]
    Stamp,
    /// The server refuses, or cannot be reached.
    #[error("the cover was not posted")]
    Request(#[from] RequestError),
}

/// Makes the same requests as a visitor's page, in the same order, and posts one cover.
///
/// # Errors
/// See [`CoverError`].
pub fn run(config: &Config, rng: &mut impl CryptoRng) -> Result<(), CoverError> {
    let server = Server::new(Client::new(config)?);
    let head = public::fetch_head(&server, &config.channel)?;
    let head = head.ok_or(CoverError::NothingPublished)?;
    server.recipients(head.header.day.epoch())?;
    server.board(head.header.serial)?;
    let letter = seal(&program(config), &head)?;
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    for remaining in (0..STAMPS).rev() {
        let asked = server.stamp()?;
        let stamp = solve(&head.header, id, &letter, (asked.hours, asked.letter), rng)?;
        match server.put_letter(LetterId(id), &stamp.to_hex(), &letter) {
            Err(RequestError::Status { status: 403, .. }) if remaining > 0 => {}
            result => return Ok(result?),
        }
    }
    Err(CoverError::Stamp)
}

fn program(config: &Config) -> PathBuf {
    let beside_this = || {
        let this = std::env::current_exe().ok()?;
        Some(this.with_file_name("belfry-cover"))
    };
    let configured = config.cover_program.clone();
    configured
        .or_else(beside_this)
        .unwrap_or_else(|| PathBuf::from("belfry-cover"))
}

fn seal(program: &Path, head: &Head) -> Result<Vec<u8>, CoverError> {
    read_letter(program, head.roster.slots)
        .map_err(|error| CoverError::Program(program.to_owned(), error))
}

fn read_letter(program: &Path, slots: u8) -> std::io::Result<Vec<u8>> {
    let mut child = Command::new(program)
        .arg(slots.to_string())
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut letter = Vec::with_capacity(LETTER_LEN);
    if let Some(out) = child.stdout.take() {
        // One byte more shows a program that is another one.
        let limit = u64::try_from(LETTER_LEN).unwrap_or(u64::MAX) + 1;
        out.take(limit).read_to_end(&mut letter)?;
    }
    let ended = child.wait()?;
    if !ended.success() || letter.len() != LETTER_LEN {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    Ok(letter)
}

fn solve(
    header: &Header,
    id: [u8; 16],
    letter: &[u8],
    (hours, effort): (u32, u32),
    rng: &mut impl CryptoRng,
) -> Result<Stamp, CoverError> {
    if !EFFORTS.contains(&effort) {
        return Err(CoverError::Stamp);
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
        .ok_or(CoverError::Stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crypto_core::{
        ids::{ChannelId, MemberNumber},
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
        assert!(matches!(stamp, Err(CoverError::Stamp)));
    }
}
