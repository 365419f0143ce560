//! What members did that does not count, or not yet, in all cases.

use super::{Casework, Item, LoadError, Standing, load, perform::is_shared, unseen};
use crate::{journal::ids::CaseId, state::State, vault::Vault};

/// All deeds in cases that are not destroyed which are void, contested, or go on from work that is not here, in the order
/// of their cases.
///
/// # Errors
/// [`LoadError`].
pub fn amiss(vault: &mut Vault, state: &State) -> Result<Vec<(CaseId, Item)>, LoadError> {
    let shared = load::rules(vault, state)?;
    let mut alone = load::rules(vault, state)?;
    alone.set_quorums([]);
    let mut all = Vec::new();
    load::in_turn::<LoadError>(vault, state, |_, id, deeds| {
        let book = match state.cases.get(&id).is_some_and(is_shared) {
            true => &shared,
            false => &alone,
        };
        let items = Casework::fold(deeds, book).items.into_iter();
        let amiss = items.filter(|item| {
            let counts = matches!(item.standing, Standing::InForce | Standing::Settled);
            // That somebody has read it is nothing that could be put right.
            !counts && !unseen::is_read(&item.ordered)
        });
        all.extend(amiss.map(|item| (id, item)));
        Ok(())
    })?;
    Ok(all)
}
