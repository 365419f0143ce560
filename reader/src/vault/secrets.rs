//! What a member holds apart from cases: number, keys, and the channel they belong to.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{ChannelId, MemberNumber},
    primitives::signature::SigningKey,
    time::Epoch,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::profile::Profile;

const VERSION: u64 = 1;

/// The contents of the file `secrets`.
pub struct Secrets {
    /// What stands about this member in the roster.
    pub profile: Profile,
    /// Signs the journal and import confirmations.
    pub member_key: SigningKey,
    /// Signs boards.
    pub board_key: SigningKey,
    /// The channel, once it is known.
    pub channel: Option<ChannelId>,
}

impl Secrets {
    /// New keys for a member.
    #[must_use]
    pub fn generate(profile: Profile, rng: &mut impl CryptoRng) -> Self {
        Self {
            profile,
            member_key: SigningKey::generate(rng),
            board_key: SigningKey::generate(rng),
            channel: None,
        }
    }

    /// The member's number.
    #[must_use]
    pub fn number(&self) -> MemberNumber {
        self.profile.number
    }

    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut map = MapWriter::new(VERSION);
        map.bytes(1, &self.profile.encode())
            .bytes(2, self.member_key.expose_for_vault().as_slice())
            .bytes(3, self.board_key.expose_for_vault().as_slice());
        if let Some(channel) = &self.channel {
            map.bytes(4, channel.as_bytes());
        }
        Zeroizing::new(map.finish())
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        Ok(Self {
            profile: Profile::decode(map.bytes(1)?)?,
            member_key: SigningKey::from_bytes(&Zeroizing::new(map.array(2)?)),
            board_key: SigningKey::from_bytes(&Zeroizing::new(map.array(3)?)),
            channel: map.optional_array(4)?.map(ChannelId),
        })
    }
}

/// The secret of one epoch's recipient, as its text `AGE-SECRET-KEY-PQ-1…`.
pub struct EpochSecret {
    /// The month it is for.
    pub epoch: Epoch,
    /// Its text form.
    pub secret: Zeroizing<String>,
}

pub(super) fn encode_epochs(epochs: &[EpochSecret]) -> Zeroizing<Vec<u8>> {
    let items: Vec<Vec<u8>> = epochs
        .iter()
        .map(|one| {
            let mut map = MapWriter::new(VERSION);
            map.u64(1, u64::from(one.epoch.0)).text(2, &one.secret);
            map.finish()
        })
        .collect();
    let mut map = MapWriter::new(VERSION);
    map.items(1, &items);
    Zeroizing::new(map.finish())
}

pub(super) fn decode_epochs(bytes: &[u8]) -> Result<Vec<EpochSecret>, CborError> {
    let mut map = MapReader::parse(bytes)?;
    map.version(VERSION)?;
    map.items(1)?
        .into_iter()
        .map(|item| {
            let mut map = MapReader::parse(item)?;
            map.version(VERSION)?;
            Ok(EpochSecret {
                epoch: Epoch(map.uint(1)?),
                secret: Zeroizing::new(map.text(2)?),
            })
        })
        .collect()
}
