//! What is typed while a channel is founded.

use std::collections::{BTreeMap, BTreeSet};

use belfry_reader::ceremony::{config::Part, founding::Heard};

use crate::model::Text;

/// The keys and the vault of somebody who has none.
#[derive(Default)]
pub struct NewMember {
    /// Whether they are being made.
    pub is_open: bool,
    /// Whether the machine is as it has to be.
    pub is_ready: bool,
    /// The member's number, as typed.
    pub number: String,
    /// The name, as reporters see it.
    pub name: String,
    /// Whether it is a confidential adviser; not chosen if `None`.
    pub adviser: Option<bool>,
    /// The role in Dutch and in English; the usual one where nothing is typed.
    pub roles: [String; 2],
    /// Where they work.
    pub location: String,
    /// The weekday of publication, 0 for none; not chosen if `None`.
    pub weekday: Option<u8>,
    /// The passphrase, typed twice.
    pub passphrases: [Text; 2],
}

/// A founding under way.
#[derive(Default)]
pub struct FoundingDraft {
    /// Where members' files, description, outbox and poster are.
    pub folder: String,
    /// Whether this machine is to make the root key.
    pub holds_root: Option<bool>,
    /// The root key's new passphrase, typed twice.
    pub root: [Text; 2],
    /// The numbers that were compared by voice.
    pub heard: BTreeSet<Heard>,
    /// Whether all members are here.
    pub all_here: bool,
    /// What reporters read, by part and language.
    pub texts: BTreeMap<(Part, &'static str), String>,
    /// Members needed to open a letter, as typed.
    pub quorum: String,
    /// The root key's passphrase.
    pub passphrase: Text,
    /// The address of the page.
    pub site: String,
    /// What is to be written down, or done next.
    pub told: Vec<String>,
}

impl FoundingDraft {
    /// Forgets the root key's passphrases; whether any was typed.
    pub fn forget_passphrases(&mut self) -> bool {
        let root = std::mem::take(&mut self.root);
        let passphrase = std::mem::take(&mut self.passphrase);
        root.iter().chain([&passphrase]).any(|one| !one.is_empty())
    }
}
