//! `root rehearse`, `root recover`

use crypto_core::{
    primitives::signature::{SigningKey, VerifyingKey},
    words::Language,
};
use rand_core::CryptoRng;

use super::{CommandError, Context, init::cost, paper::note};
use crate::{
    ceremony::{
        root_key::{self, RootKeyError},
        sheets::{self, Typed},
    },
    journal::event::Event,
    paper::sheet::set_name,
    public::Public,
    vault::{self, Vault},
    words::say,
};

/// The root key that the vault knows to be in force.
fn known_root(vault: &Vault) -> Result<Option<VerifyingKey>, CommandError> {
    let public = Public::load(vault)?;
    Ok(public.and_then(|public| public.roster.roots().last().copied()))
}

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
    let expected = expected(vault)?;
    let typed = sheets::ask(
        &mut context.prompt,
        context.out,
        language,
        expected.as_ref(),
    )?;
    tell(context, language, &typed, expected.is_some())?;
    let event = Event::RootRehearsed {
        set: typed.set.into(),
        day: context.today,
    };
    note(context, vault, event)
}

/// What sheets made now have to give: during a change that key is not in force yet, so its sheets
/// are compared by what stands on them.
fn expected(vault: &Vault) -> Result<Option<VerifyingKey>, CommandError> {
    match root_key::pending(vault.dir())? {
        Some(_) => Ok(None),
        None => known_root(vault),
    }
}

/// Puts sheets together and writes the root key into the vault's folder.
pub(super) fn recover<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    fast_kdf_for_tests: bool,
) -> Result<(), CommandError> {
    let dir = &context.cli.vault;
    if root_key::exists(dir) {
        return Err(RootKeyError::Exists.into());
    }
    let expected = if vault::exists(dir) {
        let (vault, _) = context.open()?;
        known_root(&vault)?
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
    let path = dir.join("root-key");
    let text = say(language, "De hoofdsleutel staat in", "The root key is in");
    Ok(writeln!(context.out, "{text} {}.", path.display())?)
}

fn tell<R: CryptoRng>(
    context: &mut Context<'_, R>,
    language: Language,
    typed: &Typed,
    in_force: bool,
) -> Result<(), CommandError> {
    let (count, set) = (typed.sheets, set_name(typed.set));
    let wrong = &typed.joined.wrong;
    match language {
        Language::Dutch => writeln!(
            context.out,
            "Deze {count} vellen (verdeling {set}) geven de hoofdsleutel terug."
        )?,
        Language::English => writeln!(
            context.out,
            "These {count} sheets (split {set}) give the root key back."
        )?,
    }
    for number in wrong {
        match language {
            Language::Dutch => writeln!(
                context.out,
                "LET OP: vel {number} past niet bij de andere. Het is beschadigd of vervalst. Vraag het aan wie dat \
                 vel bewaart."
            )?,
            Language::English => writeln!(
                context.out,
                "WARNING: sheet {number} does not fit the others. It is damaged or forged. Ask who keeps \
                 it."
            )?,
        }
    }
    if !in_force {
        let public = typed.joined.key.verifying_key().to_minisign();
        let text = say(
            language,
            "Deze lezer kent de ledenlijst nog niet en kan dus niet zeggen of dit de sleutel is die nu \
             geldt. Openbare sleutel:",
            "This reader does not know the roster yet and cannot tell whether this is the key in force. \
             Public key:",
        );
        writeln!(context.out, "{text} {public}")?;
    }
    Ok(())
}
