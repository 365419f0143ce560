//! What the library tells a person, in Dutch and in English: data becomes words here, and whoever shows them, a command
//! or a window, only prints. What one command alone says stands beside that command.
//!
//! Both languages of a sentence stand side by side, so that neither is changed without the other. The compiler checks
//! that none is left out: every match is exhaustive. Errors are the exception: their English is their `Display`, as
//! everywhere in Rust, and only their Dutch stands here. The tests look at every pair of sentences, those of commands
//! too.

mod alarm;
pub mod answer;
mod bundles;
pub mod case;
pub mod casework;
pub mod days;
pub mod deed;
pub mod destroy;
mod errors;
pub mod files;
pub mod forward;
pub mod founding;
mod hurt;
pub mod keys;
pub mod ledger;
pub mod letter;
pub mod minutes;
pub mod name;
pub mod name_box;
mod notice;
mod opening;
mod progress;
pub mod proof;
mod reason;
pub mod register;
pub mod root;
pub mod roster;
pub mod rules;
pub mod sealed;
pub mod sheets;
pub mod status;
pub mod tasks;
pub mod terms;
mod tpm;
pub mod vault;
mod void;

use std::fmt::Display;

use crypto_core::words::Language;

/// Something that can be told.
pub trait Words {
    /// It in this language.
    fn words(&self, language: Language) -> String;
}

/// The text of this language.
#[must_use]
pub fn say<'t>(language: Language, dutch: &'t str, english: &'t str) -> &'t str {
    match language {
        Language::Dutch => dutch,
        Language::English => english,
    }
}

/// The sentence of this language, first in Dutch, then in English; both as [`format!`] takes them.
macro_rules! both {
    ($language:expr, $dutch:literal, $english:literal $(,)?) => {
        match $language {
            crypto_core::words::Language::Dutch => format!($dutch),
            crypto_core::words::Language::English => format!($english),
        }
    };
}
pub(crate) use both;

/// A number of things in Dutch, where one of them is named otherwise than several.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    several: &str,
) -> String {
    match count == N::from(1) {
        true => format!("{count} {one}"),
        false => format!("{count} {several}"),
    }
}

/// What is said of one in Dutch, or of several.
pub(crate) fn of_one<'t>(count: usize, one: &'t str, several: &'t str) -> &'t str {
    match count {
        1 => one,
        _ => several,
    }
}

#[cfg(test)]
mod tests;
