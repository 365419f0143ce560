//! Rules as a file that people write, and how they come into force.

use std::path::Path;

use crypto_core::{text::hex, time::Day};
use rand_core::CryptoRng;

use super::{DEFAULT, Rules, hash, number};
use crate::{
    commands::CommandError,
    journal::event::Event,
    vault::{Vault, VaultError, files},
};

/// The text of a file that can be the rules.
///
/// # Errors
/// [`CommandError::File`], or [`CommandError::Rules`], which says what is wrong with them.
pub fn read(path: &Path) -> Result<String, CommandError> {
    let name = path.display().to_string();
    let text = files::read_small_text(path);
    let text = text.map_err(CommandError::of_file(path))?;
    Rules::parse(&text).map_err(|error| CommandError::Rules(name, error))?;
    Ok(text)
}

/// From this day on all cases are judged by these rules, which were read by [`read`].
///
/// # Errors
/// What the vault says.
pub fn set(
    vault: &mut Vault,
    text: &str,
    day: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let piece = vault.contents.put(text.as_bytes(), rng)?;
    vault.contents.sync(rng)?;
    let event = Event::RulesSet {
        day,
        rules: hash(text),
        piece,
    };
    vault.journal.append(vec![event], &vault.secrets, rng)
}

/// As much of the rules' hash as two people can compare.
#[must_use]
pub fn short(text: &str) -> String {
    hex(&number(text))
}

/// Writes rules to a file that is not there yet, to be changed: these, or the default.
///
/// # Errors
/// [`CommandError::File`].
pub fn save(path: &Path, text: Option<&str>) -> Result<(), CommandError> {
    let text = text.unwrap_or(DEFAULT);
    files::create_new(path, text.as_bytes())
        .map(drop)
        .map_err(CommandError::of_file(path))
}
