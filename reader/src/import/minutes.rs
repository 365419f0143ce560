//! Reports that members typed in, and the claim codes that their reporters show.

use crypto_core::{
    bundle::StoredLetter,
    letter::OpenedLetter,
    minutes::{self, ClaimCode},
};
use rand_core::CryptoRng;

use super::{Import, ImportError, cases::NewCase};
use crate::{
    journal::{event::Event, ids::CaseId},
    notice::{Notice, Reason},
};

/// What looks like a code in one letter, and is looked at for a mistake, at most: each takes some 500 hashes, and a
/// letter may consist of nothing else.
const NEAR_MAX: usize = 32;

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
        let content = &letter.content;
        let about = (content.body.as_str(), content.left_out.members.as_slice());
        // Whoever has them could send them on under another letter, over and over.
        let minutes = minutes::verify(object, about, &public.roster)
            .map_err(Reason::Minutes)
            .and_then(
                |minutes| match self.state.claims.contains_key(&minutes.claim) {
                    true => Err(Reason::TypedBefore),
                    false => Ok(minutes),
                },
            );
        if let Err(reason) = &minutes {
            self.notice(Notice::MinutesRefused {
                letter: stored.id,
                reason: reason.clone(),
            });
        }
        // Of what is refused nobody could say where an answer would go, either.
        let case = self.open_case(NewCase::WITHOUT_WAY_BACK, None, rng)?;
        self.put_opened(stored, case, letter, None, rng)?;
        if let Ok(minutes) = minutes {
            self.emit(Event::MinutesTaken {
                case,
                member: minutes.member,
                way: minutes.way.code(),
                day: minutes.day,
                claim: minutes.claim,
            });
        }
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
            // Which letter is the first depends on the order in which a desk got them.
            for letter in &case.letters {
                let text = crate::cases::text(self.vault, letter)?;
                if let Some(minutes) = self.claimed_in(text.body()) {
                    self.emit(Event::MinutesClaimed {
                        case: id,
                        minutes,
                        day: self.today,
                    });
                    break;
                }
            }
        }
        Ok(())
    }

    /// The report whose code stands in a text, with one mistake at most.
    fn claimed_in(&self, text: &str) -> Option<CaseId> {
        let codes = ClaimCode::in_text(text);
        let known = |code: &ClaimCode| self.state.claims.get(&code.claim(&self.channel)).copied();
        codes.iter().find_map(known).or_else(|| {
            let may_be_meant = codes.iter().take(NEAR_MAX);
            may_be_meant
                .flat_map(ClaimCode::nearly)
                .find_map(|code| known(&code))
        })
    }
}
