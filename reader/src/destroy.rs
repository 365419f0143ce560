//! Destroying a case: the keys of everything that it holds go, and the files that belong to it alone. Its name
//! and its dates stay in the journal, which is never rewritten.

mod certificate;
mod consequences;
mod may;

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId},
    time::Day,
};
use rand_core::CryptoRng;

pub use certificate::certificate;
pub use consequences::Consequences;
pub use may::{Asked, DestroyError, May, may};

use crate::{
    attachments, cases,
    journal::{
        event::{Event, RegisterLine},
        ids::{CaseId, ReplyId},
    },
    ledger,
    state::State,
    vault::{Vault, VaultError, contents::PieceRef},
};

/// Destroys a case's contents but for its line in the register, whether or not [`may()`] lets it. After a crash [`finish`] does what is left.
///
/// # Errors
/// What the vault says.
pub(crate) fn destroy(
    vault: &mut Vault,
    case: CaseId,
    line: Option<RegisterLine>,
    day: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let state = State::replay(vault.journal.events());
    let key = match state.cases.get(&case) {
        Some(case) => cases::member_key(vault, case)?,
        None => None,
    };
    let key = key.map(|key| cases::key_digest(&key));
    let event = Event::CaseDestroyed {
        case,
        day,
        key,
        register: line.into_iter().collect(),
    };
    vault.journal.append(vec![event], &vault.secrets, rng)?;
    finish(vault, rng)
}

/// Erases what the vault still has of cases that the journal calls destroyed. The keys come last: as long as
/// one is there, the next start finds the rest.
///
/// # Errors
/// What the vault says.
pub fn finish(vault: &mut Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let mut held = Held::of(vault.journal.events());
    held.forget_erased(vault);
    if held.cases.is_empty() {
        return Ok(());
    }
    let before = vault.journal.events().filter(|event| match event {
        Event::CaseDestroyed { case, .. } => !held.cases.contains(case),
        _ => true,
    });
    let (gone, kept) = split(State::replay(before), &held.cases);
    let opened = gone.cases.values().flat_map(|case| &case.letters);
    let opened: BTreeSet<Digest> = opened.map(|one| one.plaintext).collect();
    // Before the keys, so that nothing of it is left to be read; where it fails, all else goes still, and the next start
    // makes the index anew.
    let forgot = ledger::forget(vault, &opened, rng);
    let mut parcels = attachments::named_parcels(vault, &gone)?;
    for id in attachments::named_parcels(vault, &kept)? {
        parcels.remove(&id);
    }
    vault.parcels.forget(&parcels)?;
    for reply in held.replies.keys() {
        vault.outgoing.forget(*reply)?;
    }
    let pieces: Vec<PieceRef> = held.pieces.iter().map(|(_, piece)| *piece).collect();
    vault.contents.forget(&pieces, rng)?;
    forgot
}

/// What destroyed cases hold, or held.
#[derive(Default)]
struct Held {
    cases: BTreeSet<CaseId>,
    replies: BTreeMap<ReplyId, CaseId>,
    /// Letters that waited for a quorum.
    letters: BTreeMap<LetterId, CaseId>,
    /// Colleagues' shares: they may have come before the letter.
    shares: Vec<(LetterId, PieceRef)>,
    pieces: Vec<(CaseId, PieceRef)>,
}

impl Held {
    fn of<'e>(events: impl Iterator<Item = &'e Event> + Clone) -> Self {
        let mut held = Self::default();
        for event in events.clone() {
            if let Event::CaseDestroyed { case, .. } = event {
                held.cases.insert(*case);
            }
        }
        if !held.cases.is_empty() {
            events.for_each(|event| held.take(event));
            for (letter, share) in std::mem::take(&mut held.shares) {
                if let Some(case) = held.letters.get(&letter).copied() {
                    held.hold(case, [&share]);
                }
            }
        }
        held
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::CaseOpened { case, keys, .. } => self.hold(*case, keys.iter()),
            Event::LetterOpened {
                case,
                piece,
                secret,
                ..
            } => self.hold(*case, [piece].into_iter().chain(secret)),
            Event::LetterHeld {
                case,
                letter,
                piece,
                share,
                ..
            } => {
                self.letters.insert(*letter, *case);
                self.hold(*case, [piece, share]);
            }
            Event::CaseUnsealed { case, keys, .. } => self.hold(*case, keys),
            Event::DeedDone { case, piece, .. }
            | Event::DeedHeard { case, piece, .. }
            | Event::ViewKept { case, piece, .. }
            | Event::NameKept { case, piece, .. }
            | Event::NameShareCame { case, piece, .. }
            | Event::LetterWritten {
                case: Some(case),
                piece,
                ..
            } => self.hold(*case, [piece]),
            Event::ShareReceived { letter, share, .. } => self.shares.push((*letter, *share)),
            Event::ReplyDrafted {
                reply,
                case,
                piece,
                files,
                ..
            }
            | Event::ReplyFound {
                reply,
                case,
                piece,
                files,
                ..
            } if self.cases.contains(case) => {
                self.replies.insert(*reply, *case);
                self.hold(*case, [piece].into_iter().chain(files));
            }
            Event::ReplySealed { reply, piece, .. } => {
                if let Some(case) = self.replies.get(reply) {
                    self.hold(*case, [piece]);
                }
            }
            _ => {}
        }
    }

    fn hold<'p>(&mut self, case: CaseId, pieces: impl IntoIterator<Item = &'p PieceRef>) {
        if self.cases.contains(&case) {
            let pieces = pieces.into_iter().map(|piece| (case, *piece));
            self.pieces.extend(pieces);
        }
    }

    /// Leaves the cases of which something can still be read: the keys of one go in one step.
    fn forget_erased(&mut self, vault: &Vault) {
        let pieces = self.pieces.iter();
        let left = pieces.filter(|(_, piece)| vault.contents.has(piece));
        self.cases = left.map(|(case, _)| *case).collect();
        self.pieces.retain(|(case, _)| self.cases.contains(case));
        self.replies.retain(|_, case| self.cases.contains(case));
    }
}

/// The state with these cases alone, and with the others alone.
fn split(state: State, cases: &BTreeSet<CaseId>) -> (State, State) {
    let (mut gone, mut kept) = (state.clone(), state);
    gone.cases.retain(|id, _| cases.contains(id));
    kept.cases.retain(|id, _| !cases.contains(id));
    (gone, kept)
}
