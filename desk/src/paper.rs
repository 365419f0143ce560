//! The root key onto sheets of paper and back, as the window hands it to the library.

use std::path::PathBuf;

use belfry_reader::vault::locked_key::Passphrase;
use crypto_core::primitives::password::Cost;

use crate::model::Text;

/// A step of that, at an open vault.
pub enum Paper {
    /// See who is to keep a sheet: everybody whose file is in this folder.
    Begin(PathBuf),
    /// Split the root key.
    Split {
        /// Who keeps a sheet.
        keepers: Vec<String>,
        /// Sheets that give it back.
        needed: u8,
        /// The root key's passphrase.
        passphrase: Passphrase,
        /// Where a page of each is to be written; they are shown, one after the other, if `None`.
        folder: Option<PathBuf>,
    },
    /// Show the sheet whose turn it is: its keeper alone looks.
    Show,
    /// It is copied: the next one's turn.
    Copied,
    /// All pages are printed.
    Printed,
    /// Begin putting sheets together, to keep nothing.
    Rehearse,
    /// Begin putting sheets together on a machine that has no root key.
    Recover,
    /// A line of one.
    Line(Text),
    /// Keep the key that they gave, under this passphrase, typed twice.
    Keep([Passphrase; 2], Cost),
    /// Stop: what is not on paper is wiped.
    Stop,
}
