//! A channel of two members with fixed keys: what the parsers are given to check against, and what
//! the corpus is made of.

use std::{collections::BTreeMap, sync::LazyLock};

use crypto_core::{
    board,
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    primitives::{hash::sha256, hybrid::HybridIdentity, signature::SigningKey},
    publication::Publication,
    recipients::{Recipient, Recipients},
    roster::{self, EpochFile, Member, MemberKind, RootChain, Roster, Service, VerifiedRoster},
    time::Day,
};
use rand::{SeedableRng as _, rngs::StdRng};

/// The day on which everything is signed: 2026-11-23.
pub const DAY: Day = Day(20_780);
/// The member who signs the board.
pub const MEMBER: MemberNumber = MemberNumber(1);

/// Everything fixed.
pub struct Fixture {
    /// The channel.
    pub id: ChannelId,
    /// Signs rosters.
    pub root: SigningKey,
    /// Signs boards.
    pub board_key: SigningKey,
    /// Signs confirmations and journals.
    pub member_key: SigningKey,
    /// Opens letters.
    pub identity: HybridIdentity,
    /// The recipients file of the day's epoch.
    pub recipients_file: Vec<u8>,
    /// The signed roster.
    pub roster_file: Vec<u8>,
    /// The same, verified.
    pub roster: VerifiedRoster,
    /// The first board.
    pub board_file: Vec<u8>,
}

/// The one fixture.
pub static FIXTURE: LazyLock<Fixture> = LazyLock::new(Fixture::make);

/// Randomness that is the same on every run.
pub fn fixed_rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

impl Fixture {
    fn make() -> Self {
        let key = |number: u8| SigningKey::from_bytes(&[number; 32]);
        let (root, board_key, member_key) = (key(1), key(2), key(3));
        let id = ChannelId::of_root(&root.verifying_key());
        let identity = HybridIdentity::from_seed(&[4; 32]);
        let recipients = [(MEMBER, &identity)].map(|(member, identity)| Recipient {
            member,
            recipient: identity.recipient().to_string(),
        });
        let recipients_file = Recipients::new(id, DAY.epoch(), recipients.into())
            .to_file()
            .expect("a short file");
        let hash = Digest(sha256(&[&recipients_file]));
        let roster_file = roster_naming(hash).sign(&root).expect("a good roster");
        let roster = roster::verify(&roster_file, &id).expect("a good roster");
        let board_file = board::first(&roster, MEMBER, DAY, &mut fixed_rng(1))
            .expect("a short board")
            .sign(&board_key);
        Self {
            id,
            root,
            board_key,
            member_key,
            identity,
            recipients_file,
            roster_file,
            roster,
            board_file,
        }
    }

    /// The first publication.
    pub fn publication(&self) -> Vec<u8> {
        let publication = Publication {
            channel: self.id,
            roster: Some(self.roster_file.clone()),
            recipients: vec![(DAY.epoch(), self.recipients_file.clone())],
            board: self.board_file.clone(),
        };
        publication.to_bytes().expect("a short publication")
    }
}

/// The fixture's roster with another recipients file for the day's epoch.
pub fn roster_naming(recipients: Digest) -> Roster {
    let key = |number: u8| {
        let key = SigningKey::from_bytes(&[number; 32]);
        key.verifying_key().to_minisign()
    };
    let root = SigningKey::from_bytes(&[1; 32]).verifying_key();
    Roster {
        kind: kind::ROSTER.to_owned(),
        channel: ChannelId::of_root(&root),
        serial: 1,
        valid_from: DAY,
        valid_until: DAY.plus(92),
        root: RootChain {
            first: key(1),
            changes: Vec::new(),
        },
        name: texts("Meldpunt", "Channel"),
        text: texts("Voor de proef.", "For tests."),
        outside: texts("Het Huis voor Klokkenluiders", "The authorities"),
        members: vec![
            member(MEMBER, MemberKind::Member, Some(key(2)), key(3)),
            member(MemberNumber(2), MemberKind::Adviser, None, key(5)),
        ],
        former: Vec::new(),
        services: vec![Service {
            number: 1,
            name: texts("Dienst", "Service"),
        }],
        quorum: 1,
        slots: 8,
        cells_per_batch: 4,
        cell_weeks: 26,
        epochs: vec![EpochFile {
            epoch: DAY.epoch(),
            sha256: recipients,
        }],
        unknown: serde_json::Map::new(),
    }
}

fn member(
    number: MemberNumber,
    kind: MemberKind,
    board_key: Option<String>,
    member_key: String,
) -> Member {
    Member {
        number,
        name: format!("Member {number}"),
        role: texts("lid", "member"),
        kind,
        location: Some("Utrecht".to_owned()),
        weekday: board_key.as_ref().map(|_| 1),
        board_key,
        member_key,
        unknown: serde_json::Map::new(),
    }
}

fn texts(dutch: &str, english: &str) -> BTreeMap<String, String> {
    [("nl", dutch), ("en", english)]
        .map(|(code, text)| (code.to_owned(), text.to_owned()))
        .into()
}
