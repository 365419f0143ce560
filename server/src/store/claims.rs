//! Ids that are being written, so that two writers of one id take turns.

use std::{
    collections::HashSet,
    sync::{Condvar, Mutex, PoisonError},
};

use super::{CellId, Kind};

/// The ids that somebody writes at this moment.
#[derive(Default)]
pub(crate) struct Claims {
    held: Mutex<HashSet<(Kind, CellId)>>,
    freed: Condvar,
}

/// The right to write one id, for as long as it lives.
pub(crate) struct Claim<'c> {
    claims: &'c Claims,
    of: (Kind, CellId),
}

impl Claims {
    /// Waits for one's turn.
    pub(crate) fn take(&self, kind: Kind, id: &CellId) -> Claim<'_> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        while !held.insert((kind, *id)) {
            held = self
                .freed
                .wait(held)
                .unwrap_or_else(PoisonError::into_inner);
        }
        Claim {
            claims: self,
            of: (kind, *id),
        }
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut held = self
            .claims
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        held.remove(&self.of);
        self.claims.freed.notify_all();
    }
}
