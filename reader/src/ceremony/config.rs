//! The channel's description, a TOML file that people write.
//!
//! ```toml
//! quorum = 1            # members needed to open a letter
//! slots = 8             # stanzas of every letter: 8 or 16
//! cells_per_batch = 4   # cells that each member publishes a week
//! cell_weeks = 26       # weeks that an answer stays on the board
//! valid_days = 92       # days until the roster must be signed anew
//!
//! [name]
//! nl = "Integriteitscommissie"
//! en = "Integrity committee"
//!
//! [text]                # what the page says about the committee
//! nl = "…"
//! en = "…"
//!
//! [outside]             # ways to report outside this channel
//! nl = "…"
//! en = "…"
//!
//! [[service]]
//! number = 1
//! nl = "…"
//! en = "…"
//! ```
//!
//! A setting that the file does not name stays as the roster in force has it.

use crypto_core::{
    roster::{Service, Texts},
    words::Language,
};
use serde::Deserialize;
use thiserror::Error;

/// The file cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// Not this TOML.
    #[error("the channel's description cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A text lacks a language.
    #[error("the channel's \"{0}\" needs a text in nl and in en")]
    Language(&'static str),
}

/// The channel's description.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelConfig {
    /// The channel's name.
    pub name: Texts,
    /// What the page says about it.
    #[serde(default)]
    pub text: Texts,
    /// Other ways to report.
    #[serde(default, alias = "other_channels")]
    pub outside: Texts,
    /// Services that a report can be about.
    #[serde(default, alias = "services")]
    service: Vec<ServiceConfig>,
    /// Members needed to open a letter.
    #[serde(default)]
    pub quorum: Option<u8>,
    /// Stanzas of every letter.
    #[serde(default)]
    pub slots: Option<u8>,
    /// Cells of a batch.
    #[serde(default, alias = "c")]
    pub cells_per_batch: Option<u16>,
    /// Weeks that a cell lives.
    #[serde(default)]
    pub cell_weeks: Option<u16>,
    /// Days of validity.
    #[serde(default = "a_quarter")]
    pub valid_days: u32,
}

/// A part of the description that is there in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are those of the description")]
pub enum Part {
    Name,
    Text,
    Outside,
}

impl Part {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::Name, Self::Text, Self::Outside];

    fn table(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Text => "text",
            Self::Outside => "outside",
        }
    }
}

/// A description of these texts, one of each part and language, and of these members needed to open a letter.
///
/// # Errors
/// What `text` says.
pub fn describe<E>(
    quorum: Option<u8>,
    mut text: impl FnMut(Part, Language) -> Result<String, E>,
) -> Result<String, E> {
    let mut all = quorum.map_or_else(String::new, |quorum| format!("quorum = {quorum}\n\n"));
    for part in Part::ALL {
        all.push_str(&format!("[{}]\n", part.table()));
        for language in Language::ALL {
            let typed = toml::Value::String(text(part, language)?);
            all.push_str(&format!("{} = {typed}\n", language.code()));
        }
        all.push('\n');
    }
    Ok(all)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceConfig {
    number: u16,
    nl: String,
    en: String,
}

fn a_quarter() -> u32 {
    92
}

impl ChannelConfig {
    /// Reads a description.
    ///
    /// # Errors
    /// Every case of [`ConfigError`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        let complete = |texts: &Texts| texts.contains_key("nl") && texts.contains_key("en");
        if !complete(&config.name) {
            return Err(ConfigError::Language("name"));
        }
        for (name, texts) in [("text", &config.text), ("outside", &config.outside)] {
            if !texts.is_empty() && !complete(texts) {
                return Err(ConfigError::Language(name));
            }
        }
        Ok(config)
    }

    pub(crate) fn services(&self) -> Vec<Service> {
        self.service
            .iter()
            .map(|service| Service {
                number: service.number,
                name: Texts::from([
                    ("nl".to_owned(), service.nl.clone()),
                    ("en".to_owned(), service.en.clone()),
                ]),
            })
            .collect()
    }
}
