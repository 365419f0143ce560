//! Steps of a founding, as the window hands them to the library.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use belfry_reader::{
    ceremony::{config::Part, founding::Heard},
    vault::{locked_key::Passphrase, profile::Profile},
};
use crypto_core::{primitives::password::Cost, time::Day};

/// The keys and the vault of a member who has none.
pub struct Make {
    /// The vault's folder.
    pub dir: PathBuf,
    /// Where the member's file goes.
    pub folder: PathBuf,
    /// Who it is.
    pub profile: Profile,
    /// The passphrase, typed twice.
    pub passphrases: [Passphrase; 2],
    /// What guessing it is to cost.
    pub cost: Cost,
    /// What is today.
    pub today: Day,
}

/// A step of a founding, at an open vault.
pub enum Found {
    /// Look at what is there.
    Look,
    /// Write this member's file.
    Write,
    /// Make the root key under this passphrase, typed twice.
    Root([Passphrase; 2], Cost),
    /// Sign the first roster.
    Sign {
        /// The numbers that were compared by voice.
        heard: BTreeSet<Heard>,
        /// What reporters read, where there is no description yet.
        texts: BTreeMap<(Part, &'static str), String>,
        /// Members needed to open a letter.
        quorum: Option<u8>,
        /// The root key's passphrase.
        passphrase: Passphrase,
    },
    /// Write the outbox with the first roster once more.
    Outbox,
    /// Make the poster for the page at this address.
    Poster(String),
}

impl Found {
    /// Whether anything that lists show is another afterwards.
    #[must_use]
    pub fn changes(&self) -> bool {
        matches!(self, Self::Sign { .. })
    }
}
