//! A committee whose readers run as a library, with no server between them: what is published is kept here, and
//! who knows everything can say which cells are real.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow, bail};
use belfry_reader::export::export;
use belfry_reader::import::import;
use belfry_reader::state::State;
use belfry_reader::vault::{Vault, locked_key::Passphrase};
use belfry_reader::{answer, cases};
use crypto_core::address::ChannelAddress;
use crypto_core::board::{self, Cell, VerifiedBoard};
use crypto_core::bundle::{BundleWriter, StoredLetter, WeekSummary};
use crypto_core::ids::{Addressee, LetterId, MemberNumber, ReplyToken};
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

use crate::stack::{FIRST_OUTBOX, MEMBERS, PASSPHRASE, Stack};

/// Reply indices that a conversation uses at most here.
const INDICES: u16 = 64;

/// Everything published and sent, and the receipts of all reporters.
pub struct Committee {
    stack: Stack,
    rng: StdRng,
    roster: Vec<u8>,
    recipients: BTreeMap<Epoch, Vec<u8>>,
    board: Vec<u8>,
    letters: BTreeMap<Week, BTreeMap<LetterId, Vec<u8>>>,
    receipts: Vec<[u8; 16]>,
}

impl Committee {
    /// A new channel with its first board, in which no letter has been written.
    pub fn found(seed: u64) -> Result<Self> {
        let stack = Stack::found_offline()?;
        let mut committee = Self {
            rng: StdRng::seed_from_u64(seed),
            roster: Vec::new(),
            recipients: BTreeMap::new(),
            board: Vec::new(),
            letters: BTreeMap::new(),
            receipts: Vec::new(),
            stack,
        };
        committee.take_outbox(&fs::read(committee.stack.path(FIRST_OUTBOX))?)?;
        Ok(committee)
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
        let (channel, roster) = (self.stack.channel(), self.verified_roster()?);
        let root = root_of(&receipt, self);
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
            kind: Kind::Report,
            body: Zeroizing::new("Something is wrong.".to_owned()),
            attachments: Vec::new(),
            left_out: root.leave_out(&channel, &[]),
            proof_salt: None,
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
        self.letters
            .entry(day.week())
            .or_default()
            .insert(id, letter.as_bytes().to_vec());
        self.receipts.push(receipt);
        Ok(())
    }

    /// A member imports, answers some cases (each with the chance of one in `one_in`) and publishes.
    pub fn publish(&mut self, member: u16, today: Day, one_in: u32) -> Result<()> {
        let bundle = self.stack.path("bundle");
        fs::write(&bundle, self.bundle(today)?)?;
        let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
        let mut vault = Vault::open(&self.stack.path(&format!("vault-{member}")), &passphrase)?;
        let address = ChannelAddress::of(&self.stack.channel());
        import(&mut vault, &bundle, Some(&address), today, &mut self.rng)?;
        let state = State::replay(vault.journal.events());
        let names: Vec<String> = state.cases.keys().map(ToString::to_string).collect();
        for name in names {
            if self.rng.random_range(0..one_in) == 0 {
                let case = cases::find(&state, &name)?;
                answer::draft(
                    &mut vault,
                    &state,
                    case,
                    "We look into it.",
                    today,
                    &mut self.rng,
                )?;
            }
        }
        let outbox = self.stack.path("outbox");
        export(&mut vault, &outbox, today, &mut self.rng)?;
        drop(vault);
        self.take_outbox(&fs::read(outbox)?)
    }

    fn bundle(&self, today: Day) -> Result<Vec<u8>> {
        let mut bundle = BundleWriter::begin(Vec::new(), &self.stack.channel())?;
        bundle.board(&self.board)?;
        bundle.roster(&self.roster)?;
        for (epoch, file) in &self.recipients {
            bundle.recipients(*epoch, file)?;
        }
        for (&week, letters) in &self.letters {
            let (closed, ids) = (week < today.week(), letters.keys().copied().collect());
            bundle.week(&WeekSummary {
                week,
                closed,
                letters: ids,
                parcels: Vec::new(),
            })?;
            for (&id, bytes) in letters {
                bundle.letter(&StoredLetter {
                    week,
                    id,
                    bytes: bytes.clone(),
                })?;
            }
        }
        Ok(bundle.finish()?)
    }

    fn take_outbox(&mut self, bytes: &[u8]) -> Result<()> {
        let mut outbox = OutboxReader::open(bytes, &self.stack.channel())?;
        while let Some(item) = outbox.next_item()? {
            let Item::Publication(container) = item else {
                continue;
            };
            let new = Publication::parse(&container)?;
            self.roster = new.roster.unwrap_or(std::mem::take(&mut self.roster));
            self.recipients.extend(new.recipients);
            self.board = new.board;
            return self.board().map(drop);
        }
        bail!("nothing was published")
    }

    /// Which conversation each real cell belongs to, by its token: what only reporters and members know.
    pub fn truth(&self) -> BTreeMap<ReplyToken, usize> {
        let mut truth = BTreeMap::new();
        for (conversation, receipt) in self.receipts.iter().enumerate() {
            let root = root_of(receipt, self);
            for (member, _) in MEMBERS {
                let key = root.member_key(MemberNumber(member));
                truth.extend((0..INDICES).map(|j| (key.reply_token(j), conversation)));
            }
        }
        truth
    }
}

fn root_of(receipt: &[u8; 16], committee: &Committee) -> Root {
    Root::derive(
        &Receipt::from_bytes(*receipt),
        &committee.stack.channel(),
        Addressee::Committee,
    )
}

/// The cells that a publication added, and whether all others stayed as they were.
pub fn added(before: &VerifiedBoard, after: &VerifiedBoard) -> Result<Vec<Cell>> {
    let batches = |board: &VerifiedBoard| -> Vec<Vec<Cell>> {
        board.batches().map(|(_, cells)| cells.to_vec()).collect()
    };
    let (old, mut new) = (batches(before), batches(after));
    let last = new.pop().context("a board without batches")?;
    if old != new {
        bail!("a publication changed more than it added");
    }
    Ok(last)
}
