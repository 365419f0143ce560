//! Finding a member's replies on a board and joining their parts.

use std::collections::{BTreeMap, HashMap};

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
    let mut sealings: BTreeMap<Sealing, Parts> = BTreeMap::new();
    for j in 0..REPLY_INDICES {
        let Some(cell) = by_token.get(&key.reply_token(j)) else {
            continue;
        };
        found.indices.push(j);
        match open(cell, channel, key, j) {
            Ok(part) if part.part < part.count => {
                let of = (part.id, part.count, part.day);
                sealings.entry(of).or_default().insert(part.part, (j, part));
            }
            _ => found.unreadable += 1,
        }
    }
    for (reply, missing) in newest(&sealings) {
        if missing.is_empty() {
            found.replies.push(reply);
        } else {
            found.incomplete.push((reply, missing));
        }
    }
    found.replies.sort_by_key(|reply| (reply.day, reply.id));
    found
}

/// What the parts that belong together agree on: id, number of parts, day.
type Sealing = ([u8; 16], u8, Day);
/// Parts by their number, each with its index. A part that is there twice counts as it stands under the
/// higher index.
type Parts = BTreeMap<u8, (u16, Part)>;
/// A reply, and the numbers of the parts that are missing.
type Joined = (Reply, Vec<u8>);

/// Each reply once. A repeat may have another number of parts than what is still on the board: then a
/// whole sealing goes before one of which parts are missing, and the newer before the older.
fn newest(sealings: &BTreeMap<Sealing, Parts>) -> Vec<Joined> {
    let mut best: Vec<((bool, u16), Joined)> = Vec::new();
    for parts in sealings.values() {
        let Some((reply, missing)) = join(parts) else {
            continue;
        };
        let last = parts.values().map(|(j, _)| *j).max().unwrap_or_default();
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

fn join(parts: &Parts) -> Option<Joined> {
    let (_, any) = parts.values().next()?;
    let missing = (0..any.count)
        .filter(|number| !parts.contains_key(number))
        .collect();
    let first = parts.get(&0).map(|(_, part)| part);
    let there = || parts.values().map(|(_, part)| part);
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
