//! Doing something in a case: it is checked against the rules first, so that nobody writes down what counts for
//! nothing.

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    deed::{Deed, What},
    fold::{Casework, Standing, Void},
    load::{self, LoadError, Ordered},
    rules::{self, Rules},
    view::View,
};
use crate::{
    journal::{
        event::{Event, Mark},
        ids::{CaseId, DeedId},
    },
    ledger::part::DEED_MAX,
    state::State,
    vault::{Vault, VaultError},
};

/// Why a deed was not written down.
#[derive(Debug, Error)]
pub enum PerformError {
    /// It would be void.
    #[error("it would count for nothing: {0}")]
    Void(Void),
    /// It does not fit into half a page of the journal.
    #[error("the text is too long: {0} bytes, and a page has room for {DEED_MAX}")]
    TooLong(usize),
    /// A criterion that the rules ask for is not answered.
    #[error("the view does not answer \"{0}\"")]
    Unanswered(String),
    /// A criterion or outcome that the rules do not have.
    #[error("the rules know no \"{0}\"")]
    NotInRules(String),
    /// The case, or the deed that is meant, is not there.
    #[error("no deed of this case has a name that begins like this, or several have")]
    NoDeed,
    /// Rules or vault.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// A case that one works in: where it stands, and by which rules.
pub struct Work {
    /// The case.
    pub case: CaseId,
    /// Where it stands.
    pub casework: Casework,
    /// The rules.
    pub rules: Rules,
    /// The first bytes of their hash.
    pub rules_number: [u8; 8],
}

impl Work {
    /// Where a case stands.
    ///
    /// # Errors
    /// [`LoadError`].
    pub fn of(vault: &mut Vault, state: &State, case: CaseId) -> Result<Self, LoadError> {
        let (rules, text) = load::rules(vault, state)?;
        let mut deeds = load::load(vault, state, |id| *id == case)?;
        let deeds = deeds.remove(&case).unwrap_or_default();
        Ok(Self {
            case,
            casework: Casework::fold(deeds, &rules),
            rules,
            rules_number: rules::number(&text),
        })
    }

    /// The deed whose name begins like this.
    ///
    /// # Errors
    /// [`PerformError::NoDeed`].
    pub fn find(&self, typed: &str) -> Result<DeedId, PerformError> {
        let begins = |id: &DeedId| !typed.is_empty() && id.to_string().starts_with(typed);
        let ids = self.casework.items.iter().map(|item| item.ordered.id);
        let mut found = ids.filter(begins);
        match (found.next(), found.next()) {
            (Some(id), None) => Ok(id),
            _ => Err(PerformError::NoDeed),
        }
    }

    /// Writes a deed down; it is on disk on return, and colleagues get it with the next page.
    ///
    /// # Errors
    /// [`PerformError`]; nothing was written then.
    pub fn perform(
        &mut self,
        vault: &mut Vault,
        deed: Deed,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<DeedId, PerformError> {
        let (id, events) = self.prepare(vault, deed, today, rng)?;
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
        Ok(id)
    }

    /// Whether a deed would count.
    ///
    /// # Errors
    /// [`PerformError::Void`].
    pub fn check(&self, vault: &Vault, deed: &Deed, today: Day) -> Result<(), PerformError> {
        let mut deed = deed.clone();
        deed.after = self.casework.head;
        let new = Ordered {
            id: DeedId([0; 16]),
            member: vault.secrets.number(),
            day: today,
            written: None,
            deed: Some(deed),
        };
        self.with(new).map(|_| ())
    }

    /// The case with one more deed of this member.
    fn with(&self, new: Ordered) -> Result<Casework, PerformError> {
        let mut casework = self.casework.clone();
        casework.take(new, &self.rules);
        match casework.items.last().map(|item| &item.standing) {
            Some(Standing::Void(void)) => Err(PerformError::Void(void.clone())),
            _ => Ok(casework),
        }
    }

    fn prepare(
        &mut self,
        vault: &mut Vault,
        mut deed: Deed,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<(DeedId, Vec<Event>), PerformError> {
        deed.after = self.casework.head;
        deed.rules = self.rules_number;
        if let What::Step(_, settles) | What::Decision(_, settles) = &mut deed.what {
            settles.clone_from(&self.casework.contested);
        }
        let bytes = deed.encode();
        if bytes.len() > DEED_MAX {
            return Err(PerformError::TooLong(bytes.len()));
        }
        let id = DeedId::generate(rng);
        let new = Ordered {
            id,
            member: vault.secrets.number(),
            day: today,
            written: None,
            deed: Some(deed),
        };
        let closed_before = self.casework.is_closed;
        let casework = self.with(new)?;
        let piece = vault.contents.put(&bytes, rng)?;
        let mut events = vec![Event::DeedDone {
            case: self.case,
            deed: id,
            day: today,
            piece,
        }];
        let outcome = casework.outcome.as_ref();
        let outcome = outcome.and_then(|(code, _)| self.rules.outcome(code));
        // A closed case's answer is not published again; one that goes on is.
        let mark = match (casework.is_closed, outcome) {
            (true, Some(outcome)) if outcome.no_report => Mark::Spam,
            (true, _) => Mark::Closed,
            (false, _) => Mark::Open,
        };
        if casework.is_closed != closed_before {
            events.push(Event::CaseMarked {
                case: self.case,
                mark: mark.code(),
            });
        }
        self.casework = casework;
        Ok((id, events))
    }

    /// Fixes this member's view. Colleagues get what it is once so many views are fixed as the rules ask for.
    ///
    /// # Errors
    /// [`PerformError`]; nothing was written then.
    pub fn fix_view(
        &mut self,
        vault: &mut Vault,
        view: &View,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<DeedId, PerformError> {
        if self.rules.outcome(&view.outcome).is_none() {
            return Err(PerformError::NotInRules(view.outcome.clone()));
        }
        let asked = &self.rules.criterion;
        let answered = |code: &String| view.answers.iter().any(|(of, _)| of == code);
        if let Some(missing) = asked.iter().find(|one| !answered(&one.code)) {
            return Err(PerformError::Unanswered(missing.code.clone()));
        }
        let is_asked = |code: &String| asked.iter().any(|one| one.code == *code);
        if let Some((code, _)) = view.answers.iter().find(|(code, _)| !is_asked(code)) {
            return Err(PerformError::NotInRules(code.clone()));
        }
        let mut salt = Zeroizing::new([0; 32]);
        rng.fill_bytes(salt.as_mut_slice());
        let commitment = view.commitment(vault.secrets.number(), &salt);
        let mut kept = Zeroizing::new(salt.to_vec());
        kept.extend_from_slice(&view.encode());
        // With what goes around it when it is opened.
        let length = kept.len() + VIEW_AROUND;
        if length > DEED_MAX {
            return Err(PerformError::TooLong(length));
        }
        let deed = Deed::of(What::ViewSealed(commitment));
        let (id, mut events) = self.prepare(vault, deed, today, rng)?;
        let piece = vault.contents.put(&kept, rng)?;
        events.push(Event::ViewKept {
            case: self.case,
            deed: id,
            piece,
        });
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
        Ok(id)
    }
}

/// Bytes of a deed around a view at most.
const VIEW_AROUND: usize = 128;

/// Opens this member's views of which enough colleagues have fixed theirs; gives how many.
///
/// # Errors
/// [`PerformError`].
pub fn open_views(
    vault: &mut Vault,
    state: &State,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<usize, PerformError> {
    let me = vault.secrets.number();
    let mut opened = 0;
    for kept in &state.kept_views {
        let mut work = Work::of(vault, state, kept.case)?;
        if !is_ripe(&work, me, kept.deed) {
            continue;
        }
        let bytes = vault.contents.read(&kept.piece)?;
        let damaged = || VaultError::Damaged("contents");
        let (salt, view) = bytes.split_first_chunk().ok_or_else(damaged)?;
        let view = View::decode(view).map_err(|_| damaged())?;
        let deed = Deed::of(What::View(kept.deed, *salt, view));
        match work.perform(vault, deed, today, rng) {
            Ok(_) => opened += 1,
            // The role was given to others meanwhile: the view stays where it is.
            Err(PerformError::Void(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(opened)
}

fn is_ripe(work: &Work, me: MemberNumber, fixed_by: DeedId) -> bool {
    let casework = &work.casework;
    casework.fixed.get(&me) == Some(&fixed_by)
        && !casework.views.contains_key(&me)
        && casework.fixed.len() >= usize::from(work.rules.views)
        && !casework.recused.contains(&me)
}
