//! `root init`, `roster sign`

use std::fs;

use crypto_core::{address::ChannelAddress, ids::ChannelId, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, file_error, init::cost};
use crate::{
    ceremony::{self, config::ChannelConfig, root_key},
    cli::RosterSign,
    member_file::MemberFile,
    terminal::one_line,
};

pub(super) fn root_init<R: CryptoRng>(
    context: &mut Context<'_, R>,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let passphrase = context.prompt.ask_new("New passphrase for the root key")?;
    let dir = &context.cli.vault;
    let key = root_key::create(dir, &passphrase, cost(fast_kdf_for_tests), context.rng)?;
    writeln!(
        context.out,
        "The root key is in {}. Keep a copy of this file in another place: without it nobody can \
         change the channel's members.",
        dir.join("root-key").display()
    )?;
    print_channel(context, &ChannelId::of_root(&key.verifying_key()))
}

pub(super) fn sign<R: CryptoRng>(
    context: &mut Context<'_, R>,
    args: &RosterSign,
) -> Result<(), CommandError> {
    let text = fs::read_to_string(&args.config).map_err(file_error(&args.config))?;
    let config = ChannelConfig::parse(&text)?;
    let mut members = Vec::new();
    for path in &args.members {
        let bytes = fs::read(path).map_err(file_error(path))?;
        let file = MemberFile::parse(&bytes)
            .map_err(|error| CommandError::MemberFile(path.display().to_string(), error))?;
        writeln!(
            context.out,
            "Member {}: {}, compare {}",
            file.number,
            one_line(&file.name, 60),
            file.fingerprint()
        )?;
        members.push(file);
    }
    let (mut vault, _) = context.open()?;
    let passphrase = context.prompt.ask("Passphrase of the root key")?;
    let root = root_key::open(&context.cli.vault, &passphrase)?;
    let today = context.today;
    let signed = ceremony::sign(
        &mut vault,
        &root,
        (&members, &config),
        &args.out,
        today,
        context.rng,
    )?;
    writeln!(
        context.out,
        "Roster {} is signed, valid until {}; with board {} it is in {}. Publish it with \
         `belfry-courier push`.",
        signed.serial,
        signed.valid_until,
        signed.board,
        args.out.display()
    )?;
    print_channel(context, &signed.channel)
}

fn print_channel<R: CryptoRng>(
    context: &mut Context<'_, R>,
    channel: &ChannelId,
) -> Result<(), CommandError> {
    let address = ChannelAddress::of(channel);
    writeln!(context.out, "Channel id: {channel}")?;
    writeln!(
        context.out,
        "Address: https://HOST/#{}",
        address.to_fragment()
    )?;
    for language in Language::ALL {
        let words = address.to_words(language).join(" ");
        writeln!(context.out, "Channel words ({}): {words}", language.code())?;
    }
    Ok(())
}
