//! Which bytes of a file a track is made of.

use crate::{NotCleaned, bytes};

use super::boxes::{Part, find};

/// The pieces, one for each chunk of the track whose sample table is `table`.
pub(super) fn pieces(all: &[u8], table: &Part) -> Result<Vec<(usize, usize)>, NotCleaned> {
    let starts = starts(all, table).ok_or(NotCleaned::Damaged)?;
    if starts.is_empty() {
        return Ok(Vec::new());
    }
    let runs = runs(all, table).ok_or(NotCleaned::Damaged)?;
    let mut sizes = Sizes::new(all, table)?;
    let mut pieces = Vec::with_capacity(starts.len());
    let mut run = 0;
    for (number, start) in (1..).zip(starts) {
        while runs.get(run + 1).is_some_and(|next| next.0 <= number) {
            run += 1;
        }
        let count = runs.get(run).ok_or(NotCleaned::Damaged)?.1;
        let len = sizes.take(count).ok_or(NotCleaned::Damaged)?;
        let end = start.checked_add(len).ok_or(NotCleaned::Damaged)?;
        pieces.push((start, end));
    }
    Ok(pieces)
}

fn child(all: &[u8], table: &Part, kind: &[u8; 4]) -> Option<Part> {
    find(all, table.body, table.end, &[kind])
}

/// How many entries of `width` bytes there are after the header, at most as many as fit.
fn count(all: &[u8], part: &Part, at: usize, width: usize) -> Option<usize> {
    let count = bytes::len(bytes::be32(all, part.body.checked_add(at)?)?)?;
    let room = part.end.checked_sub(part.body.checked_add(at + 4)?)?;
    (count <= room / width).then_some(count)
}

fn starts(all: &[u8], table: &Part) -> Option<Vec<usize>> {
    if let Some(part) = child(all, table, b"stco") {
        let each = 0..count(all, &part, 4, 4)?;
        return each
            .map(|i| bytes::len(bytes::be32(all, part.body + 8 + 4 * i)?))
            .collect();
    }
    let part = child(all, table, b"co64")?;
    let one = |i: usize| {
        let at = part.body + 8 + 8 * i;
        let high = bytes::be32(all, at)?;
        (high == 0).then(|| bytes::len(bytes::be32(all, at + 4)?))?
    };
    (0..count(all, &part, 4, 8)?).map(one).collect()
}

/// From which chunk on there are how many samples in each.
fn runs(all: &[u8], table: &Part) -> Option<Vec<(u32, usize)>> {
    let part = child(all, table, b"stsc")?;
    let one = |i: usize| {
        let at = part.body + 8 + 12 * i;
        Some((
            bytes::be32(all, at)?,
            bytes::len(bytes::be32(all, at + 4)?)?,
        ))
    };
    (0..count(all, &part, 4, 12)?).map(one).collect()
}

/// The lengths of samples, taken one chunk after the other.
struct Sizes<'a> {
    all: &'a [u8],
    same: usize,
    at: usize,
    end: usize,
}

impl<'a> Sizes<'a> {
    fn new(all: &'a [u8], table: &Part) -> Result<Self, NotCleaned> {
        // Short lengths are rare enough to be refused.
        let part = child(all, table, b"stsz").ok_or(NotCleaned::Unsupported)?;
        let same = bytes::be32(all, part.body + 4).and_then(bytes::len);
        let same = same.ok_or(NotCleaned::Damaged)?;
        // Old QuickTime sound: the true length is worked out from other fields.
        if same == 1 {
            return Err(NotCleaned::Unsupported);
        }
        let entries = if same == 0 {
            count(all, &part, 8, 4).ok_or(NotCleaned::Damaged)?
        } else {
            0
        };
        let at = part.body + 12;
        let end = at + 4 * entries;
        Ok(Self { all, same, at, end })
    }

    /// The length of the next samples together.
    fn take(&mut self, count: usize) -> Option<usize> {
        if self.same != 0 {
            return self.same.checked_mul(count);
        }
        // No table is longer than its box: a chunk that wants more is a lie.
        let until = self.at.checked_add(count.checked_mul(4)?)?;
        if until > self.end {
            return None;
        }
        let sizes = self.all.get(self.at..until)?;
        self.at = until;
        sizes.chunks(4).try_fold(0_usize, |sum, size| {
            sum.checked_add(bytes::len(bytes::be32(size, 0)?)?)
        })
    }
}
