//! What a member has to do so that keys and roster do not run out: said six weeks before. A new roster needs
//! the files of all members, each compared by voice, and somebody is always on holiday.

use crypto_core::time::{Day, Epoch};

use crate::{
    notice::month,
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// Days before an end at which the reader warns.
pub const WARN_DAYS: u32 = 42;

/// Something that a member should see to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The roster was valid until this day, which is past.
    RosterOver(Day),
    /// The roster is valid until this day, which is near.
    RosterEnds(Day),
    /// Keys that are here and not in the roster.
    NotListed(Vec<Epoch>),
    /// The roster names keys as this member's that are not.
    Foreign(Vec<Epoch>),
    /// There are none for this month.
    NoKeysNow(Epoch),
    /// There are none for a month soon; the last day for which there are.
    NoKeysSoon(Epoch, Day),
}

/// What is to be said about this vault.
///
/// # Errors
/// What the vault says.
pub fn of(vault: &Vault, state: &State, today: Day) -> Result<Vec<Warning>, VaultError> {
    let epochs: Vec<Epoch> = vault.epochs()?.iter().map(|one| one.epoch).collect();
    let public = Public::load(vault)?;
    Ok(warnings(state, &epochs, public.as_ref(), today))
}

/// Those of these keys and this roster; `epochs` are those whose secrets the vault has.
fn warnings(state: &State, epochs: &[Epoch], public: Option<&Public>, today: Day) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(public) = public {
        warnings.extend(of_roster(public.roster.valid_until, today));
        warnings.extend(listed(state, epochs, public, today));
    }
    warnings.extend(prepared(epochs, today));
    warnings
}

fn of_roster(until: Day, today: Day) -> Option<Warning> {
    if today > until {
        return Some(Warning::RosterOver(until));
    }
    (until.since(today) <= WARN_DAYS).then_some(Warning::RosterEnds(until))
}

/// Epochs that the roster does not give as this reader has them.
fn listed(state: &State, epochs: &[Epoch], public: &Public, today: Day) -> Vec<Warning> {
    let roster = &public.roster;
    let (mut missing, mut foreign) = (Vec::new(), Vec::new());
    for epoch in soon(today) {
        if epochs.contains(&epoch) && roster.epoch_file(epoch).is_none() {
            missing.push(epoch);
        }
    }
    for (epoch, known) in state.epochs.known.range(today.epoch()..) {
        let named = roster.epoch_file(*epoch).is_some();
        if named && known.listed == Some((roster.serial, false)) {
            foreign.push(*epoch);
        }
    }
    let mut warnings = Vec::new();
    if !missing.is_empty() {
        warnings.push(Warning::NotListed(missing));
    }
    if !foreign.is_empty() {
        warnings.push(Warning::Foreign(foreign));
    }
    warnings
}

fn prepared(epochs: &[Epoch], today: Day) -> Option<Warning> {
    let missing = soon(today).find(|epoch| !epochs.contains(epoch))?;
    let first_day = missing.first_day()?;
    if first_day <= today {
        return Some(Warning::NoKeysNow(missing));
    }
    let end = Day(first_day.0.saturating_sub(1));
    Some(Warning::NoKeysSoon(missing, end))
}

/// This month, and those that begin before the warning's days are over.
fn soon(today: Day) -> impl Iterator<Item = Epoch> {
    let first = today.epoch();
    let until = today.plus(WARN_DAYS);
    (0..24)
        .map(move |ahead| first.plus(ahead))
        .take_while(move |epoch| epoch.first_day().is_some_and(|day| day <= until))
}

/// Months as people write them.
#[must_use]
pub fn months(epochs: &[Epoch]) -> String {
    let all: Vec<String> = epochs.iter().map(|epoch| month(*epoch)).collect();
    all.join(", ")
}
