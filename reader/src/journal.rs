//! The journal: a chain of signed events, from which all cases are computed (protocol, section 4.8).
//!
//! ```text
//! entry  = signed object of kind "belfry/v1/journal":
//!          kind ‖ channel id (32) ‖ CBOR {0: version, 1: member, 2: chain (8), 3: sequence,
//!          4: clock, 5: SHA-256 of the chain's entry before (32), 6: event kind, 7: event fields}
//! frame  = u32 length ‖ entry …
//! ```
//!
//! A chain is one member's on one machine: a vault from a backup, or one that notices a second reader with
//! its keys, goes on with a new chain whose first entry names the last one of the old. The clock is one more than the largest that the
//! writer had seen, so that sorting all entries by (clock, member, chain, sequence) gives every
//! reader the same order, however the chains came in.

pub mod codes;
pub mod entry;
pub mod event;
pub mod field;
pub mod ids;
pub mod records;
mod table;

use std::path::{Path, PathBuf};

use crypto_core::ids::ChannelId;
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use self::{
    entry::{Entry, Head, Run},
    event::Event,
};
use crate::vault::{VaultError, log::Log, secrets::Secrets};

/// Why a journal's entries cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JournalError {
    /// An entry has not the form of one.
    #[error("entry {0} of the journal has not the form of an entry")]
    Malformed(usize),
    /// An entry does not continue its chain.
    #[error("entry {0} of the journal does not follow the one before it")]
    BrokenChain(usize),
    /// The vault does not know its channel yet.
    #[error("this vault does not belong to a channel yet")]
    NoChannel,
}

/// The events of a vault, open for more.
pub struct Journal {
    log: Log,
    entries: Vec<Entry>,
    /// Where this vault's own chain stands.
    tip: Option<Head>,
    /// The largest clock seen.
    clock: u64,
}

impl Journal {
    /// Opens the log in this file, and where an unfinished frame of it was moved to, if there was one.
    ///
    /// # Errors
    /// [`JournalError`] with the number of the entry, and what the log says.
    pub fn open(
        path: &Path,
        key: Zeroizing<[u8; 32]>,
    ) -> Result<(Self, Option<PathBuf>), VaultError> {
        let (opened, runs) = Log::open(path, key, Run::take)?;
        let mut entries = Vec::with_capacity(runs.iter().map(|run| run.entries.len()).sum());
        for mut run in runs {
            entries.append(&mut run.entries);
            if run.is_malformed {
                return Err(JournalError::Malformed(entries.len()).into());
            }
        }
        let tip = entry::check_chains(&entries)?;
        let clock = entries.iter().map(|entry| entry.head.clock).max();
        let journal = Self {
            log: opened.log,
            entries,
            tip,
            clock: clock.unwrap_or(0),
        };
        Ok((journal, opened.cut_off))
    }

    /// The events in the order that every reader agrees on.
    pub fn events(&self) -> impl Iterator<Item = &Event> + Clone {
        let mut order: Vec<&Entry> = self.entries.iter().collect();
        order.sort_by_key(|entry| entry.head.order());
        order.into_iter().map(|entry| &entry.event)
    }

    /// The chain that this vault writes; `None` before the first event.
    #[must_use]
    pub fn chain(&self) -> Option<[u8; 8]> {
        self.tip.map(|tip| tip.chain)
    }

    /// Appends events, all or none; they are on disk on return.
    ///
    /// # Errors
    /// [`JournalError::NoChannel`] before the vault belongs to one, or what the file system says.
    pub fn append(
        &mut self,
        events: Vec<Event>,
        secrets: &Secrets,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let channel = secrets.channel.ok_or(JournalError::NoChannel)?;
        let mut frame = Zeroizing::new(Vec::new());
        let mut new = Vec::new();
        let (mut tip, mut clock) = (self.tip, self.clock);
        for event in events {
            clock += 1;
            let head = next_head(tip, clock, &event, secrets, rng);
            let (entry, signed) = Entry::sign(head, event, &channel, &secrets.member_key);
            let length = u32::try_from(signed.len()).map_err(|_| VaultError::TooLarge)?;
            frame.extend(length.to_be_bytes());
            frame.extend(signed);
            tip = Some(entry.head);
            new.push(entry);
        }
        if new.is_empty() {
            return Ok(());
        }
        self.log.append(&frame, rng)?;
        self.tip = tip;
        self.clock = clock;
        self.entries.extend(new);
        Ok(())
    }

    /// The channel that the entries name, if there are any; all must name this one.
    #[must_use]
    pub fn belongs_to(&self, channel: &ChannelId) -> bool {
        self.entries.iter().all(|entry| entry.channel == *channel)
    }
}

fn next_head(
    tip: Option<Head>,
    clock: u64,
    event: &Event,
    secrets: &Secrets,
    rng: &mut impl CryptoRng,
) -> Head {
    let mut chain = [0; 8];
    rng.fill_bytes(&mut chain);
    // Another reader may go on with the chain as it was.
    let anew = matches!(event, Event::Restored { .. } | Event::CloneNoticed { .. });
    let (chain, sequence) = match tip {
        Some(tip) if !anew => (tip.chain, tip.sequence + 1),
        _ => (chain, 0),
    };
    Head {
        member: secrets.number(),
        chain,
        sequence,
        clock,
        before: tip.map_or([0; 32], |tip| tip.hash),
        hash: [0; 32],
    }
}

#[cfg(test)]
mod tests;
