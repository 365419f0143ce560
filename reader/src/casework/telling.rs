//! A deed of which the reporter is told: both, or neither.

use crypto_core::time::Day;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    Deed,
    perform::{PerformError, Work},
};
use crate::{
    answer::{self, AnswerError, Draft, Queued},
    journal::{event::Purpose, ids::DeedId},
    state::State,
    vault::Vault,
};

/// Writes a deed down, and takes what its reporter is told, if they are told anything, as an answer; in one, so that nobody
/// is told of a step that is not there.
///
/// # Errors
/// [`PerformError`] or [`AnswerError`]; nothing was written then.
pub fn perform<E: From<PerformError> + From<AnswerError>>(
    work: &mut Work,
    (vault, state): (&mut Vault, &State),
    deed: Deed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(DeedId, Option<Queued>), E> {
    if deed.told.is_empty() {
        return Ok((work.perform(vault, deed, today, rng)?, None));
    }
    let told = Zeroizing::new(deed.told.clone());
    let (id, events) = work.prepare(vault, deed, today, rng)?;
    let says = Draft {
        text: &told,
        files: &[],
        purpose: Purpose::Other,
        preview: false,
    };
    let queued = answer::draft_with(vault, (state, work.case), says, events, today, rng)?;
    Ok((id, Some(queued)))
}
