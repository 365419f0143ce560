//! A channel with three members and an adviser, as its readers make it.

use client_wasm::{Code, Session};
use crypto_core::{
    address::ChannelAddress,
    board::{self, Cell},
    ids::{ChannelId, Digest, MemberNumber},
    keys::MemberKey,
    letter::{Attachment, HeldShare, Opened, OpenedLetter, Slots, open_letter},
    primitives::{hash::sha256, hybrid::HybridIdentity, signature::SigningKey},
    proof::Proof,
    recipients::{Recipient, Recipients},
    reply::{self, Reply, ReplyKind},
    roster::{
        EpochFile, Member, MemberKind, RootChain, Roster, Texts, VerifiedRoster, change_root,
        verify,
    },
    time::Day,
    words::Language,
};
use rand::{SeedableRng as _, rngs::StdRng};

/// The day of the first board, a Monday or not.
pub const TODAY: Day = Day(20_780);

pub struct Channel {
    root: SigningKey,
    pub id: ChannelId,
    pub recipients: Vec<u8>,
    pub roster: Vec<u8>,
    pub verified: VerifiedRoster,
    pub board: Vec<u8>,
}

pub fn rng() -> StdRng {
    StdRng::seed_from_u64(41)
}

pub fn identity(member: u8) -> HybridIdentity {
    HybridIdentity::from_seed(&[member; 32])
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn texts(text: &str) -> Texts {
    ["nl", "en"]
        .map(|language| (String::from(language), format!("{text} {language}")))
        .into()
}

fn member(number: u8, kind: MemberKind) -> Member {
    let publishes = kind == MemberKind::Member;
    Member {
        number: MemberNumber(number.into()),
        name: format!("Member {number}"),
        role: texts("role"),
        kind,
        location: None,
        weekday: publishes.then_some(number),
        board_key: publishes.then(|| key(100 + number).verifying_key().to_minisign()),
        member_key: key(150 + number).verifying_key().to_minisign(),
        unknown: serde_json::Map::new(),
    }
}

impl Channel {
    pub fn new(root_seed: u8) -> Self {
        let root = key(root_seed);
        let id = ChannelId::of_root(&root.verifying_key());
        let recipients = (1..=4)
            .map(|n| Recipient {
                member: MemberNumber(n.into()),
                recipient: identity(n).recipient().to_string(),
            })
            .collect();
        let recipients = Recipients::new(id, TODAY.epoch(), recipients)
            .to_file()
            .unwrap();
        let contents = contents(&root, id, &recipients);
        let roster = contents.sign(&root).unwrap();
        let verified = verify(&roster, &id).unwrap();
        let first = board::first(&verified, MemberNumber(1), TODAY, &mut rng()).unwrap();
        let board = first.sign(&key(101));
        Self {
            root,
            id,
            recipients,
            roster,
            verified,
            board,
        }
    }

    pub fn fragment(&self) -> String {
        ChannelAddress::of(&self.id).to_fragment()
    }

    pub fn head(&self) -> &[u8] {
        board::split(&self.board).unwrap().0
    }

    /// The bytes that a server has under `path`.
    pub fn get(&self, path: &str) -> &[u8] {
        let serial = self.verified_board().header().serial;
        match path {
            "/v1/board/head" => self.head(),
            "/v1/roster/1" => &self.roster,
            path if path == format!("/v1/recipients/{}", TODAY.epoch()) => &self.recipients,
            path if path == format!("/v1/board/{serial}") => &self.board,
            other => panic!("nobody asks for {other}"),
        }
    }

    fn verified_board(&self) -> board::VerifiedBoard {
        board::verify(&self.board, &self.id, &self.verified).unwrap()
    }

    /// `member` publishes these cells on `day`.
    pub fn publish(&mut self, member: u8, day: Day, cells: &[Cell]) {
        let number = MemberNumber(member.into());
        let next = board::next(
            &self.verified_board(),
            &self.verified,
            number,
            day,
            Some(cells),
        );
        self.board = next.unwrap().sign(&key(100 + member));
    }

    /// The roster with other contents, signed by the root, and a first board that names it.
    pub fn with_roster(self, change: impl FnOnce(&mut Roster)) -> Self {
        let root = SigningKey::from_bytes(&self.root.expose_for_vault());
        self.signed_by(&root, change)
    }

    /// The same after a change of the root key, as number `number`, signed by `before`.
    pub fn with_changed_root(self, number: u32, before: u8, new: u8) -> Self {
        let change = change_root(&self.id, number, &key(new).verifying_key(), &key(before));
        self.signed_by(&key(new), |roster| roster.root.changes.push(change))
    }

    fn signed_by(mut self, root: &SigningKey, change: impl FnOnce(&mut Roster)) -> Self {
        let mut contents = contents(&self.root, self.id, &self.recipients);
        change(&mut contents);
        self.roster = contents.sign(root).unwrap();
        self.verified = verify(&self.roster, &self.id).unwrap();
        let first = board::first(&self.verified, MemberNumber(1), TODAY, &mut rng()).unwrap();
        self.board = first.sign(&key(101));
        self
    }
}

fn contents(root: &SigningKey, id: ChannelId, recipients: &[u8]) -> Roster {
    Roster {
        kind: "belfry/v1/roster".into(),
        channel: id,
        serial: 1,
        valid_from: TODAY,
        valid_until: TODAY.plus(90),
        root: RootChain {
            first: root.verifying_key().to_minisign(),
            changes: Vec::new(),
        },
        name: texts("name"),
        text: texts("text"),
        outside: texts("outside"),
        members: vec![
            member(1, MemberKind::Member),
            member(2, MemberKind::Member),
            member(3, MemberKind::Member),
            member(4, MemberKind::Adviser),
        ],
        former: Vec::new(),
        services: Vec::new(),
        quorum: 1,
        slots: 8,
        cells_per_batch: 4,
        cell_weeks: 26,
        epochs: vec![EpochFile {
            epoch: TODAY.epoch(),
            sha256: Digest(sha256(&[recipients])),
        }],
        unknown: serde_json::Map::new(),
    }
}

/// What `member` reads of a letter.
pub fn open(letter: &[u8], member: u8) -> Option<Box<OpenedLetter>> {
    match open_letter(letter, &[identity(member)], |_| Some(Slots::Eight)).unwrap() {
        Some(Opened::Letter(opened)) => Some(opened),
        Some(_) => panic!("a letter of ours, opened"),
        None => None,
    }
}

/// What `member` holds of a letter that a quorum must open.
pub fn hold(letter: &[u8], member: u8) -> Option<Box<HeldShare>> {
    match open_letter(letter, &[identity(member)], |_| Some(Slots::Eight)).unwrap() {
        Some(Opened::Held(held)) => Some(held),
        Some(_) => panic!("opened by one alone"),
        None => None,
    }
}

/// An answer under a member's key, sealed into cells.
pub fn answer(channel: &Channel, key: &MemberKey, letter: &OpenedLetter, text: &str) -> Vec<Cell> {
    answer_with(channel, key, letter, text, Vec::new())
}

/// The same with files.
pub fn answer_with(
    channel: &Channel,
    key: &MemberKey,
    letter: &OpenedLetter,
    text: &str,
    files: Vec<Attachment>,
) -> Vec<Cell> {
    let proofs = String::new();
    answer_of(channel, key, letter, (text, files, proofs))
}

/// An answer with proofs of receipt.
pub fn proving(
    channel: &Channel,
    key: &MemberKey,
    letter: &OpenedLetter,
    proofs: String,
) -> Vec<Cell> {
    answer_of(channel, key, letter, ("Dank u.", Vec::new(), proofs))
}

/// What `member` states of a text.
pub fn statement(channel: &Channel, member: u8, sha256: Digest) -> String {
    let proof = Proof {
        channel: channel.id,
        member: MemberNumber(member.into()),
        day: TODAY.plus(1),
        sha256,
    };
    String::from_utf8(proof.sign(&key(150 + member))).unwrap()
}

fn answer_of(
    channel: &Channel,
    key: &MemberKey,
    letter: &OpenedLetter,
    (text, files, proofs): (&str, Vec<Attachment>, String),
) -> Vec<Cell> {
    let reply = Reply {
        id: [7; 16],
        day: TODAY.plus(3),
        kind: ReplyKind::Answer,
        text: text.to_owned(),
        files,
        left_out: letter.content.left_out.clone(),
        received: vec![letter.content.day],
        proofs,
    };
    reply::seal(&reply, &channel.id, key, 0, &mut rng()).unwrap()
}

pub fn visit(fragment: &str) -> Session {
    Session::new(fragment, Language::Dutch, &mut rng()).unwrap()
}

/// Fetches everything; gives the paths in the order of the requests.
pub fn fetch(session: &mut Session, channel: &Channel, today: Day) -> Result<Vec<String>, Code> {
    let mut paths = Vec::new();
    while let Some(path) = session.next_path() {
        session.take(channel.get(&path), today)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Everything is there, and everybody may read what is sealed.
pub fn ready(channel: &Channel) -> Session {
    let mut session = visit(&channel.fragment());
    fetch(&mut session, channel, TODAY).unwrap();
    session.leave_out(&[]).unwrap();
    session
}
