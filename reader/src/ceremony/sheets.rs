//! Sheets with parts of the root key, typed or scanned at the reader: asked for line by line, until
//! enough fit together.

mod together;

use std::io::Write;

use crypto_core::{
    primitives::signature::VerifyingKey, root_share::RootShare, time::Day, words::Language,
};
use rand_core::CryptoRng;

pub use self::together::{Added, HalfSheet, Mistyped, Together, Typed};
use super::root_key;
use crate::{
    commands::CommandError,
    journal::event::Event,
    prompt::{Prompt, PromptError},
    public::Public,
    vault::{Vault, VaultError},
    words::{Words as _, say},
};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum SheetsError {
    /// Nothing was typed any more.
    #[error("not enough sheets were typed")]
    Stopped,
    /// No further sheet was there to find the wrong one.
    #[error("one of these sheets is wrong")]
    OneIsWrong,
    /// What was typed cannot be read.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// What is said cannot be written.
    #[error("the output could not be written")]
    Output(#[from] std::io::Error),
}

/// The root key that the vault knows to be in force.
///
/// # Errors
/// What the vault says.
pub fn known_root(vault: &Vault) -> Result<Option<VerifyingKey>, VaultError> {
    let public = Public::load(vault)?;
    Ok(public.and_then(|public| public.roster.roots().last().copied()))
}

/// What sheets made now have to give: during a change that key is not in force yet, so its sheets
/// are compared by what stands on them.
///
/// # Errors
/// What the vault says.
pub fn expected(vault: &Vault) -> Result<Option<VerifyingKey>, CommandError> {
    match root_key::pending(vault.dir())? {
        Some(_) => Ok(None),
        None => Ok(known_root(vault)?),
    }
}

/// Writes down that these sheets were put together; nothing of them is kept.
///
/// # Errors
/// What the vault says.
pub fn rehearsed(
    vault: &mut Vault,
    typed: &Typed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let event = Event::RootRehearsed {
        set: typed.set.into(),
        day: today,
    };
    root_key::note(vault, event, rng)
}

/// Asks for sheets until they give the key. An empty first line stops.
///
/// # Errors
/// [`SheetsError`].
pub fn ask(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
    expected: Option<&VerifyingKey>,
) -> Result<Typed, SheetsError> {
    let mut sheets = Together::default();
    loop {
        let Some(sheet) = ask_one(prompt, out, language)? else {
            return Err(match sheets.is_doubtful() {
                true => SheetsError::OneIsWrong,
                false => SheetsError::Stopped,
            });
        };
        let added = sheets.add(sheet, expected);
        let stops = match added {
            Added::Key(typed) => return Ok(*typed),
            Added::OneIsWrong => say(
                language,
                " (Een lege regel stopt.)",
                " (An empty line stops.)",
            ),
            Added::TooFew { .. } | Added::OtherSet { .. } => "",
        };
        writeln!(out, "{}{stops}", added.words(language))?;
    }
}

/// One sheet; `None` at an empty first line.
fn ask_one(
    prompt: &mut Prompt,
    out: &mut dyn Write,
    language: Language,
) -> Result<Option<RootShare>, SheetsError> {
    let mut sheet = HalfSheet::default();
    loop {
        let question = crate::words::sheets::line(language, sheet.line());
        let typed = prompt.line(&format!("{question}:"))?;
        if typed.is_empty() && sheet.line() == 1 {
            return Ok(None);
        }
        match sheet.take(&typed) {
            Ok(None) => {}
            Ok(whole) => return Ok(whole),
            Err(error) => writeln!(out, "{}", error.words(language))?,
        }
    }
}
