//! EXIF: what a camera writes into a picture.

use crate::{
    Trace,
    found::Found,
    ifd::{Block, Entry},
    iptc, xmp,
};

/// As many directories as are read of one block, so that a circle of them ends.
const MOST_DIRECTORIES: usize = 32;

/// As many blocks of XMP and IPTC as are read.
const MOST_BLOCKS: usize = 8;

const ORIENTATION: u16 = 0x0112;
const THUMBNAIL: u16 = 0x0201;
const IPTC: u16 = 0x83bb;
const GPS: u16 = 0x8825;
const XMP: u16 = 0x02bc;
/// Tags that point to other directories: of EXIF, of parts that go together, of smaller pictures.
const POINTERS: [u16; 3] = [0x8769, 0xa005, 0x014a];

/// Tags that say how a picture is stored.
pub(crate) const STRUCTURE: &[u16] = &[
    0x00fe,
    0x00ff,
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x0107,
    0x010a,
    0x0111,
    ORIENTATION,
    0x0115,
    0x0116,
    0x0117,
    0x0118,
    0x0119,
    0x011a,
    0x011b,
    0x011c,
    0x0124,
    0x0125,
    0x0128,
    0x0129,
    0x012d,
    0x013d,
    0x013e,
    0x013f,
    0x0140,
    0x0141,
    0x0142,
    0x0143,
    0x0144,
    0x0145,
    0x014c,
    0x014e,
    0x0150,
    0x0152,
    0x0153,
    0x0154,
    0x0155,
    0x0156,
    0x015b,
    0x0200,
    0x0202,
    0x0211,
    0x0212,
    0x0213,
    0x0214,
    0x8773,
];

/// Tags and what they give away.
const NAMES: &[(u16, Trace)] = &[
    (0x010d, Trace::Description),
    (0x010e, Trace::Description),
    (0x010f, Trace::Device),
    (0x0110, Trace::Device),
    (0x0131, Trace::Software),
    (0x0132, Trace::Date),
    (0x013b, Trace::Author),
    (0x013c, Trace::Software),
    (0x8298, Trace::Author),
    (0x8649, Trace::Other),
    (0x9003, Trace::Date),
    (0x9004, Trace::Date),
    (0x9c9b, Trace::Description),
    (0x9c9c, Trace::Description),
    (0x9c9d, Trace::Author),
    (0x9c9e, Trace::Description),
    (0x9c9f, Trace::Description),
    (0x9286, Trace::Description),
    (0xa420, Trace::Serial),
    (0xa430, Trace::Author),
    (0xa431, Trace::Serial),
    (0xa433, Trace::Device),
    (0xa434, Trace::Device),
    (0xa435, Trace::Serial),
    (0xc614, Trace::Device),
    (0xc62f, Trace::Serial),
    (THUMBNAIL, Trace::Thumbnail),
];

/// What a block gives away; nothing when it says only how the picture is stored or which side is up.
pub(crate) fn look(all: &[u8], found: &mut Found) {
    let Some(block) = Block::new(all) else {
        found.add(Trace::Other, "EXIF");
        return;
    };
    let mut waiting: Vec<u32> = block.first().into_iter().collect();
    let mut blocks = MOST_BLOCKS;
    for _ in 0..MOST_DIRECTORIES {
        let Some(at) = waiting.pop() else { return };
        let Some((entries, next)) = block.directory(at) else {
            continue;
        };
        if next != 0 {
            waiting.push(next);
        }
        for entry in &entries {
            match entry.tag {
                // Tags may all point to the same long block.
                XMP | IPTC if blocks == 0 => {}
                XMP | IPTC => {
                    blocks -= 1;
                    tag_of(&block, entry, found);
                }
                GPS => position(&block, entry, found),
                tag if POINTERS.contains(&tag) => waiting.extend(block.first_numbers(entry, 8)),
                _ => tag_of(&block, entry, found),
            }
        }
    }
}

/// Which side of the picture is up, 1 to 8, where the block says it.
pub(crate) fn orientation(all: &[u8]) -> Option<u16> {
    let block = Block::new(all)?;
    let (entries, _) = block.directory(block.first()?)?;
    let entry = entries.iter().find(|entry| entry.tag == ORIENTATION)?;
    let value = *block.first_numbers(entry, 1).first()?;
    u16::try_from(value)
        .ok()
        .filter(|side| (1..=8).contains(side))
}

/// A block that says which side is up, and nothing else.
pub(crate) fn only_orientation(side: u16) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend(side.to_be_bytes());
    block.extend([0; 6]);
    block
}

fn tag_of(block: &Block<'_>, entry: &Entry, found: &mut Found) {
    let data = block.data(entry);
    match entry.tag {
        XMP => xmp::look(data, found),
        IPTC => iptc::look(data, found),
        THUMBNAIL => found.add(Trace::Thumbnail, ""),
        tag if STRUCTURE.contains(&tag) => {}
        tag => match NAMES.iter().find(|(known, _)| *known == tag) {
            Some((_, trace)) => found.add(*trace, &text(entry.tag, data)),
            None => found.add(Trace::Other, "EXIF"),
        },
    }
}

/// Text is ASCII, or UTF-16 in the tags of Windows, or follows eight bytes with the name of its encoding.
fn text(tag: u16, data: &[u8]) -> String {
    let data = data.get(..data.len().min(400)).unwrap_or_default();
    match tag {
        0x9c9b..=0x9c9f => {
            let units: Vec<u16> = data
                .chunks_exact(2)
                .filter_map(|two| crate::bytes::le16(two, 0))
                .collect();
            String::from_utf16_lossy(&units)
        }
        0x9286 => String::from_utf8_lossy(data.get(8..).unwrap_or_default()).into_owned(),
        _ => String::from_utf8_lossy(data).into_owned(),
    }
}

/// Degrees with their side of the world, such as `52.3700 N 4.8952 E`.
fn position(block: &Block<'_>, entry: &Entry, found: &mut Found) {
    let at = block.first_numbers(entry, 1).first().copied();
    let entries = at
        .and_then(|at| block.directory(at))
        .map(|(entries, _)| entries)
        .unwrap_or_default();
    let by_tag = |tag: u16| entries.iter().find(|entry| entry.tag == tag);
    let degrees = |tag: u16| {
        let parts = by_tag(tag)
            .map(|entry| block.fractions(entry))
            .unwrap_or_default();
        let sum: f64 = parts
            .iter()
            .zip([1.0, 60.0, 3600.0])
            .map(|(part, whole)| part / whole)
            .sum();
        (!parts.is_empty()).then(|| format!("{sum:.4}"))
    };
    let side = |tag: u16| {
        by_tag(tag)
            .map(|entry| text(tag, block.data(entry)))
            .unwrap_or_default()
    };
    let value = match (degrees(2), degrees(4)) {
        (Some(latitude), Some(longitude)) => {
            format!("{latitude} {} {longitude} {}", side(1), side(3))
        }
        _ => String::new(),
    };
    found.add(Trace::Position, &value);
    if let Some(day) = by_tag(0x1d) {
        found.add_bytes(Trace::Date, block.data(day));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_with_the_orientation_alone_gives_nothing_away() {
        for side in 1..=8 {
            let block = only_orientation(side);
            assert_eq!(orientation(&block), Some(side));
            let mut found = Found::default();
            look(&block, &mut found);
            assert!(found.into_vec().is_empty());
        }
    }

    #[test]
    fn a_circle_of_directories_ends() {
        let mut block = only_orientation(3);
        block.truncate(22);
        block.extend([0, 0, 0, 8]);
        look(&block, &mut Found::default());
    }
}
