//! `cover`: posts one letter that nobody can open, like any visitor, so that a letter that does not
//! open means nothing. It is sealed by a program of its own, `belfry-cover`, since the courier
//! links nothing that seals or opens letters.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crypto_core::{ids::LetterId, lengths::LETTER_LEN};
use rand::CryptoRng;
use thiserror::Error;

use crate::{
    client::{Client, ClientError, RequestError},
    config::Config,
    post::{PostError, post},
    public::{self, Head, PublicError},
    server::Server,
};

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
    /// The server refuses, or cannot be reached.
    #[error("the cover was not posted")]
    Post(#[from] PostError),
    /// The same of another request.
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
    let letter = (LetterId(id), letter.as_slice());
    Ok(post(&server, &head.header, letter, rng)?)
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
    read_letter(program, [head.roster.slots, head.roster.quorum])
        .map_err(|error| CoverError::Program(program.to_owned(), error))
}

fn read_letter(program: &Path, form: [u8; 2]) -> std::io::Result<Vec<u8>> {
    let mut child = Command::new(program)
        .args(form.map(|number| number.to_string()))
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
