//! What colleagues did that this member has not been shown yet, and who has read what.
//!
//! What is new is between a member and their desk: its journal says how much had come when the case was shown last. How
//! far somebody has read is told to the others in a deed of its own, which is no work: it moves nothing, is never new
//! itself, and stands beside the deed that it names.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{ids::MemberNumber, time::Day};
use rand_core::CryptoRng;

use super::{
    Casework, Deed, LoadError, Ordered, Standing, What, load,
    perform::{PerformError, Work},
};
use crate::{
    journal::{
        event::Event,
        ids::{CaseId, DeedId},
    },
    state::{Case, State},
    vault::Vault,
};

/// Deeds of a case of which something came after it was shown here last.
#[must_use]
pub fn late(case: &Case) -> BTreeSet<DeedId> {
    let seen = usize::try_from(case.seen).unwrap_or(usize::MAX);
    let (before, after) = case.heard.split_at(seen.min(case.heard.len()));
    // What comes twice, from another machine of its writer's, is nothing new.
    let known: BTreeSet<(DeedId, u8)> = before.iter().map(|part| (part.id, part.part)).collect();
    let late = after
        .iter()
        .filter(|part| !known.contains(&(part.id, part.part)));
    late.map(|part| part.id).collect()
}

/// Whether a deed is a colleague's and was not shown here yet.
#[must_use]
pub fn is_new(ordered: &Ordered, late: &BTreeSet<DeedId>, me: MemberNumber) -> bool {
    ordered.member != me && late.contains(&ordered.id) && !is_read(ordered)
}

/// Whether a deed says no more than that its writer has read others.
#[must_use]
pub fn is_read(ordered: &Ordered) -> bool {
    read_to(ordered).is_some()
}

fn read_to(ordered: &Ordered) -> Option<DeedId> {
    match ordered.deed.as_ref()?.what {
        What::Read(to) => Some(to),
        _ => None,
    }
}

/// How many deeds of colleagues this member has not seen yet, of each case in which there are any.
///
/// # Errors
/// [`LoadError`].
pub fn all(vault: &mut Vault, state: &State) -> Result<BTreeMap<CaseId, usize>, LoadError> {
    let me = vault.secrets.number();
    let late = state
        .cases
        .iter()
        .filter(|(_, case)| !late(case).is_empty());
    let late: BTreeSet<CaseId> = late.map(|(id, _)| *id).collect();
    let deeds = load::load(vault, state, |id| late.contains(id))?;
    let counts = deeds.into_iter().filter_map(|(id, deeds)| {
        let count = count(&deeds, state.cases.get(&id)?, me);
        (count > 0).then_some((id, count))
    });
    Ok(counts.collect())
}

/// How many of a case's deeds are colleagues' and were not shown here yet.
#[must_use]
pub fn count(deeds: &[Ordered], case: &Case, me: MemberNumber) -> usize {
    let late = late(case);
    deeds.iter().filter(|one| is_new(one, &late, me)).count()
}

/// Who says to have read up to a deed, and when: of each member the first time.
#[must_use]
pub fn readers(casework: &Casework) -> BTreeMap<DeedId, BTreeMap<MemberNumber, Day>> {
    let mut readers: BTreeMap<DeedId, BTreeMap<MemberNumber, Day>> = BTreeMap::new();
    for item in &casework.items {
        if let Some(to) = read_to(&item.ordered)
            && item.standing == Standing::InForce
            // What another mark of this member's overtook is told to nobody.
            && item.ordered.written.is_some()
        {
            let days = readers.entry(to).or_default();
            days.entry(item.ordered.member).or_insert(item.ordered.day);
        }
    }
    readers
}

/// The case was shown: from now on nothing that is here is new, and colleagues are told how far this member has read,
/// where that is due: once a day at most, and never by who has withdrawn.
///
/// # Errors
/// [`PerformError`]; nothing was written then, and the case counts as not shown.
pub fn shown(
    vault: &mut Vault,
    case: &Case,
    work: &mut Work,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<(), PerformError> {
    let me = vault.secrets.number();
    let mut events = Vec::new();
    // Of what another age tool sealed nobody else hears.
    let is_shared = case.letters.iter().any(|letter| letter.secret.is_some());
    let tells = tells(&work.casework, &late(case), me, today);
    if let Some(to) = tells.filter(|_| is_shared) {
        let (_, done) = work.prepare(vault, Deed::of(What::Read(to)), today, rng)?;
        // What a case is marked as does not change by being read.
        events.extend(
            done.into_iter()
                .filter(|event| matches!(event, Event::DeedDone { .. })),
        );
    }
    let heard = u32::try_from(case.heard.len()).unwrap_or(u32::MAX);
    if heard > case.seen {
        events.push(Event::DeedsSeen {
            case: work.case,
            heard,
        });
    }
    if !events.is_empty() {
        vault.contents.sync(rng)?;
        vault.journal.append(events, &vault.secrets, rng)?;
    }
    Ok(())
}

/// The deed up to which colleagues are to be told that this member has read; `None` where there is nothing to tell: no
/// colleague did anything since, it was told today already, or the member takes no part.
fn tells(
    casework: &Casework,
    late: &BTreeSet<DeedId>,
    me: MemberNumber,
    today: Day,
) -> Option<DeedId> {
    let all = casework.items.iter().map(|item| &item.ordered);
    let is_work = |one: &&Ordered| one.member != me && !is_read(one);
    let newest = all.clone().rfind(is_work)?.id;
    let mut own = all.clone().filter(|one| one.member == me && is_read(one));
    let is_new = all.clone().any(|one| is_new(one, late, me));
    let told = own.clone().any(|one| read_to(one) == Some(newest));
    let nothing = told && !is_new;
    let stays_silent = casework.recused.contains(&me) || own.any(|one| one.day == today);
    (!nothing && !stays_silent).then_some(newest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casework::rules::{Book, DEFAULT};

    const DAY: Day = Day(20_800);

    fn done(id: u8, member: u16, what: What) -> Ordered {
        Ordered {
            id: DeedId([id; 16]),
            member: MemberNumber(member),
            day: DAY,
            written: Some(DAY),
            deed: Some(because(what)),
        }
    }

    fn told(deeds: &[Ordered], late: &[u8], today: Day) -> Option<u8> {
        let casework = Casework::fold(deeds.iter().cloned(), &Book::new(DEFAULT).unwrap());
        let late = late.iter().map(|id| DeedId([*id; 16])).collect();
        tells(&casework, &late, MemberNumber(1), today).map(|id| id.0[0])
    }

    #[test]
    fn what_colleagues_did_is_told_as_read_once_a_day_and_not_by_who_takes_no_part() {
        let read = |id, to| done(id, 1, What::Read(DeedId([to; 16])));
        let mut deeds = vec![done(1, 2, What::Note), done(2, 1, What::Note)];
        assert_eq!(told(&deeds, &[1], DAY), Some(1));
        assert_eq!(told(&[done(2, 1, What::Note)], &[], DAY), None);
        deeds.push(read(3, 1));
        assert_eq!(told(&deeds, &[], DAY.plus(1)), None);
        deeds.push(done(4, 3, What::Note));
        assert_eq!(told(&deeds, &[4], DAY), None, "told today");
        assert_eq!(told(&deeds, &[4], DAY.plus(1)), Some(4));
        // What was shown on the day of another mark is told later.
        assert_eq!(told(&deeds, &[], DAY.plus(1)), Some(4));
        deeds.push(read(5, 4));
        // A mark that another one overtook is in no page, so that it comes last for ever.
        deeds.push(Ordered {
            written: None,
            ..read(9, 1)
        });
        // That a colleague has read is nothing to read.
        deeds.push(done(6, 2, What::Read(DeedId([4; 16]))));
        assert_eq!(told(&deeds, &[6], DAY.plus(2)), None);
        deeds.push(done(7, 2, What::Note));
        deeds.push(done(8, 1, What::Recused));
        assert_eq!(told(&deeds, &[7], DAY.plus(2)), None, "recused");
    }

    fn because(what: What) -> Deed {
        let mut deed = Deed::of(what);
        deed.text = "Omdat het moet.".to_owned();
        deed
    }

    #[test]
    fn a_mark_moves_nothing_and_stands_beside_what_it_names() {
        let book = Book::new(DEFAULT).unwrap();
        let step = What::Step("assessment".to_owned(), Vec::new());
        let mut deeds = vec![done(1, 2, step), done(2, 3, What::Hold)];
        let before = Casework::fold(deeds.iter().cloned(), &book);
        deeds.push(done(3, 1, What::Read(DeedId([2; 16]))));
        deeds.push(done(4, 1, What::Read(DeedId([2; 16]))));
        deeds.push(done(5, 4, What::Recused));
        deeds.push(done(6, 4, What::Read(DeedId([2; 16]))));
        let after = Casework::fold(deeds, &book);
        assert_eq!((&after.step, after.since), (&before.step, before.since));
        assert_eq!((after.head, &after.holds), (before.head, &before.holds));
        assert_eq!(after.mark(&book), before.mark(&book));
        assert!(after.contested.is_empty() && after.acted == before.acted);
        let readers = readers(&after);
        let one = BTreeMap::from([(MemberNumber(1), DAY)]);
        assert_eq!(readers, BTreeMap::from([(DeedId([2; 16]), one)]));
    }
}
