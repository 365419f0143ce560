//! `backup`, `restore`, `passphrase`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    journal::event::Event,
    vault::{Vault, backup},
    words::{self, both, say},
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
    backup::unpack(from, &context.cli.vault)?;
    let mut vault = Vault::open(&context.cli.vault, &passphrase)?;
    if vault.secrets.channel.is_some() {
        let event = Event::Restored { day: context.today };
        vault
            .journal
            .append(vec![event], &vault.secrets, context.rng)?;
    }
    let path = context.cli.vault.display();
    let restored = both!(
        context.language,
        "De kluis staat in {path}. Doe nu drie dingen. Maak nieuwe sleutels (`keys prepare`) en laat de ledenlijst met \
         het nieuwe bestand ondertekenen, anders kun je geen nieuwe brieven openen. Lees een pakket in voordat je \
         exporteert. Vernietig de oude kluis als die weer opduikt.",
        "The vault is in {path}. Do three things now. Make new keys (`keys prepare`) and have the roster signed with \
         the new file, or you cannot open new letters. Import a bundle before you export. Destroy the old vault if it \
         turns up again.",
    );
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
    let changed = say(
        context.language,
        "De wachtzin is veranderd. Eerdere reservekopieën gaan nog open met de oude.",
        "The passphrase is changed. Backups made before still open with the old one.",
    );
    Ok(writeln!(context.out, "{changed}")?)
}
