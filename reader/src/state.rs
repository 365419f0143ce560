//! What the events add up to: cases, answers, batches, boards. Computed anew at every start; a pure
//! function of the journal.

pub mod apply;
pub mod deeds;
mod destroyed;
pub mod epochs;
mod forks;
pub mod minutes;
pub mod names;
pub mod pages;
pub mod proofs;
pub mod quorum;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Week},
};

use deeds::{DoneDeed, HeardPart, KeptView, Rules};
use pages::{OwnPage, ReceivedPage, RefusedPage};
use proofs::{Asked, Stated};
use quorum::{Outgoing, ReceivedShare, Release, SealedLetter};

use crate::{
    journal::{
        event::{Alarms, Event, Mark, Purpose, RegisterLine, ReplyKind, Standing},
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

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// When it was opened here.
    pub opened: Day,
    /// `None` for a letter without a way back.
    pub conversation: Option<ConversationId>,
    /// Member key and thread key.
    pub keys: Option<PieceRef>,
    /// An adviser's number, 0 for the committee.
    pub addressee: MemberNumber,
    /// How it came to be.
    pub standing: Standing,
    /// The case beside which it stands.
    pub beside: Option<CaseId>,
    /// What somebody decided.
    pub mark: Mark,
    /// Its letters, in the order of their opening.
    pub letters: Vec<Letter>,
    /// Its letters that wait for a quorum, in the order in which they came.
    pub sealed: Vec<SealedLetter>,
    /// Proofs of receipt that its letters ask for, in the order of their opening.
    pub proofs: Vec<Asked>,
    /// Who typed it in, if somebody did.
    pub minutes: Option<minutes::Minutes>,
    /// The case that was typed in and whose code its reporter has shown.
    pub claims: Option<CaseId>,
    /// Parts of what colleagues did in it, in the order in which they came.
    pub heard: Vec<HeardPart>,
    /// The reporter's name, where this vault has it.
    pub names: Vec<names::HeldName>,
    /// Colleagues' shares of names that the reporter held apart.
    pub name_shares: Vec<names::GivenShare>,
    /// So many of these, the first ones, were here when the case's work was shown last.
    pub seen: u32,
    /// Its answers, in the order of their writing.
    pub replies: Vec<ReplyId>,
    /// The smallest reply index above all that were used or seen.
    pub next_index: u16,
    /// Above the largest index that was found on a board and not published here.
    pub seen_to: u16,
    /// What is left of it, if its contents were destroyed.
    pub destroyed: Option<Destroyed>,
}

/// What the journal keeps of a case whose contents were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destroyed {
    /// When.
    pub day: Day,
    /// SHA-256 of its member key, if it had one.
    pub key: Option<Digest>,
    /// How many letters there were.
    pub letters: usize,
    /// How many answers and confirmations.
    pub replies: usize,
    /// When the last letter was imported.
    pub last_letter: Option<Day>,
    /// Whether it was no report.
    pub spam: bool,
}

impl Case {
    /// Whether nobody else gets what is done in it: what another age tool sealed is on this desk alone.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.letters.iter().all(|letter| letter.secret.is_none())
    }

    /// Letters that came, opened or not.
    #[must_use]
    pub fn letter_count(&self) -> usize {
        self.letters.len() + self.sealed.len()
    }

    /// When the last of them was imported.
    #[must_use]
    pub fn last_import(&self) -> Option<Day> {
        if let Some(left) = &self.destroyed {
            return left.last_letter;
        }
        let sealed = self.sealed.iter().map(|letter| letter.imported);
        let opened = self.letters.iter().map(|letter| letter.imported);
        opened.chain(sealed).max()
    }
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id on the server.
    pub id: LetterId,
    /// The storage week.
    pub week: Week,
    /// The day that stands in it.
    pub letter_day: Day,
    /// The day it was imported.
    pub imported: Day,
    /// SHA-256 of its plaintext.
    pub plaintext: Digest,
    /// What its readers share for their work in its case.
    pub secret: Option<PieceRef>,
    /// Its contents.
    pub piece: PieceRef,
    /// Warnings, see [`crate::journal::event::Alarms`].
    pub alarms: u8,
    /// Whether it is a text of another age tool.
    pub foreign: bool,
}

impl Letter {
    /// Whether its tag does not hold: somebody else than the case's reporter may have written it.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.alarms & Alarms::TAG != 0
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its case.
    pub case: CaseId,
    /// What it is.
    pub kind: ReplyKind,
    /// Its text.
    pub piece: PieceRef,
    /// The files that go with it.
    pub files: Option<PieceRef>,
    /// Cells that it takes.
    pub parts: u8,
    /// The day it was written.
    pub written: Day,
    /// Of this many of the case's letters it confirms receipt.
    pub letters: u32,
    /// Its cells, once sealed.
    pub sealed: Option<Sealed>,
    /// The day that was found in cells on the board, for a repeat that must fit them.
    pub found_day: Option<Day>,
    /// Parts that are in a batch.
    pub placed: BTreeSet<u8>,
    /// Whether a board showed it whole though no batch here holds it.
    pub found: bool,
    /// Whether its cells must not go out any more: another reader may have used their tokens.
    pub stale: bool,
    /// The proofs of receipt in it.
    pub proofs: Vec<Stated>,
    /// What it is for.
    pub purpose: Purpose,
    /// The day since when all of it was public for the first time, however often it was published again.
    pub first_out: Option<Day>,
}

/// The cells of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The day that stands in them.
    pub day: Day,
    /// The cells, one after the other.
    pub piece: PieceRef,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The publication day that it is for.
    pub slot: Day,
    /// Its cells.
    pub piece: PieceRef,
    /// The answers that have a part in it, unless they were sealed anew since.
    pub replies: BTreeSet<ReplyId>,
    /// Where it is.
    pub standing: BatchStanding,
}

/// Where a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchStanding {
    /// Drawn, not yet seen on a board.
    Fixed,
    /// On the board since a header gave it this day.
    Out(Day),
    /// Was on the board with this day, and is there no more.
    Dropped(Day),
    /// Not to go out any more: another reader with the same keys may have published for it.
    GivenUp,
}

impl Batch {
    /// Whether it is not on the board and no longer to be put there: its cells would be dead by now.
    #[must_use]
    pub fn has_lapsed(&self, today: Day, cell_weeks: u16) -> bool {
        let since = match self.standing {
            BatchStanding::Out(_) => return false,
            BatchStanding::GivenUp => return true,
            BatchStanding::Fixed => self.slot,
            BatchStanding::Dropped(day) => day,
        };
        today.since(since) >= u32::from(cell_weeks) * 7
    }
}

/// The last header signed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its serial.
    pub serial: u64,
    /// The header before it.
    pub previous: Digest,
    /// The publication container.
    pub piece: PieceRef,
    /// The day of signing.
    pub day: Day,
}

impl Reply {
    /// Whether all of its parts are in a batch, or it needs none.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.found || self.placed.len() >= usize::from(self.parts)
    }

    /// Parts that wait for a place.
    #[must_use]
    pub fn waiting_parts(&self) -> usize {
        if self.found {
            return 0;
        }
        usize::from(self.parts).saturating_sub(self.placed.len())
    }
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
