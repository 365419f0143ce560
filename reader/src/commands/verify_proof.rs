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

use super::{CommandError, Context};
use crate::{
    cli::VerifyProof,
    public::Public,
    terminal::one_line,
    words::{both, say},
};

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
    let language = context.language;
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
            let typed = context.prompt.line(say(
                language,
                "Het zout (64 hexadecimale cijfers), of de twaalf woorden van de terugkomcode:",
                "Salt (64 hexadecimal digits), or the twelve words of the receipt:",
            ))?;
            parse_salt(&typed, &proof.channel)?
        }
    };
    if proof::digest(&salt, &text) != proof.sha256 {
        return Err(VerifyError::OtherText.into());
    }
    let name = roster.member(proof.member).map_or("", |one| &one.name);
    let (member, name, day) = (proof.member, one_line(name, 60), proof.day);
    let (bytes, path) = (text.len(), args.text.display());
    let holds = both!(
        language,
        "Het bewijs klopt. Lid {member} ({name}) van het kanaal hieronder had op {day} of eerder precies de tekst die \
         in {path} staat ({bytes} bytes), van iemand die het zout kende.",
        "The proof holds. Member {member} ({name}) of the channel below had, by {day}, a text of exactly the {bytes} \
         bytes in {path}, from somebody who knew the salt.",
    );
    writeln!(context.out, "{holds}")?;
    let address = ChannelAddress::of(&proof.channel);
    let title = say(language, "Kanaalwoorden", "Channel words");
    for language in Language::ALL {
        let words = address.to_words(language).join(" ");
        writeln!(context.out, "{title} ({}): {words}", language.code())?;
    }
    let not_proven = say(
        language,
        "Vergelijk de woorden met de poster van de commissie: iedereen kan een eigen kanaal maken.\nHet bewijst niet \
         wie de tekst schreef, of het waar is, en of ook iemand anders de tekst had.",
        "Compare the words with the committee's poster: anybody can make a channel of their own.\n\
         It does not prove who wrote the text, that what it says is true, or that anybody else had it.",
    );
    Ok(writeln!(context.out, "{not_proven}")?)
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    fs::read(path)
        .map(Zeroizing::new)
        .map_err(CommandError::of_file(path))
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
