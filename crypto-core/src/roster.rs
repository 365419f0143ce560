//! The roster: who reads, under which rules, until when (protocol, section 4.6). A JSON text that
//! people can read, signed with the channel's root key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    primitives::{
        hash::sha256,
        signature::{SigningKey, VerifyingKey},
    },
    signed,
    time::{Day, Epoch},
};

mod former;
mod root;
mod rules;

pub use former::FormerMember;
pub use root::{RootChain, RootChange, change_root, root_change_body};

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
    /// Numbers that were given out and are no longer in use, so that they are never given out
    /// again and answers under them are still found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerMember>,
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

    /// Whether it keeps the rules, which [`verify`] asks beside kind, channel and signatures: one can see before signing.
    ///
    /// # Errors
    /// [`RosterError::Rule`].
    pub fn check_rules(&self) -> Result<(), RosterError> {
        rules::check_rules(self)
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
    roots: Vec<VerifyingKey>,
}

impl VerifiedRoster {
    /// SHA-256 of the signed file.
    #[must_use]
    pub fn sha256(&self) -> &Digest {
        &self.sha256
    }

    /// The channel's root keys in order: the first one, then each that a change made; the last one
    /// signed this roster.
    #[must_use]
    pub fn roots(&self) -> &[VerifyingKey] {
        &self.roots
    }

    /// Whether every root key of `before` is here too, under its number. Who has seen `before`
    /// refuses all else: a chain that is cut short is signed with a key that was given up, and of two
    /// different changes with one number neither counts (protocol, section 4.6).
    #[must_use]
    pub fn keeps_roots_of(&self, before: &Self) -> bool {
        self.roots.starts_with(&before.roots)
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
    let roots = root::root_keys(&roster)?;
    let current = roots.last().ok_or(RosterError::Signature)?;
    signed::verify(file, kind::ROSTER, current).map_err(|_| RosterError::Signature)?;
    rules::check_rules(&roster)?;
    Ok(VerifiedRoster {
        roster,
        sha256: Digest(sha256(&[file])),
        roots,
    })
}
