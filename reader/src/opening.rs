//! What is done each time a vault is opened, by whatever program: what is due is erased, and what members' pages tell of
//! is kept at hand.

use std::path::Path;

use crypto_core::time::Day;
use rand_core::CryptoRng;

use crate::{
    destroy,
    epochs::{self, Erased},
    ledger,
    progress::Watch,
    state::State,
    system,
    vault::{CutOff, Vault, VaultError, locked_key::Passphrase},
};

/// What a person is told beside what they asked for.
#[derive(Debug)]
pub enum Told {
    /// The vault lies where this system lets others of the machine look.
    OthersMayLook,
    /// The journal's last entry was not whole.
    CutOff(CutOff),
    /// So many events were written by a later version, and are not shown.
    Later(usize),
    /// What was erased.
    Erased(Erased),
    /// What is due to be erased may still be here.
    NotErased(VaultError),
}

/// Opens a vault and erases nothing yet.
///
/// # Errors
/// What the vault says.
pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<(Vault, State, Vec<Told>), VaultError> {
    Ok(opened(Vault::open(dir, passphrase)?))
}

/// The same of a vault that was opened just now.
#[must_use]
pub fn opened(vault: Vault) -> (Vault, State, Vec<Told>) {
    let state = State::replay(vault.journal.events());
    let notices = vault.notices.iter().cloned();
    let mut told: Vec<Told> = notices.map(Told::CutOff).collect();
    told.extend(system::others_may_look(vault.dir()).then_some(Told::OthersMayLook));
    told.extend((state.unknown > 0).then_some(Told::Later(state.unknown)));
    (vault, state, told)
}

/// Erases what is due: keys of months that are over, and what is left of destroyed cases after a crash. Where that fails,
/// as on a full disk, the member can read on all the same.
///
/// Then what pages tell is kept at hand: of a vault of an earlier version, or one that came back from a backup, nothing is
/// known yet. On a full disk all is found without it.
///
/// `watch` is told how far that is; where it is stopped, all is found without it too.
pub fn finish(
    vault: &mut Vault,
    state: &mut State,
    today: Day,
    watch: Watch<'_>,
    rng: &mut impl CryptoRng,
) -> Told {
    let done = destroy::finish(vault, rng)
        .and_then(|()| vault.finish_epochs())
        .and_then(|()| epochs::erase_due(vault, state, (today, false), rng));
    let _ = ledger::keep_index(vault, state, watch, rng);
    match done {
        Ok(erased) => Told::Erased(erased),
        Err(error) => Told::NotErased(error),
    }
}
