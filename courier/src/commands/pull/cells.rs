//! Which letters and parcels are still to be put into the bundle, and where from.

use std::{collections::BTreeSet, fs::File, path::Path};

use crypto_core::{
    bundle::{BundleReader, Item, WeekSummary, WriteError},
    ids::{ChannelId, LetterId, ParcelId},
    time::Week,
};

use super::{Bundle, PullError, progress::Progress};
use crate::{
    client::RequestError,
    server::{Server, ServerError},
};

/// So many letters and so many parcels.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub letters: usize,
    pub parcels: usize,
}

/// What is not yet in the bundle.
pub struct Wanted {
    letters: BTreeSet<(Week, LetterId)>,
    parcels: BTreeSet<(Week, ParcelId)>,
}

impl Wanted {
    /// All that these weeks name, from one week on.
    pub fn new(weeks: &[WeekSummary], since: Option<Week>) -> Self {
        let weeks = weeks
            .iter()
            .filter(|week| since.is_none_or(|since| week.week >= since));
        let letters = weeks
            .clone()
            .flat_map(|week| week.letters.iter().map(|id| (week.week, *id)));
        let parcels = weeks
            .clone()
            .flat_map(|week| week.parcels.iter().map(|id| (week.week, *id)));
        Self {
            letters: letters.collect(),
            parcels: parcels.collect(),
        }
    }

    /// How much is not yet in the bundle.
    pub fn count(&self) -> Count {
        Count {
            letters: self.letters.len(),
            parcels: self.parcels.len(),
        }
    }

    /// Whether this is a letter or a parcel that was not yet in the bundle; from now on it counts as there.
    pub fn take(&mut self, item: &Item) -> bool {
        match item {
            Item::Letter(letter) => self.letters.remove(&(letter.week, letter.id)),
            Item::Parcel(parcel) => self.parcels.remove(&(parcel.week, parcel.id)),
            _ => false,
        }
    }

    /// Copies what an older bundle holds. Its checks find damage; what is damaged, or absent, or no
    /// bundle at all, is simply fetched.
    pub fn reuse(
        &mut self,
        older: &Path,
        channel: &ChannelId,
        bundle: &mut Bundle,
    ) -> Result<(), WriteError> {
        let Ok(file) = File::open(older) else {
            return Ok(());
        };
        let Ok(mut reader) = BundleReader::open(file, channel) else {
            return Ok(());
        };
        while let Ok(Some(item)) = reader.next_item() {
            if !self.take(&item) {
                continue;
            }
            match item {
                Item::Letter(letter) => bundle.letter(&letter)?,
                Item::Parcel(parcel) => bundle.parcel(&parcel)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Fetches the rest. What the server cannot give does not stop the others.
    pub fn fetch(self, server: &Server, bundle: &mut Bundle) -> Result<Absent, PullError> {
        let mut absent = Absent::default();
        let mut progress = Progress::letters(self.letters.len());
        for (week, id) in self.letters {
            progress.next();
            if let Some(letter) = absent.letters.unless_given(server.letter(week, id))? {
                bundle.letter(&letter)?;
                bundle.flush()?;
            }
        }
        let mut progress = Progress::parcels(self.parcels.len());
        for (week, id) in self.parcels {
            progress.next();
            if let Some(parcel) = absent.parcels.unless_given(server.parcel(week, id))? {
                bundle.parcel(&parcel)?;
                // Whatever ends this program now, it is not fetched again.
                bundle.flush()?;
            }
        }
        Ok(absent)
    }
}

/// What the server named but did not give.
#[derive(Clone, Copy, Default)]
pub struct Absent {
    pub letters: NotGiven,
    pub parcels: NotGiven,
}

/// Cells of one kind that the server named but did not give.
#[derive(Clone, Copy, Default)]
pub struct NotGiven {
    /// They went while the pull was running.
    pub gone: usize,
    /// The server says that it cannot read them.
    pub unreadable: usize,
}

impl NotGiven {
    fn unless_given<T>(
        &mut self,
        result: Result<T, ServerError>,
    ) -> Result<Option<T>, ServerError> {
        match result {
            Err(ServerError::Request(RequestError::NotFound)) => self.gone += 1,
            Err(ServerError::Request(RequestError::Status { status: 500, .. })) => {
                self.unreadable += 1;
            }
            result => return result.map(Some),
        }
        Ok(None)
    }
}
