//! Finding a member's replies on a board and joining their parts.

use std::collections::HashMap;

use super::{Part, Reply, open, token_of};
use crate::{
    board::Cell,
    ids::{ChannelId, ReplyToken},
    keys::{LeftOut, MemberKey},
    lengths::REPLY_INDICES,
    time::Day,
};

/// What lies on a board under one member's key.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Whole replies, by day, each id once.
    pub replies: Vec<Reply>,
    /// Replies of which parts are missing: what is there, and the missing parts' numbers from 0.
    pub incomplete: Vec<(Reply, Vec<u8>)>,
    /// Indices whose token lies on the board, in ascending order.
    pub indices: Vec<u16>,
    /// Cells under our tokens that do not open or cannot be read: altered, or a later version.
    pub unreadable: usize,
}

/// Tries every index below 1,024 under `key`, without stopping at a gap.
#[must_use]
pub fn collect(cells: &[Cell], channel: &ChannelId, key: &MemberKey) -> Found {
    let by_token: HashMap<ReplyToken, &Cell> =
        cells.iter().map(|cell| (token_of(cell), cell)).collect();
    let mut found = Found::default();
    let mut parts = Vec::new();
    for j in 0..REPLY_INDICES {
        let Some(cell) = by_token.get(&key.reply_token(j)) else {
            continue;
        };
        found.indices.push(j);
        match open(cell, channel, key, j) {
            Ok(part) if part.part < part.count => parts.push((j, part)),
            _ => found.unreadable += 1,
        }
    }
    // Stable: among parts that belong together the higher index still comes later.
    parts.sort_by_key(together);
    for (reply, missing) in newest(&parts) {
        if missing.is_empty() {
            found.replies.push(reply);
        } else {
            found.incomplete.push((reply, missing));
        }
    }
    found.replies.sort_by_key(|reply| (reply.day, reply.id));
    found
}

/// A part, and the index under which it lies.
type Placed = (u16, Part);
/// A reply, and the numbers of the parts that are missing.
type Joined = (Reply, Vec<u8>);

/// What the parts that belong together agree on.
fn together((_, part): &Placed) -> ([u8; 16], u8, Day) {
    (part.id, part.count, part.day)
}

/// Each reply once. A repeat may have another number of parts than what is still on the board: then a
/// whole one goes before one of which parts are missing, and the newer before the older.
fn newest(parts: &[Placed]) -> Vec<Joined> {
    let mut best: Vec<((bool, u16), Joined)> = Vec::new();
    for group in parts.chunk_by(|one, next| together(one) == together(next)) {
        let Some((reply, missing)) = join(&chosen(group)) else {
            continue;
        };
        let last = group.last().map_or(0, |(j, _)| *j);
        let rank = (missing.is_empty(), last);
        match best.last_mut() {
            Some((before, known)) if known.0.id == reply.id => {
                if rank > *before {
                    (*before, *known) = (rank, (reply, missing));
                }
            }
            _ => best.push((rank, (reply, missing))),
        }
    }
    best.into_iter().map(|(_, joined)| joined).collect()
}

/// The parts to be shown, in their order: the newest sealing that is whole. Where none is, of each part
/// the newest: a repeat may have cut the text in other places, so parts of two sealings need not fit.
fn chosen(group: &[Placed]) -> Vec<&Placed> {
    let count = group.first().map_or(0, |(_, part)| part.count);
    let begin = |(j, part): &Placed| j.wrapping_sub(part.part.into());
    let sealing = |of: &Placed| -> Vec<&Placed> {
        let same = |one: &&Placed| begin(one) == begin(of);
        group.iter().filter(same).collect()
    };
    let newest = |number| group.iter().rev().find(|(_, part)| part.part == number);
    let mut sealings = group.iter().rev().map(sealing);
    sealings
        .find(|parts| parts.len() == usize::from(count))
        .unwrap_or_else(|| (0..count).filter_map(newest).collect())
}

fn join(parts: &[&Placed]) -> Option<Joined> {
    let (_, any) = parts.first()?;
    let there = || parts.iter().map(|(_, part)| part);
    let missing = (0..any.count)
        .filter(|number| there().all(|part| part.part != *number))
        .collect();
    let first = Some(any).filter(|part| part.part == 0);
    let reply = Reply {
        id: any.id,
        day: any.day,
        kind: any.kind,
        text: there().map(|part| part.text.as_str()).collect(),
        files: there().flat_map(|part| part.files.clone()).collect(),
        left_out: first.map_or_else(LeftOut::default, |part| part.left_out.clone()),
        received: first.map_or_else(Vec::new, |part| part.received.clone()),
        proofs: first.map_or_else(String::new, |part| part.proofs.clone()),
    };
    Some((reply, missing))
}
