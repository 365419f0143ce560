//! The roster: who reads, under which rules, until when (protocol, section 4.6). A JSON text that
//! people can read, signed with the channel's root key.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    primitives::{
        hash::sha256,
        signature::{SigningKey, VerifyingKey},
    },
    signed, text,
    time::{Day, Epoch},
};

/// A roster is valid for at most this many days.
pub const VALID_DAYS_MAX: u32 = 92;
/// A roster's text is at most this long, so that a page need not hold more.
pub const ROSTER_LEN_MAX: usize = 256 * 1024;

/// A text in each language, by its code (`nl`, `en`).
pub type Texts = BTreeMap<String, String>;

/// Why a roster is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Not this JSON, or longer than [`ROSTER_LEN_MAX`].
    #[error("the roster cannot be read")]
    Malformed,
    /// The roster is of another channel.
    #[error("the roster belongs to another channel")]
    Channel,
    /// The signature or a root change does not hold.
    #[error("the roster's signature does not hold")]
    Signature,
    /// The parts contradict each other or break a bound.
    #[error("the roster breaks a rule: {0}")]
    Rule(&'static str),
}

/// The roster's contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Always `belfry/v1/roster`; the first field.
    pub kind: String,
    /// The channel; the second field.
    pub channel: ChannelId,
    /// Counts the rosters of this channel, from 1.
    pub serial: u64,
    /// The first day of validity.
    pub valid_from: Day,
    /// The last day of validity.
    pub valid_until: Day,
    /// The root keys.
    pub root: RootChain,
    /// The channel's name.
    pub name: Texts,
    /// What the page says about the channel.
    pub text: Texts,
    /// Other ways to report, outside this channel.
    pub outside: Texts,
    /// Members and advisers.
    pub members: Vec<Member>,
    /// The services that a report can be about.
    pub services: Vec<Service>,
    /// Members needed to open a letter; 1 in this version.
    pub quorum: u8,
    /// Stanzas of every letter: 8 or 16.
    pub slots: u8,
    /// Cells of a batch.
    pub cells_per_batch: u16,
    /// Weeks that a reply cell lives.
    pub cell_weeks: u16,
    /// The recipient file of each epoch.
    pub epochs: Vec<EpochFile>,
    /// Fields of a later version, kept for the next roster (by the committee's reader alone: who
    /// only checks a roster does so on the bytes as they came).
    #[cfg_attr(feature = "committee", serde(flatten))]
    #[cfg_attr(not(feature = "committee"), serde(skip))]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// The first root key, and each change since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootChain {
    /// Minisign public key whose hash is the channel id.
    pub first: String,
    /// Changes in order, numbered from 1.
    #[serde(default)]
    pub changes: Vec<RootChange>,
}

/// One change of the root key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootChange {
    /// Signed object `belfry/v1/root-change ‖ channel id ‖ u32 number ‖ new key (32)` in base64,
    /// signed by the root before it.
    pub signed: String,
}

/// A member or adviser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Given out once and never again.
    pub number: MemberNumber,
    /// As reporters see it.
    pub name: String,
    /// As reporters see it, in each language.
    pub role: Texts,
    /// Member of the committee, or confidential adviser.
    pub kind: MemberKind,
    /// Where an adviser can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The weekday of publication (1 is Monday), for those who publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<u8>,
    /// Minisign public key for board headers, for those who publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_key: Option<String>,
    /// Minisign public key for confirmations, journal, releases and proofs.
    pub member_key: String,
    /// Fields of a later version, kept for the next roster (by the committee's reader alone: who
    /// only checks a roster does so on the bytes as they came).
    #[cfg_attr(feature = "committee", serde(flatten))]
    #[cfg_attr(not(feature = "committee"), serde(skip))]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Which of the two a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MemberKind {
    /// Reads what is addressed to the committee.
    Member,
    /// Reads what is addressed to them alone.
    Adviser,
}

/// A service that a report can be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Given out once and never again; 0 is none in particular.
    pub number: u16,
    /// As reporters see it.
    pub name: Texts,
}

/// The recipient file of one epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochFile {
    /// Which month.
    pub epoch: Epoch,
    /// SHA-256 of the file.
    pub sha256: Digest,
}

impl Roster {
    /// The signed file: indented JSON, a line feed, the signature block.
    ///
    /// # Errors
    /// [`RosterError`] where the result would be refused by [`verify`].
    pub fn sign(&self, root: &SigningKey) -> Result<Vec<u8>, RosterError> {
        let mut body = serde_json::to_vec_pretty(self).map_err(|_| RosterError::Malformed)?;
        body.push(b'\n');
        let file = signed::sign(&body, kind::ROSTER, root);
        verify(&file, &self.channel)?;
        Ok(file)
    }

    /// The member or adviser with this number.
    #[must_use]
    pub fn member(&self, number: MemberNumber) -> Option<&Member> {
        self.members.iter().find(|member| member.number == number)
    }

    /// Those who publish batches.
    pub fn publishers(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| member.weekday.is_some())
    }

    /// The hash of an epoch's recipient file.
    #[must_use]
    pub fn epoch_file(&self, epoch: Epoch) -> Option<&Digest> {
        self.epochs
            .iter()
            .find(|file| file.epoch == epoch)
            .map(|file| &file.sha256)
    }

    /// Whether the roster is valid on this day.
    #[must_use]
    pub fn valid_on(&self, day: Day) -> bool {
        (self.valid_from..=self.valid_until).contains(&day)
    }
}

impl Member {
    /// The key that confirmations and the journal are signed with.
    #[must_use]
    pub fn member_key(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_minisign(&self.member_key).ok()
    }

    /// The key that this member's board headers are signed with.
    #[must_use]
    pub fn board_key(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_minisign(self.board_key.as_deref()?).ok()
    }
}

/// A roster whose signature and rules hold.
#[derive(Debug, Clone)]
pub struct VerifiedRoster {
    roster: Roster,
    sha256: Digest,
}

impl VerifiedRoster {
    /// SHA-256 of the signed file.
    #[must_use]
    pub fn sha256(&self) -> &Digest {
        &self.sha256
    }
}

impl std::ops::Deref for VerifiedRoster {
    type Target = Roster;

    fn deref(&self) -> &Roster {
        &self.roster
    }
}

/// Reads a signed roster of `channel`: kind and channel, chain of roots, signature, then rules.
/// Validity in time is the caller's to check ([`Roster::valid_on`]).
///
/// # Errors
/// [`RosterError`].
pub fn verify(file: &[u8], channel: &ChannelId) -> Result<VerifiedRoster, RosterError> {
    if file.len() > ROSTER_LEN_MAX {
        return Err(RosterError::Malformed);
    }
    let (body, _) = signed::split(file, kind::ROSTER).map_err(|_| RosterError::Malformed)?;
    let opening = format!("{{\n  \"kind\": \"{}\",\n  \"channel\": \"", kind::ROSTER);
    if !body.starts_with(opening.as_bytes()) {
        return Err(RosterError::Malformed);
    }
    let roster: Roster = serde_json::from_slice(body).map_err(|_| RosterError::Malformed)?;
    if roster.channel != *channel {
        return Err(RosterError::Channel);
    }
    let root = current_root(&roster)?;
    signed::verify(file, kind::ROSTER, &root).map_err(|_| RosterError::Signature)?;
    check_rules(&roster)?;
    Ok(VerifiedRoster {
        roster,
        sha256: Digest(sha256(&[file])),
    })
}

/// The body of the object that changes a channel's root key.
#[must_use]
pub fn root_change_body(channel: &ChannelId, number: u32, new: &VerifyingKey) -> Vec<u8> {
    let mut body = kind::ROOT_CHANGE.as_bytes().to_vec();
    body.extend_from_slice(channel.as_bytes());
    body.extend(number.to_be_bytes());
    body.extend(new.to_bytes());
    body
}

fn current_root(roster: &Roster) -> Result<VerifyingKey, RosterError> {
    let mut root =
        VerifyingKey::from_minisign(&roster.root.first).map_err(|_| RosterError::Malformed)?;
    if ChannelId::of_root(&root) != roster.channel {
        return Err(RosterError::Channel);
    }
    for (number, change) in (1_u32..).zip(&roster.root.changes) {
        let file = text::unbase64(&change.signed).ok_or(RosterError::Malformed)?;
        let body =
            signed::verify(&file, kind::ROOT_CHANGE, &root).map_err(|_| RosterError::Signature)?;
        let (_, key) = body
            .split_last_chunk::<32>()
            .ok_or(RosterError::Malformed)?;
        let new = VerifyingKey::from_bytes(key).map_err(|_| RosterError::Malformed)?;
        if body != root_change_body(&roster.channel, number, &new) {
            return Err(RosterError::Signature);
        }
        root = new;
    }
    Ok(root)
}

fn check_rules(roster: &Roster) -> Result<(), RosterError> {
    let rule = |holds: bool, text: &'static str| {
        if holds {
            Ok(())
        } else {
            Err(RosterError::Rule(text))
        }
    };
    rule(roster.serial > 0, "the serial begins at 1")?;
    rule(
        roster.valid_from <= roster.valid_until
            && roster.valid_until.since(roster.valid_from) <= VALID_DAYS_MAX,
        "it is valid for at most 92 days",
    )?;
    rule(matches!(roster.slots, 8 | 16), "there are 8 or 16 slots")?;
    let members = roster.members.iter();
    let readers = members.clone().filter(|m| m.kind == MemberKind::Member);
    rule(
        readers.clone().next().is_some() && readers.clone().count() <= roster.slots.into(),
        "it has one member at least and at most as many as slots",
    )?;
    rule(
        roster.quorum >= 1 && usize::from(roster.quorum) <= readers.count(),
        "the quorum is between 1 and the number of members",
    )?;
    let numbers: BTreeSet<_> = members.clone().map(|m| m.number).collect();
    rule(
        numbers.len() == roster.members.len(),
        "each member's number is their own",
    )?;
    rule(
        members.clone().all(|m| m.member_key().is_some()),
        "each member has a member key",
    )?;
    rule(
        members.clone().all(|m| match m.weekday {
            Some(weekday) => (1..=7).contains(&weekday) && m.board_key().is_some(),
            None => true,
        }),
        "who publishes has a weekday from 1 to 7 and a board key",
    )?;
    rule(
        roster.publishers().next().is_some(),
        "at least one member publishes",
    )?;
    rule(
        (1..=64).contains(&roster.cells_per_batch) && (1..=52).contains(&roster.cell_weeks),
        "a batch has 1 to 64 cells and a cell lives 1 to 52 weeks",
    )
}
