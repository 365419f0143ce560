//! Who is left out: what the reporter chooses, and what the conversation's own lists say (protocol,
//! section 4.3). Nothing is sealed before the reporter has said it in this visit.

use crypto_core::{ids::MemberNumber, roster::MemberKind};

use crate::{Code, Session};

impl Session {
    /// The reporter's choice: these members must not read what is sealed from now on, besides those whom the
    /// conversation leaves out already.
    ///
    /// # Errors
    /// [`Code::Quorum`] where too few would be left to read, [`Code::Early`] before the roster is verified,
    /// [`Code::Internal`] for a number that is no member's.
    pub fn leave_out(&mut self, numbers: &[u16]) -> Result<(), Code> {
        let mut chosen: Vec<MemberNumber> = numbers.iter().copied().map(MemberNumber).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let committee: Vec<MemberNumber> = self.committee()?.collect();
        if chosen.iter().any(|number| !committee.contains(number)) {
            return Err(Code::Internal);
        }
        let echoed = self.echoed_out();
        let out = |number: &&MemberNumber| chosen.contains(number) || echoed.contains(number);
        let left = committee.len() - committee.iter().filter(out).count();
        if left < usize::from(self.roster()?.quorum).max(1) {
            return Err(Code::Quorum);
        }
        self.chosen_out = Some(chosen);
        Ok(())
    }

    /// Whether the reporter has said in this visit who must not read the conversation. A list that came back only
    /// adds to that: it can be one from before a later letter left somebody out, sent by that very member.
    #[must_use]
    pub fn leaving_is_settled(&self) -> bool {
        self.chosen_out.is_some()
    }

    /// Everybody whom the next letter leaves out, ascending.
    #[must_use]
    pub fn left_out(&self) -> Vec<MemberNumber> {
        let mut all = self.echoed_out().to_vec();
        all.extend(self.chosen_out.iter().flatten());
        all.sort_unstable();
        all.dedup();
        all
    }

    fn echoed_out(&self) -> &[MemberNumber] {
        match &self.conversation {
            Some(conversation) => &conversation.left_out,
            None => &[],
        }
    }

    /// The numbers of the committee's members; advisers are none of them.
    pub(crate) fn committee(&self) -> Result<impl Iterator<Item = MemberNumber>, Code> {
        let members = self.roster()?.members.iter();
        Ok(members
            .filter(|member| member.kind == MemberKind::Member)
            .map(|member| member.number))
    }
}
