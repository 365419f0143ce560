//! A case, and its letters.

use crypto_core::{
    ids::{ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Week},
};

use super::{deeds::HeardPart, minutes, names, proofs::Asked, quorum::SealedLetter};
use crate::{
    journal::{
        event::{Alarms, Mark, Standing},
        ids::{CaseId, ReplyId},
    },
    vault::contents::PieceRef,
};

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// When it was opened here.
    pub opened: Day,
    /// `None` for a letter without a way back.
    pub conversation: Option<ConversationId>,
    /// Member key and thread key.
    pub keys: Option<PieceRef>,
    /// An adviser's number, 0 for the committee.
    pub addressee: MemberNumber,
    /// How it came to be.
    pub standing: Standing,
    /// The case beside which it stands.
    pub beside: Option<CaseId>,
    /// What somebody decided.
    pub mark: Mark,
    /// Its letters, in the order of their opening.
    pub letters: Vec<Letter>,
    /// Its letters that wait for a quorum, in the order in which they came.
    pub sealed: Vec<SealedLetter>,
    /// Proofs of receipt that its letters ask for, in the order of their opening.
    pub proofs: Vec<Asked>,
    /// Who typed it in, if somebody did.
    pub minutes: Option<minutes::Minutes>,
    /// The case that was typed in and whose code its reporter has shown.
    pub claims: Option<CaseId>,
    /// Parts of what colleagues did in it, in the order in which they came.
    pub heard: Vec<HeardPart>,
    /// The reporter's name, where this vault has it.
    pub names: Vec<names::HeldName>,
    /// Colleagues' shares of names that the reporter held apart.
    pub name_shares: Vec<names::GivenShare>,
    /// So many of these, the first ones, were here when the case's work was shown last.
    pub seen: u32,
    /// Its answers, in the order of their writing.
    pub replies: Vec<ReplyId>,
    /// The smallest reply index above all that were used or seen.
    pub next_index: u16,
    /// Above the largest index that was found on a board and not published here.
    pub seen_to: u16,
    /// What is left of it, if its contents were destroyed.
    pub destroyed: Option<Destroyed>,
}

/// What the journal keeps of a case whose contents were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destroyed {
    /// When.
    pub day: Day,
    /// SHA-256 of its member key, if it had one.
    pub key: Option<Digest>,
    /// How many letters there were.
    pub letters: usize,
    /// How many answers and confirmations.
    pub replies: usize,
    /// When the last letter was imported.
    pub last_letter: Option<Day>,
    /// Whether it was no report.
    pub spam: bool,
}

impl Case {
    /// Whether nobody else gets what is done in it: what another age tool sealed is on this desk alone.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.letters.iter().all(|letter| letter.secret.is_none())
    }

    /// Letters that came, opened or not.
    #[must_use]
    pub fn letter_count(&self) -> usize {
        self.letters.len() + self.sealed.len()
    }

    /// When the last of them was imported.
    #[must_use]
    pub fn last_import(&self) -> Option<Day> {
        if let Some(left) = &self.destroyed {
            return left.last_letter;
        }
        let sealed = self.sealed.iter().map(|letter| letter.imported);
        let opened = self.letters.iter().map(|letter| letter.imported);
        opened.chain(sealed).max()
    }
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id on the server.
    pub id: LetterId,
    /// The storage week.
    pub week: Week,
    /// The day that stands in it.
    pub letter_day: Day,
    /// The day it was imported.
    pub imported: Day,
    /// SHA-256 of its plaintext.
    pub plaintext: Digest,
    /// What its readers share for their work in its case.
    pub secret: Option<PieceRef>,
    /// Its contents.
    pub piece: PieceRef,
    /// Warnings, see [`crate::journal::event::Alarms`].
    pub alarms: u8,
    /// Whether it is a text of another age tool.
    pub foreign: bool,
}

impl Letter {
    /// Whether its tag does not hold: somebody else than the case's reporter may have written it.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.alarms & Alarms::TAG != 0
    }
}
