//! Cases whose contents were destroyed.

use crypto_core::{
    ids::{ConversationId, Digest, LetterId},
    time::Day,
};

use super::{Case, Destroyed, State};
use crate::journal::{
    event::{Mark, RegisterLine},
    ids::CaseId,
};

impl State {
    /// The lines of the register, not in the order of destroying, which the list of cases has too.
    #[must_use]
    pub fn register_in_order(&self) -> Vec<&RegisterLine> {
        let mut lines: Vec<_> = self.register.iter().collect();
        lines.sort_by_key(|line| (line.year, line.outcome.as_str(), line.service));
        lines
    }

    /// Reply indices that destroyed cases of a conversation have used: their tokens are the same ones.
    pub(super) fn used_before(&self, conversation: Option<ConversationId>) -> u16 {
        let all = conversation.and_then(|one| self.of_conversation.get(&one));
        let all = all.into_iter().flatten();
        let cases = all.filter_map(|id| self.cases.get(id));
        let is_before =
            |case: &&Case| case.destroyed.is_some() && case.conversation == conversation;
        let used = cases.filter(is_before).map(|case| case.next_index).max();
        used.unwrap_or(0)
    }

    /// Takes down that a case is of a conversation, so that not all have to be looked through.
    pub(super) fn is_of(&mut self, conversation: Option<ConversationId>, case: CaseId) {
        if let Some(conversation) = conversation {
            let cases = self.of_conversation.entry(conversation).or_default();
            cases.insert(case);
        }
    }

    /// The destroyed case whose member key had this hash.
    #[must_use]
    pub fn destroyed_under(&self, key: &Digest) -> Option<(CaseId, &Case)> {
        let under = |case: &Case| {
            case.destroyed
                .is_some_and(|one| one.key.as_ref() == Some(key))
        };
        let mut cases = self.cases.iter().rev();
        cases
            .find(|(_, case)| under(case))
            .map(|(id, case)| (*id, case))
    }

    /// Whether a letter went with its case. What came under the same id in another case, which is not destroyed, did not.
    #[must_use]
    pub fn is_gone(&self, letter: &LetterId) -> bool {
        self.destroyed_letters.contains(letter)
            && !self.cases.values().any(|case| {
                let opened = case.letters.iter().map(|one| one.id);
                let sealed = case.sealed.iter().map(|one| one.id);
                opened.chain(sealed).any(|one| one == *letter)
            })
    }

    pub(super) fn destroy(&mut self, id: CaseId, day: Day, key: Option<Digest>) {
        let Some(case) = self.cases.get_mut(&id) else {
            return;
        };
        if case.destroyed.is_some() {
            return;
        }
        let letters = std::mem::take(&mut case.letters);
        let sealed = std::mem::take(&mut case.sealed);
        let (count, opened) = (letters.len() + sealed.len(), letters.iter());
        let last_opened = opened.map(|letter| letter.imported).max();
        let last_sealed = sealed.iter().map(|letter| letter.imported).max();
        for letter in &sealed {
            self.sealed_in.remove(&letter.file);
        }
        for letter in letters
            .iter()
            .map(|one| one.id)
            .chain(sealed.iter().map(|one| one.id))
        {
            self.shares.remove(&letter);
            self.destroyed_letters.insert(letter);
        }
        case.proofs.clear();
        case.heard.clear();
        case.names.clear();
        case.name_shares.clear();
        self.kept_views.retain(|view| view.case != id);
        let replies = std::mem::take(&mut case.replies);
        case.keys = None;
        case.destroyed = Some(Destroyed {
            day,
            key,
            letters: count,
            replies: replies.len(),
            last_letter: last_opened.max(last_sealed),
            spam: case.mark == Mark::Spam,
        });
        case.mark = Mark::Closed;
        for reply in replies {
            self.replies.remove(&reply);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        journal::{event::Event, ids::ReplyId},
        vault::contents::PieceRef,
    };

    fn opened(case: u8, conversation: u8) -> Event {
        Event::CaseOpened {
            case: CaseId([case; 5]),
            day: Day(1),
            conversation: Some(ConversationId([conversation; 16])),
            keys: None,
            addressee: crypto_core::ids::MemberNumber(0),
            standing: 0,
            beside: None,
        }
    }

    fn answered(case: u8) -> [Event; 2] {
        let piece = PieceRef {
            id: [0; 16],
            offset: 0,
            length: 0,
        };
        let reply = ReplyId([case; 16]);
        [
            Event::ReplyDrafted {
                reply,
                case: CaseId([case; 5]),
                kind: 0,
                piece,
                parts: 3,
                day: Day(1),
                letters: 1,
                files: None,
                purpose: None,
            },
            Event::ReplySealed {
                reply,
                first_index: 4,
                parts: 3,
                day: Day(1),
                piece,
            },
        ]
    }

    #[test]
    fn a_case_goes_on_above_the_indices_of_the_destroyed_one_of_its_conversation() {
        let mut events = vec![opened(1, 9)];
        events.extend(answered(1));
        let case = CaseId([1; 5]);
        events.push(Event::CaseDestroyed {
            case,
            day: Day(2),
            key: None,
            register: Vec::new(),
        });
        events.extend([opened(2, 9), opened(3, 8)]);
        let state = State::replay(&events);
        let next = |case| state.cases[&CaseId([case; 5])].next_index;
        assert_eq!((next(1), next(2), next(3)), (7, 7, 0));
        assert!(state.replies.is_empty());
    }
}
