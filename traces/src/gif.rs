//! GIF pictures.
//!
//! A copy has the pictures, how long each is shown, and how often all of them are.

use crate::{Finding, NotCleaned, Trace, bytes, found::Found, icc, xmp};

const PICTURE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const END: u8 = 0x3b;

const CONTROL: u8 = 0xf9;
const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;
const PLAIN_TEXT: u8 = 0x01;

/// Length of mark, size of the screen and colours, in bytes.
const HEAD_LEN: usize = 13;
/// Length of a picture's place and size, in bytes.
const PLACE_LEN: usize = 10;
/// Who says how often pictures are shown.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

enum Block<'a> {
    /// As it stands, from its mark to its last byte.
    Picture(&'a [u8]),
    Extension {
        label: u8,
        /// Blocks with their lengths, as they stand.
        data: &'a [u8],
    },
}

struct Parts<'a> {
    /// With the colours that all pictures share.
    head: &'a [u8],
    blocks: Vec<Block<'a>>,
    after: &'a [u8],
    /// Whether it could be read to its end.
    whole: bool,
}

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    let parts = parts(all).ok_or(NotCleaned::Damaged)?;
    for block in &parts.blocks {
        if let Block::Extension { label, data } = block {
            look_at(*label, data, &mut found);
        }
    }
    if !parts.after.is_empty() {
        found.add(Trace::Embedded, "");
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let parts = parts(all)
        .filter(|parts| parts.whole)
        .ok_or(NotCleaned::Damaged)?;
    let mut copy = parts.head.to_vec();
    let mut control = None;
    let (mut pictures, mut looped) = (0_usize, false);
    for block in &parts.blocks {
        match block {
            Block::Picture(whole) => {
                copy.extend(control.take().unwrap_or_default());
                copy.extend(*whole);
                pictures += 1;
            }
            Block::Extension { label, data } => match *label {
                // Holds for what comes next, so it goes where that goes.
                CONTROL => control = only_control(data),
                PLAIN_TEXT => control = None,
                _ => {
                    let loops = loops(*label, data).filter(|_| !looped);
                    looped |= loops.is_some();
                    copy.extend(loops.unwrap_or_default());
                }
            },
        }
    }
    copy.push(END);
    if pictures == 0 {
        Err(NotCleaned::Damaged)
    } else {
        Ok(copy)
    }
}

/// How a picture is put over the one before it and for how long, without bits that mean nothing.
fn only_control(data: &[u8]) -> Option<Vec<u8>> {
    const DISPOSAL: u8 = 0x1c;
    const SEE_THROUGH: u8 = 0x01;
    let [4, bits, low, high, colour, ..] = data else {
        return None;
    };
    let bits = bits & (DISPOSAL | SEE_THROUGH);
    let colour = if bits & SEE_THROUGH == 0 { 0 } else { *colour };
    Some(vec![EXTENSION, CONTROL, 4, bits, *low, *high, colour, 0])
}

/// How often all pictures are shown.
fn loops(label: u8, data: &[u8]) -> Option<Vec<u8>> {
    let (name, inner) = application(data).filter(|_| label == APPLICATION)?;
    let [3, 1, low, high, ..] = inner else {
        return None;
    };
    let [netscape, ..] = LOOPS;
    LOOPS.contains(&name).then(|| {
        let head = [&[EXTENSION, APPLICATION, 11], netscape].concat();
        [&head[..], &[3, 1, *low, *high, 0]].concat()
    })
}

/// The name of an application and the blocks that it wrote.
fn application(data: &[u8]) -> Option<(&[u8], &[u8])> {
    (data.first() == Some(&11)).then_some(())?;
    Some((data.get(1..12)?, data.get(12..)?))
}

fn look_at(label: u8, data: &[u8], found: &mut Found) {
    let whole = [&[EXTENSION, label], data].concat();
    match label {
        CONTROL if only_control(data).is_none_or(|copy| copy.len() != whole.len()) => {
            found.add(Trace::Other, "");
        }
        // Bits that mean nothing are set by programs, not by people, and are not worth a line.
        CONTROL => {}
        COMMENT => found.add_bytes(Trace::Description, &joined(data)),
        // The first block says where the text stands.
        PLAIN_TEXT => found.add_bytes(Trace::Hidden, &joined(data.get(13..).unwrap_or_default())),
        APPLICATION => match application(data) {
            Some((b"XMP DataXMP", inner)) => xmp::look(inner, found),
            Some((b"ICCRGBG1012", inner)) => {
                icc::look(&joined(inner), found);
                found.add(Trace::Other, "ICC");
            }
            Some((name, _)) if loops(label, data).as_ref() != Some(&whole) => {
                found.add_bytes(Trace::Other, name);
            }
            Some(_) => {}
            None => found.add(Trace::Other, ""),
        },
        _ => found.add(Trace::Other, ""),
    }
}

/// What is in blocks, without their lengths.
fn joined(mut data: &[u8]) -> Vec<u8> {
    let mut joined = Vec::new();
    while let Some((len, rest)) = data.split_first() {
        let Some((block, rest)) = rest.split_at_checked(usize::from(*len)) else {
            break;
        };
        joined.extend(block);
        data = rest;
    }
    joined
}

fn parts(all: &[u8]) -> Option<Parts<'_>> {
    let head = all.get(..HEAD_LEN + colours_len(*all.get(10)?))?;
    let mut parts = Parts {
        head,
        blocks: Vec::new(),
        after: &[],
        whole: false,
    };
    let mut at = head.len();
    // Every turn goes on by at least one byte.
    while let Some(rest) = all.get(at..) {
        let (len, block) = match rest.first() {
            Some(&END) => {
                parts.after = rest.get(1..).unwrap_or_default();
                parts.whole = true;
                break;
            }
            Some(&EXTENSION) => {
                let Some(extension) = extension(rest) else {
                    break;
                };
                extension
            }
            Some(&PICTURE) => {
                let Some(whole) = picture(rest) else { break };
                (whole.len(), Block::Picture(whole))
            }
            _ => break,
        };
        parts.blocks.push(block);
        at += len;
    }
    Some(parts)
}

fn extension(rest: &[u8]) -> Option<(usize, Block<'_>)> {
    let label = *rest.get(1)?;
    let len = blocks_len(rest.get(2..)?)?;
    let data = bytes::piece(rest, 2, len)?;
    Some((2 + len, Block::Extension { label, data }))
}

fn picture(rest: &[u8]) -> Option<&[u8]> {
    let colours = colours_len(*rest.get(PLACE_LEN - 1)?);
    // Its colours, then one byte that says how its dots are packed.
    let start = PLACE_LEN + colours + 1;
    rest.get(..start + blocks_len(rest.get(start..)?)?)
}

/// The length of the colours that a byte announces, in bytes.
fn colours_len(bits: u8) -> usize {
    if bits & 0x80 == 0 {
        0
    } else {
        3 << ((bits & 7) + 1)
    }
}

/// The length of blocks with their lengths, up to the empty one that ends them.
fn blocks_len(data: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    while let Some(len @ 1..) = data.get(at) {
        at += 1 + usize::from(*len);
    }
    (at < data.len()).then_some(at + 1)
}
