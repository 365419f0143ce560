//! `verify-proof`

use std::{fs, path::Path};

use crypto_core::{
    address::ChannelAddress,
    ids::{Addressee, ChannelId, Digest},
    keys::Root,
    proof::{self, ProofError, SALT_LEN},
    receipt::Receipt,
    roster::{self, VerifiedRoster},
    words::Language,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{CommandError, Context, file_error};
use crate::{cli::VerifyProof, public::Public, terminal::one_line};

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
    /// Another text, or another salt.
    #[error("the proof is not of this text with this salt")]
    OtherText,
}

pub(super) fn verify<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &VerifyProof,
) -> Result<(), CommandError> {
    let kept = read(&args.statement)?;
    let kept = std::str::from_utf8(&kept).map_err(|_| VerifyError::from(ProofError::Malformed))?;
    let (statement, with_it) = proof::split_salt(kept);
    let statement = statement.as_bytes();
    let text = read(&args.text)?;
    let claimed = proof::claimed(statement).map_err(VerifyError::from)?;
    let roster = find_roster(context, args, &claimed.channel)?;
    let proof = proof::verify(statement, &roster).map_err(VerifyError::from)?;
    let salt = match (&args.salt_file, with_it) {
        (Some(path), _) => {
            let typed = read(path)?;
            let typed = std::str::from_utf8(&typed).map_err(|_| VerifyError::Salt)?;
            parse_salt(typed, &proof.channel)?
        }
        (None, Some(salt)) => salt,
        (None, None) => {
            let typed = context
                .prompt
                .line("Salt (64 hexadecimal digits), or the twelve words of the receipt:")?;
            parse_salt(&typed, &proof.channel)?
        }
    };
    if proof::digest(&salt, &text) != proof.sha256 {
        return Err(VerifyError::OtherText.into());
    }
    let name = roster.member(proof.member).map_or("", |one| &one.name);
    writeln!(
        context.out,
        "The proof holds. Member {} ({}) of the channel below had, by {}, a text of exactly the {} bytes in \
         {}, from somebody who knew the salt.",
        proof.member,
        one_line(name, 60),
        proof.day,
        text.len(),
        args.text.display()
    )?;
    let address = ChannelAddress::of(&proof.channel);
    for language in Language::ALL {
        let words = address.to_words(language).join(" ");
        writeln!(context.out, "Channel words ({}): {words}", language.code())?;
    }
    writeln!(
        context.out,
        "Compare the words with the committee's poster: anybody can make a channel of their own.\n\
         It does not prove who wrote the text, that what it says is true, or that anybody else had it."
    )?;
    Ok(())
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    fs::read(path).map(Zeroizing::new).map_err(file_error(path))
}

fn find_roster<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &VerifyProof,
    channel: &ChannelId,
) -> Result<VerifiedRoster, CommandError> {
    if let Some(path) = &args.roster {
        return Ok(roster::verify(&read(path)?, channel).map_err(|_| VerifyError::Roster)?);
    }
    let (vault, _) = context.open()?;
    let public = Public::load(&vault)?.ok_or(VerifyError::NoRoster)?;
    Ok(public.roster)
}

fn parse_salt(typed: &str, channel: &ChannelId) -> Result<[u8; SALT_LEN], VerifyError> {
    let typed = typed.trim();
    if let Ok(salt) = typed.to_ascii_lowercase().parse::<Digest>() {
        return Ok(salt.0);
    }
    let receipt = Receipt::parse_words(typed).map_err(|_| VerifyError::Salt)?;
    Ok(Root::derive(&receipt, channel, Addressee::Committee).proof_salt())
}
