//! Letters that wait for a quorum, shares given and received, and letters to colleagues.

use crypto_core::{
    ids::{Digest, LetterId, MemberNumber},
    time::{Day, Week},
};

use super::State;
use crate::{
    journal::{
        event::{Event, Standing},
        ids::CaseId,
    },
    vault::contents::PieceRef,
};

/// A letter that has not been opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLetter {
    /// Its id on the server.
    pub id: LetterId,
    /// The storage week.
    pub week: Week,
    /// The day it was imported.
    pub imported: Day,
    /// The letter as it came.
    pub piece: PieceRef,
    /// What was in this member's stanza.
    pub share: PieceRef,
    /// Whether this member's share is the one that the letter promises.
    pub fits: bool,
    /// SHA-256 of the letter as it came.
    pub file: Digest,
    /// Whether shares that are right did not open it. A further one may.
    pub broken: bool,
}

/// A share that a colleague gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedShare {
    /// Who gave it.
    pub from: MemberNumber,
    /// Its 17 bytes.
    pub piece: PieceRef,
    /// The day it was imported.
    pub day: Day,
    /// Whether it is not the letter's.
    pub refused: bool,
}

/// A share that this member gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Of this letter.
    pub letter: LetterId,
    /// To this colleague.
    pub to: MemberNumber,
    /// On this day.
    pub day: Day,
}

/// A letter to a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// To whom.
    pub to: MemberNumber,
    /// The day it was written.
    pub day: Day,
    /// The letter, sealed.
    pub piece: PieceRef,
    /// The case whose reporter it names.
    pub case: Option<CaseId>,
    /// Whether the server has listed it.
    pub posted: bool,
}

impl State {
    /// Every letter that waits for a quorum.
    pub fn sealed(&self) -> impl Iterator<Item = &SealedLetter> {
        self.cases.values().flat_map(|case| &case.sealed)
    }

    /// The shares of a letter that colleagues gave and that are not known to be another's.
    pub fn usable_shares(
        &self,
        letter: &SealedLetter,
    ) -> impl Iterator<Item = &ReceivedShare> + use<'_> {
        let given = self.shares.get(&letter.id).into_iter().flatten();
        given.filter(|share| !share.refused)
    }

    /// The highest quorum of all rosters seen: so many right shares open every letter that is put together as
    /// it should be.
    #[must_use]
    pub fn highest_quorum(&self) -> u8 {
        let known = self.rosters.values().filter_map(|roster| roster.quorum);
        known.max().unwrap_or(1)
    }

    pub(super) fn apply_quorum(&mut self, event: &Event) {
        match *event {
            Event::LetterHeld {
                case,
                letter,
                week,
                day,
                piece,
                share,
                fits,
                file,
            } => {
                if !self.held_files.insert(file) {
                    return;
                }
                if let Some(found) = self.cases.get_mut(&case) {
                    self.sealed_in.insert(file, case);
                    found.sealed.push(SealedLetter {
                        id: letter,
                        week,
                        imported: day,
                        piece,
                        share,
                        fits,
                        file,
                        broken: false,
                    });
                }
            }
            Event::CaseUnsealed {
                case,
                conversation,
                keys,
                addressee,
                standing,
                beside,
            } => {
                let used = self.used_before(conversation);
                self.is_of(conversation, case);
                if let Some(case) = self.cases.get_mut(&case) {
                    case.next_index = case.next_index.max(used);
                    case.conversation = conversation;
                    case.keys = keys;
                    case.addressee = addressee;
                    case.standing = Standing::from_code(standing).unwrap_or(Standing::Conversation);
                    case.beside = beside;
                }
            }
            Event::ShareReceived {
                letter,
                from,
                share: piece,
                day,
            } => {
                self.set_broken(false, |one| one.id == letter);
                self.shares.entry(letter).or_default().push(ReceivedShare {
                    from,
                    piece,
                    day,
                    refused: false,
                });
            }
            Event::ShareRefused { letter, share, .. } => {
                for one in self.shares.entry(letter).or_default() {
                    one.refused |= one.piece == share;
                }
            }
            Event::LetterRepeated { file } => self.forget_sealed(file),
            Event::LetterBroken { file } => self.set_broken(true, |one| one.file == file),
            Event::ShareReleased { letter, to, day } => {
                self.releases.push(Release { letter, to, day });
            }
            Event::LetterWritten {
                letter,
                to,
                day,
                piece,
                case,
            } => {
                let new = Outgoing {
                    to,
                    day,
                    piece,
                    case,
                    posted: false,
                };
                self.outgoing.entry(letter).or_insert(new);
            }
            Event::LetterPosted { letter } => {
                if let Some(outgoing) = self.outgoing.get_mut(&letter) {
                    outgoing.posted = true;
                }
            }
            _ => {}
        }
    }

    fn set_broken(&mut self, broken: bool, which: impl Fn(&SealedLetter) -> bool) {
        let sealed = self.cases.values_mut().flat_map(|case| &mut case.sealed);
        sealed
            .filter(|one| which(one))
            .for_each(|one| one.broken = broken);
    }

    /// A letter waits no longer.
    pub(super) fn forget_sealed(&mut self, file: Digest) {
        let case = self.sealed_in.remove(&file);
        if let Some(case) = case.and_then(|case| self.cases.get_mut(&case)) {
            case.sealed.retain(|sealed| sealed.file != file);
        }
    }
}
