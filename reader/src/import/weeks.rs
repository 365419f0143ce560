//! What has passed of each storage week: the server may let a week go when every member has had all
//! of it, whether it opened or not (protocol, section 4.7).

use std::collections::BTreeSet;

use crypto_core::{bundle::WeekSummary, confirmation::ids_digest, ids::LetterId};
use rand_core::CryptoRng;

use super::{Import, Small};
use crate::{journal::event::Event, notice::Notice, vault::VaultError};

impl Import<'_> {
    pub(super) fn take_weeks(
        &mut self,
        small: &Small,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        for summary in small.weeks.values() {
            self.take_week(summary, rng)?;
        }
        Ok(())
    }

    fn take_week(
        &mut self,
        summary: &WeekSummary,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let week = summary.week;
        let before = self.passed_before(summary)?;
        let mut passed = self.passed.remove(&week).unwrap_or_default();
        passed.extend(before.iter().copied());
        let named: BTreeSet<LetterId> = summary.letters.iter().copied().collect();
        let missing = named.difference(&passed).count();
        if missing > 0 {
            self.notice(Notice::WeekIncomplete { week, missing });
        }
        let ids = ids_digest(&named);
        let unchanged = self.state.weeks.get(&week).is_some_and(|seen| {
            let same = seen.ids == ids && seen.closed == summary.closed;
            same && seen.complete == (missing == 0) && passed.len() == before.len()
        });
        if unchanged {
            return Ok(());
        }
        let bytes: Vec<u8> = passed.iter().flat_map(|id| *id.as_bytes()).collect();
        let piece = self.vault.contents.put(&bytes, rng)?;
        self.emit(Event::WeekImported {
            week,
            closed: summary.closed,
            count: u32::try_from(named.len()).unwrap_or(u32::MAX),
            ids,
            passed: piece,
            complete: missing == 0,
        });
        Ok(())
    }

    fn passed_before(&mut self, summary: &WeekSummary) -> Result<BTreeSet<LetterId>, VaultError> {
        let Some(seen) = self.state.weeks.get(&summary.week) else {
            return Ok(BTreeSet::new());
        };
        let bytes = self.vault.contents.read(&seen.passed)?;
        let (ids, _) = bytes.as_chunks::<16>();
        Ok(ids.iter().copied().map(LetterId).collect())
    }
}
