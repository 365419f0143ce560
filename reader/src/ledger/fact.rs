//! The facts, and how they stand in a page.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{LetterId, MemberNumber},
    time::{Day, Epoch},
};
use zeroize::Zeroizing;

use crate::{
    journal::{
        event::{Purpose, ReplyKind},
        field::Field as _,
        ids::{DeedId, ReplyId},
    },
    state::Reply,
};

const VERSION: u64 = 1;

/// Something that a member did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Opened a letter, with these colleagues' shares where a quorum was needed.
    Opened(LetterId, Vec<MemberNumber>),
    /// Gave a colleague their share of a letter.
    Released(LetterId, MemberNumber),
    /// Answered a conversation whose newest letter was this one.
    Answered(LetterId, ReplyId),
    /// An answer or a confirmation, in a conversation whose newest letter was this one, is public.
    Published(LetterId, ReplyId, Published),
    /// Marked a case whose newest letter was this one.
    Marked(LetterId, u8),
    /// Erased the keys of an epoch.
    Erased(Epoch),
    /// Did something in a case, of which this is a part.
    Part(LetterId, Part),
    /// Something of a later version.
    Unknown(u64),
}

/// A part of what a member did in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The deed.
    pub deed: DeedId,
    /// Its number, from 0.
    pub part: u8,
    /// How many there are.
    pub parts: u8,
    /// Its bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// What became public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// A confirmation of receipt.
    Confirmation,
    /// An answer.
    Answer(Purpose),
}

impl Published {
    /// What a reply is.
    #[must_use]
    pub fn of(reply: &Reply) -> Self {
        match reply.kind {
            ReplyKind::Confirmation => Self::Confirmation,
            ReplyKind::Answer => Self::Answer(reply.purpose),
        }
    }

    /// The number that stands for it.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Confirmation => 0,
            Self::Answer(purpose) => purpose.code().saturating_add(1),
        }
    }

    /// Of a purpose of a later version it is known at least that it is an answer.
    #[must_use]
    pub fn from_code(code: u8) -> Self {
        let purpose = |code| Purpose::from_code(code).unwrap_or(Purpose::Other);
        let answer = code.checked_sub(1).map(|code| Self::Answer(purpose(code)));
        answer.unwrap_or(Self::Confirmation)
    }
}

/// A fact as a page has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place: of own facts among all of them, of those that were read among the ones under the same key in their
    /// page.
    pub place: u32,
    /// The day on which it was so.
    pub day: Day,
    /// The fact.
    pub fact: Fact,
}

impl Fact {
    /// The letter that it is about; whoever reads that may read this.
    #[must_use]
    pub fn letter(&self) -> Option<LetterId> {
        match self {
            Self::Opened(letter, _)
            | Self::Released(letter, _)
            | Self::Answered(letter, _)
            | Self::Published(letter, ..)
            | Self::Part(letter, _)
            | Self::Marked(letter, _) => Some(*letter),
            Self::Erased(_) | Self::Unknown(_) => None,
        }
    }
}

impl Told {
    /// The content of an entry, with its place among those that its readers can open in the page: CBOR {0 version, 1 kind, 2 place, 3 day, 4 letter?, 5 members?, 6 reply?,
    /// 7 mark, epoch or what was published?, 8 deed?, 9 part?, 10 parts?, 11 bytes?}.
    #[must_use]
    pub fn encode(&self, place: u32) -> Zeroizing<Vec<u8>> {
        let mut map = MapWriter::new(VERSION);
        let kind = match self.fact {
            Fact::Opened(..) => 1,
            Fact::Released(..) => 2,
            Fact::Answered(..) => 3,
            Fact::Marked(..) => 4,
            Fact::Erased(_) => 5,
            Fact::Published(..) => 6,
            Fact::Part(..) => 7,
            Fact::Unknown(kind) => kind,
        };
        map.u64(1, kind)
            .u64(2, place.into())
            .u64(3, self.day.0.into());
        if let Some(letter) = self.fact.letter() {
            letter.put(&mut map, 4);
        }
        match &self.fact {
            Fact::Opened(_, members) => {
                map.uints(5, members.iter().map(|member| member.0.into()));
            }
            Fact::Released(_, to) => {
                map.uints(5, [to.0.into()]);
            }
            Fact::Answered(_, reply) => reply.put(&mut map, 6),
            Fact::Published(_, reply, what) => {
                reply.put(&mut map, 6);
                what.code().put(&mut map, 7);
            }
            Fact::Marked(_, mark) => mark.put(&mut map, 7),
            Fact::Erased(epoch) => {
                map.u64(7, epoch.0.into());
            }
            Fact::Part(_, part) => {
                part.deed.put(&mut map, 8);
                part.part.put(&mut map, 9);
                part.parts.put(&mut map, 10);
                map.bytes(11, &part.bytes);
            }
            Fact::Unknown(_) => {}
        }
        Zeroizing::new(map.finish())
    }

    /// Reads an entry's content.
    ///
    /// # Errors
    /// [`CborError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        let kind = map.u64(1)?;
        let (place, day) = (map.uint(2)?, Day(map.uint(3)?));
        let mut members: Vec<MemberNumber> =
            (map.uints(5)?.into_iter()).map(MemberNumber).collect();
        let mut letter = || map.array(4).map(LetterId);
        let fact = match kind {
            1 => Fact::Opened(letter()?, members),
            2 => Fact::Released(letter()?, members.pop().ok_or(CborError::Missing)?),
            3 => Fact::Answered(letter()?, ReplyId(map.array(6)?)),
            4 => Fact::Marked(letter()?, map.uint(7)?),
            5 => Fact::Erased(Epoch(map.uint(7)?)),
            6 => Fact::Published(
                letter()?,
                ReplyId(map.array(6)?),
                Published::from_code(map.uint(7)?),
            ),
            7 => Fact::Part(
                letter()?,
                Part {
                    deed: DeedId(map.array(8)?),
                    part: map.uint(9)?,
                    parts: map.uint(10)?,
                    bytes: Zeroizing::new(map.bytes(11)?.to_vec()),
                },
            ),
            other => Fact::Unknown(other),
        };
        Ok(Self { place, day, fact })
    }
}
