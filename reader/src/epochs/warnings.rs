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

/// What is to be said about this vault.
///
/// # Errors
/// What the vault says.
pub fn of(vault: &Vault, state: &State, today: Day) -> Result<Vec<String>, VaultError> {
    let epochs: Vec<Epoch> = vault.epochs()?.iter().map(|one| one.epoch).collect();
    let public = Public::load(vault)?;
    Ok(warnings(state, &epochs, public.as_ref(), today))
}

/// Sentences for the person; `epochs` are those whose secrets the vault has.
fn warnings(state: &State, epochs: &[Epoch], public: Option<&Public>, today: Day) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(public) = public {
        warnings.extend(of_roster(public.roster.valid_until, today));
        warnings.extend(listed(state, epochs, public, today));
    }
    warnings.extend(prepared(epochs, today));
    warnings
}

fn of_roster(until: Day, today: Day) -> Option<String> {
    if today > until {
        return Some(format!(
            "The roster was valid until {until}: no form opens any more. Have a new one signed now: \
             whoever holds the root key runs `roster sign` with a file of every member."
        ));
    }
    (until.since(today) <= WARN_DAYS).then(|| {
        format!(
            "The roster is valid until {until} only. Have a new one signed: whoever holds the root \
             key runs `roster sign` with a file of every member (`keys prepare` writes it)."
        )
    })
}

/// Epochs that the roster does not give as this reader has them.
fn listed(state: &State, epochs: &[Epoch], public: &Public, today: Day) -> Vec<String> {
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
        warnings.push(format!(
            "You have keys for {} that the roster does not list yet. Run `keys prepare` and give the \
             file that it writes to whoever signs the roster.",
            months(&missing)
        ));
    }
    if !foreign.is_empty() {
        warnings.push(format!(
            "For {} the roster gives you a recipient that this reader has no secret of: you cannot \
             open letters of that time. Run `keys prepare` and have the roster signed anew.",
            months(&foreign)
        ));
    }
    warnings
}

fn prepared(epochs: &[Epoch], today: Day) -> Option<String> {
    let missing = soon(today).find(|epoch| !epochs.contains(epoch))?;
    let first_day = missing.first_day()?;
    let advice = "Run `keys prepare --epochs 12` and give the file that it writes to whoever signs the \
                  roster.";
    if first_day <= today {
        return Some(format!(
            "There are no keys for {}: you cannot open letters of this month. {advice}",
            month(missing)
        ));
    }
    let end = Day(first_day.0.saturating_sub(1));
    Some(format!(
        "There are no keys for {}: yours last until {end}, and no roster can be signed for longer. {advice}",
        month(missing)
    ))
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
