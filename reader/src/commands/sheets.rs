//! `root rehearse`, `root recover`

use crypto_core::{primitives::signature::SigningKey, words::Language};
use rand_core::CryptoRng;

use super::{CommandError, Context, init::cost};
use crate::{
    ceremony::{
        root_key,
        sheets::{self, Typed},
    },
    vault::{self, Vault},
    words::{self, say},
};

/// Puts sheets together and keeps nothing.
pub(super) fn rehearse<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
) -> Result<(), CommandError> {
    let (mut vault, _) = context.open()?;
    rehearse_with(context, &mut vault, language)
}

pub(super) fn rehearse_with<R: CryptoRng>(
    context: &mut Context<'_, R>,
    vault: &mut Vault,
    language: Language,
) -> Result<(), CommandError> {
    let expected = sheets::expected(vault)?;
    let typed = sheets::ask(
        &mut context.prompt,
        context.out,
        language,
        expected.as_ref(),
    )?;
    tell(context, language, &typed, expected.is_some())?;
    Ok(sheets::rehearsed(
        vault,
        &typed,
        context.today,
        context.rng,
    )?)
}

/// Puts sheets together and writes the root key into the vault's folder.
pub(super) fn recover<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let dir = &context.cli.vault;
    root_key::check_none(dir)?;
    let expected = if vault::exists(dir) {
        let (vault, _) = context.open()?;
        sheets::known_root(&vault)?
    } else {
        None
    };
    let typed = sheets::ask(
        &mut context.prompt,
        context.out,
        language,
        expected.as_ref(),
    )?;
    tell(context, language, &typed, expected.is_some())?;
    let key: &SigningKey = &typed.joined.key;
    let passphrase = context.prompt.ask_new(
        say(
            language,
            "Nieuwe wachtzin voor de hoofdsleutel",
            "New passphrase for the root key",
        ),
        language,
    )?;
    let cost = cost(fast_kdf_for_tests);
    root_key::put(dir, key, &passphrase, cost, context.rng)?;
    let told = words::sheets::recovered(language, &root_key::path(dir));
    Ok(writeln!(context.out, "{told}")?)
}

fn tell<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    typed: &Typed,
    is_known: bool,
) -> Result<(), CommandError> {
    for sentence in words::sheets::together(language, typed, is_known) {
        writeln!(context.out, "{sentence}")?;
    }
    Ok(())
}
