//! Finding a member's replies on a board and joining their parts.

use std::collections::{BTreeMap, HashMap};

use super::{Part, Reply, ReplyKind, open, token_of};
use crate::{
    board::Cell,
    ids::{ChannelId, ReplyToken},
    keys::{LeftOut, MemberKey},
    lengths::REPLY_INDICES,
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
    let mut parts: BTreeMap<[u8; 16], BTreeMap<u8, Part>> = BTreeMap::new();
    for j in 0..REPLY_INDICES {
        let Some(cell) = by_token.get(&key.reply_token(j)) else {
            continue;
        };
        found.indices.push(j);
        match open(cell, channel, key, j) {
            Ok(part) => {
                parts.entry(part.id).or_default().insert(part.part, part);
            }
            Err(_) => found.unreadable += 1,
        }
    }
    for parts in parts.into_values() {
        match join(&parts) {
            Some((reply, missing)) if missing.is_empty() => found.replies.push(reply),
            Some(incomplete) => found.incomplete.push(incomplete),
            None => found.unreadable += parts.len(),
        }
    }
    found.replies.sort_by_key(|reply| (reply.day, reply.id));
    found
}

fn join(parts: &BTreeMap<u8, Part>) -> Option<(Reply, Vec<u8>)> {
    let any = parts.values().next()?;
    let consistent = parts
        .values()
        .all(|part| part.count == any.count && part.part < part.count && part.day == any.day);
    if !consistent {
        return None;
    }
    let missing = (0..any.count)
        .filter(|number| !parts.contains_key(number))
        .collect();
    let first = parts.get(&0);
    let reply = Reply {
        id: any.id,
        day: any.day,
        kind: first.map_or(ReplyKind::Answer, |part| part.kind),
        text: parts.values().map(|part| part.text.as_str()).collect(),
        files: parts.values().flat_map(|part| part.files.clone()).collect(),
        left_out: first.map_or_else(LeftOut::default, |part| part.left_out.clone()),
        received: first.map_or_else(Vec::new, |part| part.received.clone()),
        proofs: first.map_or_else(String::new, |part| part.proofs.clone()),
    };
    Some((reply, missing))
}
