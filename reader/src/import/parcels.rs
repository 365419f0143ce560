//! Parcels of a bundle: kept sealed, for as long as the server has them, until a letter names them.

use crypto_core::bundle::StoredParcel;

use super::{Import, ImportError};
use crate::{attachments, vault::VaultError};

/// Weeks after which the server has a parcel no more, and no letter will name it.
const PARCEL_WEEKS: u32 = 13;

impl Import<'_> {
    pub(super) fn take_parcel(&mut self, parcel: &StoredParcel) -> Result<(), ImportError> {
        // A week that is yet to come would be kept for ever.
        let week = parcel.week.min(self.today.week());
        self.vault
            .parcels
            .put(week, &parcel.id, &parcel.bytes)
            .map_err(VaultError::from)?;
        self.parcel_weeks.insert(week);
        Ok(())
    }

    pub(super) fn sync_parcels(&self) -> Result<(), VaultError> {
        for week in &self.parcel_weeks {
            self.vault.parcels.sync(*week)?;
        }
        Ok(())
    }

    /// Covers and what nobody named; what a letter names stays.
    pub(super) fn forget_old_parcels(&mut self) -> Result<(), VaultError> {
        let mut oldest = self.today.week();
        oldest.0 = oldest.0.saturating_sub(PARCEL_WEEKS);
        if self.vault.parcels.any_before(oldest)? {
            let named = attachments::named_parcels(self.vault, &self.state)?;
            self.vault.parcels.forget_before(oldest, &named)?;
        }
        Ok(())
    }
}
