//! Everything that this vault knows of what the members did: its own facts and all pages.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::ids::LetterId;

use super::{Alarm, Line, Seen, Told, examine, own, page, read};
use crate::{
    journal::ids::CaseId,
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// What all pages say, and what does not fit in them.
///
/// # Errors
/// What the vault says.
pub fn whole(
    vault: &mut Vault,
    state: &State,
    public: &Public,
) -> Result<(Vec<Line>, Vec<Alarm>), VaultError> {
    let (seen, heads) = page::all(vault, state, public)?;
    let mut alarms = examine(&seen, &heads, page::reader(vault, state));
    let refused = state.refused_pages.iter().filter(|one| one.named.0 != 0);
    alarms.extend(refused.map(|one| Alarm::NotTheirs(one.named, one.week)));
    Ok((of_pages(vault, state, &seen, |_| true), alarms))
}

/// What was told of some letters.
///
/// # Errors
/// What the vault says.
pub fn lines(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&LetterId) -> bool,
) -> Result<Vec<Line>, VaultError> {
    let seen = page::seen(vault, state)?;
    Ok(of_pages(vault, state, &seen, wanted))
}

fn of_pages(
    vault: &Vault,
    state: &State,
    seen: &[Seen],
    wanted: impl Fn(&LetterId) -> bool,
) -> Vec<Line> {
    let mut own = own::own(vault.journal.events(), state);
    own.letters.retain(|letter, _| wanted(letter));
    let mut lines = read(seen, &own.letters);
    // What is in no page yet is told by this member alone so far.
    let told: BTreeSet<u32> = (state.own_pages.iter())
        .flat_map(|page| page.facts.iter().copied())
        .collect();
    let is_wanted = |one: &Told| one.fact.letter().is_none_or(|letter| wanted(&letter));
    let waiting = own
        .told
        .into_iter()
        .filter(|one| !told.contains(&one.place));
    for one in waiting.filter(is_wanted) {
        lines.push(Line {
            member: vault.secrets.number(),
            day: one.day,
            written: one.day,
            late: false,
            fact: one.fact,
        });
    }
    lines
}

/// The case of each letter in this vault.
#[must_use]
pub fn cases(state: &State) -> BTreeMap<LetterId, CaseId> {
    let mut all = BTreeMap::new();
    for (id, case) in &state.cases {
        let sealed = case.sealed.iter().map(|letter| letter.id);
        let opened = case.letters.iter().map(|letter| letter.id);
        all.extend(sealed.chain(opened).map(|letter| (letter, *id)));
    }
    all
}
