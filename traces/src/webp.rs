//! WebP pictures.
//!
//! A copy has the packed pictures byte for byte, what mixes and times them, and of the rest only which side is up
//! and which colours are meant.

use crate::{Finding, NotCleaned, Trace, bytes, exif, found::Found, icc, xmp};

/// What says which other parts there are.
const EXTENDED: &[u8] = b"VP8X";
const ICC: &[u8] = b"ICCP";
const EXIF: &[u8] = b"EXIF";
const XMP: &[u8] = b"XMP ";
const ALPHA: &[u8] = b"ALPH";
const ANIMATION: &[u8] = b"ANIM";
const FRAME: &[u8] = b"ANMF";

/// Bits of the extended header.
const HAS_ANIMATION: u8 = 0x02;
const HAS_EXIF: u8 = 0x08;
const HAS_ALPHA: u8 = 0x10;
const HAS_ICC: u8 = 0x20;

/// Length of the extended header and of what stands before the chunks of a frame, in bytes.
const EXTENDED_LEN: usize = 10;
const FRAME_HEAD_LEN: usize = 16;
/// Background and loops.
const ANIMATION_LEN: usize = 6;

#[derive(Clone, Copy)]
struct Chunk<'a> {
    name: &'a [u8],
    body: &'a [u8],
}

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    let (inside, after) = inside(all).unwrap_or_default();
    let (chunks, _) = chunks(inside);
    let kept = kept(&chunks).unwrap_or_default();
    for chunk in &chunks {
        look_at(chunk, &kept, &mut found);
    }
    if !after.is_empty() {
        found.add(Trace::Embedded, "");
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let (inside, _) = inside(all).ok_or(NotCleaned::Damaged)?;
    let (chunks, whole) = chunks(inside);
    let kept = kept(&chunks).filter(|_| whole).ok_or(NotCleaned::Damaged)?;
    let mut body = b"WEBP".to_vec();
    for (name, value) in &kept {
        push(&mut body, name, value)?;
    }
    let mut copy = Vec::new();
    push(&mut copy, b"RIFF", &body)?;
    Ok(copy)
}

/// The chunks of a copy, in the order in which they must stand; `None` when there is no picture.
fn kept<'a>(chunks: &[Chunk<'a>]) -> Option<Vec<(&'a [u8], Vec<u8>)>> {
    let first = chunks.first()?;
    if first.name != EXTENDED {
        return is_picture(first.name).then(|| vec![(first.name, first.body.to_vec())]);
    }
    let flags = *first.body.first()?;
    let pictures = if flags & HAS_ANIMATION != 0 {
        animation(chunks)?
    } else {
        still(chunks)?
    };
    let one = |name: &[u8]| chunks.iter().find(|chunk| chunk.name == name);
    let profile = one(ICC).and_then(|chunk| icc::replacement(chunk.body));
    let side = one(EXIF)
        .and_then(|chunk| exif::orientation(exif_block(chunk.body)))
        .filter(|side| *side != 1);
    let mut head = bytes::piece(first.body, 0, EXTENDED_LEN)?.to_vec();
    head.splice(
        ..4,
        [new_flags(flags, profile.is_some(), side.is_some()), 0, 0, 0],
    );
    let mut kept = vec![(EXTENDED, head)];
    kept.extend(profile.map(|profile| (ICC, profile)));
    kept.extend(pictures);
    kept.extend(side.map(|side| (EXIF, exif::only_orientation(side))));
    Some(kept)
}

fn new_flags(old: u8, icc: bool, exif: bool) -> u8 {
    let one = |has: bool, bit: u8| if has { bit } else { 0 };
    old & (HAS_ANIMATION | HAS_ALPHA) | one(icc, HAS_ICC) | one(exif, HAS_EXIF)
}

fn is_picture(name: &[u8]) -> bool {
    matches!(name, b"VP8 " | b"VP8L")
}

/// The first picture and, where it needs one, its transparency; a viewer looks at no other.
fn still<'a>(chunks: &[Chunk<'a>]) -> Option<Vec<(&'a [u8], Vec<u8>)>> {
    let picture = chunks.iter().find(|chunk| is_picture(chunk.name))?;
    let before = chunks.iter().take_while(|chunk| !is_picture(chunk.name));
    let alpha = before
        .filter(|chunk| chunk.name == ALPHA && picture.name == b"VP8 ")
        .last();
    let both = alpha.into_iter().chain([picture]);
    Some(
        both.map(|chunk| (chunk.name, chunk.body.to_vec()))
            .collect(),
    )
}

fn animation<'a>(chunks: &[Chunk<'a>]) -> Option<Vec<(&'a [u8], Vec<u8>)>> {
    let control = chunks.iter().find(|chunk| chunk.name == ANIMATION)?;
    let mut kept = vec![(
        control.name,
        bytes::piece(control.body, 0, ANIMATION_LEN)?.to_vec(),
    )];
    for frame in chunks.iter().filter(|chunk| chunk.name == FRAME) {
        kept.push((frame.name, frame_of(frame.body)?));
    }
    (kept.len() > 1).then_some(kept)
}

/// A frame with its place and time and its picture alone.
fn frame_of(body: &[u8]) -> Option<Vec<u8>> {
    let mut copy = body.get(..FRAME_HEAD_LEN)?.to_vec();
    let (inner, whole) = chunks(body.get(FRAME_HEAD_LEN..)?);
    for (name, value) in still(&inner).filter(|_| whole)? {
        push(&mut copy, name, &value).ok()?;
    }
    Some(copy)
}

fn look_at(chunk: &Chunk<'_>, kept: &[(&[u8], Vec<u8>)], found: &mut Found) {
    let stays = |value: &&(&[u8], Vec<u8>)| value.0 == chunk.name && value.1 == chunk.body;
    if kept.iter().any(|value| stays(&value)) {
        return;
    }
    match chunk.name {
        EXIF => {
            found.add(Trace::Other, "EXIF");
            exif::look(exif_block(chunk.body), found);
        }
        XMP => xmp::look(chunk.body, found),
        ICC => {
            icc::look(chunk.body, found);
            found.add(Trace::Other, "ICC");
        }
        // Its flags follow from what else is there; a copy sets them anew.
        EXTENDED => {}
        name if is_picture(name) || [ALPHA, FRAME].contains(&name) => {
            found.add(Trace::Hidden, "");
        }
        b"C2PA" => found.add(Trace::Other, "C2PA"),
        name => found.add_bytes(Trace::Other, name),
    }
}

/// Some programs put before the block what JPEG has before it.
fn exif_block(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"Exif\0\0").unwrap_or(body)
}

/// What the length at the start says is inside, and what follows it; `None` where bytes are missing.
fn inside(all: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = bytes::len(bytes::le32(all, 4)?)?;
    let (inside, after) = all.split_at_checked(len.checked_add(8)?)?;
    Some((inside.get(12..)?, after))
}

/// The chunks, and whether they could be read to the end.
fn chunks(mut rest: &[u8]) -> (Vec<Chunk<'_>>, bool) {
    let mut chunks = Vec::new();
    // Every turn goes on by at least eight bytes.
    while let Some((chunk, after)) = chunk(rest) {
        chunks.push(chunk);
        rest = after;
    }
    (chunks, rest.is_empty())
}

fn chunk(rest: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let len = bytes::len(bytes::le32(rest, 4)?)?;
    let chunk = Chunk {
        name: rest.get(..4)?,
        body: bytes::piece(rest, 8, len)?,
    };
    // A byte fills up odd lengths; it may be missing at the end.
    let end = len.next_multiple_of(2).checked_add(8)?.min(rest.len());
    Some((chunk, rest.get(end..)?))
}

fn push(copy: &mut Vec<u8>, name: &[u8], body: &[u8]) -> Result<(), NotCleaned> {
    let len = u32::try_from(body.len()).map_err(|_| NotCleaned::Damaged)?;
    copy.extend(name);
    copy.extend(len.to_le_bytes());
    copy.extend(body);
    copy.resize(copy.len().next_multiple_of(2), 0);
    Ok(())
}
