//! One event, one change. An event about something unknown changes nothing: chains may come in
//! parts.

use std::collections::BTreeSet;

use crypto_core::time::Day;

use super::{
    Batch, BatchStanding, Case, Letter, Offer, RESTORE_SKIP, Reply, Sealed, SeenBoard, SeenRoster,
    SeenWeek, Split, State,
};
use crate::journal::{
    event::{Event, Mark, Purpose, ReplyKind, Standing},
    ids::ReplyId,
};

impl State {
    /// Takes one event.
    pub fn apply(&mut self, event: &Event) {
        self.apply_public(event);
        self.apply_root(event);
        self.apply_epochs(event);
        self.apply_case(event);
        self.apply_batch(event);
        self.apply_quorum(event);
        self.apply_proof(event);
        self.apply_page(event);
        self.apply_deed(event);
        self.apply_minutes(event);
        self.apply_name(event);
    }

    fn apply_public(&mut self, event: &Event) {
        match *event {
            Event::RosterSeen {
                serial,
                hash,
                slots,
                valid_until,
                day,
                quorum,
                from,
            } => {
                let seen = SeenRoster {
                    hash,
                    slots,
                    quorum,
                    from: from.unwrap_or(day),
                    valid_until,
                    day,
                };
                self.rosters.entry(serial).or_insert(seen);
            }
            Event::BoardSeen {
                serial,
                head,
                board_day: day,
                signer,
                ..
            } => {
                let seen = SeenBoard { head, day, signer };
                self.boards.entry(serial).or_insert(seen);
                self.unscanned = false;
            }
            Event::Imported { day } => {
                self.last_import = self.last_import.max(Some(day));
                self.must_import = false;
            }
            Event::WeekImported {
                week,
                closed,
                count,
                ids,
                passed,
                complete,
            } => {
                let confirmed = self.weeks.get(&week).and_then(|seen| seen.confirmed);
                let seen = SeenWeek {
                    closed,
                    count,
                    ids,
                    passed,
                    complete,
                    confirmed,
                };
                self.weeks.insert(week, seen);
            }
            Event::WeekConfirmed { week, count, ids } => {
                if let Some(seen) = self.weeks.get_mut(&week) {
                    seen.confirmed = Some((count, ids));
                }
            }
            Event::Restored { day } => {
                self.unscanned = true;
                self.must_import = true;
                self.fork(day);
            }
            Event::CloneNoticed { day, .. } => {
                self.give_up();
                self.fork(day);
            }
            Event::Unknown { .. } => self.unknown += 1,
            _ => {}
        }
    }

    fn apply_root(&mut self, event: &Event) {
        match *event {
            Event::RootChangeSeen { number, key, .. } => {
                self.root_changes.entry(number).or_default().insert(key);
            }
            Event::RootSplit {
                set,
                needed,
                sheets,
                day,
                key,
            } => {
                self.split = Some(Split {
                    set,
                    needed,
                    sheets,
                    day,
                    key,
                    rehearsed: None,
                });
            }
            Event::RootRehearsed { set, day } => {
                if let Some(split) = self.split.as_mut().filter(|split| split.set == set) {
                    split.rehearsed = Some(day);
                }
            }
            _ => {}
        }
    }

    fn apply_case(&mut self, event: &Event) {
        match *event {
            Event::CaseOpened {
                case,
                day,
                conversation,
                keys,
                addressee,
                standing,
                beside,
            } => {
                let skipped = RESTORE_SKIP.saturating_mul(self.restores);
                let new = Case {
                    opened: day,
                    conversation,
                    keys,
                    addressee,
                    standing: Standing::from_code(standing).unwrap_or(Standing::Conversation),
                    beside,
                    mark: Mark::Open,
                    letters: Vec::new(),
                    sealed: Vec::new(),
                    proofs: Vec::new(),
                    minutes: None,
                    claims: None,
                    heard: Vec::new(),
                    names: Vec::new(),
                    name_shares: Vec::new(),
                    seen: 0,
                    replies: Vec::new(),
                    next_index: skipped.max(self.used_before(conversation)),
                    seen_to: 0,
                    destroyed: None,
                };
                self.cases.entry(case).or_insert(new);
                self.is_of(conversation, case);
            }
            Event::LetterOpened {
                case,
                letter,
                week,
                letter_day,
                day,
                plaintext,
                piece,
                alarms,
                foreign,
                held,
                secret,
            } => {
                if let Some(file) = held {
                    self.forget_sealed(file);
                }
                let Some(case) = self.cases.get_mut(&case) else {
                    return;
                };
                if self.plaintexts.insert(plaintext) {
                    case.letters.push(Letter {
                        id: letter,
                        week,
                        letter_day,
                        imported: day,
                        plaintext,
                        secret,
                        piece,
                        alarms,
                        foreign,
                    });
                }
            }
            Event::CaseMarked { case, mark } | Event::CaseSettled { case, mark } => {
                if let (Some(case), Some(mark)) = (self.cases.get_mut(&case), Mark::from_code(mark))
                {
                    case.mark = mark;
                }
            }
            Event::CaseDestroyed {
                case,
                day,
                key,
                ref register,
            } => {
                self.destroy(case, day, key);
                self.register.extend(register.iter().cloned());
            }
            _ => self.apply_reply(event),
        }
    }

    fn apply_reply(&mut self, event: &Event) {
        match *event {
            Event::ReplyDrafted {
                reply,
                case,
                kind,
                piece,
                parts,
                day,
                letters,
                files,
                purpose,
            } => {
                let kind = ReplyKind::from_code(kind).unwrap_or(ReplyKind::Answer);
                let new = Reply {
                    case,
                    kind,
                    piece,
                    files,
                    parts,
                    written: day,
                    letters,
                    sealed: None,
                    found_day: None,
                    placed: BTreeSet::new(),
                    found: false,
                    proofs: Vec::new(),
                    stale: false,
                    purpose: purpose
                        .and_then(Purpose::from_code)
                        .unwrap_or(Purpose::Other),
                    first_out: None,
                };
                self.add_reply(reply, new);
            }
            Event::ReplySealed {
                reply,
                first_index,
                parts,
                day,
                piece,
            } => {
                let Some(known) = self.replies.get_mut(&reply) else {
                    return;
                };
                known.sealed = Some(Sealed { day, piece });
                known.parts = parts;
                known.placed.clear();
                known.found = false;
                known.stale = false;
                if let Some(case) = self.cases.get_mut(&known.case) {
                    let next = first_index.saturating_add(parts.into());
                    case.next_index = case.next_index.max(next);
                }
                for batch in self.batches.values_mut() {
                    batch.replies.remove(&reply);
                }
            }
            Event::ReplyFound {
                reply,
                case,
                kind,
                day,
                piece,
                whole,
                last_index,
                files,
            } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.seen_to = case.seen_to.max(last_index.saturating_add(1));
                    case.next_index = case.next_index.max(case.seen_to);
                }
                let kind = ReplyKind::from_code(kind).unwrap_or(ReplyKind::Answer);
                let found = Reply {
                    case,
                    kind,
                    piece,
                    files,
                    parts: 1,
                    written: day,
                    letters: 0,
                    sealed: None,
                    found_day: Some(day),
                    placed: BTreeSet::new(),
                    // Parts of an answer whose text is lost cannot be completed.
                    found: true,
                    proofs: Vec::new(),
                    stale: false,
                    purpose: Purpose::Other,
                    first_out: whole.then_some(day),
                };
                match self.replies.get_mut(&reply) {
                    Some(known) => {
                        known.found |= whole;
                        known.found_day = Some(day);
                        if whole {
                            known.first_out.get_or_insert(day);
                        }
                    }
                    None => self.add_reply(reply, found),
                }
            }
            _ => {}
        }
    }

    fn note_first_out(&mut self, replies: &BTreeSet<ReplyId>, day: Day) {
        for id in replies {
            let out = self.is_out(*id);
            if let Some(reply) = self.replies.get_mut(id).filter(|_| out) {
                reply.first_out.get_or_insert(day);
            }
        }
    }

    fn add_reply(&mut self, id: ReplyId, reply: Reply) {
        if self.replies.contains_key(&id) {
            return;
        }
        if let Some(case) = self.cases.get_mut(&reply.case) {
            case.replies.push(id);
        }
        self.replies.insert(id, reply);
        self.reply_order.push(id);
    }

    fn apply_batch(&mut self, event: &Event) {
        match event {
            Event::BatchFixed {
                batch,
                slot,
                piece,
                cells,
                ..
            } => {
                let mut replies = BTreeSet::new();
                for cell in cells {
                    replies.insert(cell.reply);
                    if let Some(reply) = self.replies.get_mut(&cell.reply) {
                        reply.placed.insert(cell.part);
                    }
                }
                let new = Batch {
                    slot: *slot,
                    piece: *piece,
                    replies,
                    standing: BatchStanding::Fixed,
                };
                if self.batches.insert(*batch, new).is_none() {
                    self.batch_order.push(*batch);
                }
            }
            Event::BatchOut { batch, day, .. } => {
                if let Some(batch) = self.batches.get_mut(batch) {
                    batch.standing = BatchStanding::Out(*day);
                    let replies = batch.replies.clone();
                    self.note_first_out(&replies, *day);
                }
            }
            Event::BatchDropped { batch, .. } => {
                if let Some(batch) = self.batches.get_mut(batch)
                    && let BatchStanding::Out(day) = batch.standing
                {
                    batch.standing = BatchStanding::Dropped(day);
                }
            }
            Event::Offered {
                serial,
                previous,
                piece,
                day,
            } => {
                self.offer = Some(Offer {
                    serial: *serial,
                    previous: *previous,
                    piece: *piece,
                    day: *day,
                });
            }
            _ => {}
        }
    }
}
