//! Drawing a batch: answers first, then confirmations of receipt, fillers elsewhere, shuffled. Real
//! and empty batches take the same road and have the same size.

use std::collections::BTreeSet;

use crypto_core::{
    board::{Cell, next::filler},
    lengths::REPLY_CELL_LEN,
    reply::{self, ReplyKind as WireKind},
    shuffle::shuffle,
    time::Day,
};
use rand_core::CryptoRng;

use super::{ExportError, receipts};
use crate::{
    answer::{files_of, wire_reply},
    cases,
    journal::{
        event::{CellUse, Event, Mark, ReplyKind},
        ids::{BatchId, ReplyId},
    },
    proof,
    public::Public,
    state::{BatchStanding, State},
    vault::{Vault, VaultError},
};

/// An answer is published again when the publication after this one would come too late.
const RENEW_DAYS: u32 = 14;

/// A batch being put together.
struct Draw<'v> {
    vault: &'v mut Vault,
    state: &'v mut State,
    public: &'v Public,
    today: Day,
    room: usize,
    cells: Vec<Cell>,
    uses: Vec<CellUse>,
    events: Vec<Event>,
}

/// Draws the batch for `slot`. The events must be on disk before any of it leaves.
pub(super) fn draw(
    vault: &mut Vault,
    state: &mut State,
    public: &Public,
    (slot, today): (Day, Day),
    rng: &mut impl CryptoRng,
) -> Result<Vec<Event>, ExportError> {
    let room = usize::from(public.roster.cells_per_batch);
    let mut draw = Draw {
        vault,
        state,
        public,
        today,
        room,
        cells: Vec::new(),
        uses: Vec::new(),
        events: Vec::new(),
    };
    draw.lapsed(rng)?;
    draw.renewals(rng)?;
    draw.answers(rng)?;
    draw.receipts(slot, rng)?;
    draw.finish(slot, rng)
}

impl Draw<'_> {
    fn emit(&mut self, event: Event) {
        self.state.apply(&event);
        self.events.push(event);
    }

    fn is_full(&self) -> bool {
        self.cells.len() >= self.room
    }

    fn answers(&mut self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let queue: Vec<ReplyId> = self.state.queue().map(|(id, _)| id).collect();
        for id in queue {
            if self.is_full() {
                break;
            }
            self.place(id, rng)?;
        }
        Ok(())
    }

    /// Answers in batches that no board ever showed, or lost again, for a cell's whole life take their
    /// place in the queue again, under new indices: an unseen board may have shown the old ones. So do those
    /// whose tokens another reader with the same keys may have used.
    fn lapsed(&mut self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let weeks = self.public.roster.cell_weeks;
        let stale = self.state.replies.iter().filter(|(_, reply)| reply.stale);
        let lost: BTreeSet<ReplyId> = self
            .state
            .batches
            .values()
            .filter(|batch| batch.has_lapsed(self.today, weeks))
            .flat_map(|batch| batch.replies.iter().copied())
            .chain(stale.map(|(id, _)| *id))
            .filter(|id| self.state.replies.get(id).is_some_and(|reply| !reply.found))
            .collect();
        for id in lost {
            self.seal(id, rng)?;
        }
        Ok(())
    }

    /// The last answer of an open case goes out again before its cells expire.
    fn renewals(&mut self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let life = u32::from(self.public.roster.cell_weeks) * 7;
        let expiring: Vec<ReplyId> = self
            .state
            .cases
            .values()
            .filter(|case| case.mark == Mark::Open)
            .filter_map(|case| self.last_answer(&case.replies))
            .filter(|id| {
                self.out_since(*id)
                    .is_some_and(|day| self.today.since(day) + RENEW_DAYS >= life)
            })
            .collect();
        for id in expiring {
            if self.is_full() {
                break;
            }
            if self.seal(id, rng)? {
                self.place(id, rng)?;
            }
        }
        Ok(())
    }

    fn last_answer(&self, replies: &[ReplyId]) -> Option<ReplyId> {
        let is_answer = |id: &&ReplyId| {
            let reply = self.state.replies.get(id);
            reply.is_some_and(|reply| reply.kind == ReplyKind::Answer)
        };
        replies.iter().rev().find(is_answer).copied()
    }

    /// The day since when an answer is on the board; `None` where it is not out, or lies in several
    /// batches of which the newest lives long enough.
    fn out_since(&self, id: ReplyId) -> Option<Day> {
        if !self.state.is_out(id) {
            return None;
        }
        let days = self
            .state
            .batches_of(id)
            .filter_map(|batch| match batch.standing {
                BatchStanding::Out(day) => Some(day),
                BatchStanding::Fixed | BatchStanding::Dropped(_) | BatchStanding::GivenUp => None,
            });
        let found = self.state.replies.get(&id)?.found_day;
        days.max().or(found)
    }

    /// Places as many parts of an answer as there is room for.
    fn place(&mut self, id: ReplyId, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let sealed = self
            .state
            .replies
            .get(&id)
            .is_some_and(|reply| reply.sealed.is_some());
        if !sealed && !self.seal(id, rng)? {
            return Ok(());
        }
        let Some(reply) = self.state.replies.get(&id).cloned() else {
            return Ok(());
        };
        let Some(sealed) = reply.sealed.as_ref().filter(|_| !reply.stale) else {
            return Ok(());
        };
        let bytes = self.vault.contents.read(&sealed.piece)?;
        let (cells, _) = bytes.as_chunks::<REPLY_CELL_LEN>();
        for (part, cell) in (0_u8..=u8::MAX).zip(cells) {
            if self.is_full() {
                break;
            }
            // The journal knows of places only once the batch is fixed; a renewed answer also queues.
            let in_this_batch = self
                .uses
                .iter()
                .any(|cell| (cell.reply, cell.part) == (id, part));
            if !reply.placed.contains(&part) && !in_this_batch {
                self.cells.push(*cell);
                let case = reply.case;
                let reply = id;
                self.uses.push(CellUse { case, reply, part });
            }
        }
        Ok(())
    }

    /// Seals all cells of an answer under the next free indices; `false` where there are none left.
    fn seal(&mut self, id: ReplyId, rng: &mut impl CryptoRng) -> Result<bool, VaultError> {
        let Some(reply) = self.state.replies.get(&id).cloned() else {
            return Ok(false);
        };
        let Some(case) = self.state.cases.get(&reply.case).cloned() else {
            return Ok(false);
        };
        let Some(key) = cases::member_key(self.vault, &case)? else {
            return Ok(false);
        };
        let channel = self.public.roster.channel;
        let seen = reply::collect(self.public.board.cells(), &channel, &key).indices;
        let after_seen = seen.last().map_or(0, |last| last.saturating_add(1));
        let after_used = cases::next_index(self.vault, self.state, &case, &key)?;
        let first_index = after_used.max(after_seen);
        let kind = match reply.kind {
            ReplyKind::Answer => WireKind::Answer,
            ReplyKind::Confirmation => WireKind::Receipt,
        };
        let text = self.vault.contents.read(&reply.piece)?;
        let text = std::str::from_utf8(&text).map_err(|_| VaultError::Damaged("contents"))?;
        let says = (text, files_of(self.vault, &reply)?);
        // A repeat must fit the parts that are still on the board, whoever published them.
        let sealed_day = reply.sealed.as_ref().map(|sealed| sealed.day);
        let repeated = reply.found_day.or(sealed_day);
        let day = repeated.unwrap_or(self.today);
        let mut wire = wire_reply(self.vault, &case, id, kind, says, day)?;
        let stated = proof::of_reply(self.state, &case, &reply);
        let stated = proof::put(&mut wire, &self.vault.secrets, stated);
        let Ok(cells) = reply::seal(&wire, &channel, &key, first_index, rng) else {
            return Ok(false);
        };
        let parts = u8::try_from(cells.len()).map_err(|_| VaultError::TooLarge)?;
        let piece = self.vault.contents.put(cells.as_flattened(), rng)?;
        for one in stated.into_iter().filter(|one| !reply.proofs.contains(one)) {
            self.emit(Event::ProofGiven {
                reply: id,
                day: one.day,
                sha256: one.sha256,
            });
        }
        self.emit(Event::ReplySealed {
            reply: id,
            first_index,
            parts,
            day,
            piece,
        });
        Ok(true)
    }

    fn receipts(&mut self, slot: Day, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        for due in receipts::due(self.vault, self.state, self.public, (slot, self.today))? {
            if self.is_full() {
                break;
            }
            // An answer in this batch says which letters were received, too.
            if self
                .uses
                .iter()
                .any(|cell| cell.case == due.case && cell.part == 0)
            {
                continue;
            }
            let reply = ReplyId::generate(rng);
            let piece = self.vault.contents.put(b"", rng)?;
            self.emit(Event::ReplyDrafted {
                reply,
                case: due.case,
                kind: ReplyKind::Confirmation.code(),
                piece,
                parts: 1,
                day: self.today,
                letters: due.letters,
                files: None,
                purpose: None,
            });
            self.place(reply, rng)?;
        }
        Ok(())
    }

    fn finish(mut self, slot: Day, rng: &mut impl CryptoRng) -> Result<Vec<Event>, ExportError> {
        while !self.is_full() {
            self.cells.push(filler(rng));
        }
        shuffle(&mut self.cells, rng);
        let piece = self.vault.contents.put(self.cells.as_flattened(), rng)?;
        let cells = std::mem::take(&mut self.uses);
        self.emit(Event::BatchFixed {
            batch: BatchId::generate(rng),
            slot,
            day: self.today,
            piece,
            cells,
        });
        Ok(self.events)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_four_cells_comes_about_equally_often() {
        let mut rng = crate::test_rng(9);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..24_000 {
            let mut cells: Vec<Cell> = (0..4).map(|n| [n; REPLY_CELL_LEN]).collect();
            shuffle(&mut cells, &mut rng);
            let order: Vec<u8> = cells.iter().map(|cell| cell[0]).collect();
            *counts.entry(order).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 24);
        assert!(
            counts.values().all(|count| (850..1150).contains(count)),
            "{counts:?}"
        );
    }
}
