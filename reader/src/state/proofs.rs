//! Proofs of receipt that reporters asked for, and which reply states what.

use crypto_core::{
    ids::{Digest, LetterId},
    time::Day,
};

use super::{Case, State};
use crate::journal::{event::Event, ids::ReplyId};

/// A text that this member had on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The day on which the letter was opened here.
    pub day: Day,
    /// SHA-256 of salt and text.
    pub sha256: Digest,
}

/// A letter whose reporter asks for a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Its id on the server.
    pub letter: LetterId,
    /// What is to be stated.
    pub stated: Stated,
}

impl State {
    pub(super) fn apply_proof(&mut self, event: &Event) {
        match *event {
            Event::ProofAsked {
                case,
                letter,
                day,
                sha256,
            } => {
                let stated = Stated { day, sha256 };
                if let Some(case) = self.cases.get_mut(&case)
                    && case.proofs.iter().all(|asked| asked.letter != letter)
                {
                    case.proofs.push(Asked { letter, stated });
                }
            }
            Event::ProofGiven { reply, day, sha256 } => {
                let stated = Stated { day, sha256 };
                if let Some(reply) = self.replies.get_mut(&reply)
                    && !reply.proofs.contains(&stated)
                {
                    reply.proofs.push(stated);
                }
            }
            _ => {}
        }
    }

    /// The first reply of a case that states a text.
    #[must_use]
    pub fn stated_in(&self, case: &Case, sha256: &Digest) -> Option<ReplyId> {
        let states = |id: &&ReplyId| {
            let reply = self.replies.get(id);
            reply.is_some_and(|reply| reply.proofs.iter().any(|one| one.sha256 == *sha256))
        };
        case.replies.iter().find(states).copied()
    }
}
