//! What members do in a case travels in parts, each an entry of a page: entries have one size, reasons and notes have
//! not. They lie under keys that go with the case (protocol, section 4.8).

use std::collections::{BTreeMap, BTreeSet};

use crypto_core::{
    ids::LetterId,
    journal_page::{EntryKey, Page},
    letter::CaseSecret,
};
use zeroize::Zeroizing;

use super::{
    entries_under,
    fact::{Fact, Part, Told},
};
use crate::{
    cases,
    casework::{Deed, What},
    journal::ids::CaseId,
    state::{Letter, State},
    vault::{Vault, VaultError, contents::PieceRef},
};

/// The place of the first part among a writer's facts: parts have places of their own, so that those of other facts
/// stay.
pub const FIRST_PLACE: u32 = 1 << 30;
/// Bytes of a deed in one part; with what tells where it belongs they fit into an entry.
pub const PART_LEN: usize = 400;
/// Parts of the longest deed: half of the entries of a page.
pub const PARTS_MAX: u8 = 24;
/// Bytes of the longest deed.
pub const DEED_MAX: usize = PART_LEN * PARTS_MAX as usize;
/// Bytes that sealing adds to a piece.
const SEAL_LEN: u32 = 24 + 16;

/// Parts of a deed whose bytes lie here.
#[must_use]
pub fn count(piece: &PieceRef) -> u8 {
    let length = piece.length.saturating_sub(SEAL_LEN);
    let parts = usize::try_from(length).unwrap_or(usize::MAX);
    let parts = parts.div_ceil(PART_LEN).max(1);
    u8::try_from(parts).unwrap_or(u8::MAX)
}

/// What a letter's readers share for their work in its case; `None` for a text of another age tool.
///
/// # Errors
/// What the vault says.
pub fn secret(vault: &mut Vault, letter: &Letter) -> Result<Option<CaseSecret>, VaultError> {
    let Some(piece) = &letter.secret else {
        return Ok(None);
    };
    let bytes = vault.contents.read(piece)?;
    let bytes = bytes.first_chunk().ok_or(VaultError::Damaged("contents"))?;
    Ok(Some(CaseSecret::from_bytes(*bytes)))
}

/// Parts of own deeds that are in no page yet.
#[derive(Default)]
pub struct Waiting {
    /// Those of what was done, in the order of doing.
    pub parts: Vec<Told>,
    /// How far this member has read, of each case the last mark alone: what another one overtook is told to nobody.
    pub reads: BTreeMap<CaseId, Told>,
    /// The secrets of the letters under which they are told.
    pub secrets: BTreeMap<LetterId, CaseSecret>,
}

/// Parts of own deeds that are in no page yet.
///
/// # Errors
/// What the vault says.
pub fn waiting(
    vault: &mut Vault,
    state: &State,
    told: &BTreeSet<u32>,
) -> Result<Waiting, VaultError> {
    let mut waiting = Waiting::default();
    for deed in &state.deeds {
        let places = deed.place..deed.place.saturating_add(deed.parts.into());
        let Some(case) = state.cases.get(&deed.case) else {
            continue;
        };
        if case.destroyed.is_some() {
            continue;
        }
        if places.clone().all(|place| told.contains(&place)) {
            // A mark that was told overtakes those before it that never were.
            if waiting.reads.contains_key(&deed.case) && is_mark(&vault.contents.read(&deed.piece)?)
            {
                waiting.reads.remove(&deed.case);
            }
            continue;
        }
        let Some((letter, _)) = cases::strictest(vault, case)? else {
            continue;
        };
        let read = case.letters.iter().find(|one| one.id == letter);
        if let Some(read) = read.filter(|_| !waiting.secrets.contains_key(&letter)) {
            let secret = secret(vault, read)?;
            waiting
                .secrets
                .extend(secret.map(|secret| (letter, secret)));
        }
        let bytes = vault.contents.read(&deed.piece)?;
        let all = bytes.chunks(PART_LEN).zip(places).zip(0_u8..);
        let parts =
            all.filter(|((_, place), _)| !told.contains(place))
                .map(|((bytes, place), part)| Told {
                    place,
                    day: deed.day,
                    fact: Fact::Part(
                        letter,
                        Part {
                            deed: deed.id,
                            part,
                            parts: deed.parts,
                            bytes: Zeroizing::new(bytes.to_vec()),
                        },
                    ),
                });
        // One part: a mark has no text.
        match is_mark(&bytes) {
            true => waiting.reads.extend(parts.map(|part| (deed.case, part))),
            false => waiting.parts.extend(parts),
        }
    }
    Ok(waiting)
}

fn is_mark(bytes: &[u8]) -> bool {
    Deed::decode(bytes).is_ok_and(|deed| matches!(deed.what, What::Read(_)))
}

/// The parts in a page about a letter's case, each with its place: as its writer told them, and by where they stand in
/// the page, so that two with one place come in the same order everywhere.
#[must_use]
pub fn parts_in(page: &Page, key: &EntryKey) -> Vec<(u32, Told, Part)> {
    let found = entries_under(page, key).into_iter();
    let parts = found.filter_map(|(at, told)| match &told.fact {
        // Under this letter's key, whatever id the writer's server had it under.
        Fact::Part(_, part) => {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let place = told.place.saturating_mul(ENTRIES_MAX).saturating_add(at);
            Some((place, told.clone(), part.clone()))
        }
        _ => None,
    });
    parts.collect()
}

/// More than a page has entries.
const ENTRIES_MAX: u32 = 64;
