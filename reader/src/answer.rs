//! Writing answers: how many cells, and when they will be public.

mod files;
mod may;

use std::path::PathBuf;

use crypto_core::{
    attachment::rounded,
    lengths::{PARCEL_LEN, REPLY_INDICES},
    letter::Attachment,
    reply::{self, Reply as WireReply, ReplyError, ReplyKind as WireKind},
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;

use files::SealError;
pub use files::{FileError, Looked, look};
pub use may::may_answer;

use crate::{
    cases::{self, FindError},
    journal::{
        event::{Event, Purpose, ReplyKind},
        ids::{CaseId, ReplyId},
    },
    progress::{Stopped, Watch},
    proof,
    public::Public,
    rhythm,
    state::{Case, Reply, State},
    terms,
    vault::{Vault, VaultError, contents::PieceRef},
    words::days::has_day_from,
};

/// Why an answer was not taken.
#[derive(Debug, Error)]
pub enum AnswerError {
    /// No such case, or no more.
    #[error(transparent)]
    Find(#[from] FindError),
    /// Nothing was written.
    #[error("the answer is empty")]
    Empty,
    /// Nobody has read the letter yet.
    #[error("this case is still sealed: nothing of it has been read")]
    Sealed,
    /// A letter without a way back.
    #[error("there is no way back to who wrote this")]
    NoWayBack,
    /// No board was imported yet.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// More cells than an answer can have.
    #[error("the answer is too long")]
    TooLong,
    /// A file that was to go along.
    #[error(transparent)]
    File(#[from] FileError),
    /// All 1,024 reply indices are used.
    #[error("the conversation has no room for more answers")]
    Full,
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Whoever waited had it stopped.
    #[error("sealing the files was stopped, and the answer was not taken")]
    Stopped(#[from] Stopped),
}

/// What will become of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Cells that it takes.
    pub cells: usize,
    /// Files that go along.
    pub files: usize,
    /// Bytes that they take in the outbox.
    pub files_len: u64,
    /// The day on which all of it is published; `None` if this member does not publish.
    pub day: Option<Day>,
    /// The day by which feedback is due, where that is earlier.
    pub late: Option<Day>,
    /// Whether it names a day that is to come: its reporter then knows by when they hear more.
    pub says_when: bool,
}

/// What a member wants to send.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'d> {
    /// The text.
    pub text: &'d str,
    /// Files to send along.
    pub files: &'d [PathBuf],
    /// What it is for.
    pub purpose: Purpose,
    /// Only say what would become of it.
    pub preview: bool,
    /// Who is told how far sealing the files is, and can stop it there.
    pub watch: Watch<'d>,
}

/// Takes an answer into the journal, together with other events: all of them, or none. It goes out with the next batches
/// that have room. Whose turn it is to answer, [`crate::casework::answering`] asks.
///
/// # Errors
/// Every case of [`AnswerError`]; the answer is then not taken at all.
pub fn draft_with(
    vault: &mut Vault,
    (state, id): (&State, CaseId),
    says: Draft<'_>,
    mut with: Vec<Event>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Queued, AnswerError> {
    let text = says.text.trim_end();
    if text.is_empty() {
        return Err(AnswerError::Empty);
    }
    let case = may_answer(state, id)?;
    let public = Public::load(vault)?.ok_or(AnswerError::NoBoard)?;
    let reply = ReplyId::generate(rng);
    // Nothing is left of the parcels where the answer is refused after all.
    let (draft, attachments) = match files::choose(says.files)? {
        chosen if chosen.is_empty() => (None, Vec::new()),
        chosen => {
            let draft = vault.outgoing.begin().map_err(VaultError::from)?;
            let sealed = files::seal(chosen, &draft, says.watch, rng)?;
            (Some(draft), sealed)
        }
    };
    let content = (text, attachments.clone());
    let mut wire = wire_reply(vault, case, reply, WireKind::Answer, content, today)?;
    proof::put(&mut wire, &vault.secrets, proof::due(state, case));
    let cells = reply::parts_needed(&wire).map_err(|_| AnswerError::TooLong)?;
    let waiting: usize = state
        .queue()
        .filter(|(_, reply)| reply.case == id)
        .map(|(_, reply)| usize::from(reply.parts))
        .sum();
    if usize::from(case.next_index) + waiting + cells > usize::from(REPLY_INDICES) {
        return Err(AnswerError::Full);
    }
    let parcels = attachments.iter().map(|file| file.parcels).sum();
    let queued = Queued {
        files: attachments.len(),
        files_len: u64::from(rounded(parcels)).saturating_mul(PARCEL_LEN as u64),
        says_when: has_day_from(text, today),
        ..queued(vault, state, &public, (id, case, cells), today)?
    };
    if says.preview {
        return Ok(queued);
    }
    let piece = vault.contents.put(text.as_bytes(), rng)?;
    let files = put_files(vault, &attachments, rng)?;
    if let Some(draft) = draft {
        draft.keep(reply).map_err(VaultError::from)?;
    }
    vault.contents.sync(rng)?;
    let event = Event::ReplyDrafted {
        reply,
        case: id,
        kind: ReplyKind::Answer.code(),
        piece,
        parts: u8::try_from(cells).map_err(|_| AnswerError::TooLong)?,
        day: today,
        letters: u32::try_from(case.letter_count()).unwrap_or(u32::MAX),
        files,
        purpose: Some(says.purpose.code()),
    };
    with.push(event);
    vault.journal.append(with, &vault.secrets, rng)?;
    Ok(queued)
}

fn queued(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    (id, case, cells): (CaseId, &Case, usize),
    today: Day,
) -> Result<Queued, VaultError> {
    let before: usize = state.queue().map(|(_, reply)| reply.waiting_parts()).sum();
    let room = usize::from(public.roster.cells_per_batch).max(1);
    let number = (before + cells).div_ceil(room).saturating_sub(1);
    let header = public.board.header();
    let day = rhythm::of(state, &public.roster, header, vault.secrets.number(), today)
        .map(|rhythm| rhythm.day_of(number, today));
    let due = terms::of_case(vault, state, (id, case))?
        .filter(|terms| terms.fed_back.is_none())
        .and_then(|terms| terms.feedback_by);
    Ok(Queued {
        cells,
        files: 0,
        files_len: 0,
        day,
        late: due.filter(|due| day.is_some_and(|day| day > *due)),
        says_when: false,
    })
}

/// The answer as it will be sealed: with the days of the letters received, and the list of members
/// left out as the reporter gave it. Proofs of receipt are put into it by [`proof::put`].
///
/// # Errors
/// What the vault says.
pub fn wire_reply(
    vault: &mut Vault,
    case: &Case,
    id: ReplyId,
    kind: WireKind,
    (text, files): (&str, Vec<Attachment>),
    day: Day,
) -> Result<WireReply, VaultError> {
    let mut received: Vec<Day> = case
        .letters
        .iter()
        .map(|letter| letter.letter_day)
        // Of a letter that nobody has opened here only the storage week is known.
        .chain(case.sealed.iter().map(|letter| letter.week.first_day()))
        .collect();
    received.sort_unstable();
    // A first cell has room for few; the newest say most.
    let oldest = received.len().saturating_sub(RECEIVED_MAX);
    Ok(WireReply {
        id: id.0,
        day,
        kind,
        text: text.to_owned(),
        files,
        left_out: cases::left_out(vault, case)?,
        received: received.split_off(oldest),
        proofs: String::new(),
    })
}

/// The files that go with an answer.
///
/// # Errors
/// What the vault says.
pub fn files_of(vault: &mut Vault, reply: &Reply) -> Result<Vec<Attachment>, VaultError> {
    let Some(piece) = &reply.files else {
        return Ok(Vec::new());
    };
    let bytes = vault.contents.read(piece)?;
    files::decode(&bytes).map_err(|_| VaultError::Damaged("contents"))
}

/// The list as the journal refers to it; nothing for an answer without files.
///
/// # Errors
/// What the vault says.
pub fn put_files(
    vault: &mut Vault,
    files: &[Attachment],
    rng: &mut impl CryptoRng,
) -> Result<Option<PieceRef>, VaultError> {
    if files.is_empty() {
        return Ok(None);
    }
    vault.contents.put(&files::encode(files), rng).map(Some)
}

/// Days of letters in an answer at most.
const RECEIVED_MAX: usize = 64;

impl From<SealError> for AnswerError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::File(error) => Self::File(error),
            SealError::Vault(error) => Self::Vault(error.into()),
            SealError::Stopped(stopped) => Self::Stopped(stopped),
        }
    }
}

impl From<ReplyError> for AnswerError {
    fn from(_: ReplyError) -> Self {
        Self::TooLong
    }
}
