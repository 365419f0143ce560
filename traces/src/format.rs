//! Which format a file has, by its content.

use crate::{bytes, text::encoding};

/// A format that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    Gif,
    Tiff,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Mp3,
    Mp4,
    Mov,
    Text,
    Heic,
    Unknown,
}

/// A PDF may start with other bytes; readers look for its mark in the first of them.
const PDF_WITHIN: usize = 1024;

/// What pictures and documents start with.
const STARTS: &[(&[u8], Format)] = &[
    (b"\xff\xd8\xff", Format::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"%PDF-", Format::Pdf),
    (b"ID3", Format::Mp3),
];

/// The format of a file, from its content alone.
#[must_use]
pub fn format_of(all: &[u8]) -> Format {
    if let Some((_, format)) = STARTS.iter().find(|(start, _)| all.starts_with(start)) {
        return *format;
    }
    if all.starts_with(b"RIFF") && bytes::piece(all, 8, 4) == Some(b"WEBP") {
        return Format::Webp;
    }
    if all.starts_with(b"PK\x03\x04") {
        return zipped(all);
    }
    let begin = all.get(..all.len().min(PDF_WITHIN)).unwrap_or_default();
    boxed(all)
        .or_else(|| bytes::find(begin, b"%PDF-").map(|_| Format::Pdf))
        .or_else(|| is_mp3(all).then_some(Format::Mp3))
        .unwrap_or_else(|| {
            if encoding(all).is_some() {
                Format::Text
            } else {
                Format::Unknown
            }
        })
}

/// MP4 and what is built like it: a length, `ftyp` and a brand. Old films of QuickTime start with another box.
fn boxed(all: &[u8]) -> Option<Format> {
    match bytes::piece(all, 4, 4)? {
        b"ftyp" => brand(all),
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" => Some(Format::Mov),
        _ => None,
    }
}

fn brand(all: &[u8]) -> Option<Format> {
    const PICTURES: [&[u8; 4]; 10] = [
        b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis",
    ];
    match bytes::piece(all, 8, 4)? {
        b"qt  " => Some(Format::Mov),
        // Films of Canon's raw pictures share the container, but nothing here knows their parts.
        b"crx " => Some(Format::Unknown),
        brand if PICTURES.iter().any(|picture| *picture == brand) => Some(Format::Heic),
        _ => Some(Format::Mp4),
    }
}

/// Two headers of layer III in a row, at the distance that the first one gives.
fn is_mp3(all: &[u8]) -> bool {
    let next = frame_len(all, 0).and_then(|len| frame_len(all, len));
    next.is_some()
}

/// The length of the layer III frame at `at`, in bytes.
pub(crate) fn frame_len(all: &[u8], at: usize) -> Option<usize> {
    const KBPS_1: [u32; 16] = [
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0,
    ];
    const KBPS_2: [u32; 16] = [
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0,
    ];
    const HERTZ: [u32; 4] = [44_100, 48_000, 32_000, 0];
    let head = bytes::be32(all, at)?;
    // Eleven ones, then layer III.
    if head >> 21 != 0x7ff || (head >> 17) & 3 != 1 {
        return None;
    }
    let (kbps, slots, slower) = match (head >> 19) & 3 {
        3 => (KBPS_1, 144_000, 1),
        2 => (KBPS_2, 72_000, 2),
        0 => (KBPS_2, 72_000, 4),
        _ => return None,
    };
    let kbps = *kbps.get(bytes::len((head >> 12) & 15)?)?;
    let hertz = HERTZ.get(bytes::len((head >> 10) & 3)?)? / slower;
    if kbps == 0 || hertz == 0 {
        return None;
    }
    bytes::len(kbps.checked_mul(slots)? / hertz + ((head >> 9) & 1))
}

/// Office files: the ODF ones say their type in the first entry, which is not packed; the others have a main part
/// whose path says it, listed at the end of the archive.
fn zipped(all: &[u8]) -> Format {
    if let Some(kind) = mimetype(all) {
        return match kind {
            b"application/vnd.oasis.opendocument.text" => Format::Odt,
            b"application/vnd.oasis.opendocument.spreadsheet" => Format::Ods,
            b"application/vnd.oasis.opendocument.presentation" => Format::Odp,
            _ => Format::Unknown,
        };
    }
    let names = entry_names(all).unwrap_or_default();
    let has = |name: &[u8]| names.contains(&name);
    match (
        has(b"[Content_Types].xml"),
        has(b"word/document.xml"),
        has(b"xl/workbook.xml"),
    ) {
        (true, true, _) => Format::Docx,
        (true, _, true) => Format::Xlsx,
        (true, ..) if has(b"ppt/presentation.xml") => Format::Pptx,
        _ => Format::Unknown,
    }
}

/// What the entry `mimetype` holds, when it is the first and not packed.
fn mimetype(all: &[u8]) -> Option<&[u8]> {
    let len = bytes::len(bytes::le32(all, 22)?)?;
    let extra = usize::from(bytes::le16(all, 28)?);
    let first = bytes::le16(all, 8) == Some(0) && bytes::le16(all, 26) == Some(8);
    (first && bytes::piece(all, 30, 8) == Some(b"mimetype"))
        .then(|| bytes::piece(all, 38 + extra, len))?
}

/// The names in the list at the end of an archive; no more than a document has parts.
fn entry_names(all: &[u8]) -> Option<Vec<&[u8]>> {
    const MOST: u16 = 20_000;
    let end = memchr::memmem::rfind(all, b"PK\x05\x06")?;
    let count = bytes::le16(all, end.checked_add(10)?)?.min(MOST);
    let mut at = bytes::len(bytes::le32(all, end.checked_add(16)?)?)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if bytes::piece(all, at, 4)? != b"PK\x01\x02" {
            return None;
        }
        let lens = [28, 30, 32]
            .map(|field: usize| bytes::le16(all, at.checked_add(field)?).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lens else {
            return None;
        };
        names.push(bytes::piece(all, at.checked_add(46)?, name)?);
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        let mp3 = [
            &[0xff, 0xfb, 0x90, 0][..],
            &[0; 413],
            &[0xff, 0xfb, 0x90, 0],
        ]
        .concat();
        for (bytes, format) in [
            (&b"\xff\xd8\xff\xe0"[..], Format::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Format::Webp),
            (b"\0\0\0\x18ftypheic", Format::Heic),
            (b"\0\0\0\x18ftypqt  ", Format::Mov),
            (b"\0\0\0\x18ftypisom", Format::Mp4),
            (b"junk\n%PDF-1.7", Format::Pdf),
            (&mp3, Format::Mp3),
            (b"Dear editor,\r\n\tit is so.", Format::Text),
            (b"a\0b", Format::Unknown),
            (b"\xff\xfe", Format::Unknown),
            (b"\xff\xfea\0", Format::Text),
            (b"caf\xe9", Format::Text),
            (b"\xe9\xe8\xe7 a", Format::Unknown),
            (b"PK\x03\x04", Format::Unknown),
            (b"", Format::Unknown),
        ] {
            assert_eq!(format_of(bytes), format, "{bytes:?}");
        }
    }
}
