//! What the journal says of the epochs' secrets: prepared, listed by a roster, erased.

use std::collections::BTreeMap;

use crypto_core::time::{Day, Epoch, Week};

use super::State;
use crate::journal::event::{EraseReason, Event};

/// Epochs of one event at most: more than a member can prepare at once.
const EPOCHS_MAX: u32 = 240;

/// What is known of the epochs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Epochs {
    /// Those that the journal has to do with.
    pub known: BTreeMap<Epoch, KnownEpoch>,
    /// The last storage week that a bundle listed after all weeks before it.
    pub weeks_to: Option<Week>,
}

/// An epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KnownEpoch {
    /// When its secret was made; not known of those made with the vault.
    pub prepared: Option<Day>,
    /// When and why its secret was erased.
    pub erased: Option<(Day, EraseReason)>,
    /// The roster that was looked at last, by serial, and whether its recipient is this vault's.
    pub listed: Option<(u64, bool)>,
}

impl State {
    pub(super) fn apply_epochs(&mut self, event: &Event) {
        let known = &mut self.epochs.known;
        match event {
            Event::KeysPrepared { first, count, day } => {
                for ahead in 0..(*count).min(EPOCHS_MAX) {
                    let one = known.entry(Epoch(*first).plus(ahead)).or_default();
                    one.prepared = Some(*day);
                    one.erased = None;
                }
            }
            Event::EpochErased { epoch, reason, day } => {
                let reason = EraseReason::from_code(*reason).unwrap_or(EraseReason::Wanted);
                known.entry(*epoch).or_default().erased = Some((*day, reason));
            }
            Event::RecipientsListed { roster, epochs } => {
                for listed in epochs {
                    known.entry(listed.epoch).or_default().listed = Some((*roster, listed.own));
                }
            }
            Event::WeeksListed { to } => {
                self.epochs.weeks_to = self.epochs.weeks_to.max(Some(*to));
            }
            _ => {}
        }
    }

    /// Whether every letter that the server had of a week has passed through this reader.
    #[must_use]
    pub fn has_had(&self, week: Week) -> bool {
        match self.weeks.get(&week) {
            Some(seen) => seen.closed && seen.complete,
            None => self.epochs.weeks_to.is_some_and(|to| to > week),
        }
    }
}
