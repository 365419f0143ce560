//! Everything in a bundle but letters and parcels: small enough to hold.

use std::{
    collections::{BTreeMap, VecDeque},
    fs::File,
    path::Path,
};

use crypto_core::{
    bundle::{BundleReader, Item, WeekSummary},
    ids::ChannelId,
    time::{Epoch, Week},
};

use super::ImportError;

/// Boards and rosters that are held, the last ones: an interrupted pull that went on later leaves those from
/// before in the bundle.
const KEPT: usize = 8;
/// Weeks and epochs that are held; a server has a quarter of it at most.
const KEPT_LISTS: usize = 64;

/// Of each kind what stands last in the bundle, which is the newest.
#[derive(Default)]
pub(super) struct Small {
    pub(super) boards: VecDeque<Vec<u8>>,
    pub(super) rosters: VecDeque<Vec<u8>>,
    pub(super) recipients: BTreeMap<Epoch, Vec<u8>>,
    pub(super) weeks: BTreeMap<Week, WeekSummary>,
}

impl Small {
    /// Passes over letters and parcels without reading them: a stick is slow. Damage is told by who reads all.
    pub(super) fn read(path: &Path, channel: &ChannelId) -> Result<Self, ImportError> {
        let mut small = Self::default();
        let mut reader = BundleReader::open(File::open(path)?, channel)?;
        // Where the medium fails, what was read is taken, and who reads all tells of it.
        while let Ok(Some(item)) = reader.next_but_cells() {
            small.take(item);
        }
        Ok(small)
    }

    fn take(&mut self, item: Item) {
        match item {
            Item::Board(file) => keep(&mut self.boards, file),
            Item::Roster(file) => keep(&mut self.rosters, file),
            Item::Recipients { epoch, file } => {
                self.recipients.insert(epoch, file);
                if self.recipients.len() > KEPT_LISTS {
                    self.recipients.pop_first();
                }
            }
            Item::Week(week) => {
                self.weeks.insert(week.week, week);
                if self.weeks.len() > KEPT_LISTS {
                    self.weeks.pop_first();
                }
            }
            _ => {}
        }
    }
}

fn keep(files: &mut VecDeque<Vec<u8>>, file: Vec<u8>) {
    files.push_back(file);
    if files.len() > KEPT {
        files.pop_front();
    }
}
