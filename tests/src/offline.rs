//! A committee whose readers run as a library, with no server between them: what is published is kept here, and
//! who knows everything can say which cells are real.
//!
//! What a member does on one day is a [`Visit`]: import, read, answer, close, export. Whether the outbox reaches
//! the server is for the test to say.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow, bail};
use belfry_reader::vault::{Vault, locked_key::Passphrase};
use crypto_core::board::{self, VerifiedBoard};
use crypto_core::bundle::{BundleWriter, StoredLetter, StoredParcel, WeekSummary};
use crypto_core::ids::{Addressee, ChannelId, LetterId, ParcelId};
use crypto_core::keys::{MemberKey, Root};
use crypto_core::letter::{Content, Kind, RosterReference, Seat, Slots, seal_letter};
use crypto_core::outbox::{Item, OutboxReader};
use crypto_core::primitives::hybrid::HybridRecipient;
use crypto_core::publication::Publication;
use crypto_core::receipt::Receipt;
use crypto_core::recipients::Recipients;
use crypto_core::roster::{self, VerifiedRoster};
use crypto_core::time::{Day, Epoch, Week};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use zeroize::Zeroizing;

use crate::holdings::Holdings;
use crate::stack::{FIRST_OUTBOX, MEMBERS, PASSPHRASE, Stack};

mod serve;
mod truth;
mod visit;

pub use serve::{Asked, Server};
pub use truth::Insight;
pub use visit::Visit;

/// Storage weeks that the server still has: every reader has imported the others.
const WEEKS_KEPT: u32 = 4;

/// Everything published and sent, and the receipts of all reporters.
pub struct Committee {
    stack: Stack,
    rng: StdRng,
    roster: Vec<u8>,
    recipients: BTreeMap<Epoch, Vec<u8>>,
    board: Vec<u8>,
    stored: BTreeMap<Week, Stored>,
    receipts: Vec<[u8; 16]>,
}

/// What came in one week.
#[derive(Default)]
struct Stored {
    letters: BTreeMap<LetterId, Vec<u8>>,
    parcels: BTreeMap<ParcelId, Vec<u8>>,
}

impl Committee {
    /// A new channel with its first board, in which no letter has been written. Cells live for `cell_weeks`.
    pub fn found(seed: u64, cell_weeks: u16) -> Result<Self> {
        let stack = Stack::found_offline()?;
        sign_with_life(&stack, cell_weeks)?;
        let mut committee = Self {
            rng: StdRng::seed_from_u64(seed),
            roster: Vec::new(),
            recipients: BTreeMap::new(),
            board: Vec::new(),
            stored: BTreeMap::new(),
            receipts: Vec::new(),
            stack,
        };
        let first = fs::read(committee.stack.path(FIRST_OUTBOX))?;
        let first = publication_in(&first, &committee.stack)?.context("no first board")?;
        committee.roster = first.roster.context("no roster")?;
        committee.recipients.extend(first.recipients);
        committee.board = first.board;
        committee.board()?;
        Ok(committee)
    }

    /// The channel's id.
    pub fn channel(&self) -> ChannelId {
        self.stack.channel()
    }

    /// The part of the page's address after `#`.
    pub fn fragment(&self) -> String {
        self.stack.fragment()
    }

    /// Everything that a member's vault holds, as shapes and bytes.
    pub fn holdings(&self, member: u16) -> Result<Holdings> {
        let mut holdings = Holdings::default();
        holdings.vault(&self.stack, member)?;
        Ok(holdings)
    }

    /// The day of the first member's first publication.
    pub fn first_day(&self) -> Day {
        self.stack.today()
    }

    /// A number below `bound`, for what people happen to do.
    pub fn chance(&mut self, bound: u32) -> u32 {
        self.rng.random_range(0..bound)
    }

    fn verified_roster(&self) -> Result<VerifiedRoster> {
        roster::verify(&self.roster, &self.stack.channel()).context("the roster does not hold")
    }

    /// The board as everybody sees it.
    pub fn board(&self) -> Result<VerifiedBoard> {
        let roster = self.verified_roster()?;
        board::verify(&self.board, &self.stack.channel(), &roster)
            .context("the board does not hold")
    }

    /// A new reporter writes.
    pub fn report(&mut self, day: Day) -> Result<()> {
        let receipt: [u8; 16] = self.rng.random();
        self.receipts.push(receipt);
        self.write(&receipt, Kind::Report, day)
    }

    /// Somebody who wrote before writes again.
    pub fn follow_up(&mut self, day: Day) -> Result<()> {
        let who = self.rng.random_range(0..self.receipts.len().max(1));
        match self.receipts.get(who).copied() {
            Some(receipt) => self.write(&receipt, Kind::Message, day),
            None => Ok(()),
        }
    }

    fn write(&mut self, receipt: &[u8; 16], kind: Kind, day: Day) -> Result<()> {
        let (channel, roster) = (self.stack.channel(), self.verified_roster()?);
        let root = root_of(receipt, self);
        let content = Content {
            channel,
            roster: RosterReference {
                serial: roster.serial,
                sha256: *roster.sha256(),
            },
            board_serial: self.board()?.header().serial,
            day,
            letter_id: LetterId(self.rng.random()),
            addressee: Addressee::Committee,
            service: 0,
            conversation: root.conversation_id(),
            thread_key: root.thread_key(),
            kind,
            body: Zeroizing::new("Something is wrong.".to_owned()),
            attachments: Vec::new(),
            left_out: root.leave_out(&channel, &[]),
            proof_salt: None,
            object: None,
            name_box: None,
            unknown: crypto_core::cbor::Unknown::default(),
        };
        let file = self
            .recipients
            .get(&day.epoch())
            .context("no recipients for the day")?;
        let file: Recipients = serde_json::from_slice(file)?;
        let mut readers: Vec<(HybridRecipient, MemberKey)> = Vec::new();
        for one in &file.recipients {
            let recipient =
                HybridRecipient::parse(&one.recipient).map_err(|_| anyhow!("no recipient"))?;
            readers.push((recipient, root.member_key(one.member)));
        }
        let seats: Vec<Seat> = readers
            .iter()
            .map(|(recipient, member_key)| Seat {
                recipient,
                member_key,
            })
            .collect();
        let letter = seal_letter(&content, &seats, Slots::Eight, &mut self.rng)?;
        let id = LetterId(self.rng.random());
        let week = self.stored.entry(day.week()).or_default();
        week.letters.insert(id, letter.as_bytes().to_vec());
        Ok(())
    }

    /// A member opens the vault on a day and imports what the server has.
    pub fn visit(&mut self, member: u16, today: Day) -> Result<Visit<'_>> {
        let bundle = self.stack.path("bundle");
        fs::write(&bundle, self.bundle(today)?)?;
        let vault = self.vault(member)?;
        Visit::begin(self, vault, &bundle, today)
    }

    fn vault(&self, member: u16) -> Result<Vault> {
        let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
        Ok(Vault::open(
            &self.stack.path(&format!("vault-{member}")),
            &passphrase,
        )?)
    }

    /// The server's part: takes a board that follows the one it has, refuses any other.
    pub fn push(&mut self, offered: &[u8]) -> Result<bool> {
        let roster = self.verified_roster()?;
        let next = board::verify(offered, &self.stack.channel(), &roster)?;
        let follows = board::check_successor(self.board()?.header(), next.header()).is_ok();
        if follows {
            self.board = offered.to_vec();
        }
        Ok(follows)
    }

    /// An offered board as whoever carries it sees it.
    pub fn look_at(&self, offered: &[u8]) -> Result<VerifiedBoard> {
        let roster = self.verified_roster()?;
        Ok(board::verify(offered, &self.stack.channel(), &roster)?)
    }

    /// Days that a cell stays on the board.
    pub fn life(&self) -> Result<u32> {
        Ok(u32::from(self.verified_roster()?.cell_weeks) * 7)
    }

    fn bundle(&self, today: Day) -> Result<Vec<u8>> {
        let mut bundle = BundleWriter::begin(Vec::new(), &self.stack.channel())?;
        bundle.board(&self.board)?;
        bundle.roster(&self.roster)?;
        for (epoch, file) in &self.recipients {
            bundle.recipients(*epoch, file)?;
        }
        let kept = |week: &Week| week.0 + WEEKS_KEPT > today.week().0;
        for (&week, stored) in self.stored.iter().filter(|(week, _)| kept(week)) {
            bundle.week(&WeekSummary {
                week,
                closed: week < today.week(),
                letters: stored.letters.keys().copied().collect(),
                parcels: stored.parcels.keys().copied().collect(),
            })?;
            for (&id, bytes) in &stored.letters {
                let bytes = bytes.clone();
                bundle.letter(&StoredLetter { week, id, bytes })?;
            }
            for (&id, bytes) in &stored.parcels {
                let bytes = bytes.clone();
                bundle.parcel(&StoredParcel { week, id, bytes })?;
            }
        }
        Ok(bundle.finish()?)
    }
}

/// Signs the first roster again, with another life of cells.
fn sign_with_life(stack: &Stack, cell_weeks: u16) -> Result<()> {
    let path = stack.path("channel.toml");
    let (before, life) = (
        fs::read_to_string(&path)?,
        format!("cell_weeks = {cell_weeks}"),
    );
    if !before.contains("cell_weeks = 26") {
        bail!("the channel's description says no life of 26 weeks");
    }
    fs::write(&path, before.replace("cell_weeks = 26", &life))?;
    let files = MEMBERS.map(|(number, _)| format!("member-{number}.json"));
    let mut sign = vec!["roster", "sign", "--config", "channel.toml"];
    sign.extend(["--out", FIRST_OUTBOX, "--members"]);
    sign.extend(files.iter().map(String::as_str));
    stack.reader(1, &sign, None).map(drop)
}

/// What an outbox has to publish.
fn publication_in(outbox: &[u8], stack: &Stack) -> Result<Option<Publication>> {
    let mut outbox = OutboxReader::open(outbox, &stack.channel())?;
    while let Some(item) = outbox.next_item()? {
        if let Item::Publication(container) = item {
            return Ok(Some(Publication::parse(&container)?));
        }
    }
    Ok(None)
}

fn root_of(receipt: &[u8; 16], committee: &Committee) -> Root {
    Root::derive(
        &Receipt::from_bytes(*receipt),
        &committee.stack.channel(),
        Addressee::Committee,
    )
}
