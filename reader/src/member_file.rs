//! What a member makes known of themselves for the roster: a JSON file without secrets, carried to
//! whoever holds the root key.

use std::{collections::BTreeSet, path::Path};

use crypto_core::{
    ids::MemberNumber,
    labels::kind,
    primitives::hash::sha256,
    primitives::hybrid::{HybridIdentity, HybridRecipient},
    primitives::signature::VerifyingKey,
    roster::{MemberKind, Texts},
    time::Epoch,
};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    ceremony::CeremonyError,
    commands::{CommandError, free},
    vault::{
        files,
        secrets::{EpochSecret, Secrets},
    },
};

/// Epochs that a new vault has, the current one included.
pub const EPOCHS_AHEAD: u32 = 4;
/// Epochs that `keys prepare` makes, the current one included: one file a year to compare by voice.
pub const EPOCHS_PREPARED: u32 = 12;

/// Why a member's file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MemberFileError {
    /// Not this JSON.
    #[error("this is not a member's file")]
    Malformed,
    /// A key in it is none.
    #[error("a key in the member's file is not usable")]
    Key,
}

/// The file's contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFile {
    /// Always `belfry/v1/member`.
    pub kind: String,
    /// The member's number.
    pub number: MemberNumber,
    /// As reporters see it.
    pub name: String,
    /// In each language.
    pub role: Texts,
    /// Member or adviser.
    pub member_kind: MemberKind,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The weekday of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<u8>,
    /// Minisign public key.
    pub board_key: String,
    /// Minisign public key.
    pub member_key: String,
    /// Recipients of the coming epochs.
    pub recipients: Vec<EpochRecipient>,
}

/// A recipient for one epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochRecipient {
    /// The month.
    pub epoch: Epoch,
    /// `age1pq1…`
    pub recipient: String,
}

impl MemberFile {
    /// The public half of a vault.
    ///
    /// # Errors
    /// [`MemberFileError::Key`] if an epoch's secret is none.
    pub fn of(secrets: &Secrets, epochs: &[EpochSecret]) -> Result<Self, MemberFileError> {
        let profile = &secrets.profile;
        let recipients = epochs.iter().map(|one| {
            let identity = HybridIdentity::parse(&one.secret).map_err(|_| MemberFileError::Key)?;
            Ok(EpochRecipient {
                epoch: one.epoch,
                recipient: identity.recipient().to_string(),
            })
        });
        Ok(Self {
            kind: kind::MEMBER.to_owned(),
            number: profile.number,
            name: profile.name.clone(),
            role: Texts::from([
                ("nl".to_owned(), profile.role_nl.clone()),
                ("en".to_owned(), profile.role_en.clone()),
            ]),
            member_kind: if profile.adviser {
                MemberKind::Adviser
            } else {
                MemberKind::Member
            },
            location: Some(profile.location.clone()).filter(|location| !location.is_empty()),
            weekday: profile.weekday,
            board_key: secrets.board_key.verifying_key().to_minisign(),
            member_key: secrets.member_key.verifying_key().to_minisign(),
            recipients: recipients.collect::<Result<_, _>>()?,
        })
    }

    /// Reads a file and checks that its keys are keys.
    ///
    /// # Errors
    /// Every case of [`MemberFileError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, MemberFileError> {
        let file: Self = serde_json::from_slice(bytes).map_err(|_| MemberFileError::Malformed)?;
        if file.kind != kind::MEMBER {
            return Err(MemberFileError::Malformed);
        }
        for key in [&file.board_key, &file.member_key] {
            VerifyingKey::from_minisign(key).map_err(|_| MemberFileError::Key)?;
        }
        for one in &file.recipients {
            HybridRecipient::parse(&one.recipient).map_err(|_| MemberFileError::Key)?;
        }
        Ok(file)
    }

    /// The file: indented JSON and a line feed.
    ///
    /// # Errors
    /// [`MemberFileError::Malformed`], which does not happen.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MemberFileError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|_| MemberFileError::Malformed)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a file where it lies.
    ///
    /// # Errors
    /// [`CommandError::File`], [`CommandError::MemberFile`].
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let name = path.display().to_string();
        let bytes = files::read_small(path).map_err(CommandError::of_file(path))?;
        Self::parse(&bytes).map_err(|error| CommandError::MemberFile(name, error))
    }

    /// Writes it there, in place of an earlier one of the same member.
    ///
    /// # Errors
    /// [`CommandError::File`], also where somebody else's file is there; [`CeremonyError::Twice`] where they have the same
    /// number.
    pub fn write(&self, path: &Path) -> Result<(), CommandError> {
        let there = Self::read(path).ok();
        match there.filter(|there| there.member_key != self.member_key) {
            Some(there) if there.number == self.number => {
                return Err(CeremonyError::Twice(self.number).into());
            }
            Some(_) => free(path)?,
            None => {}
        }
        let name = path.display().to_string();
        let bytes = self
            .to_bytes()
            .map_err(|error| CommandError::MemberFile(name.clone(), error))?;
        files::replace(path, &bytes).map_err(CommandError::of_file(path))
    }

    /// Whether a key stands in both.
    #[must_use]
    pub fn shares_keys(&self, other: &Self) -> bool {
        let recipients = |file: &Self| {
            let recipients = file.recipients.iter();
            recipients
                .map(|one| one.recipient.clone())
                .collect::<BTreeSet<String>>()
        };
        self.board_key == other.board_key
            || self.member_key == other.member_key
            || !recipients(self).is_disjoint(&recipients(other))
    }

    /// Sixteen digits to compare over the telephone: nobody changed the keys on the way.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut parts: Vec<&[u8]> = vec![self.board_key.as_bytes(), self.member_key.as_bytes()];
        parts.extend(self.recipients.iter().map(|one| one.recipient.as_bytes()));
        let hash = sha256(&parts);
        let mut text = String::new();
        for (place, byte) in hash.iter().take(8).enumerate() {
            if place > 0 && place % 2 == 0 {
                text.push('-');
            }
            text.push_str(&format!("{byte:02x}"));
        }
        text
    }
}

/// Secrets for the epochs from `first` on that `known` lacks, with those it has from `first` on.
#[must_use]
pub fn prepare_epochs(
    known: Vec<EpochSecret>,
    first: Epoch,
    count: u32,
    rng: &mut impl CryptoRng,
) -> Vec<EpochSecret> {
    let mut all = known;
    for epoch in (0..count).map(|ahead| first.plus(ahead)) {
        if !all.iter().any(|one| one.epoch == epoch) {
            let secret = HybridIdentity::generate(rng).expose_text();
            all.push(EpochSecret { epoch, secret });
        }
    }
    all.sort_by_key(|one| one.epoch);
    all
}
