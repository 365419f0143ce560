//! Doing something in a case: it is checked against the rules first, so that nobody writes down what counts for
//! nothing.

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    deed::{Deed, What},
    find,
    fold::{Casework, Standing},
    load::{self, LoadError, Ordered},
    rules::{Book, Rules},
    unseen,
    view::View,
    void::Void,
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
    pub book: Book,
    /// What it is marked as.
    mark: Mark,
}

impl Work {
    /// Where a case stands.
    ///
    /// # Errors
    /// [`LoadError`].
    pub fn of(vault: &mut Vault, state: &State, case: CaseId) -> Result<Self, LoadError> {
        let books = load::books(vault, state)?;
        let book = state.cases.get(&case).map(|case| books.of(case).clone());
        let book = book.map_or_else(|| load::rules(vault, state), Ok)?;
        let mut deeds = load::load(vault, state, |id| *id == case)?;
        let deeds = deeds.remove(&case).unwrap_or_default();
        Ok(Self {
            case,
            casework: Casework::fold(deeds, &book),
            book,
            mark: state.cases.get(&case).map_or(Mark::Open, |case| case.mark),
        })
    }

    /// The rules in force.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.book.current
    }

    /// The deed whose name begins like this.
    ///
    /// # Errors
    /// [`PerformError::NoDeed`].
    pub fn find(&self, typed: &str) -> Result<DeedId, PerformError> {
        let shown = self.casework.items.iter().map(|item| &item.ordered);
        let ids = shown.filter(|one| !unseen::is_read(one)).map(|one| one.id);
        find::only(ids, |id| *id, typed).ok_or(PerformError::NoDeed)
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

    /// The events of a deed, to be appended to the journal once the vault's contents are on disk.
    ///
    /// # Errors
    /// [`PerformError`].
    pub fn prepare(
        &mut self,
        vault: &mut Vault,
        mut deed: Deed,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<(DeedId, Vec<Event>), PerformError> {
        deed.after = self
            .casework
            .head
            .or(self.casework.detached.last().copied());
        deed.rules = self.book.number;
        rng.fill_bytes(&mut deed.salt);
        if let What::Step(_, settles) | What::Decision(_, settles) = &mut deed.what {
            settles.clone_from(&self.casework.contested);
        }
        let bytes = deed.encode();
        if bytes.len() > DEED_MAX {
            return Err(PerformError::TooLong(bytes.len()));
        }
        let member = vault.secrets.number();
        let id = Deed::name(member, &bytes);
        let new = Ordered {
            id,
            member,
            day: today,
            written: None,
            deed: Some(deed),
        };
        let casework = self.casework.with(new, &self.book);
        if let Some(Standing::Void(void)) = casework.item(id).map(|item| &item.standing) {
            return Err(PerformError::Void(void.clone()));
        }
        let piece = vault.contents.put(&bytes, rng)?;
        let mut events = vec![Event::DeedDone {
            case: self.case,
            deed: id,
            day: today,
            piece,
        }];
        // A closed case's answer is not published again; one that goes on is.
        if let Some(mark) = casework.mark(&self.book).filter(|mark| *mark != self.mark) {
            self.mark = mark;
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
        if self.rules().outcome(&view.outcome).is_none() {
            return Err(PerformError::NotInRules(view.outcome.clone()));
        }
        let asked = &self.book.current.criterion;
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
        match work.prepare(vault, deed, today, rng) {
            Ok((_, mut events)) => {
                events.push(Event::ViewOpened { deed: kept.deed });
                vault.contents.sync(rng)?;
                vault.journal.append(events, &vault.secrets, rng)?;
                opened += 1;
            }
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
        && casework.fixed.len() >= usize::from(work.rules().views)
}
