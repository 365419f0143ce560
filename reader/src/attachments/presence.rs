//! Which parcels of a file are here. What letters say of numbers is a stranger's, so the work is bounded by
//! what is here, not by what is claimed: an id belongs to one key alone, so that all files together can
//! have no more hits than there are parcels, and misses are paid for by hits or from one purse.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{attachment::Parcels, ids::ParcelId};

/// Looks for the parcels of files among those that are here.
pub(super) struct Presence<'s> {
    stored: &'s BTreeSet<ParcelId>,
    /// By the id of the first parcel, which tells keys apart and is no secret; only where something is there.
    known: BTreeMap<ParcelId, Known>,
    spare: usize,
    #[cfg(test)]
    pub(super) looked_for: usize,
}

/// What was found under a key.
#[derive(Default)]
pub(super) struct Known {
    looked_at: u32,
    there: Vec<u32>,
    given: usize,
    /// The file that named this key first, counted from 1.
    pub(super) first_file: Option<usize>,
    /// What the first parcel's content is, where it was looked at: as one of several parcels, as the only one.
    pub(super) types: [Option<Option<&'static str>>; 2],
}

impl<'s> Presence<'s> {
    /// Looks among these; so many that are missing are looked for beyond those that are there.
    pub(super) fn new(stored: &'s BTreeSet<ParcelId>, spare: usize) -> Self {
        Self {
            stored,
            known: BTreeMap::new(),
            spare,
            #[cfg(test)]
            looked_for: 0,
        }
    }

    /// How many parcels of a file are there. Of a file with far more than there are in all, those that were
    /// not looked for count as missing.
    pub(super) fn count(&mut self, parcels: &Parcels) -> u32 {
        let there = self.there(parcels).len();
        u32::try_from(there).unwrap_or(u32::MAX)
    }

    /// The numbers of the parcels of a file that are there.
    pub(super) fn there(&mut self, parcels: &Parcels) -> &[u32] {
        let count = parcels.cut().parcels;
        let first = parcels.id(0);
        let mut known = self.known.remove(&first).unwrap_or_default();
        while known.looked_at < count && self.look_for_next(parcels, &mut known) {}
        if known.there.is_empty() {
            return &[];
        }
        let known = self.known.entry(first).or_insert(known);
        let below = known.there.partition_point(|i| *i < count);
        known.there.get(..below).unwrap_or_default()
    }

    /// As [`Self::there`], without what was given before under the same key: a letter may name it hundreds
    /// of times.
    pub(super) fn there_anew(&mut self, parcels: &Parcels) -> &[u32] {
        let below = self.there(parcels).len();
        let Some(known) = self.known.get_mut(&parcels.id(0)) else {
            return &[];
        };
        let given = known.given;
        known.given = given.max(below);
        known.there.get(given..below).unwrap_or_default()
    }

    /// What is remembered of a file's key, if any of its parcels is there.
    pub(super) fn known(&mut self, parcels: &Parcels) -> Option<&mut Known> {
        self.known.get_mut(&parcels.id(0))
    }

    /// Whether it could be paid for.
    fn look_for_next(&mut self, parcels: &Parcels, known: &mut Known) -> bool {
        #[cfg(test)]
        {
            self.looked_for += 1;
        }
        let i = known.looked_at;
        if self.stored.contains(&parcels.id(i)) {
            known.there.push(i);
        } else {
            let missing = (i as usize).saturating_sub(known.there.len());
            if missing >= known.there.len() {
                let Some(left) = self.spare.checked_sub(1) else {
                    return false;
                };
                self.spare = left;
            }
        }
        known.looked_at = i.saturating_add(1);
        true
    }
}

#[cfg(test)]
mod tests {
    use crypto_core::attachment::{AttachmentKey, Cut};

    use super::*;

    const ROOM: u64 = crypto_core::lengths::PARCEL_ROOM as u64;

    fn file(key: u8, parcels: u64) -> Parcels {
        let cut = Cut::of(parcels * ROOM).unwrap();
        Parcels::new(AttachmentKey::from_bytes([key; 32]), cut)
    }

    #[test]
    fn what_is_there_is_counted_also_past_holes_and_by_several_claims() {
        let (one, two) = (file(1, 40), file(2, 9));
        let mut stored: BTreeSet<_> = (10..40).map(|i| one.id(i)).collect();
        stored.extend([two.id(0), two.id(8)]);
        let mut presence = Presence::new(&stored, 100);
        assert_eq!(presence.there(&two), [0, 8]);
        assert_eq!(presence.count(&one), 30);
        assert_eq!(presence.count(&file(1, 15)), 5);
        assert_eq!(presence.count(&file(1, 5)), 0);
        assert_eq!(presence.count(&file(1, 50)), 30);
        assert_eq!(presence.count(&file(3, 1)), 0);
        assert_eq!(presence.there_anew(&file(1, 12)), [10, 11]);
        assert_eq!(presence.there_anew(&file(1, 14)), [12, 13]);
        assert!(presence.there_anew(&file(1, 13)).is_empty());
    }

    #[test]
    fn claims_cost_no_more_than_what_is_there() {
        let honest = file(1, 500);
        let stored: BTreeSet<_> = (0..500).map(|i| honest.id(i)).collect();
        let mut presence = Presence::new(&stored, 1_000);
        assert_eq!(presence.count(&honest), 500);
        assert_eq!(presence.looked_for, 500);
        // Terabytes under keys of which nothing is there, and ever more of the key of which all is there.
        for n in 0..2_000_u64 {
            presence.count(&file(2 + (n % 200) as u8, 4_000_000_000));
            presence.count(&file(1, 4_000_000_000 - n));
        }
        let bound = 2 * stored.len() + 1_000 + 2 * 2_000;
        assert!(presence.looked_for <= bound, "{}", presence.looked_for);
        assert_eq!(presence.known.len(), 1, "what is not there takes no memory");
    }
}
