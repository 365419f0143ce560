//! Who confirms receipt, and when: one confirmation per conversation and week in all, sent by the
//! member whose publication day comes first (protocol, section 4.5). Members' readers never talk to
//! each other about this: each works out the same plan from the same letters and boards.

use std::collections::BTreeSet;

use crypto_core::{
    ids::MemberNumber,
    keys::LeftOut,
    roster::{Member, MemberKind, Roster},
    time::Day,
};

use crate::{
    cases,
    journal::{
        event::{Mark, ReplyKind},
        ids::CaseId,
    },
    public::Public,
    state::{Case, Letter, State},
    vault::{Vault, VaultError},
};

/// A confirmation that this member has to send.
pub(super) struct Due {
    pub(super) case: CaseId,
    /// Of this many letters, the first ones.
    pub(super) letters: u32,
}

/// Everything that decides about one case.
struct Plan<'p> {
    /// Days of the letters, as far as the storage week bears them out, ascending.
    letters: Vec<Day>,
    /// Who reads the case and publishes.
    publishers: Vec<(MemberNumber, u8)>,
    /// All weekdays on which somebody publishes.
    weekdays: &'p BTreeSet<u8>,
    /// Days of the batches on the board.
    board: &'p BTreeSet<Day>,
    me: MemberNumber,
    /// Letters of which this member has confirmed receipt.
    confirmed_by_me: usize,
}

pub(super) fn due(
    vault: &mut Vault,
    state: &State,
    public: &Public,
    (slot, today): (Day, Day),
) -> Result<Vec<Due>, VaultError> {
    let me = vault.secrets.number();
    let roster = &public.roster;
    let weekdays = roster
        .publishers()
        .filter_map(|member| member.weekday)
        .collect();
    let board = public
        .board
        .header()
        .batches
        .iter()
        .map(|batch| batch.day)
        .collect();
    let mut due = Vec::new();
    for (id, case) in &state.cases {
        let confirmed_by_me = confirmed(state, case);
        let done = case.mark == Mark::Spam
            || case.keys.is_none()
            || confirmed_by_me >= case.letter_count();
        if done {
            continue;
        }
        let left_out = cases::left_out(vault, case)?;
        let plan = Plan {
            letters: letter_days(case, roster.quorum),
            publishers: if roster.quorum > 1 {
                // Who has not opened a letter does not know whom it leaves out, so nobody can tell who else
                // has it: every publisher confirms their own.
                own_day(roster, me)
            } else {
                publishers(roster, case, &left_out)
            },
            weekdays: &weekdays,
            board: &board,
            me,
            confirmed_by_me,
        };
        let letters = plan.letters_due(slot, today);
        if letters > confirmed_by_me {
            due.push(Due {
                case: *id,
                letters: u32::try_from(letters).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(due)
}

/// Letters of which an answer or a confirmation by this member has told.
fn confirmed(state: &State, case: &Case) -> usize {
    let replies = case.replies.iter().filter_map(|id| state.replies.get(id));
    let placed = replies.filter(|reply| {
        reply.kind == ReplyKind::Confirmation || reply.placed.contains(&0) || reply.found
    });
    let most = placed.map(|reply| reply.letters).max().unwrap_or(0);
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// What a letter says of its day counts only within the storage week in which it came; with a quorum,
/// where it may not have been opened, that week alone counts.
fn letter_days(case: &Case, quorum: u8) -> Vec<Day> {
    let said = |letter: &Letter| {
        let (first, last) = (letter.week.first_day(), letter.week.last_day());
        match quorum {
            1 => letter.letter_day.clamp(first, last),
            _ => first,
        }
    };
    let sealed = case.sealed.iter().map(|letter| letter.week.first_day());
    let mut days: Vec<Day> = case.letters.iter().map(said).chain(sealed).collect();
    days.sort_unstable();
    days
}

fn own_day(roster: &Roster, me: MemberNumber) -> Vec<(MemberNumber, u8)> {
    let own = roster.publishers().filter(|member| member.number == me);
    own.filter_map(|member| Some((me, member.weekday?)))
        .collect()
}

fn publishers(roster: &Roster, case: &Case, left_out: &LeftOut) -> Vec<(MemberNumber, u8)> {
    let reads = |member: &&Member| match case.addressee {
        MemberNumber(0) => {
            member.kind == MemberKind::Member && !left_out.members.contains(&member.number)
        }
        adviser => member.number == adviser,
    };
    let mut publishers: Vec<_> = roster
        .publishers()
        .filter(reads)
        .filter_map(|member| Some((member.number, member.weekday?)))
        .collect();
    publishers.sort_unstable();
    publishers
}

impl Plan<'_> {
    /// Of how many letters this member should confirm receipt in the batch for `slot`.
    fn letters_due(&self, slot: Day, today: Day) -> usize {
        let Some(first) = self.letters.first() else {
            return 0;
        };
        let (mut confirmed, mut last_week) = (0, None);
        let mut day = *first;
        while day <= slot {
            for (member, _) in self
                .publishers
                .iter()
                .filter(|(_, wd)| *wd == day.weekday())
            {
                // What came on the day itself may have come after the publication.
                let reach = self.letters.iter().filter(|letter| **letter < day).count();
                let mine = *member == self.me;
                if reach <= confirmed || last_week == Some(day.week()) {
                    continue;
                }
                if mine && day == slot {
                    return reach;
                }
                if mine {
                    confirmed = confirmed.max(self.confirmed_by_me.min(reach));
                } else if self.has_published(day, today) {
                    confirmed = reach;
                }
                if confirmed == reach {
                    last_week = Some(day.week());
                }
            }
            day = day.plus(1);
        }
        0
    }

    /// Whether the batch of a publication day is on the board: with that day, or made up for on a
    /// later one that is nobody's own.
    fn has_published(&self, day: Day, until: Day) -> bool {
        self.board.contains(&day)
            || self
                .board
                .range(day..=until.min(day.plus(6)))
                .any(|found| !self.weekdays.contains(&found.weekday()))
    }
}

#[cfg(test)]
mod tests;
