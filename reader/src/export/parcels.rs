//! Parcels of the files that answers name: they go along until a board shows a part of the answer, and
//! again where the answer is published again.

use std::io::Write;

use crypto_core::{ids::ParcelId, outbox::OutboxWriter, time::Day};

use super::ExportError;
use crate::{
    journal::ids::ReplyId,
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
    /// Writes them, one in memory at a time.
    pub(super) fn write<W: Write>(
        &self,
        vault: &Vault,
        outbox: &mut OutboxWriter<W>,
    ) -> Result<(), ExportError> {
        for (id, answer) in &self.ids {
            outbox.parcel(id, &vault.outgoing.read(*answer, id)?)?;
        }
        Ok(())
    }
}
