//! What a member marks a case as that goes no steps: no report, closed, open again. One that does goes by its steps, which
//! colleagues see and judge.

use rand_core::CryptoRng;

use super::perform::Work;
use crate::{
    cases,
    commands::CommandError,
    journal::{
        event::{Event, Mark},
        ids::CaseId,
    },
    state::State,
    vault::Vault,
};

/// Whether a mark says where a case stands.
#[must_use]
pub fn may_mark(work: &Work) -> bool {
    work.casework.head.is_none()
}

/// Marks a case.
///
/// # Errors
/// [`CommandError::HasSteps`], a case that is not there, rules or vault.
pub fn mark(
    vault: &mut Vault,
    state: &State,
    id: CaseId,
    mark: Mark,
    rng: &mut impl CryptoRng,
) -> Result<(), CommandError> {
    cases::living(state, id)?;
    if !may_mark(&Work::of(vault, state, id)?) {
        return Err(CommandError::HasSteps(id));
    }
    let event = Event::CaseMarked {
        case: id,
        mark: mark.code(),
    };
    Ok(vault.journal.append(vec![event], &vault.secrets, rng)?)
}
