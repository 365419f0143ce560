//! `backup`, `restore`, `passphrase`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    journal::event::Event,
    vault::{Vault, backup},
};

pub(super) fn backup<R: CryptoRng>(
    context: &mut Context<'_, R>,
    to: &Path,
) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    backup::write(&vault, to)?;
    Ok(writeln!(
        context.out,
        "The backup is {}. It opens with today's passphrase, and holds no secrets that open new \
         letters.",
        to.display()
    )?)
}

pub(super) fn restore<R: CryptoRng>(
    context: &mut Context<'_, R>,
    from: &Path,
) -> Result<(), CommandError> {
    let passphrase = context.prompt.ask("Passphrase of the backup")?;
    backup::unpack(from, &context.cli.vault)?;
    let mut vault = Vault::open(&context.cli.vault, &passphrase)?;
    if vault.secrets.channel.is_some() {
        let event = Event::Restored { day: context.today };
        vault
            .journal
            .append(vec![event], &vault.secrets, context.rng)?;
    }
    writeln!(
        context.out,
        "The vault is in {}. Do three things: run `keys prepare` and have the roster signed with \
         the new file, or you cannot open new letters; import a bundle before you export; destroy \
         the old vault if it turns up again.",
        context.cli.vault.display()
    )?;
    Ok(())
}

pub(super) fn passphrase<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    let new = context.prompt.ask_new("New passphrase for the vault")?;
    vault.change_passphrase(&new, context.rng)?;
    Ok(writeln!(
        context.out,
        "The passphrase is changed. Backups made before still open with the old one."
    )?)
}
