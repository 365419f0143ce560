//! What a letter says: deterministic CBOR with integer keys (protocol, section 4.3).
//!
//! | key | field | type |
//! | --- | --- | --- |
//! | 0 | version | 1 |
//! | 1 | channel id | bytes (32) |
//! | 2, 3 | roster's serial and SHA-256, as the client was served it | uint, bytes (32) |
//! | 4 | board's serial, likewise | uint |
//! | 5 | day | uint, days since 1970-01-01 |
//! | 6 | letter id, random | bytes (16) |
//! | 7 | addressee | text: `committee` or an adviser's number |
//! | 8 | service | uint |
//! | 9 | conversation id | bytes (16) |
//! | 10 | thread key | bytes (32) |
//! | 11 | kind | text |
//! | 12 | body | text |
//! | 13 | attachments | array of maps, see [`Attachment`] |
//! | 14, 15 | members left out, ascending, and the tag over them | array of uint, bytes (32) |
//! | 16 | proof salt, only if a proof is asked for | bytes (32) |
//! | 17 | a signed object, only in letters between members | bytes |
//! | 18 | the reporter's name, held apart, only if one is given | bytes, see [`super::name_box`] |

mod attachment;
mod kind;

pub use attachment::Attachment;
pub use kind::Kind;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    cbor::{CborError, MapReader, MapWriter, Unknown},
    ids::{Addressee, ChannelId, ConversationId, Digest, LetterId, MemberNumber},
    keys::{LeftOut, ThreadKey},
    time::Day,
};

const VERSION: u64 = 1;

/// Why bytes are no content of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ContentError {
    /// The encoding is at fault, or the version is not known.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// The addressee is neither the committee nor an adviser's number.
    #[error("the letter's addressee is not one that the format has")]
    Addressee,
    /// The members left out are not in ascending order.
    #[error("the list of members left out is not in order")]
    LeftOut,
}

/// The roster that a client was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterReference {
    /// Its serial.
    pub serial: u64,
    /// SHA-256 of the signed file.
    pub sha256: Digest,
}

/// The content of one letter. The first and the fifth have the same fields.
pub struct Content {
    /// The channel that the letter is for.
    pub channel: ChannelId,
    /// The roster by which it was sealed.
    pub roster: RosterReference,
    /// The serial of the board that the client was served.
    pub board_serial: u64,
    /// The day by the board's header.
    pub day: Day,
    /// The letter's random id.
    pub letter_id: LetterId,
    /// To whom the conversation is addressed.
    pub addressee: Addressee,
    /// The number of the service that the reporter chose.
    pub service: u16,
    /// What the letters of the conversation share.
    pub conversation: ConversationId,
    /// The conversation's thread key; random bytes in a channel without quorum.
    pub thread_key: ThreadKey,
    /// What kind of letter this is.
    pub kind: Kind,
    /// The text, wiped on drop.
    pub body: Zeroizing<String>,
    /// The files that belong to it.
    pub attachments: Vec<Attachment>,
    /// Who must not read the conversation.
    pub left_out: LeftOut,
    /// The salt of a proof of receipt, if the reporter asks for one.
    pub proof_salt: Option<[u8; 32]>,
    /// What a letter between members carries: a signed object. Wiped on drop.
    pub object: Option<Zeroizing<Vec<u8>>>,
    /// The reporter's name, held apart; as it came, since a broken one must not hide the letter.
    pub name_box: Option<Vec<u8>>,
    /// Fields of later versions, kept as they came.
    pub unknown: Unknown,
}

impl Content {
    /// The encoded content.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        self.encode_with(&self.body)
    }

    /// Bytes that [`Content::encode`] would give with a text of `text_len` bytes as body.
    #[must_use]
    pub fn encoded_len(&self, text_len: usize) -> usize {
        const EMPTY_HEAD_LEN: usize = 1;
        let without = self.encode_with("").len() - EMPTY_HEAD_LEN;
        without
            .saturating_add(text_head_len(text_len))
            .saturating_add(text_len)
    }

    fn encode_with(&self, body: &str) -> Zeroizing<Vec<u8>> {
        let attachments: Vec<_> = self.attachments.iter().map(Attachment::encode).collect();
        let left_out = self.left_out.members.iter().map(|m| u64::from(m.0));
        let mut map = MapWriter::new(VERSION);
        map.bytes(1, self.channel.as_bytes())
            .u64(2, self.roster.serial)
            .bytes(3, self.roster.sha256.as_bytes())
            .u64(4, self.board_serial)
            .u64(5, self.day.0.into())
            .bytes(6, self.letter_id.as_bytes())
            .text(7, &self.addressee.to_string())
            .u64(8, self.service.into())
            .bytes(9, self.conversation.as_bytes())
            .bytes(10, self.thread_key.expose_for_letter())
            .text(11, self.kind.as_str())
            .text(12, body)
            .items(13, &attachments)
            .uints(14, left_out)
            .bytes(15, &self.left_out.tag);
        if let Some(salt) = &self.proof_salt {
            map.bytes(16, salt);
        }
        if let Some(object) = &self.object {
            map.bytes(17, object);
        }
        if let Some(name) = &self.name_box {
            map.bytes(18, name);
        }
        map.unknown(&self.unknown);
        Zeroizing::new(map.finish())
    }

    /// Reads encoded content.
    ///
    /// # Errors
    /// Every case of [`ContentError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, ContentError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        Ok(Self {
            channel: ChannelId(map.array(1)?),
            roster: RosterReference {
                serial: map.u64(2)?,
                sha256: Digest(map.array(3)?),
            },
            board_serial: map.u64(4)?,
            day: Day(map.uint(5)?),
            letter_id: LetterId(map.array(6)?),
            addressee: parse_addressee(&map.text(7)?)?,
            service: map.uint(8)?,
            conversation: ConversationId(map.array(9)?),
            thread_key: ThreadKey::from_bytes(map.array(10)?),
            kind: Kind::new(map.text(11)?),
            body: Zeroizing::new(map.text(12)?),
            attachments: map
                .items(13)?
                .into_iter()
                .map(Attachment::decode)
                .collect::<Result<_, _>>()?,
            left_out: LeftOut {
                members: ascending(map.uints(14)?)?,
                tag: map.array(15)?,
            },
            proof_salt: map.optional_array(16)?,
            object: map
                .optional_bytes(17)?
                .map(|object| Zeroizing::new(object.to_vec())),
            name_box: map.optional_bytes(18)?.map(<[u8]>::to_vec),
            unknown: map.unknown(),
        })
    }
}

fn parse_addressee(text: &str) -> Result<Addressee, ContentError> {
    if text == "committee" {
        return Ok(Addressee::Committee);
    }
    let number = text.parse().map_err(|_| ContentError::Addressee)?;
    let adviser = Addressee::Adviser(MemberNumber(number));
    // "+7" and "07" parse as well, but are not how 7 is written.
    (adviser.to_string() == text)
        .then_some(adviser)
        .ok_or(ContentError::Addressee)
}

fn ascending(numbers: Vec<u16>) -> Result<Vec<MemberNumber>, ContentError> {
    if numbers.is_sorted_by(|one, next| one < next) {
        Ok(numbers.into_iter().map(MemberNumber).collect())
    } else {
        Err(ContentError::LeftOut)
    }
}

/// Bytes that CBOR puts before a text of this length.
const fn text_head_len(text_len: usize) -> usize {
    match text_len {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        _ => 5,
    }
}

#[cfg(test)]
mod tests;
