//! What a copy keeps of one page.

use super::tags::{self, Reader, Tag, Value};
use crate::{NotCleaned, bytes, ifd::Block, ifd::Entry, jpeg, webp};

/// Packings whose dots can be copied without looking into them: none, three of fax, LZW, two of deflate, runs,
/// LZMA, Zstandard.
const COPIED: [u32; 10] = [1, 2, 3, 4, 5, 8, 32_946, 32_773, 34_925, 50_000];
const JPEG: u32 = 7;
const WEBP: u32 = 50_001;
/// Grey, colours, a map, a mask, inks, and the measured ones; not those of raw pictures.
const MOST_COLOURS: u32 = 10;
/// What holding one piece costs beside its bytes.
const PIECE_COST: usize = 32;

/// One page of a copy.
pub(super) struct Page {
    /// Without doubles; sorted by number.
    pub(super) tags: Vec<Tag>,
    /// The packed dots.
    pub(super) strips: Vec<Vec<u8>>,
}

impl Page {
    /// `room` is how many bytes may still be copied: pages can share what they point to.
    pub(super) fn read(
        block: &Block<'_>,
        all: &[u8],
        entries: &[Entry],
        room: &mut usize,
    ) -> Result<Self, NotCleaned> {
        let reader = Reader { block, entries };
        if reader.one(tags::COLOURS).unwrap_or(0) > MOST_COLOURS {
            return Err(NotCleaned::Unsupported);
        }
        let strips = strips(&reader, all, room)?;
        let mut tags = tags::kept(&reader).ok_or(NotCleaned::Damaged)?;
        if let Some(tables) = reader.entry(tags::JPEG_TABLES) {
            let tables = jpeg::bare(block.data(tables))?;
            tags.push(Tag::new(tags::JPEG_TABLES, 7, Value::Bytes(tables)));
        }
        tags.sort_by_key(|tag| tag.tag);
        let held: usize = tags.iter().map(|tag| PIECE_COST + tag.value.held()).sum();
        take(room, held)?;
        Ok(Self { tags, strips })
    }
}

fn take(room: &mut usize, len: usize) -> Result<(), NotCleaned> {
    *room = room.checked_sub(len).ok_or(NotCleaned::Damaged)?;
    Ok(())
}

/// How many pieces the dots of a page are in.
fn count(reader: &Reader<'_>, tiled: bool) -> Option<usize> {
    let (width, height) = (reader.one(tags::WIDTH)?, reader.one(tags::HEIGHT)?);
    let (across, rows) = if tiled {
        let tile = reader.one(tags::TILE_WIDTH).filter(|width| *width != 0)?;
        (width.div_ceil(tile), reader.one(tags::TILE_HEIGHT)?)
    } else {
        (1, reader.one(tags::STRIP_ROWS).unwrap_or(u32::MAX))
    };
    let down = (rows != 0).then(|| height.div_ceil(rows))?;
    let apart = if reader.one(tags::APART) == Some(2) {
        reader.one(tags::SAMPLES).unwrap_or(1)
    } else {
        1
    };
    bytes::len(across.checked_mul(down)?.checked_mul(apart)?)
}

fn strips(reader: &Reader<'_>, all: &[u8], room: &mut usize) -> Result<Vec<Vec<u8>>, NotCleaned> {
    let (offsets, lens) = tags::places(reader).ok_or(NotCleaned::Damaged)?;
    let tiled = offsets == tags::TILE_OFFSETS;
    let count = count(reader, tiled).ok_or(NotCleaned::Damaged)?;
    let offsets = reader.some(offsets, count).unwrap_or_default();
    let lens = reader.some(lens, count).unwrap_or_default();
    if count == 0 || offsets.len() != count || lens.len() != count {
        return Err(NotCleaned::Damaged);
    }
    let packing = reader.one(tags::PACKING).unwrap_or(1);
    let places = offsets.into_iter().zip(lens);
    places
        .map(|(at, len)| {
            let place = bytes::len(at).zip(bytes::len(len));
            let packed = place.and_then(|(at, len)| bytes::piece(all, at, len));
            let packed = packed.ok_or(NotCleaned::Damaged)?;
            take(room, packed.len() + PIECE_COST)?;
            match packing {
                // A piece that is left out is empty.
                _ if packed.is_empty() => Ok(Vec::new()),
                JPEG => jpeg::bare(packed),
                WEBP => webp::clean(packed),
                packing if COPIED.contains(&packing) => Ok(packed.to_vec()),
                _ => Err(NotCleaned::Unsupported),
            }
        })
        .collect()
}
