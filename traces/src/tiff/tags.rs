//! The tags that a page cannot be shown without.

use crate::{
    bytes, icc,
    ifd::{Block, Entry},
};

const KIND_OF_PAGE: u16 = 0x00fe;
const OLD_KIND_OF_PAGE: u16 = 0x00ff;
pub(super) const WIDTH: u16 = 0x0100;
pub(super) const HEIGHT: u16 = 0x0101;
const BITS: u16 = 0x0102;
pub(super) const PACKING: u16 = 0x0103;
pub(super) const COLOURS: u16 = 0x0106;
const STRIP_OFFSETS: u16 = 0x0111;
const ORIENTATION: u16 = 0x0112;
pub(super) const SAMPLES: u16 = 0x0115;
pub(super) const STRIP_ROWS: u16 = 0x0116;
const STRIP_LENS: u16 = 0x0117;
const ACROSS: u16 = 0x011a;
const DOWN: u16 = 0x011b;
pub(super) const APART: u16 = 0x011c;
const UNIT: u16 = 0x0128;
const COLOUR_MAP: u16 = 0x0140;
pub(super) const TILE_WIDTH: u16 = 0x0142;
pub(super) const TILE_HEIGHT: u16 = 0x0143;
pub(super) const TILE_OFFSETS: u16 = 0x0144;
const TILE_LENS: u16 = 0x0145;
const EXTRA_SAMPLES: u16 = 0x0152;
const SAMPLE_FORMAT: u16 = 0x0153;
pub(super) const JPEG_TABLES: u16 = 0x015b;
const MIX: u16 = 0x0211;
const COARSER_COLOURS: u16 = 0x0212;
const BLACK_AND_WHITE: u16 = 0x0214;
pub(super) const ICC: u16 = 0x8773;

const SHORT: u16 = 3;
const LONG: u16 = 4;
const FRACTION: u16 = 5;
const BYTES: u16 = 7;

/// Where the dots are.
pub(super) const STRIPS: [u16; 2] = [STRIP_OFFSETS, TILE_OFFSETS];
/// How many dots there are in what length.
pub(super) const RESOLUTIONS: [u16; 3] = [ACROSS, DOWN, UNIT];

/// Tags with one number: how large, how packed, which colours, which side is up.
const ONE: &[(u16, u16)] = &[
    (KIND_OF_PAGE, LONG),
    (WIDTH, LONG),
    (HEIGHT, LONG),
    (PACKING, SHORT),
    (COLOURS, SHORT),
    // The order of bits, two of fax, differences, inks and their number, where coarser colours stand.
    (0x010a, SHORT),
    (0x0124, LONG),
    (0x0125, LONG),
    (0x013d, SHORT),
    (0x014c, SHORT),
    (0x014e, SHORT),
    (0x0213, SHORT),
    (ORIENTATION, SHORT),
    (SAMPLES, SHORT),
    (STRIP_ROWS, LONG),
    (APART, SHORT),
    (TILE_WIDTH, LONG),
    (TILE_HEIGHT, LONG),
];

/// Tags with several numbers or bytes.
const MANY: [u16; 12] = [
    BITS,
    STRIP_OFFSETS,
    STRIP_LENS,
    COLOUR_MAP,
    TILE_OFFSETS,
    TILE_LENS,
    EXTRA_SAMPLES,
    SAMPLE_FORMAT,
    JPEG_TABLES,
    MIX,
    COARSER_COLOURS,
    BLACK_AND_WHITE,
];

/// A tag as it goes into a copy.
pub(super) struct Tag {
    pub(super) tag: u16,
    pub(super) kind: u16,
    pub(super) value: Value,
}

pub(super) enum Value {
    Numbers(Vec<u32>),
    /// In the order of the file's numbers already.
    Bytes(Vec<u8>),
    /// Where the dots will be, and how long they are.
    Offsets,
    Lens,
}

impl Tag {
    pub(super) fn new(tag: u16, kind: u16, value: Value) -> Self {
        Self { tag, kind, value }
    }
}

impl Value {
    /// How much memory it takes, in bytes.
    pub(super) fn held(&self) -> usize {
        match self {
            Self::Numbers(numbers) => 4 * numbers.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Offsets | Self::Lens => 0,
        }
    }
}

/// Reads tags of one page.
pub(super) struct Reader<'a> {
    pub(super) block: &'a Block<'a>,
    pub(super) entries: &'a [Entry],
}

impl Reader<'_> {
    pub(super) fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    pub(super) fn one(&self, tag: u16) -> Option<u32> {
        self.some(tag, 1)?.first().copied()
    }

    pub(super) fn some(&self, tag: u16, most: usize) -> Option<Vec<u32>> {
        let numbers = self.block.first_numbers(self.entry(tag)?, most);
        (!numbers.is_empty()).then_some(numbers)
    }

    fn fraction(&self, tag: u16) -> Option<(u32, u32)> {
        let entry = self.entry(tag).filter(|entry| entry.kind == FRACTION)?;
        let [above, below] = *self.block.longs(entry, 2).as_slice() else {
            return None;
        };
        (above != 0 && below != 0).then_some((above, below))
    }
}

/// Whether a copy may have this tag.
pub(super) fn is_kept(tag: u16) -> bool {
    ONE.iter().any(|(one, _)| *one == tag) || MANY.contains(&tag)
}

/// Whether a page is a smaller copy of another.
pub(super) fn is_smaller(reader: &Reader<'_>) -> bool {
    let bits = reader.one(KIND_OF_PAGE).unwrap_or(0);
    bits & 1 == 1 || reader.one(OLD_KIND_OF_PAGE) == Some(2)
}

/// The shape of a dot, where it is not square: the smallest whole numbers of dots in the same length.
pub(super) fn shape(reader: &Reader<'_>) -> Option<(u32, u32)> {
    let ((a, b), (c, d)) = (reader.fraction(ACROSS)?, reader.fraction(DOWN)?);
    let (across, down) = (u128::from(a) * u128::from(d), u128::from(c) * u128::from(b));
    // Less than a twentieth is rounding, of which every program has its own.
    if across.abs_diff(down) * 20 < across.max(down) {
        return None;
    }
    let common = common_divisor(across, down);
    let small = |number: u128| u32::try_from(number / common).ok();
    Some((small(across)?, small(down)?))
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// The bytes that say the shape in a copy.
pub(super) fn resolution(shape: (u32, u32), tag: u16, little: bool) -> Vec<u8> {
    let number = |value: u32| {
        if little {
            value.to_le_bytes()
        } else {
            value.to_be_bytes()
        }
    };
    match tag {
        ACROSS => [number(shape.0), number(1)].concat(),
        DOWN => [number(shape.1), number(1)].concat(),
        _ if little => vec![1, 0],
        _ => vec![0, 1],
    }
}

/// The tags that say where the dots are and how long.
pub(super) fn places(reader: &Reader<'_>) -> Option<(u16, u16)> {
    let pairs = [(TILE_OFFSETS, TILE_LENS), (STRIP_OFFSETS, STRIP_LENS)];
    pairs
        .into_iter()
        .find(|(offsets, lens)| reader.entry(*offsets).is_some() && reader.entry(*lens).is_some())
}

/// All that a copy keeps, but for tables of JPEG.
pub(super) fn kept(reader: &Reader<'_>) -> Option<Vec<Tag>> {
    let mut tags = numbers(reader)?;
    let little = reader.block.is_little();
    let samples = bytes::len(reader.one(SAMPLES).unwrap_or(1))?;
    for (number, count) in [(MIX, 3), (BLACK_AND_WHITE, 2 * samples)] {
        let entry = reader.entry(number).filter(|entry| entry.kind == FRACTION);
        let data = entry.and_then(|entry| reader.block.data(entry).get(..8 * count));
        tags.extend(data.map(|data| Tag::new(number, FRACTION, Value::Bytes(data.to_vec()))));
    }
    if let Some(shape) = shape(reader) {
        for (number, kind) in [(ACROSS, FRACTION), (DOWN, FRACTION), (UNIT, SHORT)] {
            let data = resolution(shape, number, little);
            tags.push(Tag::new(number, kind, Value::Bytes(data)));
        }
    }
    let profile = reader.entry(ICC);
    let profile = profile.and_then(|entry| icc::replacement(reader.block.data(entry)));
    tags.extend(profile.map(|profile| Tag::new(ICC, BYTES, Value::Bytes(profile))));
    let (offsets, lens) = places(reader)?;
    tags.push(Tag::new(offsets, LONG, Value::Offsets));
    tags.push(Tag::new(lens, LONG, Value::Lens));
    Some(tags)
}

fn numbers(reader: &Reader<'_>) -> Option<Vec<Tag>> {
    let mut tags = Vec::new();
    for (number, kind) in ONE {
        let in_use = match (*number, reader.one(*number)) {
            // Whether it is one page of many, and whether it is a mask.
            (KIND_OF_PAGE, Some(bits)) => Some(bits & 6).filter(|bits| *bits != 0),
            (ORIENTATION, Some(side)) => Some(side).filter(|side| (2..=8).contains(side)),
            (_, value) => value,
        };
        tags.extend(in_use.map(|value| Tag::new(*number, *kind, Value::Numbers(vec![value]))));
    }
    let samples = bytes::len(reader.one(SAMPLES).unwrap_or(1))?;
    let mut lists = vec![
        (BITS, samples),
        (EXTRA_SAMPLES, samples),
        (SAMPLE_FORMAT, samples),
        (COARSER_COLOURS, 2),
    ];
    if reader.one(COLOURS) == Some(3) {
        let bits = reader.one(BITS).unwrap_or(1).min(16);
        lists.push((COLOUR_MAP, 3 << bits));
    }
    for (number, most) in lists {
        let list = reader.some(number, most);
        tags.extend(list.map(|list| Tag::new(number, SHORT, Value::Numbers(list))));
    }
    Some(tags)
}
