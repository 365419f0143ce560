//! Colour profiles.
//!
//! A profile can name the maker, the model and even the one screen it was measured on, in words and in numbers. So
//! none is passed on: for the wide colour spaces that telephones and cameras use, a copy gets a profile that is the
//! same in everybody's files; any other is dropped, and colours are then read as sRGB, as they are without one.

use crate::{Trace, bytes, found::Found};

/// Numbers of a profile are in parts of 65536.
type Column = [i32; 3];

/// How far a colour may be from that of a known space, in parts of 65536.
const NEAR: i32 = 262;

/// The curve of sRGB, as five parameters.
const SRGB_CURVE: &[u8] =
    b"para\0\0\0\0\0\x03\0\0\0\x02\x66\x66\0\0\xf2\xa7\0\0\x0d\x59\0\0\x13\xd0\0\0\x0a\x5b";
/// A power of 2 and 51/256, as Adobe RGB has it.
const ADOBE_CURVE: &[u8] = b"para\0\0\0\0\0\0\0\0\0\x02\x33\0";

const DISPLAY_P3: [Column; 3] = [
    [33759, 15807, -69],
    [19135, 45368, 2745],
    [10296, 4363, 51385],
];
const ADOBE_RGB: [Column; 3] = [
    [39960, 20389, 1276],
    [13453, 41004, 3989],
    [9777, 4143, 48797],
];

/// What a profile gives away: nothing if it is one of those that a copy gets.
pub(crate) fn look(profile: &[u8], found: &mut Found) {
    if replacement(profile).as_deref() != Some(profile) {
        let name = tag(profile, b"desc").map(name_in).unwrap_or_default();
        found.add(Trace::Other, format!("ICC {name}").trim());
    }
}

/// The profile that a copy gets instead of this one.
pub(crate) fn replacement(profile: &[u8]) -> Option<Vec<u8>> {
    let mut columns = [[0; 3]; 3];
    for (column, name) in columns.iter_mut().zip([b"rXYZ", b"gXYZ", b"bXYZ"]) {
        for (number, at) in column.iter_mut().zip([8, 12, 16]) {
            *number = bytes::be32(tag(profile, name)?, at)?.cast_signed();
        }
    }
    let near = |known: &[Column; 3]| {
        let mut pairs = columns.iter().flatten().zip(known.iter().flatten());
        pairs.all(|(one, other)| one.abs_diff(*other) <= NEAR.unsigned_abs())
    };
    let spaces = [
        (DISPLAY_P3, SRGB_CURVE, "P3"),
        (ADOBE_RGB, ADOBE_CURVE, "RGB"),
    ];
    let (known, curve, name) = spaces.into_iter().find(|(known, ..)| near(known))?;
    Some(build(&known, curve, name))
}

/// A profile of version 4 with the tags that must be there.
fn build(columns: &[Column; 3], curve: &[u8], name: &str) -> Vec<u8> {
    const WHITE: Column = [0xf6d6, 0x10000, 0xd32d];
    // From the white of daylight to that of profiles.
    const ADAPT: [i32; 9] = [68674, 1502, -3290, 1939, 64912, -1119, -606, 988, 49262];
    let numbers = |kind: &[u8], values: &[i32]| {
        let bytes = values.iter().flat_map(|value| value.to_be_bytes());
        kind.iter()
            .copied()
            .chain([0; 4])
            .chain(bytes)
            .collect::<Vec<u8>>()
    };
    let [red, green, blue] = columns;
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words(name)),
        (b"cprt", words("-")),
        (b"wtpt", numbers(b"XYZ ", &WHITE)),
        (b"chad", numbers(b"sf32", &ADAPT)),
        (b"rXYZ", numbers(b"XYZ ", red)),
        (b"gXYZ", numbers(b"XYZ ", green)),
        (b"bXYZ", numbers(b"XYZ ", blue)),
        (b"rTRC", curve.to_vec()),
        (b"gTRC", curve.to_vec()),
        (b"bTRC", curve.to_vec()),
    ];
    let mut table = number(tags.len());
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, mut value) in tags {
        table.extend(name);
        table.extend(number(start + data.len()));
        table.extend(number(value.len()));
        value.resize(value.len().next_multiple_of(4), 0);
        data.extend(value);
    }
    let mut head = number(start + data.len());
    head.extend(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // Midnight of 1 January 2000: a profile must have a date.
    head.extend([0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    head.extend(b"acsp");
    head.resize(68, 0);
    head.extend(WHITE.iter().flat_map(|value| value.to_be_bytes()));
    head.resize(128, 0);
    [head, table, data].concat()
}

/// A text in English: one record, and the text in UTF-16.
fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut value = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    value.extend(number(units.len()));
    value.extend(number(28));
    value.extend(units);
    value
}

fn number(value: usize) -> Vec<u8> {
    u32::try_from(value)
        .unwrap_or(u32::MAX)
        .to_be_bytes()
        .to_vec()
}

/// The data of a tag of a profile.
fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    const MOST: u32 = 100;
    let count = bytes::be32(profile, 128)?.min(MOST);
    let entry = |i: u32| bytes::piece(profile, 132 + bytes::len(i)? * 12, 12);
    let entry = (0..count)
        .map_while(entry)
        .find(|entry| entry.starts_with(name))?;
    bytes::piece(
        profile,
        bytes::len(bytes::be32(entry, 4)?)?,
        bytes::len(bytes::be32(entry, 8)?)?,
    )
}

/// The name in a description, of version 2 (ASCII) or 4 (UTF-16).
fn name_in(value: &[u8]) -> String {
    let few = value.get(..value.len().min(200)).unwrap_or_default();
    let text = if few.starts_with(b"mluc") {
        few.get(28..)
    } else {
        few.get(12..)
    };
    text.unwrap_or_default()
        .iter()
        .take_while(|b| **b != 0 || few.starts_with(b"mluc"))
        .filter(|b| b.is_ascii_graphic() || **b == b' ')
        .map(|b| char::from(*b))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replacement_is_its_own_replacement() {
        for (columns, curve) in [(DISPLAY_P3, SRGB_CURVE), (ADOBE_RGB, ADOBE_CURVE)] {
            let profile = build(&columns, curve, "x");
            let first = replacement(&profile).expect("a known space");
            assert_eq!(replacement(&first), Some(first.clone()));
            let mut found = Found::default();
            look(&first, &mut found);
            assert!(found.into_vec().is_empty());
        }
    }

    #[test]
    fn the_profile_of_a_screen_is_dropped() {
        let mut columns = DISPLAY_P3;
        columns[0][0] += 400;
        assert_eq!(replacement(&build(&columns, SRGB_CURVE, "my screen")), None);
        assert_eq!(replacement(b""), None);
    }
}
