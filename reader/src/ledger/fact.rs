//! The facts, how they stand in a page, and which of them this vault's journal gives.

use std::collections::BTreeMap;

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{Digest, LetterId, MemberNumber},
    time::{Day, Epoch},
};

use crate::journal::{
    event::{Event, Mark, ReplyKind},
    field::Field as _,
    ids::{CaseId, ReplyId},
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
    /// Marked a case whose newest letter was this one.
    Marked(LetterId, u8),
    /// Erased the keys of an epoch.
    Erased(Epoch),
    /// Something of a later version.
    Unknown(u64),
}

/// A fact as a page has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place among the writer's facts.
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
            | Self::Marked(letter, _) => Some(*letter),
            Self::Erased(_) | Self::Unknown(_) => None,
        }
    }
}

impl Told {
    /// The content of an entry: CBOR {0 version, 1 kind, 2 place, 3 day, 4 letter?, 5 members?, 6 reply?,
    /// 7 mark or epoch?}.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::new(VERSION);
        let kind = match self.fact {
            Fact::Opened(..) => 1,
            Fact::Released(..) => 2,
            Fact::Answered(..) => 3,
            Fact::Marked(..) => 4,
            Fact::Erased(_) => 5,
            Fact::Unknown(kind) => kind,
        };
        map.u64(1, kind)
            .u64(2, self.place.into())
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
            Fact::Marked(_, mark) => mark.put(&mut map, 7),
            Fact::Erased(epoch) => {
                map.u64(7, epoch.0.into());
            }
            Fact::Unknown(_) => {}
        }
        map.finish()
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
            other => Fact::Unknown(other),
        };
        Ok(Self { place, day, fact })
    }
}

/// What a vault's own events give to tell, and the plaintexts of its letters.
#[derive(Debug, Default)]
pub struct Own {
    /// The facts, in the order of the journal.
    pub told: Vec<Told>,
    /// Each opened letter's plaintext.
    pub letters: BTreeMap<LetterId, Digest>,
}

/// The facts in a journal's events. Foreign letters and those without a conversation are nobody's business.
#[must_use]
pub fn own<'e>(events: impl Iterator<Item = &'e Event>) -> Own {
    let mut own = Own::default();
    let mut newest: BTreeMap<CaseId, LetterId> = BTreeMap::new();
    let mut shares: BTreeMap<LetterId, Vec<MemberNumber>> = BTreeMap::new();
    // Events that have no day of their own happened on that of the last one that has.
    let mut today = Day(0);
    for event in events {
        let fact = match event {
            Event::Imported { day } => {
                today = *day;
                None
            }
            Event::ShareReceived { letter, from, .. } => {
                shares.entry(*letter).or_default().push(*from);
                None
            }
            Event::ShareRefused { letter, from, .. } => {
                let given = shares.entry(*letter).or_default();
                given.retain(|member| member != from);
                None
            }
            Event::LetterOpened {
                case,
                letter,
                day,
                plaintext,
                foreign: false,
                ..
            } => {
                today = *day;
                let first = own.letters.insert(*letter, *plaintext).is_none();
                newest.insert(*case, *letter);
                let mut with = shares.remove(letter).unwrap_or_default();
                with.sort_unstable();
                with.dedup();
                first.then_some(Fact::Opened(*letter, with))
            }
            Event::ShareReleased { letter, to, day } => {
                today = *day;
                Some(Fact::Released(*letter, *to))
            }
            Event::ReplyDrafted {
                reply,
                case,
                kind,
                day,
                ..
            } if ReplyKind::from_code(*kind) == Some(ReplyKind::Answer) => {
                today = *day;
                let letter = newest.get(case);
                letter.map(|letter| Fact::Answered(*letter, *reply))
            }
            Event::EpochErased { epoch, day, .. } => {
                today = *day;
                Some(Fact::Erased(*epoch))
            }
            Event::CaseMarked { case, mark } => {
                let letter = newest.get(case);
                letter.map(|letter| Fact::Marked(*letter, *mark))
            }
            _ => None,
        };
        if let Some(fact) = fact {
            let place = u32::try_from(own.told.len()).unwrap_or(u32::MAX);
            own.told.push(Told {
                place,
                day: today,
                fact,
            });
        }
    }
    own
}

/// A fact in words, without who did it.
#[must_use]
pub fn words(fact: &Fact) -> String {
    match fact {
        Fact::Opened(_, with) if with.is_empty() => "opened it".to_owned(),
        Fact::Opened(_, with) => {
            let with: Vec<String> = with.iter().map(ToString::to_string).collect();
            format!("opened it with the shares of member(s) {}", with.join(", "))
        }
        Fact::Released(_, to) => format!("gave member {to} their share"),
        Fact::Answered(..) => "wrote an answer".to_owned(),
        Fact::Marked(_, mark) => match Mark::from_code(*mark) {
            Some(Mark::Open) => "opened the case again".to_owned(),
            Some(Mark::Spam) => "marked the case as no report".to_owned(),
            Some(Mark::Closed) => "closed the case".to_owned(),
            None => "marked the case in a way that this version does not know".to_owned(),
        },
        Fact::Erased(epoch) => format!("erased the keys of {}", crate::notice::month(*epoch)),
        Fact::Unknown(_) => "did something that this version does not know".to_owned(),
    }
}
