//! Files of answers: parcels that the committee publishes and everybody may fetch. They live as long
//! as the answers that name them, and begin a new life when an answer is published again.

use crypto_core::time::Week;
use zeroize::Zeroizing;

use super::{CellId, Kind, ReadError, Store, drawer::Unreadable};

/// Weeks after which a parcel of an answer goes.
pub const ANSWER_WEEKS: u32 = 26;
/// A parcel that is older and comes again is stored anew, so that it outlives the answer that was
/// published with it.
const FRESH_WEEKS: u32 = ANSWER_WEEKS / 2;

impl Store {
    /// A cell of any week, or `None`.
    ///
    /// # Errors
    /// [`ReadError`]; damaged bytes are never given out.
    pub fn find(&self, kind: Kind, id: &CellId) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
        let Some(drawer) = self.holder(kind, id) else {
            return Ok(None);
        };
        self.read_cell(&drawer, id).map_err(|error| match error {
            Unreadable::Altered => ReadError::Damaged,
            Unreadable::Engine => ReadError::Failed,
        })
    }

    /// Whether a cell is stored and needs no new life in `week`.
    #[must_use]
    pub fn is_fresh(&self, kind: Kind, id: &CellId, week: Week) -> bool {
        self.contains(kind, id) && !self.is_ageing(kind, id, week)
    }

    /// Weeks of which cells of a kind are kept, ascending.
    #[must_use]
    pub fn weeks_of(&self, kind: Kind) -> Vec<Week> {
        self.read_drawers(|drawers| {
            let drawers = drawers.keys().filter(|(of, _)| *of == kind);
            drawers.map(|(_, week)| *week).collect()
        })
    }

    pub(super) fn is_ageing(&self, kind: Kind, id: &CellId, week: Week) -> bool {
        kind == Kind::Answer
            && self
                .holder(kind, id)
                .is_some_and(|drawer| week.0.saturating_sub(drawer.name.week.0) > FRESH_WEEKS)
    }
}
