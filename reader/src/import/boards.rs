//! Board and roster of a bundle: what is new, what contradicts what was seen, and whether the own
//! batches are there (protocol, section 4.5). The chain of root keys is looked at in `roots`.

use std::collections::BTreeMap;

use crypto_core::{
    board::Header,
    ids::{Digest, MemberNumber},
    primitives::hybrid::HybridIdentity,
    recipients,
    time::Day,
};

use super::{Import, small::Small};
use crate::{
    journal::{
        event::{Event, ListedEpoch},
        ids::BatchId,
    },
    notice::Notice,
    public::Public,
    rhythm,
    state::{BatchStanding, SeenBoard},
};

impl Import<'_> {
    /// Takes the newest board that holds; whether it is newer than the one in the vault.
    pub(super) fn take_boards(&mut self, small: &Small) -> bool {
        let found = self.pairs(small);
        let any = !found.is_empty();
        let found = self.check_roots(found, small);
        self.note_rosters(&found);
        let newest = found
            .into_iter()
            .max_by_key(|public| public.board.header().serial);
        let Some(mut best) = newest else {
            if !any {
                self.notice(Notice::NoBoard);
            }
            return false;
        };
        let header = best.board.header();
        let (serial, head, day) = (header.serial, header.hash(), header.day);
        let (signer, roster_serial) = (header.signer, header.roster_serial);
        if let Some(seen) = self.state.boards.get(&serial)
            && seen.head != head
        {
            self.notice(Notice::TwoBoards { serial });
            return false;
        }
        if let Some((last, _)) = self.state.last_board()
            && serial < last
        {
            self.notice(Notice::OldBoard { serial, last });
            return false;
        }
        if let Some(before) = self.state.boards.get(&serial.saturating_sub(1))
            && before.head != header.previous
        {
            self.notice(Notice::DoesNotFollow { serial });
        }
        if day > self.today.plus(1) {
            self.notice(Notice::BoardFromTheFuture { day });
        }
        self.check_own_entry(&best);
        self.check_recipients(&mut best, small);
        if !self.state.boards.contains_key(&serial) {
            self.emit(Event::BoardSeen {
                serial,
                head,
                board_day: day,
                signer,
                roster_serial,
            });
        }
        self.check_own_batches(&best);
        self.public = Some(best);
        true
    }

    /// Boards with the roster that holds for each.
    fn pairs(&mut self, small: &Small) -> Vec<Public> {
        let mut rosters: Vec<&[u8]> = small.rosters.iter().map(Vec::as_slice).collect();
        let known = self
            .public
            .as_ref()
            .map(|public| public.roster_file().to_vec());
        rosters.extend(known.as_deref());
        let mut found: Vec<Public> = Vec::new();
        let mut refused = 0;
        for board in &small.boards {
            let pair = rosters
                .iter()
                .find_map(|roster| Public::verify(&self.channel, roster, board));
            match pair {
                Some(pair) => found.push(pair),
                None => refused += 1,
            }
        }
        if refused > 0 {
            self.notice(Notice::BoardRefused { boards: refused });
        }
        found
    }

    /// All of them, not the newest alone: what members did by an earlier one is judged by that.
    fn note_rosters(&mut self, found: &[Public]) {
        let was_here = !self.state.rosters.is_empty();
        let mut found: Vec<&Public> = found.iter().collect();
        found.sort_by_key(|public| (public.roster.serial, public.board.header().serial));
        for public in found {
            self.note_roster(public, was_here);
        }
    }

    fn note_roster(&mut self, public: &Public, was_here: bool) {
        let roster = &public.roster;
        let hash = *roster.sha256();
        match self.state.rosters.get(&roster.serial) {
            Some(seen) if seen.hash != hash => {
                self.notice(Notice::TwoRosters {
                    serial: roster.serial,
                });
            }
            Some(_) => {}
            None => {
                let before = self.state.rosters.range(..roster.serial).next_back();
                // Before journals said so there was none above 1.
                let before = before.map(|(_, seen)| seen.quorum.unwrap_or(1));
                if let Some(from) = before.filter(|from| was_here && *from != roster.quorum) {
                    self.notice(Notice::QuorumChanged {
                        serial: roster.serial,
                        from,
                        to: roster.quorum,
                    });
                }
                self.emit(Event::RosterSeen {
                    serial: roster.serial,
                    hash,
                    slots: roster.slots,
                    valid_until: roster.valid_until,
                    day: public.board.header().day,
                    quorum: Some(roster.quorum),
                    from: Some(roster.valid_from),
                });
            }
        }
    }

    fn check_own_entry(&mut self, public: &Public) {
        let secrets = &self.vault.secrets;
        let own = secrets.member_key.verifying_key();
        let listed = public
            .roster
            .member(secrets.number())
            .is_some_and(|member| member.member_key() == Some(own));
        if !listed {
            self.notice(Notice::NotInRoster);
        }
    }

    /// Whether reporters are given the recipients that this reader has the secrets of.
    fn check_recipients(&mut self, public: &mut Public, small: &Small) {
        if let Some(known) = &self.public {
            for (epoch, file) in &known.recipients {
                public.take_recipients(*epoch, file);
            }
        }
        let number = self.vault.secrets.number();
        let Ok(secrets) = self.vault.epochs() else {
            return;
        };
        let own: BTreeMap<_, _> = secrets
            .iter()
            .filter_map(|one| {
                let identity = HybridIdentity::parse(&one.secret).ok()?;
                Some((one.epoch, identity.recipient().to_string()))
            })
            .collect();
        let mut listed = Vec::new();
        for (epoch, file) in &small.recipients {
            match recipients::verify(file, &public.roster, *epoch) {
                Ok(verified) => {
                    listed.push(ListedEpoch {
                        epoch: *epoch,
                        own: verified.of(number) == own.get(epoch).map(String::as_str),
                    });
                    public.recipients.insert(*epoch, file.clone());
                }
                // Files of months that a roster names no more stay on the server.
                Err(_) if public.roster.epoch_file(*epoch).is_none() => {}
                Err(_) => self.notice(Notice::RecipientsRefused { epoch: *epoch }),
            }
        }
        let serial = public.roster.serial;
        listed.retain(|one| {
            let known = self.state.epochs.known.get(&one.epoch);
            known.and_then(|known| known.listed) != Some((serial, one.own))
        });
        if !listed.is_empty() {
            self.emit(Event::RecipientsListed {
                roster: serial,
                epochs: listed,
            });
        }
    }

    /// Which own batches are on the board, and which were and are not any more.
    fn check_own_batches(&mut self, public: &Public) {
        let header: &Header = public.board.header();
        let life = u32::from(public.roster.cell_weeks) * 7;
        for id in self.state.batch_order.clone() {
            let Some(batch) = self.state.batches.get(&id).cloned() else {
                continue;
            };
            let Ok(cells) = self.vault.contents.read(&batch.piece) else {
                continue;
            };
            let place = public
                .board
                .batches()
                .find(|(_, found)| found.as_flattened() == cells.as_slice())
                .map(|(place, _)| place.day);
            match (batch.standing, place) {
                (BatchStanding::Out(known), Some(day)) if known == day => {}
                (_, Some(day)) => self.emit(Event::BatchOut {
                    batch: id,
                    serial: header.serial,
                    day,
                }),
                (BatchStanding::Out(day), None) if header.day.since(day) < life => {
                    self.dropped(id, header.serial, header.signer);
                }
                _ => {}
            }
        }
    }

    /// Somebody published on this member's day, and nobody else had a reason to.
    pub(super) fn note_taken_day(&mut self) {
        let Some(public) = &self.public else { return };
        let number = self.vault.secrets.number();
        let header = public.board.header();
        if let Some(day) = rhythm::taken(&self.state, &public.roster, header, number, self.today) {
            self.notice(Notice::DayTaken { day });
        }
    }

    fn dropped(&mut self, batch: BatchId, serial: u64, signer: MemberNumber) {
        self.emit(Event::BatchDropped {
            batch,
            serial,
            signer,
        });
        self.notice(Notice::BatchDropped { serial, signer });
    }

    /// The newest board whose day lies before `day`.
    pub(super) fn board_before(&self, day: Day) -> Option<(u64, &SeenBoard)> {
        self.state
            .boards
            .iter()
            .rev()
            .find(|(_, board)| board.day < day)
            .map(|(serial, board)| (*serial, board))
    }

    /// The newest roster that was public before `day`.
    pub(super) fn roster_before(&self, day: Day) -> Option<(u64, Digest)> {
        self.state
            .rosters
            .iter()
            .rev()
            .find(|(_, roster)| roster.day < day)
            .map(|(serial, roster)| (*serial, roster.hash))
    }
}
