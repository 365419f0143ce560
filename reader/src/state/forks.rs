//! Another reader with the same keys: the vault that a backup came from, or the same vault elsewhere.

use crypto_core::time::Day;

use super::{BatchStanding, RESTORE_SKIP, State};
use crate::journal::ids::ReplyId;

impl State {
    /// Another reader may have used indices that this one does not know of.
    pub(super) fn fork(&mut self, day: Day) {
        self.restores = self.restores.saturating_add(1);
        self.last_fork = Some(day);
        for case in self.cases.values_mut() {
            case.next_index = case.next_index.saturating_add(RESTORE_SKIP);
        }
    }

    /// What was fixed or sealed here and no board has shown must not go out any more.
    pub(super) fn give_up(&mut self) {
        let sealed = self
            .replies
            .iter()
            .filter(|(_, reply)| reply.sealed.is_some());
        let unseen: Vec<ReplyId> = sealed
            .filter(|(id, _)| !self.is_out(**id))
            .map(|(id, _)| *id)
            .collect();
        for id in unseen {
            if let Some(reply) = self.replies.get_mut(&id) {
                reply.stale = true;
            }
        }
        for batch in self.batches.values_mut() {
            if batch.standing == BatchStanding::Fixed {
                batch.standing = BatchStanding::GivenUp;
            }
        }
        self.offer = None;
    }
}
