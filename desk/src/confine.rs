//! What this process gives up before it opens anything: sockets that leave the machine, core dumps, and being looked
//! into by other processes. Where a system cannot take that away, the window says so before anybody types a passphrase.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

use crypto_core::words::Language;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{LACKS, confine};
#[cfg(target_os = "linux")]
pub use linux::{LACKS, confine};

use crate::look::say;

/// What protects a case on Linux and not everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The system does not forbid this program sockets.
    Network,
    /// Its memory can be looked into, and is kept after a crash.
    Memory,
    /// The clipboard keeps what was copied, and may send it on.
    Clipboard,
}

impl Lack {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Network, Self::Memory, Self::Clipboard];

    /// What is lacking, and what to do about it.
    #[must_use]
    pub fn words(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::Network => (
                "Dit programma zoekt geen verbinding, maar anders dan onder Linux verbiedt het systeem dat hier niet. \
                 Houd deze computer van het netwerk.",
                "This program makes no connections, but unlike on Linux the system does not forbid them here. Keep this \
                 machine off the network.",
            ),
            Self::Memory => (
                "Andere programma's van dezelfde gebruiker kunnen in het geheugen kijken, en als dit programma vastloopt, \
                 kan het systeem een kopie van het geheugen bewaren. Gebruik deze computer nergens anders voor en zet \
                 foutrapporten uit.",
                "Other programs of the same user can look into the memory, and if this program crashes, the system may \
                 keep a copy of it. Use this machine for nothing else and switch error reports off.",
            ),
            Self::Clipboard => (
                "Wat je kopieert, blijft misschien in de geschiedenis van het klembord staan of gaat naar je andere \
                 computers. Zet die geschiedenis uit in de instellingen van Windows.",
                "What you copy may stay in the clipboard's history or go to your other machines. Switch that history off \
                 in the settings of Windows.",
            ),
        };
        say(language, dutch, english)
    }
}
