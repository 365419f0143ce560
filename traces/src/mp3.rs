//! MP3 sound.
//!
//! A copy is the frames of sound, bit for bit, and nothing else. The first frame may be a table that says how long
//! the sound is; it names the program that encoded it, which becomes `LAME`, because players leave out the silence
//! at both ends only for that name. Some encoders also write their name into the sound itself: that stays.

mod tags;

use crate::{Finding, NotCleaned, Trace, bytes, format::frame_len, found::Found};

/// What all frames of one file have in common: the mark, version, layer and sampling rate.
const SAME: u32 = 0xfffe_0c00;

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    let (frames, rest) = frames(all);
    for piece in rest {
        tags::look(piece, &mut found);
    }
    if let Some(first) = frames.first() {
        let (copy, name) = without_encoder(first);
        if copy != *first {
            found.add_bytes(Trace::Software, &name);
        }
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let (frames, _) = frames(all);
    let (first, others) = frames.split_first().ok_or(NotCleaned::Damaged)?;
    if others.is_empty() {
        return Err(NotCleaned::Damaged);
    }
    let mut copy = without_encoder(first).0;
    others.iter().for_each(|frame| copy.extend(*frame));
    Ok(copy)
}

/// The frames, and the pieces between, before and after them that are none.
fn frames(all: &[u8]) -> (Vec<&[u8]>, Vec<&[u8]>) {
    let (mut frames, mut rest) = (Vec::new(), Vec::new());
    let mut at = tags::id3v2_len(all);
    let mut other_from = 0;
    let mut kind = None;
    while at < all.len() {
        match frame(all, at, kind, other_from == at) {
            Some(frame) => {
                if other_from < at {
                    rest.extend(all.get(other_from..at));
                }
                kind = bytes::be32(frame, 0).map(|head| head & SAME);
                at += frame.len();
                other_from = at;
                frames.push(frame);
            }
            None => at += tags::id3v2_len(all.get(at..).unwrap_or_default()).max(1),
        }
    }
    if other_from < all.len() {
        rest.extend(all.get(other_from..));
    }
    (frames, rest)
}

/// A frame of the kind of the others; where it does not follow another one, it must be followed by one.
fn frame(all: &[u8], at: usize, kind: Option<u32>, follows: bool) -> Option<&[u8]> {
    let len = frame_len(all, at)?;
    let head = bytes::be32(all, at)? & SAME;
    let frame = bytes::piece(all, at, len)?;
    let next = bytes::be32(all, at + len).map(|next| next & SAME);
    let fits = match kind {
        Some(kind) if follows => kind == head,
        Some(kind) => kind == head && next == Some(head),
        None => next == Some(head),
    };
    fits.then_some(frame)
}

/// Where the table stands in the first frame, after the numbers that belong to the sound.
fn table_at(frame: &[u8]) -> Option<usize> {
    let head = bytes::be32(frame, 0)?;
    let (newest, single) = ((head >> 19) & 3 == 3, (head >> 6) & 3 == 3);
    let at = match (newest, single) {
        (true, false) => 36,
        (true, true) | (false, false) => 21,
        (false, true) => 13,
    };
    let mark = bytes::piece(frame, at, 4)?;
    (mark == b"Xing" || mark == b"Info").then_some(at)
}

/// The first frame without the encoder's name, and the name; other frames as they are.
fn without_encoder(frame: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut copy = frame.to_vec();
    let name = rename(&mut copy).unwrap_or_default();
    (copy, name)
}

fn rename(frame: &mut [u8]) -> Option<Vec<u8>> {
    let at = table_at(frame)?;
    let flags = bytes::be32(frame, at + 4)?;
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)];
    let before: usize = fields
        .iter()
        .filter(|(flag, _)| flags & flag != 0)
        .map(|(_, len)| len)
        .sum();
    let at = at + 8 + before;
    let name = frame.get_mut(at..at + 9)?;
    let old = name.to_vec();
    let delays = [b"LAME", b"Lavf", b"Lavc"]
        .iter()
        .any(|known| old.starts_with(*known));
    name.copy_from_slice(if delays { b"LAME\0\0\0\0\0" } else { &[0; 9] });
    if delays {
        // After the name: numbers about the sound, then the sum of all up to there.
        let sum = crc(frame.get(..at + 34)?).to_be_bytes();
        frame.get_mut(at + 34..at + 36)?.copy_from_slice(&sum);
        frame.get_mut(at + 36..)?.fill(0);
    } else {
        frame.get_mut(at + 9..)?.fill(0);
    }
    Some(old)
}

/// The sum that LAME's table ends with.
fn crc(of: &[u8]) -> u16 {
    of.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            if sum & 1 == 0 {
                sum >> 1
            } else {
                (sum >> 1) ^ 0xa001
            }
        })
    })
}
