//! What a member should look after, of no case in particular: imports, publishing, keys, the root key.

use crypto_core::{
    ids::Digest,
    primitives::signature::VerifyingKey,
    time::{Day, Epoch},
    words::Language,
};

use crate::{
    ceremony::root_key,
    commands::CommandError,
    epochs,
    public::Public,
    rhythm::{self, Rhythm},
    state::{BatchStanding, Split, State},
    vault::Vault,
    words::{Words as _, status::Care},
};

/// Days without an import after which the reader warns.
const IMPORT_DAYS: u32 = 3;
/// Days after which sheets of the root key should be tried again.
const REHEARSAL_DAYS: u32 = 366;

/// Where a member stands.
pub struct Status {
    /// Roster and board, after the first import.
    pub public: Option<Public>,
    /// When this member publishes; `None` for who does not.
    pub rhythm: Option<Rhythm>,
    /// The months of which there are keys.
    pub epochs: Vec<Epoch>,
    /// Cells of answers that wait for a batch.
    pub waiting: usize,
    /// Batches that were exported and not seen on a board since.
    pub pending: usize,
    /// What must not go unseen, a sentence each.
    pub warnings: Vec<String>,
}

impl Status {
    /// Where a member stands today.
    ///
    /// # Errors
    /// What the vault says.
    pub fn of(
        vault: &Vault,
        state: &State,
        today: Day,
        language: Language,
    ) -> Result<Self, CommandError> {
        let public = Public::load(vault)?;
        let rhythm = public.as_ref().and_then(|public| {
            let header = public.board.header();
            rhythm::of(state, &public.roster, header, vault.secrets.number(), today)
        });
        let epochs = vault.epochs()?.iter().map(|one| one.epoch).collect();
        let fixed = |batch: &&crate::state::Batch| batch.standing == BatchStanding::Fixed;
        let mut status = Self {
            public,
            rhythm,
            epochs,
            waiting: state.queue().map(|(_, reply)| reply.waiting_parts()).sum(),
            pending: state.batches.values().filter(fixed).count(),
            warnings: Vec::new(),
        };
        let keys = epochs::warnings::of(vault, state, today)?;
        let keys = keys.iter().map(|warning| warning.words(language));
        let root = status.public.as_ref();
        let root = root.and_then(|public| public.roster.roots().last().copied());
        let root = of_root(vault, state, root, today);
        let of_import = of_import(state, today).map(|care| care.words(language));
        let others = status.of_work(state, today);
        let others = others.chain(root).map(|care| care.words(language));
        status.warnings = of_import.into_iter().chain(keys).chain(others).collect();
        Ok(status)
    }

    /// What is to be published, or has to be opened together.
    fn of_work(&self, state: &State, today: Day) -> impl Iterator<Item = Care> + use<> {
        let rhythm = self.rhythm.filter(|rhythm| rhythm.missed(today));
        let missed = rhythm.and_then(|rhythm| rhythm.due);
        let sealed = state.sealed().filter(|letter| !letter.broken).count();
        let pending = self.pending;
        let missed = missed.map(Care::PublicationMissed).into_iter();
        missed
            .chain((sealed > 0).then_some(Care::Sealed(sealed)))
            .chain((pending > 0).then_some(Care::Pending(pending)))
    }
}

fn of_import(state: &State, today: Day) -> Option<Care> {
    if state.must_import {
        return Some(Care::FromBackup);
    }
    let Some(day) = state.last_import else {
        return Some(Care::NothingImported);
    };
    let days = today.since(day);
    (days > IMPORT_DAYS).then_some(Care::LastImport(days))
}

/// The sheets of the root key that counts: those of a key that was given up are sheets of nothing.
#[must_use]
pub fn split(vault: &Vault, state: &State, in_force: Option<VerifyingKey>) -> Option<Split> {
    let pending = root_key::is_changing(vault.dir());
    let in_force = in_force.map(|key| Digest(key.to_bytes()));
    let counts = |split: &Split| pending || in_force.is_none_or(|key| key == split.key);
    state.split.filter(counts)
}

/// For who holds the root key: whether it can be got back if this machine is lost.
fn of_root(vault: &Vault, state: &State, in_force: Option<VerifyingKey>, today: Day) -> Vec<Care> {
    if !root_key::exists(vault.dir()) {
        return Vec::new();
    }
    let pending = root_key::is_changing(vault.dir());
    let split = split(vault, state, in_force);
    let sheets = match split.map(|split| split.rehearsed) {
        None => Some(Care::RootOnNoPaper),
        Some(None) => Some(Care::NeverRehearsed),
        Some(Some(day)) => {
            let days = today.since(day);
            (days > REHEARSAL_DAYS).then_some(Care::Rehearsed(days))
        }
    };
    let changes = pending.then_some(Care::RootChanges);
    changes.into_iter().chain(sheets).collect()
}
