//! What has passed of each storage week: the server may let a week go when every member has had all
//! of it, whether it opened or not (protocol, section 4.7).

use std::collections::BTreeSet;

use crypto_core::{
    bundle::WeekSummary,
    confirmation::ids_digest,
    ids::{LetterId, ParcelId},
};
use rand_core::CryptoRng;

use super::{Import, small::Small};
use crate::{
    attachments,
    journal::event::Event,
    notice::{Missing, Notice},
    vault::VaultError,
};

impl Import<'_> {
    pub(super) fn take_weeks(
        &mut self,
        small: &Small,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let here = self.vault.parcels.ids()?;
        for summary in small.weeks.values() {
            let missing = summary.parcels.iter().filter(|id| !here.contains(id));
            let parcels: BTreeSet<ParcelId> = missing.copied().collect();
            self.take_week(summary, &parcels, rng)?;
            self.missing_parcels.extend(parcels);
        }
        self.note_lists(small);
        Ok(())
    }

    /// The server lists every week of which it holds something: what is not among them has nothing to come.
    fn note_lists(&mut self, small: &Small) {
        // Bundles are signed by nobody: a list of a week that has not come yet proves nothing.
        let last = small
            .weeks
            .range(..=self.today.week())
            .next_back()
            .map(|(week, _)| *week);
        if let Some(to) = last
            && self.hurt.spares_lists()
            && self.state.epochs.weeks_to < last
        {
            self.emit(Event::WeeksListed { to });
        }
    }

    /// Ids tell a member nothing; the files that are not whole do.
    pub(super) fn note_lacking_files(&mut self) -> Result<(), VaultError> {
        if self.missing_parcels.is_empty() {
            return Ok(());
        }
        let missing = std::mem::take(&mut self.missing_parcels);
        let lacking = attachments::cases_lacking(self.vault, &self.state, &missing)?;
        for (case, parcels) in lacking {
            self.notice(Notice::FilesLack { case, parcels });
        }
        Ok(())
    }

    fn take_week(
        &mut self,
        summary: &WeekSummary,
        parcels: &BTreeSet<ParcelId>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let week = summary.week;
        let before = self.passed_before(summary)?;
        let mut passed = self.passed.remove(&week).unwrap_or_default();
        passed.extend(before.iter().copied());
        let named: BTreeSet<LetterId> = summary.letters.iter().copied().collect();
        let missing = Missing::of(named.difference(&passed));
        let complete = missing.count == 0;
        if !complete || !parcels.is_empty() {
            self.notice(Notice::WeekIncomplete {
                week,
                letters: missing,
                parcels: Missing::of(parcels),
            });
        }
        self.note_posted(&named);
        let ids = ids_digest(&named);
        let unchanged = self.state.weeks.get(&week).is_some_and(|seen| {
            let closed = summary.closed && week < self.today.week();
            let same = seen.ids == ids && seen.closed == closed;
            same && seen.complete == complete && passed.len() == before.len()
        });
        if unchanged {
            return Ok(());
        }
        let bytes: Vec<u8> = passed.iter().flat_map(|id| *id.as_bytes()).collect();
        let piece = self.vault.contents.put(&bytes, rng)?;
        self.emit(Event::WeekImported {
            week,
            // Nor is a week over before its last day has come.
            closed: summary.closed && week < self.today.week(),
            count: u32::try_from(named.len()).unwrap_or(u32::MAX),
            ids,
            passed: piece,
            complete,
        });
        Ok(())
    }

    /// Letters to colleagues that the server lists need not be sent again.
    fn note_posted(&mut self, listed: &BTreeSet<LetterId>) {
        let mut posted = Vec::new();
        for (letter, outgoing) in &self.state.outgoing {
            if !outgoing.posted && listed.contains(letter) {
                posted.push(Event::LetterPosted { letter: *letter });
            }
        }
        for event in posted {
            self.emit(event);
        }
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
