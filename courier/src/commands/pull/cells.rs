//! Which letters and parcels are still to be put into the bundle, and where from.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{IsTerminal as _, stderr},
    path::Path,
};

use crypto_core::{
    bundle::{BundleReader, Item, WeekSummary, WriteError},
    ids::{ChannelId, LetterId, ParcelId},
    time::Week,
};

use super::{Bundle, PullError};
use crate::{
    client::RequestError,
    server::{Server, ServerError},
};

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

    /// How many letters are not yet in the bundle.
    pub fn letters(&self) -> usize {
        self.letters.len()
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
            match item {
                Item::Letter(letter) if self.letters.remove(&(letter.week, letter.id)) => {
                    bundle.letter(&letter)?;
                }
                Item::Parcel(parcel) if self.parcels.remove(&(parcel.week, parcel.id)) => {
                    bundle.parcel(&parcel)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Fetches the rest. A letter that the server cannot give does not stop the others.
    pub fn fetch(self, server: &Server, bundle: &mut Bundle) -> Result<Absent, PullError> {
        let total = self.letters.len();
        let mut absent = Absent::default();
        for (done, (week, id)) in self.letters.into_iter().enumerate() {
            progress(done, total);
            if let Some(letter) = absent.unless_given(server.letter(week, id))? {
                bundle.letter(&letter)?;
            }
        }
        // Parcels are not counted: they go by age, and a reader waits for them in any case.
        for (week, id) in self.parcels {
            if let Some(parcel) = Absent::default().unless_given(server.parcel(week, id))? {
                bundle.parcel(&parcel)?;
            }
        }
        Ok(absent)
    }
}

/// Letters that the server named but did not give.
#[derive(Clone, Copy, Default)]
pub struct Absent {
    /// They went while the pull was running.
    pub gone: usize,
    /// The server says that it cannot read them.
    pub unreadable: usize,
}

impl Absent {
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

fn progress(done: usize, total: usize) {
    if stderr().is_terminal() {
        eprint!("\rFetching letter {} of {total} … ", done + 1);
        if done + 1 == total {
            eprintln!();
        }
    } else if done.is_multiple_of(100) {
        eprintln!("Fetching letter {} of {total} …", done + 1);
    }
}
