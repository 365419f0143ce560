//! `poster`

use crypto_core::words::Language;
use rand_core::CryptoRng;

use super::{CommandError, Context, roster};
use crate::{cli::PosterArgs, paper::poster, vault::Vault, words};

/// Writes a poster.
pub(super) fn poster<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &PosterArgs,
) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    poster_with(context, &vault, args)
}

pub(super) fn poster_with<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    args: &PosterArgs,
) -> Result<(), CommandError> {
    let config = args
        .config
        .as_deref()
        .map(roster::read_config)
        .transpose()?;
    let languages = match args.language {
        Some(language) => vec![language],
        None => Language::ALL.to_vec(),
    };
    let of = (args.address.as_str(), config);
    let address = poster::write(vault, of, &languages, &args.out)?;
    let made = words::founding::poster(context.language, &address, &args.out);
    Ok(writeln!(context.out, "{made}")?)
}
