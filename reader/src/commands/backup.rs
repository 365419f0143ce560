//! `backup`, `restore`, `passphrase`

use std::path::Path;

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::{
    journal::event::Event,
    vault::{Vault, backup},
    words::{both, say},
};

pub(super) fn backup<R: CryptoRng>(
    context: &mut Context<'_, R>,
    to: &Path,
) -> Result<(), CommandError> {
    let (vault, _) = context.open()?;
    backup::write(&vault, to)?;
    let to = to.display();
    let made = both!(
        context.language,
        "De reservekopie is {to}. Zij gaat open met de wachtzin van vandaag, en er zitten geen sleutels voor nieuwe \
         brieven in.",
        "The backup is {to}. It opens with today's passphrase, and holds no secrets that open new \
         letters.",
    );
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
        "De kluis staat in {path}. Doe drie dingen: doe `keys prepare` en laat de ledenlijst met het nieuwe bestand \
         ondertekenen, anders kun je geen nieuwe brieven openen; lees een pakket in voordat je exporteert; vernietig de \
         oude kluis als die weer opduikt.",
        "The vault is in {path}. Do three things: run `keys prepare` and have the roster signed with \
         the new file, or you cannot open new letters; import a bundle before you export; destroy \
         the old vault if it turns up again.",
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
