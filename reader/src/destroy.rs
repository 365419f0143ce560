//! Destroying a case: the keys of everything that it holds go, and the files that belong to it alone. Its name
//! and its dates stay in the journal, which is never rewritten.

use std::collections::BTreeSet;

use crypto_core::time::Day;
use rand_core::CryptoRng;

use crate::{
    attachments,
    journal::{
        event::Event,
        ids::{CaseId, ReplyId},
    },
    state::State,
    vault::{Vault, VaultError, contents::PieceRef},
};

/// Destroys a case's contents. After a crash [`finish`] does what is left.
///
/// # Errors
/// What the vault says.
pub fn destroy(
    vault: &mut Vault,
    case: CaseId,
    day: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let event = Event::CaseDestroyed { case, day };
    vault.journal.append(vec![event], &vault.secrets, rng)?;
    finish(vault, rng)
}

/// Erases what the vault still has of cases that the journal calls destroyed. The keys come last: as long as
/// one is there, the next start finds the rest.
///
/// # Errors
/// What the vault says.
pub fn finish(vault: &mut Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
    let held = Held::of(vault.journal.events());
    if !held.pieces.iter().any(|piece| vault.contents.has(piece)) {
        return Ok(());
    }
    let before = vault
        .journal
        .events()
        .filter(|event| !matches!(event, Event::CaseDestroyed { .. }));
    let (gone, kept) = split(State::replay(before), &held.cases);
    let mut parcels = attachments::named_parcels(vault, &gone)?;
    for id in attachments::named_parcels(vault, &kept)? {
        parcels.remove(&id);
    }
    vault.parcels.forget(&parcels)?;
    for reply in &held.replies {
        vault.outgoing.forget(*reply)?;
    }
    vault.contents.forget(&held.pieces, rng)
}

/// What destroyed cases hold, or held.
#[derive(Default)]
struct Held {
    cases: BTreeSet<CaseId>,
    replies: BTreeSet<ReplyId>,
    pieces: Vec<PieceRef>,
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
        }
        held
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::CaseOpened { case, keys, .. } if self.cases.contains(case) => {
                self.pieces.extend(keys);
            }
            Event::LetterOpened { case, piece, .. } if self.cases.contains(case) => {
                self.pieces.push(*piece);
            }
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
                self.replies.insert(*reply);
                self.pieces.push(*piece);
                self.pieces.extend(files);
            }
            Event::ReplySealed { reply, piece, .. } if self.replies.contains(reply) => {
                self.pieces.push(*piece);
            }
            _ => {}
        }
    }
}

/// The state with these cases alone, and with the others alone.
fn split(state: State, cases: &BTreeSet<CaseId>) -> (State, State) {
    let (mut gone, mut kept) = (state.clone(), state);
    gone.cases.retain(|id, _| cases.contains(id));
    kept.cases.retain(|id, _| !cases.contains(id));
    (gone, kept)
}
