//! Whether a case can be answered at all.

use super::AnswerError;
use crate::{
    cases,
    journal::{event::Standing, ids::CaseId},
    state::{Case, State},
};

/// A case that can be answered.
///
/// # Errors
/// [`AnswerError::Find`], [`AnswerError::Sealed`], [`AnswerError::NoWayBack`].
pub fn may_answer(state: &State, id: CaseId) -> Result<&Case, AnswerError> {
    let case = cases::living(state, id)?;
    if case.standing == Standing::Sealed {
        return Err(AnswerError::Sealed);
    }
    match case.keys {
        Some(_) => Ok(case),
        None => Err(AnswerError::NoWayBack),
    }
}
