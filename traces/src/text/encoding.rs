//! How a text is written down in bytes.

use std::borrow::Cow;

/// A text, as far as its bytes can be read.
pub(crate) enum Encoding<'a> {
    /// UTF-8, or UTF-16 turned into it.
    Known(Cow<'a, str>),
    /// One of many older ones, in which the lower half of all bytes is as in ASCII. Which one, the file does not say,
    /// so its other bytes must stay as they are.
    Older,
}

/// `None` for what is no text.
pub(crate) fn encoding(all: &[u8]) -> Option<Encoding<'_>> {
    // With this mark it is that, or nothing.
    if all.starts_with(&[0xff, 0xfe]) || all.starts_with(&[0xfe, 0xff]) {
        return utf16(all).map(|text| Encoding::Known(text.into()));
    }
    let steers = |byte: &u8| matches!(byte, 0..=8 | 11 | 14..=31 | 127);
    if all.is_empty() || all.iter().any(steers) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(all) {
        return Some(Encoding::Known(text.into()));
    }
    // In a text most are letters, spaces and signs that all of them share; in other files without zeroes they are not.
    let shared = all.iter().filter(|byte| byte.is_ascii()).count();
    (shared > all.len() / 2).then_some(Encoding::Older)
}

/// UTF-16 with a mark in front that says so, as Windows writes it.
fn utf16(all: &[u8]) -> Option<String> {
    let (mark, rest) = all.split_first_chunk()?;
    let number = match mark {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, odd) = rest.as_chunks();
    let units: Vec<u16> = pairs.iter().map(|pair| number(*pair)).collect();
    let text = String::from_utf16(&units).ok()?;
    let steers =
        |one: char| matches!(one, '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}');
    (odd.is_empty() && !text.is_empty() && !text.contains(steers)).then_some(text)
}
