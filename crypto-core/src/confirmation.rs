//! Import confirmations: a member's reader has all letters of a closed storage week, whether they
//! opened or not (protocol, section 4.7). When all have confirmed, the week can go.
//!
//! Body: `"belfry/v1/import-confirmation" ‖ channel (32) ‖ u16 member ‖ u32 week ‖ u32 count ‖
//! SHA-256 over the week's 16-byte letter ids in ascending order`, then the signature block.

use crate::{
    ids::{ChannelId, Digest, LetterId, MemberNumber},
    labels::kind,
    primitives::{hash::Hasher, signature::SigningKey},
    roster::VerifiedRoster,
    signed,
    time::Week,
    wire::Cursor,
};

const BODY_LEN: usize = kind::IMPORT_CONFIRMATION.len() + 32 + 2 + 4 + 4 + 32;
/// Length in bytes of a signed confirmation.
pub const CONFIRMATION_LEN: usize = BODY_LEN + signed::block_len(kind::IMPORT_CONFIRMATION);

/// Why a confirmation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmationError {
    /// Not this format, or of another channel.
    #[error("the import confirmation cannot be read")]
    Malformed,
    /// The member is not in the roster, or the signature does not hold.
    #[error("the import confirmation's signature does not hold")]
    Signature,
}

/// What a member confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// The channel.
    pub channel: ChannelId,
    /// Who confirms.
    pub member: MemberNumber,
    /// Which storage week.
    pub week: Week,
    /// How many letters it had.
    pub count: u32,
    /// [`ids_digest`] of them.
    pub ids: Digest,
}

/// SHA-256 over letter ids, which must be in ascending order.
#[must_use]
pub fn ids_digest<'i>(ascending: impl IntoIterator<Item = &'i LetterId>) -> Digest {
    let mut hash = Hasher::default();
    for id in ascending {
        hash.update(id.as_bytes());
    }
    Digest(hash.finish())
}

impl Confirmation {
    /// The signed confirmation, [`CONFIRMATION_LEN`] bytes.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Vec<u8> {
        let mut body = kind::IMPORT_CONFIRMATION.as_bytes().to_vec();
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.member.0.to_be_bytes());
        body.extend(self.week.0.to_be_bytes());
        body.extend(self.count.to_be_bytes());
        body.extend_from_slice(self.ids.as_bytes());
        signed::sign(&body, kind::IMPORT_CONFIRMATION, member_key)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::IMPORT_CONFIRMATION.as_bytes())?;
        let confirmation = Self {
            channel: ChannelId(cursor.array()?),
            member: MemberNumber(cursor.u16()?),
            week: Week(cursor.u32()?),
            count: cursor.u32()?,
            ids: Digest(cursor.array()?),
        };
        cursor.is_empty().then_some(confirmation)
    }
}

/// Reads a signed confirmation by a member of `roster`.
///
/// # Errors
/// [`ConfirmationError`].
pub fn verify(file: &[u8], roster: &VerifiedRoster) -> Result<Confirmation, ConfirmationError> {
    let (body, _) =
        signed::split(file, kind::IMPORT_CONFIRMATION).map_err(|_| ConfirmationError::Malformed)?;
    let confirmation = Confirmation::read(body)
        .filter(|confirmation| confirmation.channel == roster.channel)
        .ok_or(ConfirmationError::Malformed)?;
    let key = roster
        .member(confirmation.member)
        .and_then(crate::roster::Member::member_key)
        .ok_or(ConfirmationError::Signature)?;
    signed::verify(file, kind::IMPORT_CONFIRMATION, &key)
        .map_err(|_| ConfirmationError::Signature)?;
    Ok(confirmation)
}
