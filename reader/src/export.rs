//! Making an outbox: on the publication day one batch of fixed size, a new signed board, and what
//! has passed of the closed storage weeks (protocol, section 4.5).
//!
//! Everything that leaves is in the journal first. A batch that was drawn is never drawn anew: if
//! the board moved meanwhile, the same cells are offered again under a new header.

mod draw;
mod parcels;
mod receipts;
mod weeks;

use std::path::Path;

use crypto_core::{
    board::{self, BoardError, Cell},
    ids::LetterId,
    lengths::REPLY_CELL_LEN,
    outbox::{OutboxWriter, WriteError},
    publication::Publication,
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    cases,
    casework::{
        LoadError,
        perform::{self, PerformError},
    },
    colleague::LETTER_DAYS,
    journal::{event::Event, ids::BatchId},
    ledger::page,
    progress::{Stopped, Watch},
    public::Public,
    rhythm::{self, Rhythm},
    state::{BatchStanding, State, quorum::Outgoing},
    vault::{Vault, VaultError, files},
};

/// Why no outbox was made.
#[derive(Debug, Error)]
pub enum ExportError {
    /// No board was imported yet.
    #[error("this reader has imported no board yet")]
    NoBoard,
    /// The vault came from a backup, and what was published since is not known yet.
    #[error("this vault came from a backup and has imported nothing since")]
    ImportFirst,
    /// The clock of this machine is behind the board.
    #[error("today is before the day of the board last seen")]
    ClockBehind,
    /// The roster lists no board key for this reader.
    #[error("the roster does not let this reader publish")]
    NotAPublisher,
    /// Two keys claim to be the channel's.
    #[error("two different keys claim to be the channel's root key (change {0}); neither counts")]
    TwoRoots(u32),
    /// The board.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] WriteError),
    /// The outbox's file.
    #[error("the outbox could not be written")]
    Io(#[from] std::io::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Who waited had it stopped.
    #[error(
        "the export was stopped, and no outbox was made: what was made ready goes out with the next one"
    )]
    Stopped(#[from] Stopped),
}

/// What an outbox holds.
#[derive(Debug, Default)]
pub struct Exported {
    /// The new board's serial, if there is one.
    pub board: Option<u64>,
    /// Whether it is the very same board as in an earlier outbox.
    pub again: bool,
    /// The publication day for which a batch was drawn now.
    pub drawn: Option<Day>,
    /// Whether that day is past.
    pub missed: bool,
    /// Batches drawn before that go along.
    pub offered_again: usize,
    /// Dropped batches that are put back.
    pub put_back: usize,
    /// Parcels of files that go with answers.
    pub parcels: usize,
    /// Answers whose files are no longer here.
    pub files_lost: usize,
    /// Own views of cases that go to colleagues, since enough of theirs are fixed.
    pub views_opened: usize,
    /// Why they could not be opened.
    pub no_views: Option<PerformError>,
    /// Whether a page of the journal was written now.
    pub page: bool,
    /// Why it could not be.
    pub no_page: Option<page::WriteError>,
    /// Letters to colleagues.
    pub letters: usize,
    /// Confirmations of storage weeks.
    pub weeks: usize,
    /// Cells that still wait for a place.
    pub waiting: usize,
    /// The next publication day, for who publishes.
    pub next: Option<Day>,
}

/// Writes an outbox to `to`; it is on disk on return.
///
/// # Errors
/// [`ExportError`]. A batch that was drawn stays drawn, and goes out with the next outbox.
pub fn export(
    vault: &mut Vault,
    to: &Path,
    today: Day,
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Exported, ExportError> {
    let public = Public::load(vault)?.ok_or(ExportError::NoBoard)?;
    if today < public.board.header().day {
        return Err(ExportError::ClockBehind);
    }
    let mut state = State::replay(vault.journal.events());
    if let Some(number) = state.contested_root() {
        return Err(ExportError::TwoRoots(number));
    }
    if state.must_import {
        return Err(ExportError::ImportFirst);
    }
    let mut exported = Exported::default();
    let number = vault.secrets.number();
    let header = public.board.header();
    let rhythm = rhythm::of(&state, &public.roster, header, number, today);
    let container = match rhythm {
        Some(rhythm) => publication(
            vault,
            &mut state,
            &public,
            (rhythm, today),
            &mut exported,
            rng,
        )?,
        None => None,
    };
    let weeks = weeks::confirmations(vault, &state, &public, today);
    exported.weeks = weeks.files.len();
    vault.journal.append(weeks.events, &vault.secrets, rng)?;
    let parcels = match &container {
        Some(_) => parcels::to_send(vault, &state, &public, today)?,
        None => parcels::ToSend::default(),
    };
    match perform::open_views(vault, &state, today, rng) {
        Ok(opened) => exported.views_opened = opened,
        Err(PerformError::Vault(error) | PerformError::Load(LoadError::Vault(error))) => {
            return Err(error.into());
        }
        // The committee's answers do not wait for that.
        Err(error) => exported.no_views = Some(error),
    }
    if exported.views_opened > 0 {
        state = State::replay(vault.journal.events());
    }
    match page::write(vault, &state, &public, today, rng) {
        Ok(events) => {
            exported.page = !events.is_empty();
            events.iter().for_each(|event| state.apply(event));
            vault.journal.append(events, &vault.secrets, rng)?;
        }
        Err(page::WriteError::Vault(error)) => return Err(error.into()),
        // The committee's answers do not wait for that.
        Err(error) => exported.no_page = Some(error),
    }
    let letters = letters_to_colleagues(vault, &state, today)?;
    exported.letters = letters.len();
    exported.parcels = parcels.ids.len();
    exported.files_lost = parcels.lost;
    files::replace_with(to, |out| {
        let mut outbox = OutboxWriter::begin(out, &public.roster.channel)?;
        parcels.write(vault, watch, &mut outbox)?;
        if let Some(container) = &container {
            outbox.publication(container)?;
        }
        for week in &weeks.files {
            outbox.confirmation(week)?;
        }
        for (id, letter) in &letters {
            outbox.letter(id, letter)?;
        }
        outbox.finish()?;
        Ok::<_, ExportError>(())
    })?;
    exported.waiting = state.queue().map(|(_, reply)| reply.waiting_parts()).sum();
    exported.next = rhythm.map(|rhythm| rhythm.next);
    Ok(exported)
}

/// The publication container, if there is anything to publish.
fn publication(
    vault: &mut Vault,
    state: &mut State,
    public: &Public,
    (rhythm, today): (Rhythm, Day),
    exported: &mut Exported,
    rng: &mut impl CryptoRng,
) -> Result<Option<Vec<u8>>, ExportError> {
    let header = public.board.header();
    if rhythm.due.is_none()
        && let Some(offer) = state.offer.as_ref()
        && offer.previous == header.hash()
    {
        exported.board = Some(offer.serial);
        exported.again = true;
        return Ok(Some(vault.contents.read(&offer.piece)?.to_vec()));
    }
    if let Some(slot) = rhythm.due {
        let events = draw::draw(vault, state, public, (slot, today), rng)?;
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
        exported.drawn = Some(slot);
        exported.missed = rhythm.missed(today);
    }
    let adds = batches_to_add(vault, state, public, today)?;
    if adds.is_empty() {
        return Ok(None);
    }
    let fixed = adds.iter().filter(|add| add.back_from.is_none()).count();
    exported.put_back = adds.len() - fixed;
    exported.offered_again = fixed - usize::from(exported.drawn.is_some());
    let container = sign_board(vault, public, &adds, today)?;
    let serial = header.serial.saturating_add(1);
    let piece = vault.contents.put(&container, rng)?;
    vault.contents.sync(rng)?;
    let offered = Event::Offered {
        serial,
        previous: header.hash(),
        piece,
        day: today,
    };
    vault.journal.append(vec![offered], &vault.secrets, rng)?;
    exported.board = Some(serial);
    Ok(Some(container))
}

/// A sealed letter and the id under which it is posted.
type Posted = (LetterId, Zeroizing<Vec<u8>>);

/// The letters to colleagues that the server has not listed yet, as long as their keys are there.
fn letters_to_colleagues(
    vault: &mut Vault,
    state: &State,
    today: Day,
) -> Result<Vec<Posted>, VaultError> {
    let living = |letter: &&Outgoing| !letter.posted && today.since(letter.day) < LETTER_DAYS;
    let waiting = state.outgoing.iter().filter(|(_, letter)| living(letter));
    let mut letters = Vec::new();
    for (id, letter) in waiting {
        if may_leave(vault, state, letter)? {
            letters.push((*id, vault.contents.read(&letter.piece)?));
        }
    }
    Ok(letters)
}

/// Whether nothing came meanwhile for which a reporter's name must not go out: the case was destroyed, or a letter leaves
/// out whom it goes to.
fn may_leave(vault: &mut Vault, state: &State, letter: &Outgoing) -> Result<bool, VaultError> {
    let Some(id) = letter.case else {
        return Ok(true);
    };
    if (state.cases.get(&id)).is_none_or(|case| case.destroyed.is_some()) {
        return Ok(false);
    }
    Ok(!cases::left_out_around(vault, state, id)?.contains(&letter.to))
}

struct Add {
    cells: Vec<Cell>,
    /// For a batch that was dropped: the day that the board gave it.
    back_from: Option<Day>,
}

/// Batches that are not on the board and should be, in the order in which they were drawn.
fn batches_to_add(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    today: Day,
) -> Result<Vec<Add>, VaultError> {
    let mut adds = Vec::new();
    for id in &state.batch_order {
        let Some(batch) = state.batches.get::<BatchId>(id) else {
            continue;
        };
        if batch.has_lapsed(today, public.roster.cell_weeks) {
            continue;
        }
        let back_from = match batch.standing {
            BatchStanding::Out(_) | BatchStanding::GivenUp => continue,
            BatchStanding::Fixed => None,
            BatchStanding::Dropped(day) => Some(day),
        };
        let bytes = vault.contents.read(&batch.piece)?;
        let (cells, _) = bytes.as_chunks::<REPLY_CELL_LEN>();
        let cells = cells.to_vec();
        adds.push(Add { cells, back_from });
    }
    Ok(adds)
}

fn sign_board(
    vault: &Vault,
    public: &Public,
    adds: &[Add],
    today: Day,
) -> Result<Vec<u8>, ExportError> {
    let number = vault.secrets.number();
    let own = vault.secrets.board_key.verifying_key();
    let listed = public
        .roster
        .member(number)
        .and_then(|member| member.board_key());
    if listed != Some(own) {
        return Err(ExportError::NotAPublisher);
    }
    let batches: Vec<(Day, &[Cell])> = adds
        .iter()
        .map(|add| (add.back_from.unwrap_or(today), add.cells.as_slice()))
        .collect();
    let next = board::next_with(&public.board, &public.roster, number, today, &batches)?;
    let publication = Publication {
        channel: public.roster.channel,
        roster: None,
        recipients: Vec::new(),
        board: next.sign(&vault.secrets.board_key),
    };
    publication
        .to_bytes()
        .map_err(|_| ExportError::Board(BoardError::Full))
}
