//! What the events add up to: cases, answers, batches, boards. Computed anew at every start; a pure
//! function of the journal.

pub mod apply;
mod case;
pub mod deeds;
mod destroyed;
pub mod epochs;
mod forks;
pub mod minutes;
pub mod names;
pub mod pages;
pub mod proofs;
pub mod quorum;
mod reply;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Week},
};

pub use case::{Case, Destroyed, Letter};
pub use reply::{Batch, BatchStanding, Offer, Reply, Sealed};

use deeds::{DoneDeed, KeptView, Rules};
use pages::{OwnPage, ReceivedPage, RefusedPage};
use quorum::{Outgoing, ReceivedShare, Release};

use crate::{
    journal::{
        event::{Event, RegisterLine, ReplyKind},
        ids::{BatchId, CaseId, ReplyId},
    },
    vault::contents::PieceRef,
};

/// Reply indices that a reader skips after a restore (protocol, section 4.2).
pub const RESTORE_SKIP: u16 = 64;

/// Everything that the journal says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Rosters seen, by serial.
    pub rosters: BTreeMap<u64, SeenRoster>,
    /// New root keys seen, by the number of the change; more than one is somebody's fraud.
    pub root_changes: BTreeMap<u32, BTreeSet<Digest>>,
    /// The last split of the root key onto paper.
    pub split: Option<Split>,
    /// Boards seen, by serial.
    pub boards: BTreeMap<u64, SeenBoard>,
    /// The day of the last import.
    pub last_import: Option<Day>,
    /// Storage weeks of which letters have passed.
    pub weeks: BTreeMap<Week, SeenWeek>,
    /// Cases.
    pub cases: BTreeMap<CaseId, Case>,
    /// The cases of each conversation, as far as they were ever said to be of it.
    of_conversation: BTreeMap<ConversationId, BTreeSet<CaseId>>,
    /// The cases in which the code of each typed-in report was ever shown.
    claimants: BTreeMap<CaseId, BTreeSet<CaseId>>,
    /// Answers of all cases.
    pub replies: BTreeMap<ReplyId, Reply>,
    /// Answers in the order in which they were written.
    pub reply_order: Vec<ReplyId>,
    /// Batches.
    pub batches: BTreeMap<BatchId, Batch>,
    /// Batches in the order in which they were drawn.
    pub batch_order: Vec<BatchId>,
    /// The last header that was signed here.
    pub offer: Option<Offer>,
    /// The case of each letter that waits for a quorum, by the hash of the letter as it came.
    pub sealed_in: BTreeMap<Digest, CaseId>,
    /// Every letter that ever waited, likewise.
    pub held_files: BTreeSet<Digest>,
    /// Letters of destroyed cases.
    pub destroyed_letters: BTreeSet<LetterId>,
    /// Shares that colleagues gave, by letter.
    pub shares: BTreeMap<LetterId, Vec<ReceivedShare>>,
    /// Shares that this member gave.
    pub releases: Vec<Release>,
    /// Letters to colleagues.
    pub outgoing: BTreeMap<LetterId, Outgoing>,
    /// Pages of colleagues' journals, in the order in which they came.
    pub pages: Vec<ReceivedPage>,
    /// Pages of this member's journal.
    pub own_pages: Vec<OwnPage>,
    /// What this member did in cases, in the order of doing.
    pub deeds: Vec<DoneDeed>,
    /// Views of this member that colleagues may not have yet.
    pub kept_views: Vec<KeptView>,
    /// The case of each report that was typed in, by what its claim code gives.
    pub claims: BTreeMap<Digest, CaseId>,
    /// What stays of destroyed cases for the register.
    pub register: Vec<RegisterLine>,
    /// The rules that were set, the last ones last.
    pub rules: Vec<Rules>,
    /// Letters that claimed to be a page and were none.
    pub refused_pages: Vec<RefusedPage>,
    /// Plaintexts of all letters opened.
    pub plaintexts: BTreeSet<Digest>,
    /// How often the vault came back from a backup, or noticed another reader with its keys.
    pub restores: u16,
    /// Whether no board was looked through since the last time it did.
    pub unscanned: bool,
    /// Whether nothing was imported since the last time it did.
    pub must_import: bool,
    /// The day of the last restore, or of the last sign of another reader with the same keys.
    pub last_fork: Option<Day>,
    /// The epochs' secrets.
    pub epochs: epochs::Epochs,
    /// Events of a later version.
    pub unknown: usize,
}

/// A roster that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRoster {
    /// SHA-256 of the signed file.
    pub hash: Digest,
    /// Stanzas in each of its letters.
    pub slots: u8,
    /// So many members must come together to open them, if the journal says.
    pub quorum: Option<u8>,
    /// Its first day, or the first on which it was seen, if the journal does not say.
    pub from: Day,
    /// Its last day.
    pub valid_until: Day,
    /// The day of the board with which it was seen first.
    pub day: Day,
}

/// A split of the root key onto paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Tells it from others.
    pub set: u32,
    /// Sheets that are needed.
    pub needed: u8,
    /// Sheets in all.
    pub sheets: u8,
    /// When it was made.
    pub day: Day,
    /// The public key of what was split.
    pub key: Digest,
    /// When sheets of it were last put together.
    pub rehearsed: Option<Day>,
}

/// A board that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenBoard {
    /// The header's hash.
    pub head: Digest,
    /// Its day.
    pub day: Day,
    /// Who signed it.
    pub signer: MemberNumber,
}

/// A storage week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenWeek {
    /// Whether it gets no more letters.
    pub closed: bool,
    /// How many letters the server holds of it.
    pub count: u32,
    /// SHA-256 over their ids.
    pub ids: Digest,
    /// Ids that have passed.
    pub passed: PieceRef,
    /// Whether these are all.
    pub complete: bool,
    /// What an outbox has confirmed already.
    pub confirmed: Option<(u32, Digest)>,
}

impl State {
    /// The state after these events.
    #[must_use]
    pub fn replay<'e>(events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut state = Self::default();
        for event in events {
            state.apply(event);
        }
        state
    }

    /// Whether an answer was written after a case's last letter.
    #[must_use]
    pub fn is_answered(&self, case: &Case) -> bool {
        case.replies
            .iter()
            .filter_map(|id| self.replies.get(id))
            .filter(|reply| reply.kind == ReplyKind::Answer)
            .any(|reply| usize::try_from(reply.letters).is_ok_and(|n| n >= case.letter_count()))
    }

    /// Answers of which parts wait for a place, oldest first.
    pub fn queue(&self) -> impl Iterator<Item = (ReplyId, &Reply)> {
        self.reply_order
            .iter()
            .filter_map(|id| Some((*id, self.replies.get(id)?)))
            .filter(|(_, reply)| !reply.is_placed())
    }

    /// The first change of the root key of which two different ones were seen.
    #[must_use]
    pub fn contested_root(&self) -> Option<u32> {
        let mut changes = self.root_changes.iter();
        changes
            .find(|(_, keys)| keys.len() > 1)
            .map(|(number, _)| *number)
    }

    /// The board seen last.
    #[must_use]
    pub fn last_board(&self) -> Option<(u64, &SeenBoard)> {
        self.boards
            .iter()
            .next_back()
            .map(|(serial, board)| (*serial, board))
    }

    /// The batches that hold parts of an answer as it was sealed last.
    pub fn batches_of(&self, reply: ReplyId) -> impl Iterator<Item = &Batch> {
        self.batches
            .values()
            .filter(move |batch| batch.replies.contains(&reply))
    }

    /// Whether every part of an answer has been seen on a board.
    #[must_use]
    pub fn is_out(&self, id: ReplyId) -> bool {
        self.replies.get(&id).is_some_and(|reply| {
            reply.found
                || (reply.is_placed()
                    && self
                        .batches_of(id)
                        .all(|batch| matches!(batch.standing, BatchStanding::Out(_))))
        })
    }
}
