//! Directories of tags, as TIFF has them and EXIF borrows them.

use crate::bytes;

/// No picture has so many tags in one directory.
const MOST_ENTRIES: u16 = 4096;

/// A block that starts like a TIFF file.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    all: &'a [u8],
    little: bool,
}

/// One tag and where its data is.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) tag: u16,
    /// The type of its values, 1 to 13.
    pub(crate) kind: u16,
    at: usize,
    len: usize,
}

impl<'a> Block<'a> {
    /// `None` when it does not start as it must.
    pub(crate) fn new(all: &'a [u8]) -> Option<Self> {
        match bytes::piece(all, 0, 4)? {
            b"II*\0" => Some(Self { all, little: true }),
            b"MM\0*" => Some(Self { all, little: false }),
            _ => None,
        }
    }

    /// Where the first directory is.
    pub(crate) fn first(&self) -> Option<u32> {
        self.u32(4)
    }

    /// The tags of the directory at `at`, and where the next one is (0: nowhere). Tags whose data is not there are
    /// left out.
    pub(crate) fn directory(&self, at: u32) -> Option<(Vec<Entry>, u32)> {
        let at = bytes::len(at)?;
        let count = self.u16(at)?;
        if count > MOST_ENTRIES {
            return None;
        }
        let first = at.checked_add(2)?;
        let entry = |i: u16| self.entry(first.checked_add(usize::from(i) * 12)?);
        let entries = (0..count).filter_map(entry).collect();
        let next = self
            .u32(first.checked_add(usize::from(count) * 12)?)
            .unwrap_or(0);
        Some((entries, next))
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, kind, count) = (
            self.u16(at)?,
            self.u16(at.checked_add(2)?)?,
            self.u32(at.checked_add(4)?)?,
        );
        let len = bytes::len(count)?.checked_mul(size_of_kind(kind)?)?;
        let inline = at.checked_add(8)?;
        let at = if len <= 4 {
            inline
        } else {
            bytes::len(self.u32(inline)?)?
        };
        bytes::piece(self.all, at, len)?;
        Some(Entry { tag, kind, at, len })
    }

    /// The data of a tag as it stands.
    pub(crate) fn data(&self, entry: &Entry) -> &'a [u8] {
        bytes::piece(self.all, entry.at, entry.len).unwrap_or_default()
    }

    /// Whether the smallest byte of a number stands first.
    pub(crate) fn is_little(&self) -> bool {
        self.little
    }

    /// The first `most` values of a tag that holds whole numbers without a sign; nothing for any other.
    pub(crate) fn first_numbers(&self, entry: &Entry, most: usize) -> Vec<u32> {
        let data = self.data(entry);
        match entry.kind {
            1 | 7 => data
                .iter()
                .take(most)
                .map(|byte| u32::from(*byte))
                .collect(),
            3 => data
                .chunks_exact(2)
                .take(most)
                .filter_map(|two| self.number16(two))
                .map(u32::from)
                .collect(),
            4 | 13 => data
                .chunks_exact(4)
                .take(most)
                .filter_map(|four| self.number32(four))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The first `most` fours of bytes of a tag as numbers, whatever its kind.
    pub(crate) fn longs(&self, entry: &Entry, most: usize) -> Vec<u32> {
        let fours = self.data(entry).chunks_exact(4).take(most);
        fours.filter_map(|four| self.number32(four)).collect()
    }

    /// The values of a tag that holds fractions.
    pub(crate) fn fractions(&self, entry: &Entry) -> Vec<f64> {
        if entry.kind != 5 {
            return Vec::new();
        }
        let fraction = |eight: &[u8]| {
            let above = self.number32(eight.get(..4)?)?;
            let below = self.number32(eight.get(4..)?)?;
            (below != 0).then(|| f64::from(above) / f64::from(below))
        };
        self.data(entry)
            .chunks_exact(8)
            .filter_map(fraction)
            .collect()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.number16(bytes::piece(self.all, at, 2)?)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.number32(bytes::piece(self.all, at, 4)?)
    }

    fn number16(&self, two: &[u8]) -> Option<u16> {
        if self.little {
            bytes::le16(two, 0)
        } else {
            bytes::be16(two, 0)
        }
    }

    fn number32(&self, four: &[u8]) -> Option<u32> {
        if self.little {
            bytes::le32(four, 0)
        } else {
            bytes::be32(four, 0)
        }
    }
}

/// The length of one value of a kind, in bytes.
fn size_of_kind(kind: u16) -> Option<usize> {
    match kind {
        1 | 2 | 6 | 7 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 => Some(8),
        _ => None,
    }
}
