//! What members did that does not count, or not yet, in all cases.

use super::{Casework, Item, LoadError, Standing, load, unseen};
use crate::{journal::ids::CaseId, progress::Watch, state::State, vault::Vault};

/// All deeds in cases that are not destroyed which are void, contested, or go on from work that is not here, in the order
/// of their cases.
///
/// # Errors
/// [`LoadError`].
pub fn amiss(vault: &mut Vault, state: &State) -> Result<Vec<(CaseId, Item)>, LoadError> {
    let books = load::books(vault, state)?;
    let mut all = Vec::new();
    load::in_turn::<LoadError>(vault, state, Watch::NOBODY, |_, id, deeds| {
        let Some(case) = state.cases.get(&id) else {
            return Ok(());
        };
        let book = books.of(case);
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
