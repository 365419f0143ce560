//! To whom the reporter writes: the committee, or one confidential adviser (protocol, section 3). The root of
//! another addressee is another conversation, under the same receipt.

use crypto_core::{
    ids::{Addressee, MemberNumber},
    roster::{Member, MemberKind},
};

use crate::{Code, Session};

/// The committee, where the page names addressees by number: no member has it.
const COMMITTEE: u16 = 0;

impl Session {
    /// The next letter goes to the committee (0), or to the adviser with this number. What was uploaded for
    /// another conversation is not named in it.
    ///
    /// # Errors
    /// [`Code::Internal`] for a number that is no adviser's who can answer, [`Code::Early`] before the roster
    /// is verified.
    pub fn address_to(&mut self, number: u16) -> Result<(), Code> {
        let addressee = match number {
            COMMITTEE => Addressee::Committee,
            number => Addressee::Adviser(MemberNumber(number)),
        };
        if !self.can_write_to(addressee)? {
            return Err(Code::Internal);
        }
        self.addressee = Some(addressee);
        self.uploaded.clear();
        Ok(())
    }

    /// To whom the next letter goes, by number; nothing as long as the person must still say it.
    #[must_use]
    pub fn addressed_to(&self) -> Option<u16> {
        self.addressee().ok().map(number_of)
    }

    /// To whom the next letter goes.
    ///
    /// # Errors
    /// [`Code::Early`] where there is a choice and it must still be made: nobody can tell from a receipt alone whom
    /// its conversation is with, and what was told in confidence must not reach the committee by guessing.
    pub(crate) fn addressee(&self) -> Result<Addressee, Code> {
        match self.addressee {
            Some(addressee) => Ok(addressee),
            None if self.roster()?.members.iter().any(takes_letters) => Err(Code::Early),
            // What was with an adviser who is gone is not the committee's.
            None if self.was_with_an_adviser() => Err(Code::Early),
            None => Ok(Addressee::Committee),
        }
    }

    fn was_with_an_adviser(&self) -> bool {
        let with = self.conversation.iter().flat_map(|one| &one.with);
        with.into_iter()
            .any(|one| matches!(one, Addressee::Adviser(_)))
    }

    /// Whether a letter to them would be read and could be answered.
    pub(crate) fn can_write_to(&self, addressee: Addressee) -> Result<bool, Code> {
        let roster = self.roster()?;
        Ok(match addressee {
            Addressee::Committee => true,
            Addressee::Adviser(number) => roster.member(number).is_some_and(takes_letters),
        })
    }

    /// With whom the board shows the conversation at hand to be. Is it one, who can be written to, the next letter goes
    /// there; otherwise the person says so.
    pub(crate) fn found_with(&mut self, with: Vec<Addressee>) -> Result<Vec<u16>, Code> {
        self.addressee = match with.as_slice() {
            [one] if self.can_write_to(*one)? => Some(*one),
            _ => None,
        };
        let numbers = with.iter().copied().map(number_of).collect();
        if let Some(conversation) = &mut self.conversation {
            conversation.with = with;
        }
        Ok(numbers)
    }
}

/// An adviser who does not publish could never answer.
pub(crate) fn takes_letters(member: &Member) -> bool {
    member.kind == MemberKind::Adviser && member.weekday.is_some()
}

fn number_of(addressee: Addressee) -> u16 {
    match addressee {
        Addressee::Committee => COMMITTEE,
        Addressee::Adviser(number) => number.0,
    }
}
