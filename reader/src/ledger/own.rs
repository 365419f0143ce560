//! Which facts this vault's journal gives.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    time::Day,
};

use super::{
    fact::{Fact, Published, Told},
    page, whole,
};
use crate::{
    journal::{
        event::{Event, ReplyKind},
        ids::CaseId,
    },
    public::Public,
    state::State,
    vault::{Vault, VaultError},
};

/// The place of the first fact of a publication among a writer's facts. Earlier versions told none: they have
/// places of their own, so that those of other facts stay.
const FIRST_PUBLISHED: u32 = 1 << 31;

/// What a vault's own events give to tell, and the plaintexts of its letters.
#[derive(Debug, Default)]
pub struct Own {
    /// The facts, in the order of the journal, and after them what became public.
    pub told: Vec<Told>,
    /// Each opened letter's plaintext.
    pub letters: BTreeMap<LetterId, Digest>,
    /// The case that each fact is about, by the fact's place, if it is about one that was opened.
    pub(super) of: BTreeMap<u32, CaseId>,
}

impl Own {
    fn tell(&mut self, day: Day, case: Option<CaseId>, fact: Fact) {
        let place = u32::try_from(self.told.len()).unwrap_or(u32::MAX);
        self.of.extend(case.map(|case| (place, case)));
        self.told.push(Told { place, day, fact });
    }

    /// Leaves what was done in a case that was destroyed, as whom its last letter left out is not known any more; and what
    /// would be told under another case's letter, as that came under the same id.
    pub(super) fn keep_apart(&mut self, state: &State) {
        let cases = whole::cases(state);
        let of = &self.of;
        self.told.retain(|one| {
            let case = of.get(&one.place);
            let here = one.fact.letter().and_then(|letter| cases.get(&letter));
            match one.fact {
                Fact::Answered(..) | Fact::Published(..) | Fact::Marked(..) => here == case,
                _ => here.is_none() || case.is_none() || here == case,
            }
        });
    }
}

/// The facts in a journal's events and in the state that they add up to. Foreign letters and those without a conversation are nobody's business.
#[must_use]
pub fn own<'e>(events: impl Iterator<Item = &'e Event>, state: &State) -> Own {
    let mut own = Own::default();
    let cases = whole::cases(state);
    let mut opened: BTreeSet<LetterId> = BTreeSet::new();
    let mut newest: BTreeMap<CaseId, LetterId> = BTreeMap::new();
    let mut shares: BTreeMap<LetterId, Vec<MemberNumber>> = BTreeMap::new();
    // Events that have no day of their own happened on that of the last one that has.
    let mut today = Day(0);
    for event in events {
        let fact = match event {
            Event::Imported { day } => {
                today = *day;
                None
            }
            Event::ShareReceived { letter, from, .. } => {
                shares.entry(*letter).or_default().push(*from);
                None
            }
            Event::ShareRefused { letter, from, .. } => {
                let given = shares.entry(*letter).or_default();
                given.retain(|member| member != from);
                None
            }
            Event::LetterOpened {
                case,
                letter,
                day,
                plaintext,
                foreign: false,
                ..
            } => {
                today = *day;
                if cases.get(letter).is_none_or(|of| of == case) {
                    own.letters.insert(*letter, *plaintext);
                }
                let first = opened.insert(*letter);
                newest.insert(*case, *letter);
                let mut with = shares.remove(letter).unwrap_or_default();
                with.sort_unstable();
                with.dedup();
                first.then_some((Some(*case), Fact::Opened(*letter, with)))
            }
            Event::ShareReleased { letter, to, day } => {
                today = *day;
                Some((None, Fact::Released(*letter, *to)))
            }
            Event::ReplyDrafted {
                reply,
                case,
                kind,
                day,
                ..
            } if ReplyKind::from_code(*kind) == Some(ReplyKind::Answer) => {
                today = *day;
                let letter = newest.get(case);
                letter.map(|letter| (Some(*case), Fact::Answered(*letter, *reply)))
            }
            Event::EpochErased { epoch, day, .. } => {
                today = *day;
                Some((None, Fact::Erased(*epoch)))
            }
            Event::DeedDone { day, .. } => {
                today = *day;
                None
            }
            Event::CaseMarked { case, mark } => {
                let letter = newest.get(case);
                letter.map(|letter| (Some(*case), Fact::Marked(*letter, *mark)))
            }
            // It has a day of its own, which may be long past.
            Event::ToldElsewhere {
                case,
                reply,
                what,
                day,
            } => {
                if let Some(letter) = newest.get(case) {
                    let what = Published::from_code(*what);
                    let fact = Fact::Published(*letter, *reply, what);
                    own.tell(*day, Some(*case), fact);
                }
                None
            }
            _ => None,
        };
        if let Some((case, fact)) = fact {
            own.tell(today, case, fact);
        }
    }
    for (case, told) in published(state) {
        own.of.insert(told.place, case);
        own.told.push(told);
    }
    own.keep_apart(state);
    own
}

/// Answers and confirmations of a case of which the terms on colleagues' desks do not know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unheard {
    /// Not seen on a board: whether they ever were public nobody can tell once the case is destroyed.
    pub unseen: usize,
    /// Seen there, or given by telephone, on paper or in a meeting, and told in no page yet; of a destroyed case nothing
    /// more is told.
    pub untold: usize,
}

/// Of each living case those of which nobody hears any more once it is destroyed here.
///
/// # Errors
/// What the vault says.
pub fn unheard(vault: &Vault, state: &State) -> Result<BTreeMap<CaseId, Unheard>, VaultError> {
    // Who writes pages to nobody has nobody to tell.
    let public = Public::load(vault)?;
    let tells = public.is_some_and(|public| page::is_read(&public, vault));
    Ok(unheard_of(vault.journal.events(), state, tells))
}

fn unheard_of<'e>(
    events: impl Iterator<Item = &'e Event>,
    state: &State,
    tells: bool,
) -> BTreeMap<CaseId, Unheard> {
    let told: BTreeSet<u32> = (state.own_pages.iter())
        .flat_map(|page| page.facts.iter().copied())
        .collect();
    let is_untold = |place: &u32, case: &CaseId| {
        // An adviser has nobody to tell either, and of what another age tool sealed nothing is told.
        let is_told = state.cases.get(case).is_some_and(|case| {
            let is_ours = case.addressee == MemberNumber(0);
            is_ours && case.letters.iter().any(|letter| !letter.foreign)
        });
        tells && is_told && !told.contains(place)
    };
    let mut all: BTreeMap<CaseId, Unheard> = BTreeMap::new();
    for (place, id) in (FIRST_PUBLISHED..).zip(&state.reply_order) {
        let Some(reply) = state.replies.get(id) else {
            continue;
        };
        let unheard = all.entry(reply.case).or_default();
        if reply.first_out.is_none() {
            unheard.unseen += 1;
        } else if is_untold(&place, &reply.case) {
            unheard.untold += 1;
        }
    }
    let own = own(events, state);
    for one in own.told.iter().filter(|one| one.place < FIRST_PUBLISHED) {
        if let (Fact::Published(..), Some(case)) = (&one.fact, own.of.get(&one.place))
            && is_untold(&one.place, case)
        {
            all.entry(*case).or_default().untold += 1;
        }
    }
    all.retain(|_, unheard| *unheard != Unheard::default());
    all
}

/// The answers and confirmations of which all is public, by their places among all that were written.
fn published(state: &State) -> impl Iterator<Item = (CaseId, Told)> {
    let replies = (FIRST_PUBLISHED..).zip(&state.reply_order);
    replies.filter_map(|(place, id)| {
        let reply = state.replies.get(id)?;
        let letter = state.cases.get(&reply.case)?.letters.last()?.id;
        let told = Told {
            place,
            day: reply.first_out?,
            fact: Fact::Published(letter, *id, Published::of(reply)),
        };
        Some((reply.case, told))
    })
}

#[cfg(test)]
mod tests;
