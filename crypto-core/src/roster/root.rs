//! The channel's root keys: the first one, whose hash is the channel, and each change since
//! (protocol, section 4.6).

use serde::{Deserialize, Serialize};

use super::{Roster, RosterError};
use crate::{
    ids::ChannelId,
    labels::kind,
    primitives::signature::{SigningKey, VerifyingKey},
    signed, text,
};

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

/// Change `number` of the channel's root key, from 1, to `new`, signed with the key before it.
#[must_use]
pub fn change_root(
    channel: &ChannelId,
    number: u32,
    new: &VerifyingKey,
    before: &SigningKey,
) -> RootChange {
    let body = root_change_body(channel, number, new);
    RootChange {
        signed: text::base64(&signed::sign(&body, kind::ROOT_CHANGE, before)),
    }
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

/// Every root key in order; at least the first.
pub(super) fn root_keys(roster: &Roster) -> Result<Vec<VerifyingKey>, RosterError> {
    let mut root =
        VerifyingKey::from_minisign(&roster.root.first).map_err(|_| RosterError::Malformed)?;
    if ChannelId::of_root(&root) != roster.channel {
        return Err(RosterError::Channel);
    }
    let mut roots = vec![root];
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
        roots.push(root);
    }
    Ok(roots)
}
