//! TIFF pictures, of one page or many.
//!
//! A copy is written anew: of each page the tags that its dots cannot be read without, and the dots as they are
//! packed. Smaller copies of a page go. Raw pictures of cameras, which look like TIFF, are refused: what a camera
//! writes into them is needed to develop them.

mod page;
mod tags;
mod write;

use std::collections::HashSet;

use self::{
    page::Page,
    tags::{Reader, is_smaller},
};
use crate::{
    Finding, MAX_LEN, NotCleaned, Trace, bytes, exif,
    found::Found,
    icc,
    ifd::{Block, Entry},
};

/// As many pages as are copied.
const MOST_PAGES: usize = 10_000;

/// As many tags as all pages together have: directories of a hostile file may overlap.
const MOST_TAGS: usize = 400_000;

const SUB_DIRECTORIES: u16 = 0x014a;
const DNG_VERSION: u16 = 0xc612;

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    exif::look(all, &mut found);
    let block = Block::new(all).ok_or(NotCleaned::Damaged)?;
    let directories = directories(&block).unwrap_or_default();
    for entries in &directories {
        let reader = Reader {
            block: &block,
            entries,
        };
        if is_smaller(&reader) {
            found.add(Trace::Thumbnail, "");
        }
        let shape = tags::shape(&reader);
        for entry in entries {
            look_at(&block, entry, shape, &mut found);
        }
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let block = Block::new(all).ok_or(NotCleaned::Damaged)?;
    let directories = directories(&block).ok_or(NotCleaned::Damaged)?;
    if bytes::piece(all, 8, 2) == Some(b"CR") || directories.iter().any(|one| is_raw(&block, one)) {
        return Err(NotCleaned::Unsupported);
    }
    // The first is what every viewer shows: if it is a small one, the large one is somewhere unknown.
    let first = directories.first().ok_or(NotCleaned::Damaged)?;
    if is_smaller(&Reader {
        block: &block,
        entries: first,
    }) {
        return Err(NotCleaned::Unsupported);
    }
    let mut room = MAX_LEN;
    let mut pages = Vec::new();
    for entries in &directories {
        let reader = Reader {
            block: &block,
            entries,
        };
        if !is_smaller(&reader) {
            pages.push(Page::read(&block, all, entries, &mut room)?);
        }
    }
    let copy = write::file(block.is_little(), &pages).ok_or(NotCleaned::Damaged)?;
    if copy.len() > MAX_LEN {
        return Err(NotCleaned::Damaged);
    }
    Ok(copy)
}

/// The tags of all pages; `None` when they cannot be read to the end.
fn directories(block: &Block<'_>) -> Option<Vec<Vec<Entry>>> {
    let mut seen = HashSet::new();
    let mut directories = Vec::new();
    let mut room = MOST_TAGS;
    let mut at = block.first()?;
    while at != 0 {
        if !seen.insert(at) || directories.len() >= MOST_PAGES {
            return None;
        }
        let (entries, next) = block.directory(at)?;
        room = room.checked_sub(entries.len())?;
        directories.push(entries);
        at = next;
    }
    Some(directories)
}

/// Raw pictures have their dots in a directory below the first one, or say that they are raw.
fn is_raw(block: &Block<'_>, entries: &[Entry]) -> bool {
    let below = entries.iter().filter(|entry| entry.tag == SUB_DIRECTORIES);
    let below = below.flat_map(|entry| block.first_numbers(entry, 16));
    let large = |at| {
        block.directory(at).is_some_and(|(entries, _)| {
            let reader = Reader {
                block,
                entries: &entries,
            };
            tags::STRIPS.iter().any(|tag| reader.entry(*tag).is_some()) && !is_smaller(&reader)
        })
    };
    entries.iter().any(|entry| entry.tag == DNG_VERSION) || below.into_iter().any(large)
}

/// What [`exif::look`] takes for needed, but a copy does not have.
fn look_at(block: &Block<'_>, entry: &Entry, shape: Option<(u32, u32)>, found: &mut Found) {
    let tag = entry.tag;
    if tag == tags::ICC {
        let profile = block.data(entry);
        if icc::replacement(profile).as_deref() != Some(profile) {
            icc::look(profile, found);
            found.add(Trace::Other, "ICC");
        }
    } else if tags::RESOLUTIONS.contains(&tag) {
        let stays = shape.map(|shape| tags::resolution(shape, tag, block.is_little()));
        if stays.as_deref() != Some(block.data(entry)) {
            found.add(Trace::Other, "DPI");
        }
    } else if exif::STRUCTURE.contains(&tag) && !tags::is_kept(tag) {
        found.add(Trace::Other, "TIFF");
    }
}
