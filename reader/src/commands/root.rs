//! `root init`, `root change`

use crypto_core::ids::ChannelId;
use rand_core::CryptoRng;

use super::{CommandError, Context, init::cost};
use crate::{
    ceremony::{
        root_change::{self, Changing},
        root_key::{self, Signer},
    },
    vault::Vault,
    words::{self, say},
};

pub(super) fn init<R: CryptoRng>(
    context: &mut Context<'_, R>,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let what = say(
        context.language,
        "Nieuwe wachtzin voor de hoofdsleutel",
        "New passphrase for the root key",
    );
    let passphrase = context.prompt.ask_new(what, context.language)?;
    let dir = &context.cli.vault;
    let key = root_key::create(dir, &passphrase, cost(fast_kdf_for_tests), context.rng)?;
    let path = root_key::path(dir);
    let told = words::founding::root_key(context.language, &path);
    writeln!(context.out, "{told}")?;
    print_channel(context, &ChannelId::of_root(&key.verifying_key()))
}

/// Opens what signs rosters now.
pub(super) fn open_signer<R: CryptoRng>(
    context: &mut Context<'_, R>,
) -> Result<Signer, CommandError> {
    let dir = &context.cli.vault;
    let what = match root_key::pending(dir)? {
        Some(_) => say(
            context.language,
            "Wachtzin van de nieuwe hoofdsleutel",
            "Passphrase of the new root key",
        ),
        None => say(
            context.language,
            "Wachtzin van de hoofdsleutel",
            "Passphrase of the root key",
        ),
    };
    let passphrase = context.prompt.ask(what)?;
    Ok(root_key::open_signer(dir, &passphrase)?)
}

pub(super) fn change<R: CryptoRng>(
    context: &mut Context<'_, R>,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let (vault, state) = context.open()?;
    match Changing::of(&vault, &state)? {
        Changing::InForce => finish_change(context),
        Changing::Begun => {
            let next = words::root::not_in_force(context.language);
            Ok(writeln!(context.out, "{next}")?)
        }
        Changing::No => begin_change(context, &vault, fast_kdf_for_tests),
    }
}

fn begin_change<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &Vault,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let passphrase = context.prompt.ask(say(
        context.language,
        "Wachtzin van de hoofdsleutel",
        "Passphrase of the root key",
    ))?;
    let old = root_change::open_old(vault, &passphrase)?;
    let new = context.prompt.ask_new(
        say(
            context.language,
            "Nieuwe wachtzin voor de nieuwe hoofdsleutel",
            "New passphrase for the new root key",
        ),
        context.language,
    )?;
    let new = (&new, cost(fast_kdf_for_tests));
    let number = root_change::begin(vault, &old, new, context.rng)?;
    let begun = words::root::begun(context.language, number);
    Ok(writeln!(context.out, "{begun}")?)
}

fn finish_change<R: CryptoRng>(context: &mut Context<'_, R>) -> Result<(), CommandError> {
    let language = context.language;
    let over = words::root::in_force(language);
    writeln!(context.out, "{over}")?;
    let question = say(
        language,
        "De oude hoofdsleutel nu vernietigen? (ja/nee)",
        "Destroy the old root key now? (yes/no)",
    );
    if !context.prompt.yes(question)? {
        let kept = say(language, "Hij is er nog.", "It is still there.");
        return Ok(writeln!(context.out, "{kept}")?);
    }
    root_key::finish_change(&context.cli.vault)?;
    let path = root_key::path(&context.cli.vault);
    let destroyed = words::root::destroyed(language, &path);
    Ok(writeln!(context.out, "{destroyed}")?)
}

pub(super) fn print_channel<R: CryptoRng>(
    context: &mut Context<'_, R>,
    channel: &ChannelId,
) -> Result<(), CommandError> {
    for line in words::founding::channel(context.language, channel) {
        writeln!(context.out, "{line}")?;
    }
    Ok(())
}
