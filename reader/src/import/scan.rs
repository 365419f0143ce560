//! Looking for own answers on the board. The journal knows them all, unless it came from a backup:
//! then what was published since is on the board alone, and must not be published twice.

use crypto_core::{
    board::Cell,
    keys::MemberKey,
    reply::{self, ReplyKind as WireKind},
};
use rand_core::CryptoRng;

use super::{Import, ImportError};
use crate::{
    answer::put_files,
    cases::member_key,
    journal::{
        event::{Event, ReplyKind},
        ids::{CaseId, ReplyId},
    },
    notice::Notice,
    progress::{Measure, Watch},
    proof,
    state::State,
    vault::VaultError,
};

impl Import<'_> {
    /// Looks for every case's answers, once after each restore.
    pub(super) fn scan_board(
        &mut self,
        watch: Watch<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        let cases: Vec<CaseId> = self.state.cases.keys().copied().collect();
        for (done, id) in cases.iter().copied().enumerate() {
            watch.at(Measure::cases(done, cases.len()))?;
            let key = match self.state.cases.get(&id) {
                Some(case) => member_key(self.vault, case)?,
                None => None,
            };
            if let Some(key) = key {
                self.scan_case(id, &key, rng)?;
            }
        }
        Ok(())
    }

    /// A board was just seen for the first time since the restore: its event clears the mark.
    pub(super) fn scan_is_due(&self) -> bool {
        State::replay(self.vault.journal.events()).unscanned && self.public.is_some()
    }

    /// Looks for one case's answers.
    pub(super) fn scan_case(
        &mut self,
        case: CaseId,
        key: &MemberKey,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let Some(public) = &self.public else {
            return Ok(());
        };
        let cells: &[Cell] = public.board.cells();
        let found = reply::collect(cells, &self.channel, key);
        let Some(last_index) = found.indices.last().copied() else {
            return Ok(());
        };
        let whole = found.replies.into_iter().map(|reply| (reply, true));
        let parts = found
            .incomplete
            .into_iter()
            .map(|(reply, _)| (reply, false));
        for (reply, whole) in whole.chain(parts) {
            let id = ReplyId(reply.id);
            let case_seen_to = self.state.cases.get(&case).map_or(0, |case| case.seen_to);
            let is_known = self.state.replies.get(&id).is_some_and(|known| {
                known.found_day == Some(reply.day) && last_index < case_seen_to
            });
            if is_known {
                continue;
            }
            if !self.state.replies.contains_key(&id) {
                self.notice(Notice::AnswerRecovered { case });
            }
            let kind = match reply.kind {
                WireKind::Receipt => ReplyKind::Confirmation,
                _ => ReplyKind::Answer,
            };
            let piece = self.vault.contents.put(reply.text.as_bytes(), rng)?;
            let files = put_files(self.vault, &reply.files, rng)?;
            let stated = proof::found(&reply, &self.vault.secrets);
            self.emit(Event::ReplyFound {
                case,
                reply: id,
                kind: kind.code(),
                day: reply.day,
                piece,
                whole,
                last_index,
                files,
            });
            for one in stated {
                self.emit(Event::ProofGiven {
                    reply: id,
                    day: one.day,
                    sha256: one.sha256,
                });
            }
        }
        Ok(())
    }
}
