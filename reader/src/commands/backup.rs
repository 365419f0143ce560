//! `backup`, `restore`, `passphrase`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    vault::backup,
    words::{self, say},
};

pub(super) fn backup<R: CryptoRng>(
    context: &mut Context<'_, R>,
    to: &Path,
) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    backup::write(&vault, to)?;
    let made = words::founding::backed_up(context.language, to);
    Ok(writeln!(context.out, "{made}")?)
}

pub(super) fn restore<R: CryptoRng>(
    context: &mut Context<'_, R>,
    from: &Path,
) -> Result<(), CommandError> {
    let passphrase = context.prompt.ask(say(
        context.language,
        "Wachtzin van de reservekopie",
        "Passphrase of the backup",
    ))?;
    let dir = &context.cli.vault;
    drop(backup::restore(
        from,
        dir,
        &passphrase,
        context.today,
        context.rng,
    )?);
    let restored = words::vault::restored(context.language, dir);
    Ok(writeln!(context.out, "{restored}")?)
}

pub(super) fn passphrase<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    let new = context.prompt.ask_new(
        say(
            context.language,
            "Nieuwe wachtzin voor de kluis",
            "New passphrase for the vault",
        ),
        context.language,
    )?;
    vault.change_passphrase(&new, context.rng)?;
    let changed = words::vault::passphrase_changed(context.language);
    Ok(writeln!(context.out, "{changed}")?)
}
