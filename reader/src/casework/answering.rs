//! Who answers, and by when the reporter hears more.

use crypto_core::{time::Day, words::Language};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    checked,
    deed::{Deed, What},
    perform::{PerformError, Work},
    rules::PUBLISH,
    telling,
};
use crate::{
    answer::{self, Draft, Queued},
    commands::CommandError,
    journal::{event::Event, ids::CaseId},
    state::State,
    vault::Vault,
    words,
};

/// What a member answers.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The text, the files and what it is for.
    pub says: Draft<'a>,
    /// By when the reporter hears more, and in which language that is told below the text.
    pub next: Option<(Day, Language)>,
    /// Whether the minutes that the reporter is to check stand below all that.
    pub minutes: bool,
}

/// What was taken, or would be.
#[derive(Debug)]
pub struct Answered {
    /// The text as the reporter gets it.
    pub text: Zeroizing<String>,
    /// What becomes of it, and when.
    pub queued: Queued,
}

/// The text as the reporter gets it: what the member says, by when there is more, and the minutes. Nothing where the member
/// says nothing: the day alone is no answer.
fn text(
    vault: &mut Vault,
    (state, id): (&State, CaseId),
    answer: &Answer<'_>,
) -> Result<Zeroizing<String>, CommandError> {
    let said = match (answer.says.text.trim_end(), answer.minutes) {
        ("", false) => return Ok(Zeroizing::default()),
        ("", true) => checked::ASKED,
        (said, _) => said,
    };
    let minutes = match answer.minutes {
        true => checked::below(vault, state, id)?,
        false => Zeroizing::default(),
    };
    let next = match answer.next {
        Some((by, language)) => format!("\n\n{}", words::answer::next(language, by)),
        None => String::new(),
    };
    Ok(Zeroizing::new([said, &next, &minutes].concat()))
}

/// Takes an answer; the day on which its reporter hears more is a promise, written down in one with it.
///
/// # Errors
/// [`CommandError::Over`], [`PerformError`] where a colleague was to answer, [`CheckError`](checked::CheckError) where there
/// are no minutes, every case of [`AnswerError`](answer::AnswerError); nothing was written then.
pub fn answer(
    vault: &mut Vault,
    (state, id): (&State, CaseId),
    answer: Answer<'_>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Answered, CommandError> {
    let mut work = telling::open(vault, state, id)?;
    is_ones_turn(vault, &work)?;
    let text = text(vault, (state, id), &answer)?;
    let promised = match answer.next {
        Some((by, _)) if by < today => return Err(CommandError::Over(by)),
        // What is only looked at promises nothing.
        Some(_) if answer.says.preview || text.is_empty() => Vec::new(),
        Some((by, language)) => promise(&mut work, vault, (by, language), today, rng)?,
        None => Vec::new(),
    };
    let says = Draft {
        text: &text,
        ..answer.says
    };
    let queued = answer::draft_with(vault, (state, id), says, promised, today, rng)?;
    Ok(Answered { text, queued })
}

fn promise(
    work: &mut Work,
    vault: &mut Vault,
    (by, language): (Day, Language),
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Event>, PerformError> {
    let mut deed = Deed::of(What::Promise(by));
    deed.text = words::answer::next(language, by);
    let (_, events) = work.prepare(vault, deed, today, rng)?;
    Ok(events)
}

/// Whether this member answers in a case, by the roles that were given in it. An answer that is out is out: what it
/// refuses here, nobody can make void later.
///
/// # Errors
/// [`PerformError::Void`].
pub fn is_ones_turn(vault: &Vault, work: &Work) -> Result<(), PerformError> {
    let me = vault.secrets.number();
    match work.casework.bars(me, Some(PUBLISH), work.rules()) {
        Some(void) => Err(PerformError::Void(void)),
        None => Ok(()),
    }
}
