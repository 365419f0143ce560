//! One part of a reply in one cell.

#[cfg(feature = "committee")]
use rand_core::CryptoRng;

use super::{Reply, ReplyError, ReplyKind};
#[cfg(feature = "committee")]
use crate::lengths::{REPLY_INDICES, REPLY_PLAINTEXT_LEN, XNONCE_LEN};
use crate::{
    board::Cell,
    cbor::{CborError, MapReader, MapWriter},
    ids::{ChannelId, MemberNumber, ReplyToken},
    keys::{LeftOut, MemberKey},
    labels,
    lengths::{ID_LEN, REPLY_CBOR_MAX},
    letter::Attachment,
    primitives::aead,
    time::Day,
    wire::Cursor,
};

const VERSION: u64 = 1;
/// What may be added to a part as it is measured: the count takes a byte more, the text's length two
/// more, the list of files one for its key and three for its number.
const SPARE: usize = 7;

/// One part of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The reply's id.
    pub id: [u8; 16],
    /// Which part, from 0.
    pub part: u8,
    /// How many there are.
    pub count: u8,
    /// The reply's day.
    pub day: Day,
    /// What the reply is.
    pub kind: ReplyKind,
    /// This part's text.
    pub text: String,
    /// Files that this part names.
    pub files: Vec<Attachment>,
    /// In part 0.
    pub left_out: LeftOut,
    /// In part 0.
    pub received: Vec<Day>,
    /// In part 0, where there are any.
    pub proofs: String,
}

impl Part {
    fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::new(VERSION);
        map.bytes(1, &self.id)
            .u64(2, self.part.into())
            .u64(3, self.count.into())
            .u64(4, self.day.0.into())
            .u64(5, self.kind.code().into())
            .text(6, &self.text);
        if self.part == 0 {
            map.uints(7, self.left_out.members.iter().map(|m| m.0.into()))
                .bytes(8, &self.left_out.tag)
                .uints(9, self.received.iter().map(|day| day.0.into()));
            if !self.proofs.is_empty() {
                map.text(11, &self.proofs);
            }
        }
        if !self.files.is_empty() {
            let files: Vec<_> = self.files.iter().map(Attachment::encode).collect();
            map.items(10, &files);
        }
        map.finish()
    }

    fn decode(cbor: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(cbor)?;
        map.version(VERSION)?;
        Ok(Self {
            id: map.array(1)?,
            part: map.uint(2)?,
            count: map.uint(3)?,
            day: Day(map.uint(4)?),
            kind: ReplyKind::from_code(map.uint(5)?),
            text: map.text(6)?,
            left_out: LeftOut {
                members: map.uints(7)?.into_iter().map(MemberNumber).collect(),
                tag: map.optional_array(8)?.unwrap_or_default(),
            },
            received: map.uints(9)?.into_iter().map(Day).collect(),
            proofs: map.optional_text(11)?.unwrap_or_default(),
            files: map
                .items(10)?
                .into_iter()
                .map(Attachment::decode)
                .collect::<Result<_, _>>()?,
        })
    }
}

/// The parts of a reply, each at most [`REPLY_CBOR_MAX`] bytes of CBOR: files first, as many in a part
/// as find room, then the text, cut between characters.
fn parts(reply: &Reply) -> Result<Vec<Part>, ReplyError> {
    let empty = |part| Part {
        id: reply.id,
        part,
        count: 0,
        day: reply.day,
        kind: reply.kind,
        text: String::new(),
        files: Vec::new(),
        left_out: LeftOut::default(),
        received: Vec::new(),
        proofs: String::new(),
    };
    let mut last = empty(0);
    last.left_out = reply.left_out.clone();
    last.received = reply.received.clone();
    last.proofs = reply.proofs.clone();
    let mut room = room_in(&last)?;
    let mut parts = Vec::new();
    let next = |parts: &mut Vec<Part>, last: &mut Part| {
        let number = u8::try_from(parts.len() + 1).map_err(|_| ReplyError::TooLong)?;
        parts.push(std::mem::replace(last, empty(number)));
        room_in(last)
    };
    for file in &reply.files {
        let length = file.encode().len();
        if length > room {
            room = next(&mut parts, &mut last)?;
        }
        room = room.checked_sub(length).ok_or(ReplyError::TooLong)?;
        last.files.push(file.clone());
    }
    let (start, mut rest) = cut(&reply.text, room);
    start.clone_into(&mut last.text);
    while !rest.is_empty() {
        let (text, after) = cut(rest, next(&mut parts, &mut last)?);
        text.clone_into(&mut last.text);
        rest = after;
    }
    parts.push(last);
    let count = u8::try_from(parts.len()).map_err(|_| ReplyError::TooLong)?;
    for part in &mut parts {
        part.count = count;
    }
    Ok(parts)
}

/// Bytes for files and text in a part that has none yet.
fn room_in(part: &Part) -> Result<usize, ReplyError> {
    (REPLY_CBOR_MAX - SPARE)
        .checked_sub(part.encode().len())
        .ok_or(ReplyError::TooLong)
}

/// `text` cut at the last character boundary within `room` bytes.
fn cut(text: &str, room: usize) -> (&str, &str) {
    if text.len() <= room {
        return (text, "");
    }
    let at = (0..=room)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    text.split_at(at)
}

/// How many cells a reply takes.
///
/// # Errors
/// [`ReplyError::TooLong`] above 255.
pub fn parts_needed(reply: &Reply) -> Result<usize, ReplyError> {
    parts(reply).map(|parts| parts.len())
}

/// Seals a reply into cells with the indices `first`, `first + 1`, ….
///
/// # Errors
/// [`ReplyError::TooLong`] above 255 parts, or where indices reach [`REPLY_INDICES`].
#[cfg(feature = "committee")]
pub fn seal(
    reply: &Reply,
    channel: &ChannelId,
    key: &MemberKey,
    first: u16,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Cell>, ReplyError> {
    (first..)
        .zip(parts(reply)?)
        .map(|(j, part)| {
            if j >= REPLY_INDICES {
                return Err(ReplyError::TooLong);
            }
            seal_cell(&part.encode(), channel, key, j, rng)
        })
        .collect()
}

#[cfg(feature = "committee")]
fn seal_cell(
    cbor: &[u8],
    channel: &ChannelId,
    key: &MemberKey,
    j: u16,
    rng: &mut impl CryptoRng,
) -> Result<Cell, ReplyError> {
    if cbor.len() > REPLY_CBOR_MAX {
        return Err(ReplyError::TooLong);
    }
    let length = u16::try_from(cbor.len()).map_err(|_| ReplyError::TooLong)?;
    let mut plaintext = zeroize::Zeroizing::new(length.to_be_bytes().to_vec());
    plaintext.extend_from_slice(cbor);
    plaintext.resize(REPLY_PLAINTEXT_LEN, 0);
    let mut nonce = [0; XNONCE_LEN];
    rng.fill_bytes(&mut nonce);
    let token = key.reply_token(j);
    let sealed = aead::seal_with_nonce(
        key.reply_key(j).expose(),
        &nonce,
        &associated(channel, &token),
        &plaintext,
    );
    let mut cell = token.as_bytes().to_vec();
    cell.extend(sealed);
    cell.try_into().map_err(|_| ReplyError::TooLong)
}

/// Opens the cell that lies under reply token `j` of `key`.
///
/// # Errors
/// [`ReplyError::NotOurs`], [`ReplyError::Malformed`].
pub fn open(cell: &Cell, channel: &ChannelId, key: &MemberKey, j: u16) -> Result<Part, ReplyError> {
    let token = key.reply_token(j);
    let (start, sealed) = cell.split_at_checked(ID_LEN).ok_or(ReplyError::NotOurs)?;
    if start != token.as_bytes() {
        return Err(ReplyError::NotOurs);
    }
    let plaintext = aead::open_with_nonce(
        key.reply_key(j).expose(),
        &associated(channel, &token),
        sealed,
    )
    .map_err(|_| ReplyError::NotOurs)?;
    let mut cursor = Cursor::new(&plaintext);
    let length = cursor.u16().ok_or(ReplyError::Malformed)?;
    let cbor = cursor.bytes(length.into()).ok_or(ReplyError::Malformed)?;
    if cursor.rest().iter().any(|byte| *byte != 0) {
        return Err(ReplyError::Malformed);
    }
    Part::decode(cbor).map_err(|_| ReplyError::Malformed)
}

fn associated(channel: &ChannelId, token: &ReplyToken) -> Vec<u8> {
    [labels::REPLY, channel.as_bytes(), token.as_bytes()].concat()
}

#[cfg(all(test, feature = "committee"))]
mod tests;
