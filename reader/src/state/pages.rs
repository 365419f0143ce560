//! Pages of journals that members send to each other.

use crypto_core::{
    ids::{Digest, MemberNumber},
    time::{Day, Week},
};

use super::State;
use crate::{journal::event::Event, vault::contents::PieceRef};

/// A page of a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPage {
    /// Whose.
    pub member: MemberNumber,
    /// The chain, as a number.
    pub chain: u64,
    /// Its number in the chain.
    pub number: u32,
    /// The storage week in which the server had it.
    pub week: Week,
    /// SHA-256 of its header.
    pub header: Digest,
    /// Its clock.
    pub clock: u64,
    /// The page.
    pub piece: PieceRef,
}

/// A page of this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPage {
    /// The chain, as a number.
    pub chain: u64,
    /// Its number in the chain.
    pub number: u32,
    /// The day it was written.
    pub day: Day,
    /// SHA-256 of its header.
    pub header: Digest,
    /// Its clock.
    pub clock: u64,
    /// Places of the facts in it.
    pub facts: Vec<u32>,
    /// The page.
    pub piece: PieceRef,
}

/// A letter that claimed to be a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedPage {
    /// SHA-256 of its plaintext.
    pub plaintext: Digest,
    /// Whose name it bears; 0 if none.
    pub named: MemberNumber,
    /// The storage week in which the server had it.
    pub week: Week,
}

impl State {
    pub(super) fn apply_page(&mut self, event: &Event) {
        match event {
            Event::PageReceived {
                member,
                chain,
                number,
                week,
                header,
                piece,
                clock,
            } => self.pages.push(ReceivedPage {
                member: *member,
                chain: *chain,
                number: *number,
                week: *week,
                header: *header,
                clock: *clock,
                piece: *piece,
            }),
            Event::PageWritten {
                chain,
                number,
                day,
                header,
                clock,
                facts,
                piece,
            } => self.own_pages.push(OwnPage {
                chain: *chain,
                number: *number,
                day: *day,
                header: *header,
                clock: *clock,
                facts: facts.clone(),
                piece: *piece,
            }),
            Event::PageRefused {
                plaintext,
                named,
                week,
            } => self.refused_pages.push(RefusedPage {
                plaintext: *plaintext,
                named: *named,
                week: *week,
            }),
            _ => {}
        }
    }
}
