//! A channel of one member, signed with real keys.

use std::collections::BTreeMap;

use crypto_core::{
    board,
    confirmation::{Confirmation, ids_digest},
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    lengths::REPLY_CELL_LEN,
    primitives::{hash::sha256, signature::SigningKey},
    publication::Publication,
    recipients::{Recipient, Recipients},
    roster::{
        self, EpochFile, Member, MemberKind, RootChain, Roster, Service, VerifiedRoster,
        change_root,
    },
    time::{Day, Week},
};

pub const MEMBER: MemberNumber = MemberNumber(1);

pub struct Channel {
    pub id: ChannelId,
    pub day: Day,
    pub roster_file: Vec<u8>,
    pub recipients_file: Vec<u8>,
    pub board_file: Vec<u8>,
    pub board_key: SigningKey,
    pub member_key: SigningKey,
}

impl Channel {
    /// All keys come from this seed, so that two channels can be told apart.
    pub fn new(seed: u8) -> Self {
        Self::on(seed, "2026-11-23".parse().unwrap())
    }

    /// The same, first published on this day.
    pub fn on(seed: u8, day: Day) -> Self {
        let key = |number: u8| SigningKey::from_bytes(&[seed ^ number; 32]);
        let (root, board_key, member_key) = (key(1), key(2), key(3));
        let id = ChannelId::of_root(&root.verifying_key());
        let recipients_file = recipients_file(id, day);
        let roster = roster(id, day, &[&root, &board_key, &member_key], &recipients_file);
        let roster_file = roster.sign(&root).unwrap();
        let roster = roster::verify(&roster_file, &id).unwrap();
        let board_file = board::first(&roster, MEMBER, day, &mut rand::rng())
            .unwrap()
            .sign(&board_key);
        Self {
            id,
            day,
            roster_file,
            recipients_file,
            board_file,
            board_key,
            member_key,
        }
    }

    /// The same once its root key was changed.
    pub fn after_a_root_change(seed: u8) -> Self {
        let mut channel = Self::new(seed);
        let [old, new] = [1, 9].map(|number: u8| SigningKey::from_bytes(&[seed ^ number; 32]));
        let mut contents = Roster::clone(&channel.roster());
        let change = change_root(&channel.id, 1, &new.verifying_key(), &old);
        contents.root.changes.push(change);
        channel.roster_file = contents.sign(&new).unwrap();
        channel.board_file = board::first(&channel.roster(), MEMBER, channel.day, &mut rand::rng())
            .unwrap()
            .sign(&channel.board_key);
        channel
    }

    pub fn roster(&self) -> VerifiedRoster {
        roster::verify(&self.roster_file, &self.id).unwrap()
    }

    pub fn head(&self) -> &[u8] {
        board::split(&self.board_file).unwrap().0
    }

    /// The first publication: roster, recipients and board.
    pub fn publication(&self) -> Vec<u8> {
        let publication = Publication {
            channel: self.id,
            roster: Some(self.roster_file.clone()),
            recipients: vec![(self.day.epoch(), self.recipients_file.clone())],
            board: self.board_file.clone(),
        };
        publication.to_bytes().unwrap()
    }

    /// A publication of one more board after the first, with these cells.
    pub fn next_publication(&self, fill: u8) -> Vec<u8> {
        let roster = self.roster();
        let board = board::verify(&self.board_file, &self.id, &roster).unwrap();
        let batch = [[fill; REPLY_CELL_LEN]; 4];
        let next = board::next(&board, &roster, MEMBER, self.day, Some(&batch)).unwrap();
        let publication = Publication {
            channel: self.id,
            roster: None,
            recipients: Vec::new(),
            board: next.sign(&self.board_key),
        };
        publication.to_bytes().unwrap()
    }

    pub fn confirmation(&self, week: Week, ids: &[LetterId]) -> Vec<u8> {
        let confirmation = Confirmation {
            channel: self.id,
            member: MEMBER,
            week,
            count: ids.len().try_into().unwrap(),
            ids: ids_digest(ids),
        };
        confirmation.sign(&self.member_key)
    }
}

fn recipients_file(id: ChannelId, day: Day) -> Vec<u8> {
    let recipient = Recipient {
        member: MEMBER,
        recipient: "age1pq1example".to_owned(),
    };
    Recipients::new(id, day.epoch(), vec![recipient])
        .to_file()
        .unwrap()
}

fn roster(id: ChannelId, day: Day, keys: &[&SigningKey; 3], recipients: &[u8]) -> Roster {
    let [root, board_key, member_key] = keys.map(|key| key.verifying_key().to_minisign());
    let texts = |text: &str| {
        let languages = ["nl", "en"].map(|code| (code.to_owned(), text.to_owned()));
        BTreeMap::from(languages)
    };
    Roster {
        kind: crypto_core::labels::kind::ROSTER.to_owned(),
        channel: id,
        serial: 1,
        valid_from: day,
        valid_until: day.plus(92),
        root: RootChain {
            first: root,
            changes: Vec::new(),
        },
        name: texts("Test"),
        text: texts("Test"),
        outside: texts("Test"),
        members: vec![Member {
            number: MEMBER,
            name: "A. Member".to_owned(),
            role: texts("member"),
            kind: MemberKind::Member,
            location: None,
            weekday: Some(1),
            board_key: Some(board_key),
            member_key,
            unknown: serde_json::Map::new(),
        }],
        former: Vec::new(),
        services: vec![Service {
            number: 1,
            name: texts("service"),
        }],
        quorum: 1,
        slots: 8,
        cells_per_batch: 4,
        cell_weeks: 26,
        epochs: vec![EpochFile {
            epoch: day.epoch(),
            sha256: Digest(sha256(&[recipients])),
        }],
        unknown: serde_json::Map::new(),
    }
}
