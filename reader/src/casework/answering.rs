//! Who answers, and by when the reporter hears more.

use crypto_core::{time::Day, words::Language};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
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
}

impl Answer<'_> {
    /// The text as the reporter gets it.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let text = self.says.text.trim_end();
        Zeroizing::new(match self.next {
            Some((by, language)) => format!("{text}\n\n{}", words::answer::next(language, by)),
            None => text.to_owned(),
        })
    }
}

/// Takes an answer; the day on which its reporter hears more is a promise, written down in one with it.
///
/// # Errors
/// [`CommandError::Over`], [`PerformError`] where a colleague was to answer, every case of
/// [`AnswerError`](answer::AnswerError); nothing was written then.
pub fn answer(
    vault: &mut Vault,
    (state, id): (&State, CaseId),
    answer: Answer<'_>,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Queued, CommandError> {
    let mut work = telling::open(vault, state, id)?;
    is_ones_turn(vault, &work)?;
    let text = answer.text();
    let promised = match answer.next {
        Some((by, _)) if by < today => return Err(CommandError::Over(by)),
        // What is only looked at promises nothing.
        Some(_) if answer.says.preview || answer.says.text.trim().is_empty() => Vec::new(),
        Some((by, language)) => promise(&mut work, vault, (by, language), today, rng)?,
        None => Vec::new(),
    };
    let says = Draft {
        // The day alone is no answer.
        text: match answer.says.text.trim() {
            "" => "",
            _ => &text,
        },
        ..answer.says
    };
    Ok(answer::draft_with(
        vault,
        (state, id),
        says,
        promised,
        today,
        rng,
    )?)
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
