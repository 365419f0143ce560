//! What boxes that go give away.

use crate::{Trace, bytes, found::Found, xmp};

use super::boxes::{Part, parts};

/// As deep as boxes are followed that only tell.
const DEEPEST: usize = 4;

/// Parts of names, in small letters, and what they give away; the first that fits counts.
const NAMES: &[(&str, Trace)] = &[
    ("xyz", Trace::Position),
    ("loc", Trace::Position),
    ("gps", Trace::Position),
    ("mak", Trace::Device),
    ("mod", Trace::Device),
    ("serial", Trace::Serial),
    ("ident", Trace::Serial),
    ("soft", Trace::Software),
    ("too", Trace::Software),
    ("swr", Trace::Software),
    ("enc", Trace::Software),
    ("day", Trace::Date),
    ("date", Trace::Date),
    ("covr", Trace::Thumbnail),
    ("art", Trace::Author),
    ("aut", Trace::Author),
    ("auth", Trace::Author),
    ("wrt", Trace::Author),
    ("cpy", Trace::Author),
    ("cprt", Trace::Author),
    ("own", Trace::Author),
    ("nam", Trace::Description),
    ("titl", Trace::Description),
    ("cmt", Trace::Description),
    ("comm", Trace::Description),
    ("des", Trace::Description),
    ("dscp", Trace::Description),
    ("alb", Trace::Description),
    ("gen", Trace::Description),
    ("key", Trace::Description),
    ("chpl", Trace::Description),
];

/// What a box gives away.
pub(super) fn part(all: &[u8], part: &Part, found: &mut Found, depth: usize) {
    let body = all.get(part.body..part.end).unwrap_or_default();
    match &part.kind {
        b"free" | b"skip" | b"wide" => {
            if body.iter().any(|byte| *byte != 0) {
                found.add(Trace::Other, "free");
            }
        }
        b"pnot" | b"PICT" | b"thum" => found.add(Trace::Thumbnail, ""),
        b"uuid" | b"XMP_" => match xmp::packet(body) {
            Some(packet) => xmp::look(packet, found),
            None => found.add(Trace::Other, "uuid"),
        },
        b"trak" | b"iods" | b"tref" => {}
        b"udta" if depth < DEEPEST => each(all, part.body, part.end, found, depth),
        b"meta" if depth < DEEPEST => meta(all, part, found, depth),
        b"hdlr" | b"keys" => {}
        b"loci" => found.add(Trace::Position, &place(body).unwrap_or_default()),
        _ if body.is_empty() => {}
        kind => item(&letters(kind), body, found),
    }
}

fn each(all: &[u8], from: usize, to: usize, found: &mut Found, depth: usize) {
    for inner in parts(all, from, to)
        .map(|inside| inside.parts)
        .unwrap_or_default()
    {
        part(all, &inner, found, depth + 1);
    }
}

/// A list of names, and a list of values for them; QuickTime's has no version in front.
fn meta(all: &[u8], part: &Part, found: &mut Found, depth: usize) {
    let plain = bytes::piece(all, part.body + 4, 4) == Some(b"hdlr");
    let from = part.body + if plain { 0 } else { 4 };
    let inside = parts(all, from, part.end)
        .map(|inside| inside.parts)
        .unwrap_or_default();
    let keys = inside.iter().find(|part| &part.kind == b"keys");
    let names = keys.map(|part| names(all, part)).unwrap_or_default();
    for inner in &inside {
        if &inner.kind == b"ilst" {
            items(all, inner, &names, found);
        } else {
            self::part(all, inner, found, depth + 1);
        }
    }
}

fn names(all: &[u8], keys: &Part) -> Vec<String> {
    let inside = parts(all, keys.body + 8, keys.end).map(|inside| inside.parts);
    let each = inside.unwrap_or_default();
    let name = |part: &Part| {
        String::from_utf8_lossy(all.get(part.body..part.end).unwrap_or_default()).into_owned()
    };
    each.iter().take(1000).map(name).collect()
}

fn items(all: &[u8], list: &Part, names: &[String], found: &mut Found) {
    let inside = parts(all, list.body, list.end).map(|inside| inside.parts);
    for part in inside.unwrap_or_default() {
        let number = usize::try_from(u32::from_be_bytes(part.kind)).unwrap_or(0);
        let body = all.get(part.body..part.end).unwrap_or_default();
        // Inside is a box `data` with its kind and language in front.
        let value = body.get(16..).unwrap_or(body);
        match number.checked_sub(1).and_then(|number| names.get(number)) {
            Some(name) => item(name, value, found),
            None => item(&letters(&part.kind), value, found),
        }
    }
}

/// One value; texts of QuickTime have their length and language in front.
fn item(name: &str, body: &[u8], found: &mut Found) {
    let own = name
        .starts_with('\u{a9}')
        .then(|| bytes::be16(body, 0))
        .flatten();
    let text = own
        .filter(|len| usize::from(*len) + 4 <= body.len())
        .and_then(|len| bytes::piece(body, 4, usize::from(len)))
        .unwrap_or(body);
    let small = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let known = NAMES.iter().find(|(part, _)| small.contains(part));
    match known {
        Some((_, Trace::Thumbnail)) => found.add(Trace::Thumbnail, ""),
        Some((_, trace)) => found.add_bytes(*trace, text),
        None => found.add(Trace::Other, name),
    }
}

/// A place as telephones write it: after the name of the place, degrees in 65536ths, east before north.
fn place(body: &[u8]) -> Option<String> {
    let name = memchr::memchr(0, body.get(6..)?)?;
    let degrees = |at: usize| {
        let number = i32::from_be_bytes(bytes::piece(body, at, 4)?.try_into().ok()?);
        Some(f64::from(number) / 65536.0)
    };
    let (east, north) = (degrees(name + 8)?, degrees(name + 12)?);
    Some(format!("{north:.4} N {east:.4} E"))
}

/// A kind as it is read; its first letter is often the copyright sign of Latin-1.
pub(super) fn letters(kind: &[u8; 4]) -> String {
    kind.iter().map(|byte| char::from(*byte)).collect()
}

/// A day, from seconds since 1904.
pub(super) fn date(seconds: u32) -> String {
    // Days since 1 March of the year 0, so that the day that is only sometimes there is the last of its year.
    let era_day = i64::from(seconds / 86_400) + 695_361;
    let era = era_day / 146_097;
    let day = era_day % 146_097;
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let rest = day - (365 * year + year / 4 - year / 100);
    let month = (5 * rest + 2) / 153;
    let number = rest - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{number:02}", year + era * 400 + later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1904() {
        assert_eq!(date(0), "1904-01-01");
        assert_eq!(date(2_082_844_800), "1970-01-01");
        assert_eq!(date(2_082_844_800 + 1_709_164_800), "2024-02-29");
    }
}
