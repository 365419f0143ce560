//! A member's share of a name that a reporter held apart, given to one colleague (protocol, section 4.3, "The reporter's
//! own name").
//!
//! Body: `"belfry/v1/name-share" ‖ channel (32) ‖ u16 from ‖ u16 to ‖ letter id (16) ‖ deed (16) ‖ share (33)`, then the
//! signature block by the member key of who gives it. It travels as the object of a letter between members of the kind
//! `name-share`, sealed to that colleague alone.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    ids::{ChannelId, LetterId, MemberNumber},
    labels::kind,
    letter::name_box::{NAME_SHARE_LEN, share_bytes, share_from},
    primitives::{shares::Share, signature::SigningKey},
    roster::{MemberKind, VerifiedRoster},
    signed,
    wire::Cursor,
};

/// The kind of a letter that carries one.
pub const LETTER_KIND: &str = "name-share";

/// Who gives whom their share of which letter's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameShare {
    /// The channel.
    pub channel: ChannelId,
    /// Who gives it.
    pub from: MemberNumber,
    /// To whom alone.
    pub to: MemberNumber,
    /// The letter that holds the name, by its id on the server.
    pub letter: LetterId,
    /// The deed that says why.
    pub deed: [u8; 16],
    /// The share.
    pub share: Share,
}

/// Why a share is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameShareError {
    /// Not this format, or of another channel.
    #[error("it cannot be read")]
    Malformed,
    /// No member of the committee has the number that it names.
    #[error("it names member {0}, who is not in the roster")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names.
    #[error("it names member {0}, who did not sign it")]
    Signature(MemberNumber),
}

impl NameShare {
    /// The signed object. Wiped on drop, as it holds the share.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Zeroizing<Vec<u8>> {
        let mut body = Zeroizing::new(kind::NAME_SHARE.as_bytes().to_vec());
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.from.0.to_be_bytes());
        body.extend(self.to.0.to_be_bytes());
        body.extend_from_slice(self.letter.as_bytes());
        body.extend_from_slice(&self.deed);
        body.extend_from_slice(&share_bytes(&self.share));
        Zeroizing::new(signed::sign(&body, kind::NAME_SHARE, member_key))
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::NAME_SHARE.as_bytes())?;
        let given = Self {
            channel: ChannelId(cursor.array()?),
            from: MemberNumber(cursor.u16()?),
            to: MemberNumber(cursor.u16()?),
            letter: LetterId(cursor.array()?),
            deed: cursor.array()?,
            share: share_from(cursor.bytes(NAME_SHARE_LEN)?)?,
        };
        cursor.is_empty().then_some(given)
    }
}

/// Reads who gives whom a share, by a member of `roster`.
///
/// # Errors
/// [`NameShareError`], which names whose name was used.
pub fn verify(object: &[u8], roster: &VerifiedRoster) -> Result<NameShare, NameShareError> {
    let (body, _) =
        signed::split(object, kind::NAME_SHARE).map_err(|_| NameShareError::Malformed)?;
    let given = NameShare::read(body)
        .filter(|given| given.channel == roster.channel)
        .ok_or(NameShareError::Malformed)?;
    signed::verify_named(
        object,
        kind::NAME_SHARE,
        (roster, given.from),
        |may| may == MemberKind::Member,
        [NameShareError::Stranger, NameShareError::Signature],
    )?;
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_back_and_none_that_is_longer_or_shorter() {
        let given = NameShare {
            channel: ChannelId([1; 32]),
            from: MemberNumber(2),
            to: MemberNumber(3),
            letter: LetterId([4; 16]),
            deed: [5; 16],
            share: Share {
                x: 1,
                y: Zeroizing::new(vec![6; 32]),
            },
        };
        let signed = given.sign(&SigningKey::from_bytes(&[7; 32]));
        let (body, _) = signed::split(&signed, kind::NAME_SHARE).unwrap();
        assert_eq!(body.len(), 20 + 32 + 2 + 2 + 16 + 16 + 33);
        assert_eq!(NameShare::read(body), Some(given));
        for length in 0..body.len() {
            assert_eq!(NameShare::read(&body[..length]), None);
        }
        assert_eq!(NameShare::read(&[body, &[0]].concat()), None);
    }
}
