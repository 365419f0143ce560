//! PNG pictures.
//!
//! A copy has the chunks that make up the picture and its animation, and those that say how its colours are meant.

use crate::{Finding, NotCleaned, Trace, bytes, exif, found::Found, icc, unpack, xmp};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that are copied as they are.
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"sBIT", b"gAMA", b"sRGB", b"cICP",
    b"acTL", b"fcTL", b"fdAT",
];

/// White, red, green and blue of sRGB.
const SRGB: [Option<u32>; 8] = [
    Some(31270),
    Some(32900),
    Some(64000),
    Some(33000),
    Some(30000),
    Some(60000),
    Some(15000),
    Some(6000),
];
/// A colour profile is not longer than this, unpacked.
const PROFILE_LEN: usize = 8 * 1024 * 1024;
/// As much of a text is unpacked as is looked at.
const TEXT_LEN: usize = 1024 * 1024;

struct Chunk<'a> {
    name: &'a [u8],
    body: &'a [u8],
    /// With length, name and checksum.
    whole: &'a [u8],
}

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    let (chunks, after) = chunks(all);
    for chunk in &chunks {
        look_at(chunk, &mut found);
    }
    if chunks.last().is_some_and(|last| last.name == b"IEND") && !after.is_empty() {
        found.add(Trace::Embedded, "");
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let (chunks, _) = chunks(all);
    let is = |chunk: Option<&Chunk<'_>>, name: &[u8]| chunk.is_some_and(|chunk| chunk.name == name);
    let has_picture = chunks.iter().any(|chunk| chunk.name == b"IDAT");
    if !is(chunks.first(), b"IHDR")
        || !is(chunks.last(), b"IEND")
        || !has_picture
        || unknown(&chunks)
    {
        return Err(NotCleaned::Damaged);
    }
    let mut copy = SIGNATURE.to_vec();
    for chunk in &chunks {
        if is_kept(chunk) {
            copy.extend(chunk.whole);
        } else if let Some((name, body)) = replacement(chunk) {
            push(&mut copy, name, &body)?;
        }
    }
    Ok(copy)
}

/// A chunk that a picture cannot be shown without, but that is not known here.
fn unknown(chunks: &[Chunk<'_>]) -> bool {
    chunks
        .iter()
        .any(|chunk| chunk.name.first().is_some_and(u8::is_ascii_uppercase) && !is_kept(chunk))
}

fn is_kept(chunk: &Chunk<'_>) -> bool {
    // Other numbers than those of sRGB can be the measures of one screen.
    let is_srgb = chunk.name == b"cHRM"
        && SRGB
            .iter()
            .copied()
            .eq(chunk.body.chunks(4).map(|n| bytes::be32(n, 0)));
    is_srgb || KEPT.iter().any(|name| *name == chunk.name)
}

/// What a copy has instead of a chunk that is not kept: the shape of a dot where it is not square, which side is
/// up, which colours are meant.
fn replacement(chunk: &Chunk<'_>) -> Option<(&'static [u8; 4], Vec<u8>)> {
    match chunk.name {
        b"pHYs" => {
            let (across, down) = (bytes::be32(chunk.body, 0)?, bytes::be32(chunk.body, 4)?);
            let body = [across.to_be_bytes(), down.to_be_bytes()].concat();
            (across != down).then(|| (b"pHYs", [&body[..], &[0]].concat()))
        }
        b"eXIf" => {
            let side = exif::orientation(chunk.body).filter(|side| *side != 1)?;
            Some((b"eXIf", exif::only_orientation(side)))
        }
        b"iCCP" => {
            let profile = icc::replacement(&profile(chunk.body)?)?;
            Some((b"iCCP", [b"P\0\0", &unpack::packed(&profile)[..]].concat()))
        }
        _ => None,
    }
}

fn profile(body: &[u8]) -> Option<Vec<u8>> {
    let name = memchr::memchr(0, body)?;
    Some(unpack::zlib(body.get(name + 2..)?, PROFILE_LEN))
}

fn look_at(chunk: &Chunk<'_>, found: &mut Found) {
    match chunk.name {
        _ if is_kept(chunk) => {}
        b"eXIf" => exif::look(chunk.body, found),
        b"iCCP" => {
            if replacement(chunk).is_none_or(|(_, body)| body != chunk.body) {
                icc::look(&profile(chunk.body).unwrap_or_default(), found);
                found.add(Trace::Other, "ICC");
            }
        }
        b"pHYs" => {
            if replacement(chunk).is_none_or(|(_, body)| body != chunk.body) {
                found.add(Trace::Other, "DPI");
            }
        }
        b"tIME" => found.add(Trace::Date, &time(chunk.body).unwrap_or_default()),
        b"tEXt" | b"zTXt" | b"iTXt" => text(chunk, found),
        b"caBX" => found.add(Trace::Other, "C2PA"),
        name => found.add_bytes(Trace::Other, name),
    }
}

fn time(body: &[u8]) -> Option<String> {
    let year = bytes::be16(body, 0)?;
    let [month, day, hour, minute, second] = bytes::piece(body, 2, 5)? else {
        return None;
    };
    Some(format!(
        "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
    ))
}

/// A keyword and a text, packed or not.
fn text(chunk: &Chunk<'_>, found: &mut Found) {
    let mut parts = chunk.body.splitn(2, |byte| *byte == 0);
    let keyword = String::from_utf8_lossy(parts.next().unwrap_or_default()).to_lowercase();
    let rest = parts.next().unwrap_or_default();
    let value = match chunk.name {
        b"zTXt" => unpack::zlib(rest.get(1..).unwrap_or_default(), TEXT_LEN),
        b"iTXt" => international(rest).unwrap_or_default(),
        _ => rest
            .get(..rest.len().min(TEXT_LEN))
            .unwrap_or_default()
            .to_vec(),
    };
    if keyword.contains("xmp") || bytes::find(&value, b"<x:xmpmeta").is_some() {
        return xmp::look(&value, found);
    }
    let shown = String::from_utf8_lossy(&value);
    match keyword.as_str() {
        "author" | "artist" | "copyright" => found.add(Trace::Author, &shown),
        "software" | "creator tool" => found.add(Trace::Software, &shown),
        "source" => found.add(Trace::Device, &shown),
        "title" | "description" | "comment" | "disclaimer" | "warning" => {
            found.add(Trace::Description, &shown)
        }
        keyword if keyword.contains("time") || keyword.contains("date") => {
            found.add(Trace::Date, &shown)
        }
        keyword if keyword.contains("thumb") => found.add(Trace::Description, &shown),
        keyword => found.add(Trace::Other, keyword),
    }
}

/// The text after the flags, the language and the translated keyword.
fn international(rest: &[u8]) -> Option<Vec<u8>> {
    let packed = rest.first()? != &0;
    let text = rest.get(2..)?.splitn(3, |byte| *byte == 0).nth(2)?;
    Some(if packed {
        unpack::zlib(text, TEXT_LEN)
    } else {
        text.get(..text.len().min(TEXT_LEN))?.to_vec()
    })
}

/// The chunks up to the end of the picture, or up to where they cannot be read, and what follows.
fn chunks(all: &[u8]) -> (Vec<Chunk<'_>>, &[u8]) {
    let mut chunks = Vec::new();
    let mut at = SIGNATURE.len();
    while let Some(chunk) = chunk(all, at) {
        at += chunk.whole.len();
        let is_end = chunk.name == b"IEND";
        chunks.push(chunk);
        if is_end {
            break;
        }
    }
    (chunks, all.get(at..).unwrap_or_default())
}

fn chunk(all: &[u8], at: usize) -> Option<Chunk<'_>> {
    let len = bytes::len(bytes::be32(all, at)?)?;
    let whole = bytes::piece(all, at, len.checked_add(12)?)?;
    Some(Chunk {
        name: whole.get(4..8)?,
        body: bytes::piece(whole, 8, len)?,
        whole,
    })
}

fn push(copy: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) -> Result<(), NotCleaned> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(body);
    let len = u32::try_from(body.len()).map_err(|_| NotCleaned::Damaged)?;
    copy.extend(len.to_be_bytes());
    copy.extend(name);
    copy.extend(body);
    copy.extend(sum.sum().to_be_bytes());
    Ok(())
}
