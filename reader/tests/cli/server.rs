//! What the server would keep and check, in a few lines.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    board::{self, Header},
    bundle::{BundleWriter, StoredLetter, StoredParcel, WeekSummary},
    confirmation::{self, Confirmation},
    ids::{ChannelId, LetterId, ParcelId},
    outbox::{Item, OutboxReader},
    publication::Publication,
    roster,
    time::{Day, Epoch, Week},
};

#[derive(Default, Clone)]
pub struct Server {
    pub roster: Vec<u8>,
    pub recipients: BTreeMap<Epoch, Vec<u8>>,
    pub board: Vec<u8>,
    pub letters: BTreeMap<Week, BTreeMap<LetterId, Vec<u8>>>,
    pub parcels: BTreeMap<Week, BTreeMap<ParcelId, Vec<u8>>>,
    /// Files of answers.
    pub published: BTreeMap<ParcelId, Vec<u8>>,
    pub confirmations: Vec<Confirmation>,
    /// Letters between members, that wait for a day.
    pub posted: Vec<(LetterId, Vec<u8>)>,
}

impl Server {
    /// Takes an outbox as the real server would: successor, signature, hash; whether it was taken.
    pub fn publish(&mut self, channel: &ChannelId, outbox: &[u8]) -> bool {
        let mut reader = OutboxReader::open(outbox, channel).unwrap();
        while let Some(item) = reader.next_item().unwrap() {
            match item {
                Item::Publication(container) => {
                    let publication = Publication::parse(&container).unwrap();
                    if !self.switch(channel, publication) {
                        return false;
                    }
                }
                Item::Confirmation(file) => {
                    let roster = roster::verify(&self.roster, channel).unwrap();
                    self.confirmations
                        .push(confirmation::verify(&file, &roster).unwrap());
                }
                Item::Parcel { id, bytes } => {
                    self.published.insert(id, bytes);
                }
                Item::Letter { id, bytes } => self.posted.push((id, bytes)),
                _ => panic!("something else in the outbox"),
            }
        }
        true
    }

    fn switch(&mut self, channel: &ChannelId, new: Publication) -> bool {
        if new.board == self.board {
            return true;
        }
        let file = new.roster.unwrap_or_else(|| self.roster.clone());
        let roster = roster::verify(&file, channel).unwrap();
        let before = roster::verify(&self.roster, channel);
        if before.is_ok_and(|before| !roster.keeps_roots_of(&before)) {
            return false;
        }
        let Ok(next) = board::verify(&new.board, channel, &roster) else {
            return false;
        };
        let follows = match Header::parse_prefix(&self.board) {
            Ok(before) => board::check_successor(&before, next.header()).is_ok(),
            Err(_) => board::check_first(next.header()).is_ok(),
        };
        if follows {
            self.roster = file;
            self.board = new.board;
            self.recipients.extend(new.recipients);
        }
        follows
    }

    pub fn bundle(&self, channel: &ChannelId, today: Day) -> Vec<u8> {
        self.bundle_after(&[], channel, today)
    }

    /// As of a pull that was interrupted while the server was like this, and went on later.
    pub fn bundle_after(&self, earlier: &[Self], channel: &ChannelId, today: Day) -> Vec<u8> {
        let mut bundle = BundleWriter::begin(Vec::new(), channel).unwrap();
        for server in earlier.iter().chain([self]) {
            bundle.board(&server.board).unwrap();
            bundle.roster(&server.roster).unwrap();
            for (epoch, file) in &server.recipients {
                bundle.recipients(*epoch, file).unwrap();
            }
        }
        let (no_letters, no_parcels) = (BTreeMap::new(), BTreeMap::new());
        let weeks: BTreeSet<&Week> = self.letters.keys().chain(self.parcels.keys()).collect();
        for week in weeks {
            let letters = self.letters.get(week).unwrap_or(&no_letters);
            let parcels = self.parcels.get(week).unwrap_or(&no_parcels);
            let summary = WeekSummary {
                week: *week,
                closed: *week < today.week(),
                letters: letters.keys().copied().collect(),
                parcels: parcels.keys().copied().collect(),
            };
            bundle.week(&summary).unwrap();
        }
        // As the courier does it: lists, then letters, then parcels.
        for (week, letters) in &self.letters {
            for (id, bytes) in letters {
                let (week, id, bytes) = (*week, *id, bytes.clone());
                bundle.letter(&StoredLetter { week, id, bytes }).unwrap();
            }
        }
        for (week, parcels) in &self.parcels {
            for (id, bytes) in parcels {
                let (week, id, bytes) = (*week, *id, bytes.clone());
                bundle.parcel(&StoredParcel { week, id, bytes }).unwrap();
            }
        }
        bundle.finish().unwrap()
    }
}
