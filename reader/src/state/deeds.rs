//! What members did in cases, as far as the journal alone tells: who, when, where. What it was stands in pieces
//! that go with the case.

use crypto_core::{
    ids::{Digest, MemberNumber},
    time::Day,
};

use super::State;
use crate::{
    journal::{
        event::Event,
        ids::{CaseId, DeedId},
    },
    ledger::part,
    vault::contents::PieceRef,
};

/// Something that this member did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneDeed {
    /// In which case.
    pub case: CaseId,
    /// Its name.
    pub id: DeedId,
    /// When.
    pub day: Day,
    /// What.
    pub piece: PieceRef,
    /// The place of its first part among this member's facts.
    pub place: u32,
    /// The parts that it is told in.
    pub parts: u8,
}

/// A part of what a colleague did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardPart {
    /// The deed.
    pub id: DeedId,
    /// Whose.
    pub member: MemberNumber,
    /// Its number, from 0.
    pub part: u8,
    /// How many there are.
    pub parts: u8,
    /// The day of the deed, as they say.
    pub day: Day,
    /// The day of the page.
    pub written: Day,
    /// SHA-256 of the page's header.
    pub page: Digest,
    /// Its place among the writer's facts.
    pub place: u32,
    /// Its bytes.
    pub piece: PieceRef,
}

/// This member's view of a case, kept until colleagues' are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptView {
    /// The case.
    pub case: CaseId,
    /// The deed that committed to it.
    pub deed: DeedId,
    /// The view.
    pub piece: PieceRef,
}

/// The rules that cases are worked by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// When they were set.
    pub day: Day,
    /// SHA-256 of their text.
    pub hash: Digest,
    /// Their text.
    pub piece: PieceRef,
}

impl State {
    pub(super) fn apply_deed(&mut self, event: &Event) {
        match *event {
            Event::DeedDone {
                case,
                deed,
                day,
                piece,
            } => {
                let place = self.deeds.last().map_or(part::FIRST_PLACE, |last| {
                    last.place.saturating_add(last.parts.into())
                });
                self.deeds.push(DoneDeed {
                    case,
                    id: deed,
                    day,
                    piece,
                    place,
                    parts: part::count(&piece),
                });
            }
            Event::DeedHeard {
                case,
                deed,
                member,
                part,
                parts,
                day,
                written,
                page,
                place,
                piece,
            } => {
                let heard = HeardPart {
                    id: deed,
                    member,
                    part,
                    parts,
                    day,
                    written,
                    page,
                    place,
                    piece,
                };
                if let Some(case) = self.cases.get_mut(&case) {
                    case.heard.push(heard);
                }
            }
            Event::DeedsSeen { case, heard } => {
                if let Some(case) = self.cases.get_mut(&case) {
                    case.seen = case.seen.max(heard);
                }
            }
            Event::ViewKept { case, deed, piece } => {
                self.kept_views.push(KeptView { case, deed, piece });
            }
            Event::ViewOpened { deed } => self.kept_views.retain(|view| view.deed != deed),
            Event::RulesSet { day, rules, piece } => self.rules.push(Rules {
                day,
                hash: rules,
                piece,
            }),
            _ => {}
        }
    }
}
