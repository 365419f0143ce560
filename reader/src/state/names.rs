//! Reporters' names that this vault has, apart from the rest of their cases.

use crypto_core::ids::{Digest, LetterId, MemberNumber};

use super::State;
use crate::{
    journal::{event::Event, ids::DeedId},
    vault::contents::PieceRef,
};

/// A reporter's name that this vault has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldName {
    /// The deed by which it came to be held.
    pub deed: DeedId,
    /// Who typed it in or gave it.
    pub from: MemberNumber,
    /// The name.
    pub piece: PieceRef,
    /// SHA-256 of the plaintext of the letter that brought it.
    pub plaintext: Option<Digest>,
}

/// A colleague's share of a name that the reporter held apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenShare {
    /// The letter that holds the name.
    pub letter: LetterId,
    /// The deed that says why it was given.
    pub deed: DeedId,
    /// Whose it is.
    pub from: MemberNumber,
    /// The share.
    pub piece: PieceRef,
    /// SHA-256 of the plaintext of the letter that brought it.
    pub plaintext: Digest,
}

impl State {
    pub(super) fn apply_name(&mut self, event: &Event) {
        match *event {
            Event::NameKept {
                case,
                deed,
                from,
                piece,
                plaintext,
                ..
            } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.names.push(HeldName {
                        deed,
                        from,
                        piece,
                        plaintext,
                    });
                }
            }
            Event::NameShareCame {
                case,
                letter,
                deed,
                from,
                piece,
                plaintext,
                ..
            } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.name_shares.push(GivenShare {
                        letter,
                        deed,
                        from,
                        piece,
                        plaintext,
                    });
                }
            }
            Event::NameRefused { plaintext } => drop(self.plaintexts.insert(plaintext)),
            _ => {}
        }
    }
}
