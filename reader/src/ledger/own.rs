//! Which facts this vault's journal gives.

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    time::Day,
};

use super::fact::{Fact, Published, Told};
use crate::{
    journal::{
        event::{Event, ReplyKind},
        ids::{CaseId, ReplyId},
    },
    state::State,
};

/// The place of the first fact of a publication among a writer's facts. Earlier versions told none: they have
/// places of their own, so that those of other facts stay.
const FIRST_PUBLISHED: u32 = 1 << 31;

/// What a vault's own events give to tell, and the plaintexts of its letters.
#[derive(Debug, Default)]
pub struct Own {
    /// The facts, in the order of the journal.
    pub told: Vec<Told>,
    /// Each opened letter's plaintext.
    pub letters: BTreeMap<LetterId, Digest>,
}

/// The facts in a journal's events. Foreign letters and those without a conversation are nobody's business.
#[must_use]
pub fn own<'e>(events: impl Iterator<Item = &'e Event>) -> Own {
    let mut own = Own::default();
    let mut newest: BTreeMap<CaseId, LetterId> = BTreeMap::new();
    let mut shares: BTreeMap<LetterId, Vec<MemberNumber>> = BTreeMap::new();
    let (mut places, mut published) = (0, FIRST_PUBLISHED);
    let mut state = State::default();
    let mut public = BTreeSet::new();
    // Events that have no day of their own happened on that of the last one that has.
    let mut today = Day(0);
    for event in events {
        state.apply(event);
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
                let first = own.letters.insert(*letter, *plaintext).is_none();
                newest.insert(*case, *letter);
                let mut with = shares.remove(letter).unwrap_or_default();
                with.sort_unstable();
                with.dedup();
                first.then_some(Fact::Opened(*letter, with))
            }
            Event::ShareReleased { letter, to, day } => {
                today = *day;
                Some(Fact::Released(*letter, *to))
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
                letter.map(|letter| Fact::Answered(*letter, *reply))
            }
            Event::EpochErased { epoch, day, .. } => {
                today = *day;
                Some(Fact::Erased(*epoch))
            }
            Event::CaseMarked { case, mark } => {
                let letter = newest.get(case);
                letter.map(|letter| Fact::Marked(*letter, *mark))
            }
            _ => None,
        };
        own.tell(&mut places, today, fact);
        for (letter, reply, day) in newly_public(&state, event, &newest, &mut public) {
            let what = state.replies.get(&reply).map(Published::of);
            let fact = what.map(|what| Fact::Published(letter, reply, what));
            own.tell(&mut published, day, fact);
        }
    }
    own
}

impl Own {
    fn tell(&mut self, next: &mut u32, day: Day, fact: Option<Fact>) {
        if let Some(fact) = fact {
            let place = *next;
            *next = next.saturating_add(1);
            self.told.push(Told { place, day, fact });
        }
    }
}

/// The answers and confirmations of which an event tells that all is public, each with the newest letter of its
/// conversation and the day since when.
fn newly_public(
    state: &State,
    event: &Event,
    newest: &BTreeMap<CaseId, LetterId>,
    known: &mut BTreeSet<ReplyId>,
) -> Vec<(LetterId, ReplyId, Day)> {
    let about: Vec<ReplyId> = match event {
        Event::BatchOut { batch, .. } => {
            let batch = state.batches.get(batch);
            batch.map_or_else(Vec::new, |batch| batch.replies.iter().copied().collect())
        }
        Event::ReplyFound { reply, .. } => vec![*reply],
        // With a quorum its receipt may have been confirmed before it was opened.
        Event::LetterOpened { case, .. } => {
            let case = state.cases.get(case);
            case.map_or_else(Vec::new, |case| case.replies.clone())
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for id in about {
        if let Some(reply) = state.replies.get(&id)
            && let Some(day) = reply.first_out
            && let Some(letter) = newest.get(&reply.case)
            && known.insert(id)
        {
            found.push((*letter, id, day));
        }
    }
    found
}
