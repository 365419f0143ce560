//! The chain of root keys in a bundle's rosters, against what was seen before: a key that was given up
//! signs nothing any more, and of two different changes with one number neither counts (protocol,
//! section 4.6).

use crypto_core::{
    ids::Digest,
    roster::{self, VerifiedRoster},
};

use super::{Import, small::Small};
use crate::{journal::event::Event, notice::Notice, public::Public};

impl Import<'_> {
    /// Remembers every change of the root key that the bundle shows, and leaves those of `found` whose
    /// roster counts.
    pub(super) fn check_roots(&mut self, found: Vec<Public>, small: &Small) -> Vec<Public> {
        for file in &small.rosters {
            if let Ok(roster) = roster::verify(file, &self.channel) {
                self.note_changes(&roster);
            }
        }
        if let Some(number) = self.state.contested_root() {
            self.notice(Notice::TwoRootChanges { number });
        }
        let mut kept = Vec::new();
        for public in found {
            if self.root_counts(&public) {
                kept.push(public);
            }
        }
        kept
    }

    fn note_changes(&mut self, roster: &VerifiedRoster) {
        for (number, key) in (0_u32..).zip(roster.roots()).skip(1) {
            let key = Digest(key.to_bytes());
            let known = self.state.root_changes.get(&number);
            if known.is_some_and(|keys| keys.contains(&key)) {
                continue;
            }
            if known.is_none() && self.public.is_some() {
                self.notice(Notice::RootChanged { number });
            }
            self.emit(Event::RootChangeSeen {
                number,
                key,
                day: self.today,
            });
        }
    }

    fn root_counts(&mut self, public: &Public) -> bool {
        let changes = public.roster.roots().len().saturating_sub(1);
        let contested = self.state.contested_root();
        if contested.is_some_and(|number| number as usize <= changes) {
            return false;
        }
        let Some(known) = &self.public else {
            return true;
        };
        // An older board may well have the older key; that it is older is told elsewhere.
        let newer = public.board.header().serial > known.board.header().serial;
        let given_up = newer && !public.roster.keeps_roots_of(&known.roster);
        if given_up {
            let serial = public.roster.serial;
            self.notice(Notice::RootGivenUp { serial });
        }
        !given_up
    }
}
