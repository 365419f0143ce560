//! The unfinished bundle: it lies beside the finished one until it is whole. A pull that was interrupted
//! goes on in it, after its last whole record, so that tens of gigabytes are neither fetched nor copied
//! again.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufWriter, Seek as _, SeekFrom},
};

use crypto_core::{
    bundle::{BundleReader, BundleWriter, Item, Place, WeekSummary, WriteError},
    ids::ChannelId,
    time::{Epoch, Week},
};

use super::{Bundle, cells::Wanted};
use crate::public::PublicFiles;

/// What stands in the bundle beside letters and parcels: of each the last that was written, which is the
/// one that a reader takes.
#[derive(Default)]
pub struct Front {
    board: Vec<u8>,
    roster: Vec<u8>,
    recipients: BTreeMap<Epoch, Vec<u8>>,
    weeks: BTreeMap<Week, WeekSummary>,
}

/// Goes on with the bundle in this file, or begins one. What is in it already is no longer wanted.
pub fn go_on(
    mut file: File,
    channel: &ChannelId,
    wanted: &mut Wanted,
) -> io::Result<(Bundle, Front)> {
    let mut front = Front::default();
    let Some(place) = read_to_the_end(&file, channel, wanted, &mut front) else {
        file.set_len(0)?;
        file.rewind()?;
        let bundle = BundleWriter::begin(BufWriter::new(file), channel)?;
        return Ok((bundle, front));
    };
    file.set_len(place.offset)?;
    file.seek(SeekFrom::Start(place.offset))?;
    let bundle = BundleWriter::resume(BufWriter::new(file), place);
    Ok((bundle, front))
}

/// After a power cut anything may be missing, so that all is read; what follows the first damage is not kept.
fn read_to_the_end(
    file: &File,
    channel: &ChannelId,
    wanted: &mut Wanted,
    front: &mut Front,
) -> Option<Place> {
    let mut reader = BundleReader::open(file, channel).ok()?;
    loop {
        let place = reader.place();
        match reader.next_item() {
            Ok(Some(Item::Damaged(_) | Item::Unknown { .. } | Item::Confirmation(_)) | None)
            | Err(_) => return Some(place),
            Ok(Some(item)) => {
                wanted.take(&item);
                front.note(item);
            }
        }
    }
}

impl Front {
    fn note(&mut self, item: Item) {
        match item {
            Item::Board(file) => self.board = file,
            Item::Roster(file) => self.roster = file,
            Item::Recipients { epoch, file } => {
                self.recipients.insert(epoch, file);
            }
            Item::Week(week) => {
                self.weeks.insert(week.week, week);
            }
            _ => {}
        }
    }

    /// Writes what is new or has changed since the bundle was begun.
    pub fn write(
        &self,
        public: Option<&PublicFiles>,
        weeks: &[WeekSummary],
        bundle: &mut Bundle,
    ) -> Result<(), WriteError> {
        if let Some(public) = public {
            if self.board != public.board_file {
                bundle.board(&public.board_file)?;
            }
            if self.roster != public.head.roster_file {
                bundle.roster(&public.head.roster_file)?;
            }
            for (epoch, file) in &public.recipients {
                if self.recipients.get(epoch) != Some(file) {
                    bundle.recipients(*epoch, file)?;
                }
            }
        }
        for week in weeks {
            if self.weeks.get(&week.week) != Some(week) {
                bundle.week(week)?;
            }
        }
        bundle.flush()
    }
}
