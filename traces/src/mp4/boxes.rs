//! Boxes: a length, a kind of four letters, and what is inside.

use crate::{NotCleaned, bytes};

/// As many boxes as one may hold.
const MOST: usize = 100_000;

/// One box: where its kind stands, where its inside starts and where it ends.
pub(super) struct Part {
    pub(super) kind: [u8; 4],
    pub(super) kind_at: usize,
    pub(super) body: usize,
    pub(super) end: usize,
}

/// The boxes in a piece of a file, and where the few bytes after the last one start.
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) rest: usize,
}

/// Boxes that fill a piece up to its end; fewer than eight bytes may follow them, and zeroes.
pub(super) fn parts(all: &[u8], from: usize, to: usize) -> Result<Parts, NotCleaned> {
    let mut parts = Vec::new();
    let mut at = from;
    while to.saturating_sub(at) >= 8 && parts.len() < MOST {
        let Some(part) = part(all, at, to) else {
            break;
        };
        at = part.end;
        parts.push(part);
    }
    let rest = all.get(at..to).ok_or(NotCleaned::Damaged)?;
    if rest.len() >= 8 && rest.iter().any(|byte| *byte != 0) {
        return Err(NotCleaned::Damaged);
    }
    Ok(Parts { parts, rest: at })
}

fn part(all: &[u8], at: usize, to: usize) -> Option<Part> {
    let kind: [u8; 4] = bytes::piece(all, at.checked_add(4)?, 4)?.try_into().ok()?;
    let (body, len) = match bytes::be32(all, at)? {
        // Up to the end of the file.
        0 if to == all.len() && kind != [0; 4] => (at + 8, to - at),
        1 => {
            let high = bytes::be32(all, at.checked_add(8)?)?;
            let len = bytes::len(bytes::be32(all, at.checked_add(12)?)?)?;
            (at + 16, if high == 0 { len } else { return None })
        }
        len => (at + 8, bytes::len(len)?),
    };
    let end = at.checked_add(len)?;
    (body <= end && end <= to).then_some(Part {
        kind,
        kind_at: at + 4,
        body,
        end,
    })
}

/// The first box of a kind on the way `kinds` down from a piece.
pub(super) fn find(all: &[u8], from: usize, to: usize, kinds: &[&[u8; 4]]) -> Option<Part> {
    let (first, deeper) = kinds.split_first()?;
    let inside = parts(all, from, to).ok()?;
    let part = inside.parts.into_iter().find(|part| part.kind == **first)?;
    if deeper.is_empty() {
        Some(part)
    } else {
        find(all, part.body, part.end, deeper)
    }
}
