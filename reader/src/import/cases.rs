//! Which case a letter belongs into, and what a new one is (protocol, section 4.3, "Whose conversation").

use crypto_core::{
    ids::{Addressee, ConversationId, MemberNumber},
    keys::{MemberKey, ThreadKey},
    letter::OpenedLetter,
    primitives::hash::equal_in_constant_time,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::Import;
use crate::{
    cases,
    journal::{
        event::{Event, Standing},
        ids::CaseId,
    },
    state::Case,
    vault::{VaultError, contents::PieceRef},
};

/// A case that a letter would open.
pub(super) struct NewCase {
    pub(super) conversation: Option<ConversationId>,
    pub(super) addressee: MemberNumber,
    pub(super) standing: Standing,
    pub(super) beside: Option<CaseId>,
}

impl NewCase {
    /// A case whose writer nobody can answer.
    pub(super) const WITHOUT_WAY_BACK: Self = Self {
        conversation: None,
        addressee: MemberNumber(0),
        standing: Standing::NoWayBack,
        beside: None,
    };
}

impl Import<'_> {
    /// The case with this conversation id and this member key, for a letter whose tag holds.
    pub(super) fn known_case(
        &mut self,
        letter: &OpenedLetter,
    ) -> Result<Option<CaseId>, VaultError> {
        let Some(key) = letter.member_key.as_ref().filter(|_| letter.tag_ok) else {
            return Ok(None);
        };
        for (id, keys) in self.cases_of(letter.content.conversation) {
            let Some(keys) = keys else { continue };
            let known = self.vault.contents.read(&keys)?;
            let known = known.get(..32).unwrap_or_default();
            if equal_in_constant_time(known, key.expose_for_box()) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Those whose letters' tags hold. What stands apart takes no further letter, and makes no real one doubtful.
    fn cases_of(&self, conversation: ConversationId) -> Vec<(CaseId, Option<PieceRef>)> {
        let holds = |case: &Case| {
            case.destroyed.is_none()
                && matches!(case.standing, Standing::Conversation | Standing::Rival)
        };
        self.state
            .cases
            .iter()
            .filter(|(_, case)| case.conversation == Some(conversation) && holds(case))
            .map(|(id, case)| (*id, case.keys))
            .collect()
    }

    pub(super) fn new_case(&self, letter: &OpenedLetter) -> NewCase {
        let conversation = letter.content.conversation;
        let beside = self.cases_of(conversation).first().map(|(id, _)| *id);
        let standing = match (&letter.member_key, letter.tag_ok, beside) {
            (None, _, _) => Standing::NoWayBack,
            (Some(_), false, _) => Standing::Doubtful,
            (Some(_), true, Some(_)) => Standing::Rival,
            (Some(_), true, None) => Standing::Conversation,
        };
        NewCase {
            conversation: Some(conversation),
            addressee: match letter.content.addressee {
                Addressee::Committee => MemberNumber(0),
                Addressee::Adviser(number) => number,
            },
            standing,
            beside: beside.or_else(|| self.destroyed_before(conversation)),
        }
    }

    /// Member key and thread key, as the journal refers to them.
    pub(super) fn put_keys(
        &mut self,
        (member, thread): (&MemberKey, &ThreadKey),
        rng: &mut impl CryptoRng,
    ) -> Result<PieceRef, VaultError> {
        let mut both = Zeroizing::new(member.expose_for_box().to_vec());
        both.extend(thread.expose_for_letter());
        self.vault.contents.put(&both, rng)
    }

    /// The case of this conversation that was destroyed last.
    fn destroyed_before(&self, conversation: ConversationId) -> Option<CaseId> {
        let same = |case: &Case| case.conversation == Some(conversation);
        let cases = self.state.cases.iter();
        cases
            .filter(|(_, case)| same(case))
            .filter_map(|(id, case)| Some((case.destroyed?.day, *id)))
            .max()
            .map(|(_, id)| id)
    }

    pub(super) fn open_case(
        &mut self,
        new: NewCase,
        both: Option<(&MemberKey, &ThreadKey)>,
        rng: &mut impl CryptoRng,
    ) -> Result<CaseId, VaultError> {
        let keys = both.map(|both| self.put_keys(both, rng)).transpose()?;
        let key = both.map(|(key, _)| key);
        let case = CaseId::generate(rng);
        self.emit(Event::CaseOpened {
            case,
            day: self.today,
            conversation: new.conversation,
            keys,
            addressee: new.addressee,
            standing: new.standing.code(),
            beside: new.beside,
        });
        self.result.cases += 1;
        let apart = matches!(new.standing, Standing::Doubtful | Standing::NoWayBack);
        if let (Some(index), Some(key), false) = (&mut self.by_key, key, apart) {
            index.insert(cases::key_digest(key), case);
        }
        if let (Some(key), true) = (key, self.state.restores > 0) {
            self.scan_case(case, key, rng)?;
        }
        Ok(case)
    }
}
