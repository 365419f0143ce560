//! JPEG pictures.
//!
//! A copy has the parts that make up the picture, byte for byte, and of the rest only which side is up, the shape of
//! a dot and which colours are meant. The tables of the packing stay: they can point to a program or make of camera.

use crate::{Finding, NotCleaned, Trace, bytes, exif, found::Found, icc, iptc, xmp};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const XMP: &[u8] = b"http://ns.adobe.com/x";

/// A piece of the file between its start and its end.
struct Segment<'a> {
    marker: u8,
    /// Without marker and length.
    body: &'a [u8],
    /// What follows a [`SCAN`]: the packed picture.
    packed: &'a [u8],
}

/// The file in pieces; `whole` says whether it could be read to its end.
struct Parts<'a> {
    segments: Vec<Segment<'a>>,
    after: &'a [u8],
    whole: bool,
}

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    let parts = parts(all);
    for segment in &parts.segments {
        look_at(segment, &mut found);
    }
    let profile = profile(&parts.segments);
    if !profile.is_empty() {
        icc::look(&profile, &mut found);
    }
    if parts.after.starts_with(b"\xff\xd8") {
        found.add(Trace::Thumbnail, "");
    } else if parts.after.iter().any(|byte| *byte != 0) {
        found.add(Trace::Embedded, "");
    } else if !parts.after.is_empty() {
        found.add(Trace::Other, "");
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let parts = parts(all);
    let has_picture = parts.segments.iter().any(|segment| segment.marker == SCAN);
    if !parts.whole || !has_picture {
        return Err(NotCleaned::Damaged);
    }
    copied(&parts.segments, head(&parts.segments))
}

fn copied(
    segments: &[Segment<'_>],
    head: impl IntoIterator<Item = (u8, Vec<u8>)>,
) -> Result<Vec<u8>, NotCleaned> {
    let mut copy = vec![0xff, START];
    for (marker, body) in head {
        push(&mut copy, marker, &body)?;
    }
    for segment in segments.iter().filter(|segment| is_picture(segment.marker)) {
        push(&mut copy, segment.marker, segment.body)?;
        copy.extend(segment.packed);
    }
    copy.extend([0xff, END]);
    Ok(copy)
}

/// A JPEG inside another format, which itself says the rest: frames, tables and scans alone, or tables alone.
pub(crate) fn bare(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let parts = parts(all);
    if !parts.whole || !all.starts_with(&[0xff, START]) {
        return Err(NotCleaned::Damaged);
    }
    let adobe = transform(&parts.segments);
    copied(
        &parts.segments,
        adobe.map(|transform| (APP14, adobe_body(transform))),
    )
}

/// Frames, tables, scans: all that a picture is unpacked from.
fn is_picture(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc7 | 0xc9..=0xcf | SCAN | 0xdb..=0xdf)
}

/// What stands before the picture in a copy.
fn head(segments: &[Segment<'_>]) -> Vec<(u8, Vec<u8>)> {
    let mut head = Vec::new();
    let adobe = transform(segments);
    let colours = segments
        .iter()
        .find(|segment| is_frame(segment.marker))
        .and_then(|frame| frame.body.get(5));
    // Three colours with transform 1 are what a JFIF header says as well.
    let as_jfif = adobe == Some(1) && colours == Some(&3);
    if let Some(jfif) = jfif(segments).or_else(|| as_jfif.then(|| dots(1, 1))) {
        head.push((APP0, jfif));
    }
    let side = segments
        .iter()
        .filter(|segment| segment.marker == APP1)
        .find_map(|segment| exif::orientation(segment.body.strip_prefix(EXIF)?));
    if let Some(side) = side.filter(|side| *side != 1) {
        head.push((APP1, [EXIF, &exif::only_orientation(side)].concat()));
    }
    if let Some(profile) = icc::replacement(&profile(segments)) {
        head.push((APP2, [ICC, &[1, 1], &profile].concat()));
    }
    if let Some(transform) = adobe.filter(|_| !as_jfif) {
        head.push((APP14, adobe_body(transform)));
    }
    head
}

/// A JFIF header without a small picture: only the shape of a dot, where it is not square.
fn jfif(segments: &[Segment<'_>]) -> Option<Vec<u8>> {
    let body = segments
        .iter()
        .find(|segment| segment.marker == APP0 && segment.body.starts_with(b"JFIF\0"))?
        .body;
    let (across, down) = (
        bytes::be16(body, 8).unwrap_or(1),
        bytes::be16(body, 10).unwrap_or(1),
    );
    // Less than a twentieth is rounding, of which every program has its own.
    let square = u32::from(across.abs_diff(down)) * 20 < u32::from(across.max(down));
    Some(if square || across == 0 || down == 0 {
        dots(1, 1)
    } else {
        dots(across, down)
    })
}

fn dots(across: u16, down: u16) -> Vec<u8> {
    let mut body = b"JFIF\0\x01\x01\0".to_vec();
    body.extend(across.to_be_bytes());
    body.extend(down.to_be_bytes());
    body.extend([0, 0]);
    body
}

/// How colours are stored, where Adobe's marker says it.
fn transform(segments: &[Segment<'_>]) -> Option<u8> {
    let is_adobe =
        |segment: &&Segment<'_>| segment.marker == APP14 && segment.body.starts_with(b"Adobe");
    segments.iter().find(is_adobe)?.body.get(11).copied()
}

fn adobe_body(transform: u8) -> Vec<u8> {
    [&b"Adobe\0\x64\0\0\0\0"[..], &[transform]].concat()
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// The colour profile, which may be cut into several segments.
fn profile(segments: &[Segment<'_>]) -> Vec<u8> {
    let pieces = segments.iter().filter(|segment| segment.marker == APP2);
    let mut pieces: Vec<&[u8]> = pieces
        .filter_map(|segment| segment.body.strip_prefix(ICC))
        .collect();
    pieces.sort_by_key(|piece| piece.first());
    pieces
        .into_iter()
        .filter_map(|piece| piece.get(2..))
        .flatten()
        .copied()
        .collect()
}

fn look_at(segment: &Segment<'_>, found: &mut Found) {
    let body = segment.body;
    match segment.marker {
        APP0 if body.starts_with(b"JFIF\0") => {
            if body.len() > 14 {
                found.add(Trace::Thumbnail, "");
            }
        }
        APP0 if body.starts_with(b"JFXX\0") => found.add(Trace::Thumbnail, ""),
        APP1 if body.starts_with(EXIF) => {
            exif::look(body.get(EXIF.len()..).unwrap_or_default(), found)
        }
        APP1 if body.starts_with(XMP) => xmp::look(body, found),
        APP2 if body.starts_with(ICC) => {}
        APP2 if body.starts_with(b"MPF\0") => found.add(Trace::Thumbnail, ""),
        0xed => iptc::look(body, found),
        APP14 if body.starts_with(b"Adobe") => {
            if body
                .get(11)
                .is_none_or(|transform| body != adobe_body(*transform))
            {
                found.add(Trace::Software, "Adobe");
            }
        }
        COMMENT => found.add_bytes(Trace::Description, body),
        marker if is_picture(marker) => {}
        _ => found.add_bytes(
            Trace::Other,
            body.split(|byte| *byte == 0).next().unwrap_or_default(),
        ),
    }
}

fn push(copy: &mut Vec<u8>, marker: u8, body: &[u8]) -> Result<(), NotCleaned> {
    let len = u16::try_from(body.len() + 2).map_err(|_| NotCleaned::Damaged)?;
    copy.extend([0xff, marker]);
    copy.extend(len.to_be_bytes());
    copy.extend(body);
    Ok(())
}

fn parts(all: &[u8]) -> Parts<'_> {
    let mut parts = Parts {
        segments: Vec::new(),
        after: &[],
        whole: false,
    };
    let mut at = 2;
    // Every turn goes on by at least one byte.
    while let Some((marker, body_at)) = next_marker(all, at) {
        match marker {
            END => {
                parts.after = all.get(body_at..).unwrap_or_default();
                parts.whole = true;
                return parts;
            }
            0x01 | 0xd0..=0xd7 => at = body_at,
            0 | START | 0xff => return parts,
            _ => {
                let Some(segment) = segment(all, marker, body_at) else {
                    return parts;
                };
                at = body_at + 2 + segment.body.len() + segment.packed.len();
                parts.segments.push(segment);
            }
        }
    }
    parts
}

/// The marker at `at`, which may be preceded by filling, and where its body is.
fn next_marker(all: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = all.get(at..)?;
    let filling = rest.iter().take_while(|byte| **byte == 0xff).count();
    (filling > 0).then_some(())?;
    Some((*rest.get(filling)?, at + filling + 1))
}

fn segment(all: &[u8], marker: u8, at: usize) -> Option<Segment<'_>> {
    let len = usize::from(bytes::be16(all, at)?).checked_sub(2)?;
    let body = bytes::piece(all, at + 2, len)?;
    let packed = if marker == SCAN {
        packed(all, at + 2 + len)
    } else {
        &[]
    };
    Some(Segment {
        marker,
        body,
        packed,
    })
}

/// The packed picture goes on to the first marker that is not one of its own.
fn packed(all: &[u8], at: usize) -> &[u8] {
    let rest = all.get(at..).unwrap_or_default();
    let own = |next: Option<&u8>| matches!(next, Some(0 | 0xd0..=0xd7));
    let end = memchr::memchr_iter(0xff, rest).find(|ff| !own(rest.get(ff + 1)));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}
