//! `poster`

use std::fs;

use crypto_core::{address::ChannelAddress, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error};
use crate::{
    ceremony::{CeremonyError, config::ChannelConfig},
    cli::PosterArgs,
    paper::poster::{Poster, parse_site},
    public::Public,
    vault::{Vault, files},
    words,
};

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
    let site = parse_site(&args.address)?;
    let channel = vault.secrets.channel.ok_or(CeremonyError::NoRoster)?;
    let (name, text) = match (&args.config, Public::load(vault)?) {
        (Some(path), _) => {
            let text = fs::read_to_string(path).map_err(file_error(path))?;
            let config = ChannelConfig::parse(&text)?;
            (config.name, config.text)
        }
        (None, Some(public)) => (public.roster.name.clone(), public.roster.text.clone()),
        (None, None) => return Err(CeremonyError::NoRoster.into()),
    };
    let poster = Poster {
        site,
        channel: ChannelAddress::of(&channel),
        name: &name,
        text: &text,
    };
    let languages = match args.language {
        Some(language) => vec![language],
        None => Language::ALL.to_vec(),
    };
    let html = poster.html(&languages);
    files::replace(&args.out, html.as_bytes()).map_err(file_error(&args.out))?;
    let made = words::founding::poster(context.language, &poster, &args.out);
    Ok(writeln!(context.out, "{made}")?)
}
