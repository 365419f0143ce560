//! Reports that members typed in, and the claim codes that their reporters show.

use crypto_core::{
    bundle::StoredLetter,
    ids::MemberNumber,
    letter::OpenedLetter,
    minutes::{self, ClaimCode},
};
use rand_core::CryptoRng;

use super::{Import, ImportError, letters::NewCase};
use crate::{
    journal::{
        event::{Event, Standing},
        ids::CaseId,
    },
    notice::Notice,
};

impl Import<'_> {
    /// A report that a member typed in becomes a case without a way back.
    pub(super) fn take_minutes(
        &mut self,
        stored: &StoredLetter,
        letter: &OpenedLetter,
        object: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(), ImportError> {
        if self.state.plaintexts.contains(&letter.plaintext_sha256) {
            return Ok(());
        }
        let Some(public) = &self.public else {
            self.notice(Notice::ReleaseTooEarly);
            return Ok(());
        };
        let minutes = match minutes::verify(object, &letter.content.body, &public.roster) {
            Ok(minutes) => minutes,
            Err(error) => {
                self.notice(Notice::MinutesRefused {
                    letter: stored.id,
                    reason: error.to_string(),
                });
                return self.take(stored, letter, None, rng);
            }
        };
        let new = NewCase {
            conversation: None,
            addressee: MemberNumber(0),
            standing: Standing::NoWayBack,
            beside: None,
        };
        let case = self.open_case(new, None, rng)?;
        self.put_opened(stored, case, letter, None, rng)?;
        self.emit(Event::MinutesTaken {
            case,
            member: minutes.member,
            way: minutes.way.number(),
            day: minutes.day,
            claim: minutes.claim,
        });
        Ok(())
    }

    /// Reporters of letters that are new may have shown the code of a report that was typed in; so may have those of
    /// letters that came before it.
    pub(super) fn take_claims(&mut self) -> Result<(), ImportError> {
        let typed = |event: &Event| matches!(event, Event::MinutesTaken { .. });
        let any_typed = self.events.iter().any(typed);
        let opened = |event: &Event| match event {
            Event::LetterOpened { case, .. } => Some(*case),
            _ => None,
        };
        let mut cases: Vec<CaseId> = self.events.iter().filter_map(opened).collect();
        if any_typed {
            cases.extend(self.state.cases.keys());
        }
        cases.sort_unstable();
        cases.dedup();
        if self.state.claims.is_empty() {
            return Ok(());
        }
        for id in cases {
            let Some(case) = self.state.cases.get(&id).cloned() else {
                continue;
            };
            if case.minutes.is_some() || case.claims.is_some() || case.destroyed.is_some() {
                continue;
            }
            let Some(first) = case.letters.first() else {
                continue;
            };
            let text = crate::cases::text(self.vault, first)?;
            let codes = ClaimCode::in_text(text.body());
            let claims = codes.iter().map(|code| code.claim(&self.channel));
            let mut known = claims.filter_map(|claim| self.state.claims.get(&claim).copied());
            if let Some(minutes) = known.next() {
                self.emit(Event::MinutesClaimed {
                    case: id,
                    minutes,
                    day: self.today,
                });
            }
        }
        Ok(())
    }
}
