//! A committee of three, its roster and its boards, made with the protocol's own functions.

use crypto_core::{
    board,
    confirmation::{Confirmation, ids_digest},
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    primitives::{hash::sha256, signature::SigningKey},
    publication::Publication,
    recipients::Recipients,
    roster::{
        self, EpochFile, Member, MemberKind, RootChain, Roster, Texts, VerifiedRoster, change_root,
    },
    time::{Day, Week},
};

pub struct Committee {
    root: SigningKey,
    pub channel: ChannelId,
}

pub fn member_key(number: u16) -> SigningKey {
    SigningKey::from_bytes(&[100 + number as u8; 32])
}

pub fn board_key(number: u16) -> SigningKey {
    SigningKey::from_bytes(&[200 + number as u8; 32])
}

impl Committee {
    pub fn new() -> Self {
        let root = SigningKey::from_bytes(&[9; 32]);
        let channel = ChannelId::of_root(&root.verifying_key());
        Self { root, channel }
    }

    fn recipients(&self, day: Day) -> Vec<u8> {
        Recipients::new(self.channel, day.epoch(), Vec::new())
            .to_file()
            .unwrap()
    }

    pub fn roster(&self, serial: u64, day: Day, members: &[u16]) -> Vec<u8> {
        self.roster_under(&[], serial, day, members)
    }

    /// A roster after these changes of the root key, given by the seeds of the new keys.
    fn roster_under(&self, roots: &[u8], serial: u64, day: Day, members: &[u16]) -> Vec<u8> {
        let seeds: Vec<u8> = std::iter::once(9).chain(roots.iter().copied()).collect();
        let changes = (1..).zip(seeds.windows(2)).map(|(number, pair)| {
            let [old, new] = [pair[0], pair[1]].map(|seed| SigningKey::from_bytes(&[seed; 32]));
            change_root(&self.channel, number, &new.verifying_key(), &old)
        });
        let signer = SigningKey::from_bytes(&[*seeds.last().unwrap(); 32]);
        let texts = || Texts::from([("nl".to_owned(), "x".to_owned())]);
        let roster = Roster {
            kind: "belfry/v1/roster".to_owned(),
            channel: self.channel,
            serial,
            valid_from: Day(day.0 - 1),
            valid_until: day.plus(80),
            root: RootChain {
                first: self.root.verifying_key().to_minisign(),
                changes: changes.collect(),
            },
            name: texts(),
            text: texts(),
            outside: texts(),
            members: members.iter().map(|number| member(*number)).collect(),
            former: Vec::new(),
            services: Vec::new(),
            quorum: 1,
            slots: 8,
            cells_per_batch: 4,
            cell_weeks: 26,
            epochs: vec![EpochFile {
                epoch: day.epoch(),
                sha256: Digest(sha256(&[&self.recipients(day)])),
            }],
            unknown: serde_json::Map::new(),
        };
        roster.sign(&signer).unwrap()
    }

    pub fn verified(&self, roster: &[u8]) -> VerifiedRoster {
        roster::verify(roster, &self.channel).unwrap()
    }

    /// Roster of members 1 to 3, recipients and the first board.
    pub fn first(&self, day: Day) -> Publication {
        let roster = self.roster(1, day, &[1, 2, 3]);
        let first = board::first(
            &self.verified(&roster),
            MemberNumber(1),
            day,
            &mut rand::rng(),
        );
        Publication {
            channel: self.channel,
            recipients: vec![(day.epoch(), self.recipients(day))],
            board: first.unwrap().sign(&board_key(1)),
            roster: Some(roster),
        }
    }

    /// The board after that of `before`, signed by `signer`, with four fillers.
    pub fn next(&self, before: &Publication, signer: u16, day: Day) -> Publication {
        let file = before.roster.clone().unwrap();
        let roster = self.verified(&file);
        let previous = board::verify(&before.board, &self.channel, &roster).unwrap();
        let batch = [(); 4].map(|()| board::next::filler(&mut rand::rng()));
        let next = board::next(&previous, &roster, MemberNumber(signer), day, Some(&batch));
        Publication {
            channel: self.channel,
            roster: Some(file),
            recipients: Vec::new(),
            board: next.unwrap().sign(&board_key(signer)),
        }
    }

    /// The same cells under a new roster.
    pub fn with_roster(
        &self,
        before: &Publication,
        serial: u64,
        members: &[u16],
        day: Day,
    ) -> Publication {
        self.under(before, self.roster(serial, day, members), members, day)
    }

    /// The same cells under a new roster after these changes of the root key.
    pub fn with_roots(
        &self,
        before: &Publication,
        serial: u64,
        roots: &[u8],
        day: Day,
    ) -> Publication {
        let members = [1, 2, 3];
        let file = self.roster_under(roots, serial, day, &members);
        self.under(before, file, &members, day)
    }

    fn under(&self, before: &Publication, file: Vec<u8>, members: &[u16], day: Day) -> Publication {
        let old = self.verified(before.roster.as_deref().unwrap());
        let previous = board::verify(&before.board, &self.channel, &old).unwrap();
        let roster = self.verified(&file);
        let next = board::next(&previous, &roster, MemberNumber(members[0]), day, None);
        Publication {
            channel: self.channel,
            recipients: vec![(day.epoch(), self.recipients(day))],
            board: next.unwrap().sign(&board_key(members[0])),
            roster: Some(file),
        }
    }

    pub fn confirmation(&self, number: u16, week: Week, ids: &[[u8; 16]]) -> Vec<u8> {
        let mut ids: Vec<LetterId> = ids.iter().copied().map(LetterId).collect();
        ids.sort();
        Confirmation {
            channel: self.channel,
            member: MemberNumber(number),
            week,
            count: ids.len() as u32,
            ids: ids_digest(&ids),
        }
        .sign(&member_key(number))
    }
}

fn member(number: u16) -> Member {
    Member {
        number: MemberNumber(number),
        name: format!("Member {number}"),
        role: Texts::new(),
        kind: MemberKind::Member,
        location: None,
        weekday: Some(1),
        board_key: Some(board_key(number).verifying_key().to_minisign()),
        member_key: member_key(number).verifying_key().to_minisign(),
        unknown: serde_json::Map::new(),
    }
}
