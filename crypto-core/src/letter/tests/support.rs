//! A small committee to send letters to.

use rand::{SeedableRng, rngs::StdRng};
use zeroize::Zeroizing;

use crate::{
    cbor::Unknown,
    ids::{Addressee, ChannelId, Digest, LetterId, MemberNumber},
    keys::Root,
    letter::{
        Content, HeldShare, Kind, Letter, Lock, OpenError, Opened, OpenedLetter, RosterReference,
        Seat, open_letter, seal_letter,
    },
    primitives::hybrid::HybridIdentity,
    receipt::Receipt,
    time::Day,
};

pub const CHANNEL: ChannelId = ChannelId([7; 32]);

/// Three members with one key each, and a reporter's conversation.
pub struct Committee {
    pub rng: StdRng,
    pub root: Root,
    pub members: Vec<(MemberNumber, HybridIdentity)>,
}

impl Committee {
    pub fn new(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let receipt = Receipt::generate(&mut rng);
        Self {
            root: Root::derive(&receipt, &CHANNEL, Addressee::Committee),
            members: (1..=3)
                .map(|m| (MemberNumber(m), HybridIdentity::generate(&mut rng)))
                .collect(),
            rng,
        }
    }

    pub fn content(&self, body: &str, left_out: &[MemberNumber]) -> Content {
        Content {
            channel: CHANNEL,
            roster: RosterReference {
                serial: 3,
                sha256: Digest([8; 32]),
            },
            board_serial: 41,
            day: Day(20_780),
            letter_id: LetterId([9; 16]),
            addressee: Addressee::Committee,
            service: 2,
            conversation: self.root.conversation_id(),
            thread_key: self.root.thread_key(),
            kind: Kind::Report,
            body: Zeroizing::new(body.to_owned()),
            attachments: Vec::new(),
            left_out: self.root.leave_out(&CHANNEL, left_out),
            proof_salt: None,
            object: None,
            name_box: None,
            unknown: Unknown::default(),
        }
    }

    /// Seals for everybody who is not left out.
    pub fn seal(&mut self, content: &Content, lock: impl Into<Lock>) -> Letter {
        let readers: Vec<_> = self
            .members
            .iter()
            .filter(|(number, _)| !content.left_out.members.contains(number))
            .map(|(number, key)| (key.recipient(), self.root.member_key(*number)))
            .collect();
        let seats: Vec<_> = readers
            .iter()
            .map(|(recipient, member_key)| Seat {
                recipient,
                member_key,
            })
            .collect();
        seal_letter(content, &seats, lock, &mut self.rng).unwrap()
    }

    /// What the member at this place, from 0, sees.
    pub fn open(&self, letter: &[u8], place: usize) -> Result<Option<Opened>, OpenError> {
        let key = std::slice::from_ref(&self.members[place].1);
        open_letter(letter, key, |_| None)
    }

    /// The share that the member at this place gets.
    pub fn hold(&self, letter: &[u8], place: usize) -> HeldShare {
        match self.open(letter, place) {
            Ok(Some(Opened::Held(held))) => *held,
            Ok(_) => panic!("no share"),
            Err(error) => panic!("{error}"),
        }
    }

    pub fn open_ours(&self, letter: &[u8], place: usize) -> OpenedLetter {
        match self.open(letter, place) {
            Ok(Some(Opened::Letter(letter))) => *letter,
            Ok(_) => panic!("no letter of ours"),
            Err(error) => panic!("{error}"),
        }
    }
}
