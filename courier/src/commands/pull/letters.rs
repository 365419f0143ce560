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

    /// Fetches the rest; gives the number of letters that the server no longer has.
    pub fn fetch(self, server: &Server, bundle: &mut Bundle) -> Result<usize, PullError> {
        let total = self.letters.len();
        let mut gone = 0;
        for (done, (week, id)) in self.letters.into_iter().enumerate() {
            progress(done, total);
            match server.letter(week, id) {
                Err(ServerError::Request(RequestError::NotFound)) => gone += 1,
                letter => bundle.letter(&letter?)?,
            }
        }
        for (week, id) in self.parcels {
            match server.parcel(week, id) {
                Err(ServerError::Request(RequestError::NotFound)) => {}
                parcel => bundle.parcel(&parcel?)?,
            }
        }
        Ok(gone)
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
