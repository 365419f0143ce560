//! Parcels of the files that answers name: they go along until a board shows a part of the answer, and
//! again where the answer is published again.

use std::io::Write;

use crypto_core::{ids::ParcelId, lengths::PARCEL_LEN, outbox::OutboxWriter, time::Day};

use super::ExportError;
use crate::{
    journal::ids::ReplyId,
    progress::{Measure, Watch},
    public::Public,
    state::{BatchStanding, State},
    vault::Vault,
};

/// What goes along.
#[derive(Default)]
pub(super) struct ToSend {
    /// Ascending, so that their order tells nothing about which belong together.
    pub(super) ids: Vec<(ParcelId, ReplyId)>,
    /// Answers whose parcels are not here.
    pub(super) lost: usize,
}

/// The parcels of answers in batches that are offered and that no board has shown yet.
pub(super) fn to_send(
    vault: &Vault,
    state: &State,
    public: &Public,
    today: Day,
) -> Result<ToSend, ExportError> {
    let mut found = ToSend::default();
    let weeks = public.roster.cell_weeks;
    for id in &state.reply_order {
        let with_files = state
            .replies
            .get(id)
            .is_some_and(|reply| reply.files.is_some());
        let mut batches = state.batches_of(*id).peekable();
        if !with_files || batches.peek().is_none() {
            continue;
        }
        let waits = batches.all(|batch| {
            !matches!(batch.standing, BatchStanding::Out(_)) && !batch.has_lapsed(today, weeks)
        });
        if !waits {
            continue;
        }
        let ids = vault.outgoing.ids(*id)?;
        found.lost += usize::from(ids.is_empty());
        found
            .ids
            .extend(ids.into_iter().map(|parcel| (parcel, *id)));
    }
    found.ids.sort_unstable();
    Ok(found)
}

impl ToSend {
    /// Writes them, one in memory at a time; before each it can be stopped.
    pub(super) fn write<W: Write>(
        &self,
        vault: &Vault,
        watch: Watch<'_>,
        outbox: &mut OutboxWriter<W>,
    ) -> Result<(), ExportError> {
        let bytes = |parcels: usize| {
            let parcels = u64::try_from(parcels).unwrap_or(u64::MAX);
            parcels.saturating_mul(PARCEL_LEN as u64)
        };
        for (done, (id, answer)) in self.ids.iter().enumerate() {
            watch.at(Measure::bytes(bytes(done), bytes(self.ids.len())))?;
            outbox.parcel(id, &vault.outgoing.read(*answer, id)?)?;
        }
        Ok(())
    }
}
