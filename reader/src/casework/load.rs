//! The deeds of a case, own and colleagues', in the order that every reader agrees on.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
};

use crypto_core::{
    ids::{Digest, MemberNumber},
    time::Day,
};
use zeroize::Zeroizing;

use super::{
    deed::Deed,
    fold::Casework,
    rules::{Book, DEFAULT, RulesError},
};
use crate::{
    journal::{
        event::Mark,
        ids::{CaseId, DeedId},
    },
    progress::{Measure, Stopped, Watch},
    state::{Case, State, deeds::HeardPart},
    vault::{Vault, VaultError, contents::PieceRef},
};

/// Cases of which the deeds are in memory at the same time.
const AT_A_TIME: NonZeroUsize = NonZeroUsize::new(200).expect("it is not zero");

/// Where something stands among all that members told: clock, member, chain, number and hash of the page, place in it.
/// What is in no page yet comes last.
type Place = (PagePlace, u32);
/// The part of it that a page has.
type PagePlace = (u64, MemberNumber, u64, u32, Digest);
/// The parts of a deed by their numbers.
type Parts<'h> = BTreeMap<u8, (Place, &'h HeardPart)>;

/// A deed, and when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// Its name.
    pub id: DeedId,
    /// Who.
    pub member: MemberNumber,
    /// When, as they say, and not after the page that tells it.
    pub day: Day,
    /// The day of the page that tells it; `None` if colleagues do not have it yet.
    pub written: Option<Day>,
    /// What; `None` if it cannot be read.
    pub deed: Option<Deed>,
}

/// Where pages stand.
struct Pages {
    by_header: BTreeMap<Digest, PagePlace>,
    /// Of each fact of this member's that was told: its page, and that page's day.
    own: BTreeMap<u32, (PagePlace, Day)>,
}

impl Pages {
    fn of(state: &State, me: MemberNumber) -> Self {
        let place = |page: &crate::state::pages::ReceivedPage| {
            (
                page.clock,
                page.member,
                page.chain,
                page.number,
                page.header,
            )
        };
        let by_header = state.pages.iter().map(|page| (page.header, place(page)));
        let own = state.own_pages.iter().flat_map(|page| {
            let place = (page.clock, me, page.chain, page.number, page.header);
            let place = (place, page.day);
            page.facts.iter().map(move |fact| (*fact, place))
        });
        Self {
            by_header: by_header.collect(),
            own: own.collect(),
        }
    }
}

/// The deeds of some cases, in their order.
///
/// # Errors
/// What the vault says.
pub fn load(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&CaseId) -> bool,
) -> Result<BTreeMap<CaseId, Vec<Ordered>>, VaultError> {
    let pages = Pages::of(state, vault.secrets.number());
    load_with(vault, state, &pages, wanted)
}

/// The same, where the places of pages are known.
fn load_with(
    vault: &mut Vault,
    state: &State,
    pages: &Pages,
    wanted: impl Fn(&CaseId) -> bool,
) -> Result<BTreeMap<CaseId, Vec<Ordered>>, VaultError> {
    let me = vault.secrets.number();
    let mut all: BTreeMap<CaseId, Vec<(Place, Ordered)>> = BTreeMap::new();
    let is_living = |id: &CaseId| {
        let case = || state.cases.get(id);
        wanted(id) && case().is_some_and(|case| case.destroyed.is_none())
    };
    for own in state.deeds.iter().filter(|own| is_living(&own.case)) {
        let last = own.place.saturating_add(u32::from(own.parts).max(1) - 1);
        let told = pages.own.get(&last);
        let untold = (u64::MAX, me, u64::MAX, u32::MAX, Digest([0xff; 32]));
        let page = told.map_or(untold, |(page, _)| *page);
        let deed = Ordered {
            id: own.id,
            member: me,
            // As colleagues have it, or their desks would judge it otherwise.
            day: told.map_or(own.day, |(_, written)| own.day.min(*written)),
            written: told.map(|(_, day)| *day),
            deed: Deed::decode(&vault.contents.read(&own.piece)?).ok(),
        };
        let place = (page, last);
        all.entry(own.case).or_default().push((place, deed));
    }
    for (id, case) in state.cases.iter().filter(|(id, _)| is_living(id)) {
        for heard in whole(&case.heard, pages) {
            let mut bytes = Zeroizing::new(Vec::new());
            for piece in &heard.pieces {
                bytes.extend_from_slice(&vault.contents.read(piece)?);
            }
            let last = heard.last;
            // What does not bear its own name is nothing: it could say something else on every desk.
            if Deed::name(last.member, &bytes) != last.id {
                continue;
            }
            let deed = Ordered {
                id: last.id,
                member: last.member,
                day: last.day.min(last.written),
                written: Some(last.written),
                deed: Deed::decode(&bytes).ok(),
            };
            all.entry(*id).or_default().push((heard.place, deed));
        }
    }
    let sorted = all.into_iter().map(|(id, mut deeds)| {
        deeds.sort_by_key(|(place, _)| *place);
        // What another machine with this vault told may have come back.
        let mut seen = BTreeSet::new();
        deeds.retain(|(_, deed)| seen.insert(deed.id));
        (id, deeds.into_iter().map(|(_, deed)| deed).collect())
    });
    Ok(sorted.collect())
}

/// The deeds of each case that is not destroyed, in the order of their names; some cases at a time, so that not all that
/// was ever done lies in memory at once.
///
/// # Errors
/// What the vault says, what `take` says, and [`Stopped`].
pub fn in_turn<E: From<VaultError> + From<Stopped>>(
    vault: &mut Vault,
    state: &State,
    watch: Watch<'_>,
    take: impl FnMut(&mut Vault, CaseId, Vec<Ordered>) -> Result<(), E>,
) -> Result<(), E> {
    so_many_in_turn(vault, state, AT_A_TIME, watch, take)
}

fn so_many_in_turn<E: From<VaultError> + From<Stopped>>(
    vault: &mut Vault,
    state: &State,
    at_a_time: NonZeroUsize,
    watch: Watch<'_>,
    mut take: impl FnMut(&mut Vault, CaseId, Vec<Ordered>) -> Result<(), E>,
) -> Result<(), E> {
    let living = state
        .cases
        .iter()
        .filter(|(_, case)| case.destroyed.is_none());
    let living: Vec<CaseId> = living.map(|(id, _)| *id).collect();
    let pages = Pages::of(state, vault.secrets.number());
    let mut done = 0;
    for some in living.chunks(at_a_time.get()) {
        let is_one = |id: &CaseId| some.binary_search(id).is_ok();
        let mut deeds = load_with(vault, state, &pages, is_one)?;
        for id in some {
            watch.at(Measure::cases(done, living.len()))?;
            done += 1;
            take(vault, *id, deeds.remove(id).unwrap_or_default())?;
        }
    }
    Ok(())
}

struct Whole<'h> {
    place: Place,
    last: &'h HeardPart,
    pieces: Vec<PieceRef>,
}

/// The deeds of which all parts are here. Of two parts with one number the one that was told first counts, on every
/// desk; a deed stands where its last part was told, so that none comes early by holding a part back.
fn whole<'h>(heard: &'h [HeardPart], pages: &Pages) -> Vec<Whole<'h>> {
    let mut parts: BTreeMap<(MemberNumber, DeedId), Parts<'h>> = BTreeMap::new();
    for part in heard {
        let Some(page) = pages.by_header.get(&part.page).copied() else {
            continue;
        };
        let place = (page, part.place);
        let known = parts.entry((part.member, part.id)).or_default();
        let known = known.entry(part.part).or_insert((place, part));
        if place < known.0 {
            *known = (place, part);
        }
    }
    let deeds = parts.into_values().filter_map(|parts| {
        let (_, first) = parts.get(&0)?;
        let all = (0..first.parts).map(|part| parts.get(&part).copied());
        let all: Vec<(Place, &HeardPart)> = all.collect::<Option<_>>()?;
        let (place, last) = all.iter().max_by_key(|(place, _)| *place).copied()?;
        Some(Whole {
            place,
            last,
            pieces: all.iter().map(|(_, part)| part.piece).collect(),
        })
    });
    deeds.collect()
}

/// The rules that this vault works by, and has worked by.
///
/// # Errors
/// What the vault says, and every case of [`RulesError`].
pub fn rules(vault: &mut Vault, state: &State) -> Result<Book, LoadError> {
    let mut book = Book::new(DEFAULT)?;
    for set in &state.rules {
        let bytes = vault.contents.read(&set.piece)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Damaged("contents"))?;
        book.set(text, set.day)?;
    }
    let seen = state.rosters.values();
    // Before journals said so there was none above 1.
    let quorums = seen.map(|roster| (roster.from, roster.quorum.unwrap_or(1)));
    let first = state.rosters.first_key_value();
    Ok(book.with_quorums(quorums, first.is_some_and(|(first, _)| *first > 1)))
}

/// By what cases are judged: those in which others could agree, and those in which one member is alone.
pub struct Books {
    shared: Book,
    alone: Book,
}

impl Books {
    /// That of a case. An adviser works alone, and so does who has what another age tool sealed: nobody could agree.
    #[must_use]
    pub fn of(&self, case: &Case) -> &Book {
        match is_shared(case) {
            true => &self.shared,
            false => &self.alone,
        }
    }
}

fn is_shared(case: &Case) -> bool {
    case.addressee == MemberNumber(0) && !case.is_alone()
}

/// Both.
///
/// # Errors
/// [`LoadError`].
pub fn books(vault: &mut Vault, state: &State) -> Result<Books, LoadError> {
    let shared = rules(vault, state)?;
    let alone = shared.clone().with_quorums([], false);
    Ok(Books { shared, alone })
}

/// The marks of cases that are not what their steps make them.
///
/// # Errors
/// What the vault says. Where the rules cannot be read, nothing is found.
pub fn marks(
    vault: &mut Vault,
    state: &State,
    wanted: impl Fn(&CaseId) -> bool,
) -> Result<Vec<(CaseId, Mark)>, VaultError> {
    let book = match rules(vault, state) {
        Ok(book) => book,
        Err(LoadError::Vault(error)) => return Err(error),
        Err(LoadError::Rules(_) | LoadError::Stopped(_)) => return Ok(Vec::new()),
    };
    let deeds = load(vault, state, wanted)?.into_iter();
    let marks = deeds.filter_map(|(id, deeds)| {
        let mark = Casework::fold(deeds, &book).mark(&book)?;
        let known = state.cases.get(&id)?.mark;
        (mark != known).then_some((id, mark))
    });
    Ok(marks.collect())
}

/// Why cases cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The rules.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Who waited had it stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

#[cfg(test)]
mod tests;
