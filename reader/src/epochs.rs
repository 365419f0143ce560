//! The life of an epoch's secret: letters of a month open with it, and nothing else does; so once no more of
//! them can come, it is erased, and letters that somebody recorded stay closed for ever (protocol, section 4.6).
//!
//! [`erase`] is the only place that takes secrets away. Whatever must stay readable longer than its epoch has
//! to be sealed anew before that call.

pub mod early;
pub mod list;
pub mod tpm;
pub mod warnings;

use std::collections::BTreeSet;

use crypto_core::time::{Day, Epoch, Week};
use rand_core::CryptoRng;

use crate::{
    journal::event::{EraseReason, Event},
    member_file::prepare_epochs,
    state::State,
    vault::{Vault, VaultError, secrets::EpochSecret},
};

/// Days after an epoch's end on which a letter to it can still come: nothing is sealed on an older board.
pub const LATE_DAYS: u32 = 28;
/// Days after that for which the server keeps letters at most.
pub const DEADLINE_DAYS: u32 = 13 * 7;
/// Days since the board last seen after which this machine's date alone erases nothing: a roster is over by
/// then, and a wrong date would take keys away that letters still come for.
pub const SILENT_DAYS: u32 = 92;

/// What a start of the reader did about secrets that are due.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// What is gone, and why.
    pub gone: Vec<(Epoch, EraseReason)>,
    /// What would be gone if this machine's date could be believed.
    pub doubtful: Vec<Epoch>,
}

/// The last day on which a letter can be sealed to an epoch; `None` outside the years 1970 to 9999.
#[must_use]
pub fn last_letter_day(epoch: Epoch) -> Option<Day> {
    Some(last_day(epoch)?.plus(LATE_DAYS))
}

/// The last day on which an epoch's secret is there, whatever was imported.
#[must_use]
pub fn deadline(epoch: Epoch) -> Option<Day> {
    Some(last_letter_day(epoch)?.plus(DEADLINE_DAYS))
}

/// An epoch's last day.
#[must_use]
pub fn last_day(epoch: Epoch) -> Option<Day> {
    Some(Day(epoch.plus(1).first_day()?.0.saturating_sub(1)))
}

/// The storage weeks in which letters to an epoch can have come that this reader has not had all of.
#[must_use]
pub fn weeks_to_come(state: &State, epoch: Epoch) -> Vec<Week> {
    let (Some(first), Some(last)) = (epoch.first_day(), last_letter_day(epoch)) else {
        return Vec::new();
    };
    // A board may be dated tomorrow.
    let first = Day(first.0.saturating_sub(1)).week();
    (first.0..=last.week().0)
        .map(Week)
        .filter(|week| !state.has_had(*week))
        .collect()
}

/// Why an epoch's secret is to be erased today, if it is.
#[must_use]
pub fn due(state: &State, epoch: Epoch, today: Day) -> Option<EraseReason> {
    if today <= last_letter_day(epoch)? {
        return None;
    }
    if weeks_to_come(state, epoch).is_empty() {
        return Some(EraseReason::Imported);
    }
    (today > deadline(epoch)?).then_some(EraseReason::Deadline)
}

/// Makes secrets for the months that have none, `count` of them from this one on; the months that are new. The secrets
/// are on disk before the journal knows of them; whoever writes the public file does that afterwards: what others are
/// given is never lost by a crash.
///
/// # Errors
/// What the vault says.
pub fn prepare(
    vault: &mut Vault,
    state: &State,
    count: u32,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Epoch>, VaultError> {
    let known = vault.epochs()?;
    let had: BTreeSet<Epoch> = known.iter().map(|one| one.epoch).collect();
    let all = prepare_epochs(known, today.epoch(), count, rng);
    let now: BTreeSet<Epoch> = all.iter().map(|one| one.epoch).collect();
    if now != had {
        vault.write_epochs(&all, rng)?;
    }
    if vault.secrets.channel.is_some() {
        let journaled = |epoch: &&Epoch| had.contains(epoch) && is_journaled(state, **epoch);
        let news = now.iter().filter(|epoch| !journaled(epoch));
        let events = news.map(|epoch| Event::KeysPrepared {
            first: epoch.0,
            count: 1,
            day: today,
        });
        vault
            .journal
            .append(events.collect(), &vault.secrets, rng)?;
    }
    Ok(now.difference(&had).copied().collect())
}

fn is_journaled(state: &State, epoch: Epoch) -> bool {
    let known = state.epochs.known.get(&epoch);
    known.is_some_and(|known| known.prepared.is_some())
}

/// Erases what is due. `sure` is whether a person has said that today's date is right; otherwise the
/// deadline counts only up to [`SILENT_DAYS`] after the board last seen.
///
/// # Errors
/// What the vault says; what is erased by the journal is then erased at the next start.
pub fn erase_due(
    vault: &mut Vault,
    state: &mut State,
    (today, sure): (Day, bool),
    rng: &mut impl CryptoRng,
) -> Result<Erased, VaultError> {
    let mut done = Erased::default();
    if vault.secrets.channel.is_none() {
        return Ok(done);
    }
    let secrets = vault.epochs()?;
    let board = state.last_board().map(|(_, board)| board.day);
    let is_near = |day: Day| day <= today.plus(1) && today.since(day) <= SILENT_DAYS;
    let sure = sure || board.is_some_and(is_near);
    for one in &secrets {
        match due(state, one.epoch, today) {
            Some(EraseReason::Deadline) if !sure => done.doubtful.push(one.epoch),
            Some(reason) => done.gone.push((one.epoch, reason)),
            None => {}
        }
    }
    // A crash between the journal and the erasing leaves what the journal has erased already.
    let left_over = secrets.iter().any(|one| is_erased(state, one.epoch));
    if !done.gone.is_empty() || left_over {
        erase(vault, state, secrets, (&done.gone, today), rng)?;
    }
    Ok(done)
}

/// Erases these epochs' secrets, and all that the journal has erased before. The journal is first: a crash
/// in between is made good at the next start.
///
/// # Errors
/// What the vault says.
pub fn erase(
    vault: &mut Vault,
    state: &mut State,
    secrets: Vec<EpochSecret>,
    (which, day): (&[(Epoch, EraseReason)], Day),
    rng: &mut impl CryptoRng,
) -> Result<(), VaultError> {
    let events: Vec<Event> = which
        .iter()
        .filter(|(epoch, _)| !is_erased(state, *epoch))
        .map(|(epoch, reason)| Event::EpochErased {
            epoch: *epoch,
            reason: reason.code(),
            day,
        })
        .collect();
    for event in &events {
        state.apply(event);
    }
    vault.journal.append(events, &vault.secrets, rng)?;
    let kept: Vec<EpochSecret> = secrets
        .into_iter()
        .filter(|one| !is_erased(state, one.epoch))
        .collect();
    vault.write_epochs(&kept, rng)
}

fn is_erased(state: &State, epoch: Epoch) -> bool {
    let known = state.epochs.known.get(&epoch);
    known.is_some_and(|known| known.erased.is_some())
}

#[cfg(test)]
mod tests;
