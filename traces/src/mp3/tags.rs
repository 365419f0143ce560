//! What is written before and after the sound: ID3, APE and Lyrics3.

use crate::{Trace, bytes, found::Found, xmp};

/// As many frames as are read of one tag.
const MOST: usize = 1000;

/// How names of frames and fields start, and what they give away; the first that fits counts.
const NAMES: &[(&str, Trace)] = &[
    ("APIC", Trace::Thumbnail),
    ("PIC", Trace::Thumbnail),
    ("COVER", Trace::Thumbnail),
    ("GEOB", Trace::Embedded),
    ("GEO", Trace::Embedded),
    ("UFID", Trace::Serial),
    ("UFI", Trace::Serial),
    ("MCDI", Trace::Serial),
    ("TSRC", Trace::Serial),
    ("TP", Trace::Author),
    ("ARTIST", Trace::Author),
    ("TCOM", Trace::Author),
    ("TCOP", Trace::Author),
    ("TOWN", Trace::Author),
    ("OWNE", Trace::Author),
    ("TEXT", Trace::Author),
    ("TENC", Trace::Software),
    ("TEN", Trace::Software),
    ("TSS", Trace::Software),
    ("TDR", Trace::Date),
    ("TDEN", Trace::Date),
    ("TDTG", Trace::Date),
    ("TYE", Trace::Date),
    ("TDA", Trace::Date),
    ("TIM", Trace::Date),
    ("TORY", Trace::Date),
    ("YEAR", Trace::Date),
    ("TI", Trace::Description),
    ("TT", Trace::Description),
    ("TA", Trace::Description),
    ("CO", Trace::Description),
    ("TXX", Trace::Description),
    ("US", Trace::Description),
    ("UL", Trace::Description),
];

/// The length of an ID3v2 tag that starts here, 0 for none.
pub(super) fn id3v2_len(all: &[u8]) -> usize {
    let len = (all.starts_with(b"ID3")).then(|| safe(all, 6)).flatten();
    let footer = if all.get(5).is_some_and(|flags| flags & 16 != 0) {
        10
    } else {
        0
    };
    len.map_or(0, |len| (len + 10 + footer).min(all.len()))
}

/// A length of four times seven bits.
fn safe(all: &[u8], at: usize) -> Option<usize> {
    let digits = bytes::piece(all, at, 4)?;
    digits.iter().try_fold(0, |sum: usize, digit| {
        (*digit < 128).then(|| sum * 128 + usize::from(*digit))
    })
}

/// What a piece that is no sound gives away; any piece is at least [`Trace::Other`].
pub(super) fn look(piece: &[u8], found: &mut Found) {
    found.add(Trace::Other, "");
    let mut at = 0;
    while let Some(from) = piece.get(at..).and_then(|rest| bytes::find(rest, b"ID3")) {
        let tag = piece.get(at + from..).unwrap_or_default();
        let len = id3v2_len(tag);
        if id3v2(tag.get(..len).unwrap_or_default(), found).is_none() {
            found.add(Trace::Other, "ID3");
        }
        at += from + len.max(3);
    }
    let last = piece.len().checked_sub(128).and_then(|at| piece.get(at..));
    if let Some(tag) = last.filter(|tag| tag.starts_with(b"TAG")) {
        id3v1(tag, found);
    }
    if bytes::find(piece, b"LYRICSBEGIN").is_some() {
        found.add(Trace::Description, "Lyrics3");
    }
    if let Some(from) = bytes::find(piece, b"APETAGEX") {
        // Where there is only a footer, the fields stand before it.
        let has_header = piece.get(from + 23).is_some_and(|flags| flags & 0x20 != 0);
        let fields = if has_header {
            piece.get(from + 32..)
        } else {
            ape_before(piece, from)
        };
        ape(fields.unwrap_or_default(), found);
    }
}

fn ape_before(piece: &[u8], footer: usize) -> Option<&[u8]> {
    let len = bytes::len(bytes::le32(piece, footer + 12)?)?;
    let from = (footer + 32).checked_sub(len)?;
    piece.get(from..footer)
}

fn ape(fields: &[u8], found: &mut Found) {
    let mut at = 0;
    for _ in 0..MOST {
        let Some(len) = bytes::le32(fields, at).and_then(bytes::len) else {
            return;
        };
        let rest = fields.get(at + 8..).unwrap_or_default();
        let Some(end) = memchr::memchr(0, rest.get(..rest.len().min(256)).unwrap_or_default())
        else {
            return;
        };
        let name = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).to_uppercase();
        let Some(value) = bytes::piece(rest, end + 1, len) else {
            return;
        };
        add(&name, value, found);
        at += 8 + end + 1 + len;
    }
}

fn id3v1(tag: &[u8], found: &mut Found) {
    for (at, len, trace) in [
        (3, 30, Trace::Description),
        (33, 30, Trace::Author),
        (63, 30, Trace::Description),
        (93, 4, Trace::Date),
        (97, 30, Trace::Description),
    ] {
        let value = bytes::piece(tag, at, len).unwrap_or_default();
        found.add_bytes(
            trace,
            value.split(|byte| *byte == 0).next().unwrap_or_default(),
        );
    }
}

fn id3v2(tag: &[u8], found: &mut Found) -> Option<()> {
    let version = *tag.get(3)?;
    let (name_len, head) = if version == 2 { (3, 6) } else { (4, 10) };
    let mut at = 10;
    for _ in 0..MOST {
        let name = bytes::piece(tag, at, name_len)?;
        if name.first() == Some(&0) {
            return Some(());
        }
        let len = match version {
            2 => bytes::len(bytes::be32(tag, at + 2)? & 0xff_ffff)?,
            3 => bytes::len(bytes::be32(tag, at + 4)?)?,
            _ => safe(tag, at + 4)?,
        };
        let value = bytes::piece(tag, at + head, len)?;
        match xmp::packet(value) {
            Some(packet) => xmp::look(packet, found),
            None => add(&String::from_utf8_lossy(name), &text(value), found),
        }
        at += head + len;
        if at >= tag.len() {
            return Some(());
        }
    }
    Some(())
}

fn add(name: &str, value: &[u8], found: &mut Found) {
    let known = NAMES.iter().find(|(start, _)| name.starts_with(start));
    match known {
        Some((_, trace @ (Trace::Thumbnail | Trace::Embedded))) => found.add(*trace, ""),
        Some((_, trace)) => found.add_bytes(*trace, value),
        None => found.add(Trace::Other, name),
    }
}

/// A text as UTF-8, by the byte in front that says how it is encoded.
fn text(value: &[u8]) -> Vec<u8> {
    let few = value.get(..value.len().min(1024)).unwrap_or_default();
    let Some((encoding, rest)) = few.split_first() else {
        return Vec::new();
    };
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = rest
            .chunks_exact(2)
            .filter_map(|two| two.try_into().ok())
            .map(from);
        String::from_utf16_lossy(&units.collect::<Vec<_>>()).into_bytes()
    };
    match encoding {
        0 => rest
            .iter()
            .map(|byte| char::from(*byte))
            .collect::<String>()
            .into_bytes(),
        1 if rest.starts_with(&[0xfe, 0xff]) => wide(u16::from_be_bytes),
        1 => wide(u16::from_le_bytes),
        2 => wide(u16::from_be_bytes),
        3 => rest.to_vec(),
        _ => few.to_vec(),
    }
}
