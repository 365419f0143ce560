//! Whether another reader works with this vault's keys: the same vault on two machines, or one restored while
//! the old one lives on. The board tells: a header signed with the own board key, or a cell under an own
//! token, that this journal knows nothing of. From then on nothing that was fixed here and not yet seen
//! outside goes out, since the other may have published cells with the same tokens (protocol, section 4.5).

use std::collections::{HashMap, HashSet};

use crypto_core::{
    board::{self, Cell, Header},
    ids::ReplyToken,
    keys::MemberKey,
    lengths::{REPLY_CELL_LEN, REPLY_INDICES},
    publication::Publication,
    reply,
};
use rand_core::CryptoRng;

use super::Import;
use crate::{
    cases::member_key,
    journal::{
        event::{CloneSign, Event},
        ids::{CaseId, ReplyId},
    },
    notice::Notice,
    public::Public,
    state::{Case, RESTORE_SKIP},
    vault::VaultError,
};

/// A case, and the key under which its reporter is answered.
type CaseKey = (CaseId, MemberKey);

impl Import<'_> {
    /// Looks for signs of another reader. `after_restore`: this is the first board since a restore, which
    /// shows what was published since the backup; that is no such sign.
    pub(super) fn note_clone(
        &mut self,
        after_restore: bool,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        if after_restore {
            return Ok(());
        }
        let Some(public) = self.public.take() else {
            return Ok(());
        };
        let serial = public.board.header().serial;
        let found = self.look(&public);
        self.public = Some(public);
        let (Some(sign), cases) = found? else {
            return Ok(());
        };
        for (case, key) in &cases {
            self.scan_case(*case, key, rng)?;
        }
        self.emit(Event::CloneNoticed {
            day: self.today,
            serial,
            sign: sign.code(),
        });
        self.notice(Notice::Cloned { serial, sign });
        Ok(())
    }

    /// The sign, if there is one, and the cases that have strange cells.
    fn look(&mut self, public: &Public) -> Result<(Option<CloneSign>, Vec<CaseKey>), VaultError> {
        let is_new = self
            .events
            .iter()
            .any(|event| matches!(event, Event::BoardSeen { .. }));
        let strange = self.strange_cells(public, is_new)?;
        let sign = if !strange.is_empty() {
            Some(CloneSign::Cell)
        } else if is_new && self.is_strange_header(public)? {
            Some(CloneSign::Header)
        } else {
            None
        };
        Ok((sign, strange))
    }

    /// Whether the board's header is signed with the own board key, and not by this vault.
    fn is_strange_header(&mut self, public: &Public) -> Result<bool, VaultError> {
        let header = public.board.header();
        let own = self.vault.secrets.board_key.verifying_key();
        let signer = public.roster.member(header.signer);
        if signer.and_then(|member| member.board_key()) != Some(own) {
            return Ok(false);
        }
        let offered: Vec<_> = self
            .vault
            .journal
            .events()
            .filter_map(|event| match event {
                Event::Offered { serial, piece, .. } if *serial == header.serial => Some(*piece),
                _ => None,
            })
            .collect();
        for piece in offered {
            let container = self.vault.contents.read(&piece)?;
            if header_of(&container).is_some_and(|signed| signed.hash() == header.hash()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The cases under whose tokens there are cells that this vault neither published nor found before: all
    /// of them on a new board, otherwise those that were opened just now.
    fn strange_cells(&mut self, public: &Public, is_new: bool) -> Result<Vec<CaseKey>, VaultError> {
        let ids: Vec<CaseId> = match is_new {
            true => self.state.cases.keys().copied().collect(),
            false => self.events.iter().filter_map(opened).collect(),
        };
        let mut strange = Vec::new();
        if ids.is_empty() {
            return Ok(strange);
        }
        let foreign = self.foreign_cells(public)?;
        for id in ids {
            let Some(case) = self.state.cases.get(&id).cloned() else {
                continue;
            };
            let Some(key) = member_key(self.vault, &case)? else {
                continue;
            };
            // A clone goes on where this reader was, or skips once as this one would.
            let to = case.next_index.saturating_add(2 * RESTORE_SKIP);
            let is_strange = (0..to.min(REPLY_INDICES)).any(|j| {
                let cell = foreign.get(&key.reply_token(j));
                cell.is_some_and(|cell| self.is_strange(cell, (&case, &key), j))
            });
            if is_strange {
                strange.push((id, key));
            }
        }
        Ok(strange)
    }

    /// The board's cells that are in no batch of this vault, by their tokens.
    fn foreign_cells<'p>(
        &mut self,
        public: &'p Public,
    ) -> Result<HashMap<ReplyToken, &'p Cell>, VaultError> {
        let mut ours: HashSet<Cell> = HashSet::new();
        for batch in self.state.batches.values() {
            let bytes = self.vault.contents.read(&batch.piece)?;
            ours.extend(bytes.as_chunks::<REPLY_CELL_LEN>().0);
        }
        let cells = public.board.cells().iter();
        let foreign = cells.filter(|cell| !ours.contains(*cell));
        Ok(foreign.map(|cell| (reply::token_of(cell), cell)).collect())
    }

    /// Whether a cell under an own token is news. One that does not open was made by somebody without the
    /// key: a colleague who repeats a token must not look like a second reader.
    fn is_strange(&self, cell: &Cell, (case, key): (&Case, &MemberKey), j: u16) -> bool {
        let Ok(part) = reply::open(cell, &self.channel, key, j) else {
            return false;
        };
        let known = self.state.replies.get(&ReplyId(part.id));
        let found = known.is_some_and(|known| known.found_day == Some(part.day));
        !(found && j < case.seen_to)
    }
}

fn opened(event: &Event) -> Option<CaseId> {
    match event {
        Event::CaseOpened { case, .. } => Some(*case),
        _ => None,
    }
}

fn header_of(container: &[u8]) -> Option<Header> {
    let publication = Publication::parse(container).ok()?;
    let (header, _) = board::split(&publication.board).ok()?;
    Header::parse_prefix(header).ok()
}
