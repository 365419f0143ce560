//! One entry of a journal.

use std::collections::BTreeMap;

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{ChannelId, MemberNumber},
    labels::kind,
    primitives::{
        hash::sha256,
        signature::{SigningKey, VerifyingKey},
    },
    signed,
};

use super::{JournalError, event::Event};

const VERSION: u64 = 1;

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Who wrote it.
    pub member: MemberNumber,
    /// The chain it belongs to.
    pub chain: [u8; 8],
    /// Its place in the chain, from 0.
    pub sequence: u64,
    /// One more than any clock its writer had seen.
    pub clock: u64,
    /// SHA-256 of the signed entry before it; zeros for the very first.
    pub before: [u8; 32],
    /// SHA-256 of this signed entry.
    pub hash: [u8; 32],
}

/// A head and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub head: Head,
    /// The channel it is about.
    pub channel: ChannelId,
    /// What happened.
    pub event: Event,
}

impl Head {
    /// The order that every reader agrees on.
    #[must_use]
    pub fn order(&self) -> (u64, MemberNumber, [u8; 8], u64) {
        (self.clock, self.member, self.chain, self.sequence)
    }
}

impl Entry {
    /// Makes an entry and its signed bytes.
    #[must_use]
    pub fn sign(
        mut head: Head,
        event: Event,
        channel: &ChannelId,
        key: &SigningKey,
    ) -> (Self, Vec<u8>) {
        let (event_kind, fields) = event.encode();
        let mut map = MapWriter::new(VERSION);
        map.u64(1, u64::from(head.member.0))
            .bytes(2, &head.chain)
            .u64(3, head.sequence)
            .u64(4, head.clock)
            .bytes(5, &head.before)
            .u64(6, event_kind)
            .bytes(7, &fields);
        let mut body = kind::JOURNAL.as_bytes().to_vec();
        body.extend(channel.as_bytes());
        body.extend(map.finish());
        let signed = signed::sign(&body, kind::JOURNAL, key);
        head.hash = sha256(&[&signed]);
        let channel = *channel;
        let entry = Self {
            head,
            channel,
            event,
        };
        (entry, signed)
    }

    /// Reads an entry of this vault. The signature is for other readers, who have nothing else to
    /// go by (see [`Self::verify`]); here the seal of the journal vouches for it.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CborError> {
        let (body, _) = signed::split(bytes, kind::JOURNAL).map_err(|_| CborError::Malformed)?;
        let rest = body
            .strip_prefix(kind::JOURNAL.as_bytes())
            .ok_or(CborError::Malformed)?;
        let (channel, rest) = rest.split_first_chunk().ok_or(CborError::Malformed)?;
        let mut map = MapReader::parse(rest)?;
        map.version(VERSION)?;
        let head = Head {
            member: MemberNumber(map.uint(1)?),
            chain: map.array(2)?,
            sequence: map.u64(3)?,
            clock: map.u64(4)?,
            before: map.array(5)?,
            hash: sha256(&[bytes]),
        };
        let event_kind = map.u64(6)?;
        Ok(Self {
            head,
            channel: ChannelId(*channel),
            event: Event::decode(event_kind, map.bytes(7)?)?,
        })
    }

    /// Reads an entry that came from elsewhere, once its signature holds.
    ///
    /// # Errors
    /// Every case of [`CborError`]; [`CborError::Malformed`] for a signature that does not hold.
    pub fn verify(bytes: &[u8], key: &VerifyingKey) -> Result<Self, CborError> {
        signed::verify(bytes, kind::JOURNAL, key).map_err(|_| CborError::Malformed)?;
        Self::parse(bytes)
    }
}

/// The entries of some frames.
#[derive(Default)]
pub(super) struct Run {
    pub(super) entries: Vec<Entry>,
    /// Whether what comes after them has not the form of one.
    pub(super) is_malformed: bool,
}

impl Run {
    /// Takes a frame apart into entries.
    pub(super) fn take(&mut self, frame: &[u8]) {
        let mut rest = frame;
        while !rest.is_empty() && !self.is_malformed {
            match split_entry(rest) {
                Some((entry, after)) => {
                    self.entries.push(entry);
                    rest = after;
                }
                None => self.is_malformed = true,
            }
        }
    }
}

fn split_entry(frame: &[u8]) -> Option<(Entry, &[u8])> {
    let (length, rest) = frame.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (entry, rest) = rest.split_at_checked(length)?;
    Some((Entry::parse(entry).ok()?, rest))
}

/// Checks that every entry follows the one before it in its chain, and a chain's first the entry
/// it names. Gives the head of the entry written last.
pub(super) fn check_chains(entries: &[Entry]) -> Result<Option<Head>, JournalError> {
    let mut tips: BTreeMap<[u8; 8], Head> = BTreeMap::new();
    let mut last: Option<Head> = None;
    for (number, entry) in entries.iter().enumerate() {
        let head = entry.head;
        let follows = match tips.get(&head.chain) {
            Some(tip) => {
                head.sequence == tip.sequence + 1
                    && head.before == tip.hash
                    && head.member == tip.member
                    && head.clock > tip.clock
            }
            None => head.sequence == 0 && head.before == last.map_or([0; 32], |last| last.hash),
        };
        if !follows {
            return Err(JournalError::BrokenChain(number));
        }
        tips.insert(head.chain, head);
        last = Some(head);
    }
    Ok(last)
}
