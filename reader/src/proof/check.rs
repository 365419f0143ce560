//! Whether a proof of receipt holds: what anybody can find out who has the reporter's text and the member's statement
//! (protocol, section 4.9).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::{
    address::ChannelAddress,
    ids::{Addressee, ChannelId, Digest, MemberNumber},
    keys::Root,
    proof::{self, ProofError, SALT_LEN},
    receipt::Receipt,
    roster::{self, VerifiedRoster},
    time::Day,
};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{commands::CommandError, terminal::one_line, vault::files};

/// Why a proof of receipt proves nothing.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// The statement itself.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Neither file nor vault has a roster.
    #[error("this vault has no roster yet")]
    NoRoster,
    /// The file is no roster of the channel that the proof names.
    #[error("the roster is not one of the channel that the proof names, or was changed")]
    Roster,
    /// Neither 64 digits nor words of a receipt.
    #[error("the salt is neither 64 hexadecimal digits nor twelve words of a receipt")]
    Salt,
    /// The statement has none, and what was typed is none.
    #[error("the proof has no salt in it, and what was typed is not 64 hexadecimal digits")]
    NoSalt,
    /// Another text, or another salt.
    #[error("the proof is not of this text with this salt")]
    OtherText,
}

/// Where what is checked lies.
#[derive(Debug, Clone, Copy)]
pub struct Given<'g> {
    /// The statement, as the reporter's page saved it.
    pub statement: &'g Path,
    /// The text, as the reporter's page saved it: every byte counts.
    pub text: &'g Path,
    /// The signed roster of that time; the one in force if `None`.
    pub roster: Option<&'g Path>,
    /// A file with the salt, which counts before the one in the statement.
    pub salt: Option<&'g Path>,
}

/// A proof that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Who signed it.
    pub member: MemberNumber,
    /// Their name in the roster, made harmless.
    pub name: String,
    /// By when they had the text.
    pub day: Day,
    /// Bytes of the text.
    pub bytes: usize,
    /// Where the text lies.
    pub path: PathBuf,
    /// The channel, whose words are to be compared.
    pub channel: ChannelAddress,
}

/// Checks it. `in_force` gives the roster in force, `ask` the salt or the words of a receipt, each where it is needed.
///
/// # Errors
/// [`VerifyError`], [`CommandError::File`], or what the two say.
pub fn check(
    given: &Given<'_>,
    in_force: impl FnOnce() -> Result<VerifiedRoster, CommandError>,
    ask: impl FnOnce() -> Result<Zeroizing<String>, CommandError>,
) -> Result<Checked, CommandError> {
    let kept = read(given.statement)?;
    let kept = std::str::from_utf8(&kept).map_err(|_| VerifyError::from(ProofError::Malformed))?;
    let (statement, with_it) = proof::split_salt(kept);
    let statement = statement.as_bytes();
    let text = read(given.text)?;
    let claimed = proof::claimed(statement).map_err(VerifyError::from)?;
    let roster = match given.roster {
        Some(path) => {
            roster::verify(&read(path)?, &claimed.channel).map_err(|_| VerifyError::Roster)?
        }
        None => in_force()?,
    };
    let proof = proof::verify(statement, &roster).map_err(VerifyError::from)?;
    let salt = match (given.salt, with_it) {
        (Some(path), _) => {
            // One's own, or what another program gives.
            let typed = files::read_small(path).map(Zeroizing::new);
            let typed = typed.map_err(CommandError::of_file(path))?;
            let typed = std::str::from_utf8(&typed).map_err(|_| VerifyError::Salt)?;
            parse_salt(typed, &proof.channel)?
        }
        (None, Some(salt)) => salt,
        (None, None) => parse_salt(&ask()?, &proof.channel)?,
    };
    if proof::digest(&salt, &text) != proof.sha256 {
        return Err(VerifyError::OtherText.into());
    }
    let name = roster.member(proof.member).map_or("", |one| &one.name);
    Ok(Checked {
        member: proof.member,
        name: one_line(name, 60),
        day: proof.day,
        bytes: text.len(),
        path: given.text.to_owned(),
        channel: ChannelAddress::of(&proof.channel),
    })
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    // A stranger's file may be of any length, or none at all that ends.
    let is_file = fs::metadata(path).map(|found| found.is_file());
    let read = is_file.and_then(|is_file| match is_file {
        true => files::read_small(path),
        false => Err(io::ErrorKind::InvalidData.into()),
    });
    read.map(Zeroizing::new)
        .map_err(CommandError::of_file(path))
}

fn parse_salt(typed: &str, channel: &ChannelId) -> Result<[u8; SALT_LEN], VerifyError> {
    if let Some(salt) = digits(typed) {
        return Ok(salt);
    }
    let receipt = Receipt::parse_words(typed.trim()).map_err(|_| VerifyError::Salt)?;
    Ok(Root::derive(&receipt, channel, Addressee::Committee).proof_salt())
}

/// The 32 bytes of a salt that was typed as 64 hexadecimal digits.
#[must_use]
pub fn digits(typed: &str) -> Option<[u8; SALT_LEN]> {
    let typed = Zeroizing::new(typed.trim().to_ascii_lowercase());
    typed.parse::<Digest>().ok().map(|salt| salt.0)
}
