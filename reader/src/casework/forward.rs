//! A report for another authority: sealed to its own age key, once the reporter has consented in a letter.

use std::fmt::Write as _;

use crypto_core::{
    ids::LetterId,
    primitives::{
        age_file::write_long,
        hash::sha256,
        hybrid::{HybridRecipient, KeyTextError},
    },
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    cases::{self, Text},
    state::Case,
    vault::{Vault, VaultError},
};

/// Why nothing was sealed.
#[derive(Debug, Error)]
pub enum ForwardError {
    /// A key that is no hybrid one.
    #[error("the authority's key cannot be used: {0}")]
    Key(#[from] KeyTextError),
    /// No letter, or several.
    #[error("no letter of this case has a name that begins like this, or several have")]
    NoLetter,
    /// It could not be sealed.
    #[error("the report could not be sealed")]
    Seal,
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The letter of a case whose name begins like this.
///
/// # Errors
/// [`ForwardError::NoLetter`].
pub fn letter(case: &Case, typed: &str) -> Result<LetterId, ForwardError> {
    let begins = |id: &LetterId| !typed.is_empty() && id.to_string().starts_with(typed);
    let mut found = case.letters.iter().map(|one| one.id).filter(begins);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        _ => Err(ForwardError::NoLetter),
    }
}

/// The letters of a case as a text, with the names of the files that came with them, sealed to an authority.
///
/// # Errors
/// [`ForwardError`].
pub fn seal(
    vault: &mut Vault,
    case: &Case,
    authority_key: &str,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, ForwardError> {
    let recipient = HybridRecipient::parse(authority_key.trim())?;
    let text = document(vault, case)?;
    write_long(&[recipient], text.as_bytes(), rng).map_err(|_| ForwardError::Seal)
}

/// What a key is known by in the journal: the first eight bytes of its SHA-256.
#[must_use]
pub fn key_name(authority_key: &str) -> String {
    let hash = sha256(&[authority_key.trim().as_bytes()]);
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn document(vault: &mut Vault, case: &Case) -> Result<Zeroizing<String>, VaultError> {
    let mut text = Zeroizing::new(String::new());
    for letter in &case.letters {
        let read = cases::text(vault, letter)?;
        let _ = writeln!(
            text,
            "Letter of {}\n\n{}\n",
            letter.letter_day,
            read.body().trim_end()
        );
        if let Text::Letter(content) = &read {
            for file in &content.attachments {
                let _ = writeln!(text, "File: {} ({} bytes)", file.name, file.size);
            }
        }
        text.push('\n');
    }
    Ok(text)
}
