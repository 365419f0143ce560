//! The events of a journal, one table. New kinds and new fields may be added, none changed: a vault of any
//! earlier version opens for ever.

use crypto_core::{
    ids::{ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Epoch, Week},
};

pub use super::{
    codes::{Alarms, CloneSign, EraseReason, Mark, Purpose, ReplyKind, Standing},
    records::{CellUse, ListedEpoch, RegisterLine},
};
use super::{
    ids::{BatchId, CaseId, DeedId, ReplyId},
    table::events,
};
use crate::vault::contents::PieceRef;

events! {
    /// A roster was seen.
    1 RosterSeen {
        1 serial: u64,
        2 hash: Digest,
        /// Stanzas in each of its letters.
        3 slots: u8,
        4 valid_until: Day,
        /// The day of the board that named it first.
        5 day: Day,
        /// So many members must come together to open its letters; journals of earlier versions do not say.
        6 quorum: Option<u8>,
        /// The first day of its validity; likewise.
        7 from: Option<Day>,
    }
    /// A board was seen.
    2 BoardSeen {
        1 serial: u64,
        /// SHA-256 of the signed header.
        2 head: Digest,
        3 board_day: Day,
        4 signer: MemberNumber,
        5 roster_serial: u64,
    }
    /// A bundle was imported.
    3 Imported { 1 day: Day, }
    /// Letters of a storage week, opened or not, have passed through this reader.
    4 WeekImported {
        1 week: Week,
        2 closed: bool,
        /// How many letters the server holds of it.
        3 count: u32,
        /// SHA-256 over their sorted ids.
        4 ids: Digest,
        /// The sorted ids of those that have passed.
        5 passed: PieceRef,
        /// Whether these are all.
        6 complete: bool,
    }
    /// A letter did not fit any case.
    5 CaseOpened {
        1 case: CaseId,
        2 day: Day,
        /// `None` for a letter without a way back.
        3 conversation: Option<ConversationId>,
        /// Member key (32) and thread key (32); `None` where nobody can answer.
        4 keys: Option<PieceRef>,
        /// An adviser's number, 0 for the committee.
        5 addressee: MemberNumber,
        /// See [`Standing`].
        6 standing: u8,
        /// The case that this one stands beside.
        7 beside: Option<CaseId>,
    }
    /// A letter was opened.
    6 LetterOpened {
        1 case: CaseId,
        2 letter: LetterId,
        3 week: Week,
        /// The day that stands in it.
        4 letter_day: Day,
        5 day: Day,
        /// Plaintext: only exact repeats of it are dropped.
        6 plaintext: Digest,
        7 piece: PieceRef,
        /// See [`Alarms`].
        8 alarms: u8,
        /// Whether it is a text of another age tool.
        9 foreign: bool,
        /// SHA-256 of the letter as it came, if it waited for a quorum.
        10 held: Option<Digest>,
        /// What its readers share for their work in its case (32); a text of another age tool has none.
        11 secret: Option<PieceRef>,
    }
    /// Somebody decided what a case is.
    7 CaseMarked {
        1 case: CaseId,
        /// See [`Mark`].
        2 mark: u8,
    }
    /// An answer was written.
    8 ReplyDrafted {
        1 reply: ReplyId,
        2 case: CaseId,
        /// See [`ReplyKind`].
        3 kind: u8,
        /// The text.
        4 piece: PieceRef,
        5 parts: u8,
        6 day: Day,
        /// Of this many of the case's letters, the first ones, receipt is confirmed.
        7 letters: u32,
        /// The files that go with it.
        8 files: Option<PieceRef>,
        /// See [`Purpose`]; journals of earlier versions do not say.
        9 purpose: Option<u8>,
    }
    /// An answer was sealed, all of its cells; sealed again, it is published once more.
    17 ReplySealed {
        1 reply: ReplyId,
        /// The reply index of its first cell.
        2 first_index: u16,
        3 parts: u8,
        /// The day that stands in the cells.
        4 day: Day,
        /// The cells, one after the other.
        5 piece: PieceRef,
    }
    /// A batch was drawn; from here on it never changes.
    9 BatchFixed {
        1 batch: BatchId,
        /// The publication day that it is for.
        2 slot: Day,
        /// The day that stands in its cells.
        3 day: Day,
        /// Its cells, byte for byte.
        4 piece: PieceRef,
        5 cells: Vec<CellUse>,
    }
    /// A header was signed for one board.
    10 Offered {
        1 serial: u64,
        /// SHA-256 of the header before.
        2 previous: Digest,
        /// The publication container.
        3 piece: PieceRef,
        4 day: Day,
    }
    /// A batch of this reader was found on the public board.
    11 BatchOut {
        1 batch: BatchId,
        2 serial: u64,
        /// The day that the header gives it.
        3 day: Day,
    }
    /// A batch that was public before its time was over is on the board no more.
    12 BatchDropped { 1 batch: BatchId, 2 serial: u64, 3 signer: MemberNumber, }
    /// An answer under this member's keys is on the board, and the journal did not know: the vault
    /// came from a backup.
    13 ReplyFound {
        1 case: CaseId,
        2 reply: ReplyId,
        /// See [`ReplyKind`].
        3 kind: u8,
        /// The day that stands in its cells.
        4 day: Day,
        /// The text.
        5 piece: PieceRef,
        /// Whether all of its parts are there.
        6 whole: bool,
        /// The largest index that the case has on the board.
        7 last_index: u16,
        /// The files that it names; their parcels are in no backup.
        8 files: Option<PieceRef>,
    }
    /// The vault came from a backup.
    14 Restored { 1 day: Day, }
    /// This member's confirmation of a week was put into an outbox.
    15 WeekConfirmed { 1 week: Week, 2 count: u32, 3 ids: Digest, }
    /// Recipients of new epochs were made.
    16 KeysPrepared { 1 first: u32, 2 count: u32, 3 day: Day, }
    /// A letter came that a quorum must open: this member has a share of it.
    20 LetterHeld {
        1 case: CaseId,
        2 letter: LetterId,
        3 week: Week,
        4 day: Day,
        /// The letter as it came.
        5 piece: PieceRef,
        /// What was in this member's stanza.
        6 share: PieceRef,
        /// Whether the share is the one that the letter promises.
        7 fits: bool,
        /// SHA-256 of the letter as it came: whoever writes a bundle can put other bytes under an id.
        8 file: Digest,
    }
    /// The first letter of a sealed case was opened: what it is, is known now.
    21 CaseUnsealed {
        1 case: CaseId,
        2 conversation: Option<ConversationId>,
        3 keys: Option<PieceRef>,
        4 addressee: MemberNumber,
        5 standing: u8,
        6 beside: Option<CaseId>,
    }
    /// A colleague gave this member their share of a letter.
    22 ShareReceived { 1 letter: LetterId, 2 from: MemberNumber, 3 share: PieceRef, 4 day: Day, }
    /// A colleague's share is not the letter's.
    23 ShareRefused { 1 letter: LetterId, 2 from: MemberNumber, 3 share: PieceRef, }
    /// Shares that are right do not open a letter: so far, or never.
    27 LetterBroken { 1 file: Digest, }
    /// A letter that waited says what another one said before: it waits no longer.
    28 LetterRepeated { 1 file: Digest, }
    /// This member gave a colleague their share of a letter.
    24 ShareReleased { 1 letter: LetterId, 2 to: MemberNumber, 3 day: Day, }
    /// A letter to a colleague was sealed; it goes out with each outbox until the server lists it.
    25 LetterWritten {
        1 letter: LetterId,
        2 to: MemberNumber,
        3 day: Day,
        4 piece: PieceRef,
        /// The case whose reporter it names: it goes with the case, and to nobody who is left out.
        5 case: Option<CaseId>,
    }
    /// A letter to a colleague is on the server.
    26 LetterPosted { 1 letter: LetterId, }
    /// A page of a colleague's journal came.
    40 PageReceived {
        1 member: MemberNumber,
        /// The chain, as a number.
        2 chain: u64,
        3 number: u32,
        /// The storage week in which the server had it.
        4 week: Week,
        /// SHA-256 of its header.
        5 header: Digest,
        /// The page.
        6 piece: PieceRef,
        7 clock: u64,
    }
    /// A page of this member's journal was written for colleagues.
    41 PageWritten {
        1 chain: u64,
        2 number: u32,
        3 day: Day,
        /// SHA-256 of its header.
        4 header: Digest,
        5 clock: u64,
        /// Places of the facts in it, in the order in which this journal has them.
        6 facts: Vec<u32>,
        /// The page.
        7 piece: PieceRef,
    }
    /// A letter claimed to be a page of a member's journal, and was none.
    42 PageRefused {
        /// SHA-256 of the letter's plaintext.
        1 plaintext: Digest,
        /// Whose name it bears; 0 if it bears none.
        2 named: MemberNumber,
        3 week: Week,
    }
    /// A change of the channel's root key was seen in a roster.
    35 RootChangeSeen {
        1 number: u32,
        /// The new public key.
        2 key: Digest,
        3 day: Day,
    }
    /// The root key was split onto paper.
    36 RootSplit {
        /// Tells this split from others.
        1 set: u32,
        /// Sheets that are needed.
        2 needed: u8,
        3 sheets: u8,
        4 day: Day,
        /// The public key of what was split.
        5 key: Digest,
    }
    /// Sheets were put together again, to see that they give the root key.
    37 RootRehearsed { 1 set: u32, 2 day: Day, }
    /// The reporter asks for a proof of receipt of a letter.
    45 ProofAsked {
        1 case: CaseId,
        2 letter: LetterId,
        /// The day on which the letter was opened here.
        3 day: Day,
        /// SHA-256 of salt and text.
        4 sha256: Digest,
    }
    /// An answer that is sealed states that this member had a text.
    46 ProofGiven { 1 reply: ReplyId, 2 day: Day, 3 sha256: Digest, }
    /// This member did something in a case: a step, a view, a note, …
    50 DeedDone {
        1 case: CaseId,
        2 deed: DeedId,
        3 day: Day,
        /// What; see [`crate::casework::deed::Deed`].
        4 piece: PieceRef,
    }
    /// A part of a colleague's deed stood in a page of theirs.
    51 DeedHeard {
        1 case: CaseId,
        2 deed: DeedId,
        3 member: MemberNumber,
        /// Its number, from 0, and how many there are.
        4 part: u8,
        5 parts: u8,
        /// The day on which it was done, as they say, and that of the page.
        6 day: Day,
        7 written: Day,
        /// SHA-256 of the page's header, and the place among the writer's facts.
        8 page: Digest,
        9 place: u32,
        10 piece: PieceRef,
    }
    /// This member's view of a case, which colleagues get once theirs are in too.
    52 ViewKept { 1 case: CaseId, 2 deed: DeedId, 3 piece: PieceRef, }
    /// Colleagues get it from now on.
    54 ViewOpened { 1 deed: DeedId, }
    /// What colleagues did makes a case closed, open or no report; it is they who tell of it.
    55 CaseSettled {
        1 case: CaseId,
        /// See [`Mark`].
        2 mark: u8,
    }
    /// A letter holds a report that a member typed in.
    56 MinutesTaken {
        1 case: CaseId,
        2 member: MemberNumber,
        /// See [`crypto_core::minutes::Way`].
        3 way: u8,
        4 day: Day,
        /// What its claim code gives.
        5 claim: Digest,
    }
    /// A reporter has shown the claim code of a report that was typed in.
    57 MinutesClaimed {
        /// Their case.
        1 case: CaseId,
        /// That of the report.
        2 minutes: CaseId,
        3 day: Day,
    }
    /// The reporter of a report that was typed in was told something by telephone, on paper or in a meeting.
    60 ToldElsewhere {
        1 case: CaseId,
        /// Random: tells it from others.
        2 reply: ReplyId,
        /// See [`crate::ledger::fact::Published`].
        3 what: u8,
        4 day: Day,
    }
    /// A reporter's name is held apart: typed in here, or given by a colleague.
    58 NameKept {
        1 case: CaseId,
        /// The deed by which it came to be held.
        2 deed: DeedId,
        /// Who typed it in or gave it.
        3 from: MemberNumber,
        4 day: Day,
        /// The name, under a key of its own.
        5 piece: PieceRef,
        /// SHA-256 of the plaintext of the letter that brought it, if one did.
        6 plaintext: Option<Digest>,
    }
    /// A letter claimed to bring a reporter's name, and nothing of it was kept.
    59 NameRefused {
        /// SHA-256 of the letter's plaintext.
        1 plaintext: Digest,
    }
    /// A colleague gave their share of a name that a reporter held apart.
    64 NameShareCame {
        1 case: CaseId,
        /// The letter that holds it.
        2 letter: LetterId,
        /// The deed that says why.
        3 deed: DeedId,
        4 from: MemberNumber,
        5 day: Day,
        /// The share, 33 bytes, under a key of its own.
        6 piece: PieceRef,
        /// SHA-256 of the plaintext of the letter that brought it.
        7 plaintext: Digest,
    }
    /// What colleagues did in a case was shown.
    70 DeedsSeen {
        1 case: CaseId,
        /// Parts of it that had come by then, in the order of their coming.
        2 heard: u32,
    }
    /// The rules that cases are worked by.
    53 RulesSet { 1 day: Day, 2 rules: Digest, 3 piece: PieceRef, }
    /// An epoch's secret is erased from here on: what the vault still has of it goes.
    30 EpochErased {
        1 epoch: Epoch,
        /// See [`EraseReason`].
        2 reason: u8,
        3 day: Day,
    }
    /// A case's contents are erased from here on: what the vault still has of them goes.
    31 CaseDestroyed {
        1 case: CaseId,
        2 day: Day,
        /// SHA-256 of its member key: by it a later letter is known that is still sealed.
        3 key: Option<Digest>,
        /// What stays of it for the register, one line or none.
        4 register: Vec<RegisterLine>,
    }
    /// A bundle listed all storage weeks that the server had, up to this one: of an earlier week that this
    /// journal does not know there was nothing.
    32 WeeksListed { 1 to: Week, }
    /// What a roster gives as this member's recipients.
    33 RecipientsListed { 1 roster: u64, 2 epochs: Vec<ListedEpoch>, }
    /// Something on the board was made with this vault's keys, and not by this journal.
    34 CloneNoticed {
        1 day: Day,
        /// The board's serial.
        2 serial: u64,
        /// See [`CloneSign`].
        3 sign: u8,
    }
}
