//! Giving one's share of one letter to one colleague (protocol, section 4.3, "Quorum").
//!
//! Body: `"belfry/v1/release" ‖ channel (32) ‖ u16 from ‖ u16 to ‖ letter id (16) ‖ share (17)`, then the
//! signature block by the member key of who releases. It travels inside a letter to that colleague.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    ids::{ChannelId, LetterId, MemberNumber},
    labels::kind,
    letter::share::{self, SHARE_LEN},
    primitives::{shares::Share, signature::SigningKey},
    roster::VerifiedRoster,
    signed,
    wire::Cursor,
};

/// A released share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The channel.
    pub channel: ChannelId,
    /// Who releases.
    pub from: MemberNumber,
    /// To whom alone.
    pub to: MemberNumber,
    /// Of which letter, by its id on the server.
    pub letter: LetterId,
    /// The share.
    pub share: Share,
}

/// Why a release is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReleaseError {
    /// Not this format, or of another channel.
    #[error("it cannot be read")]
    Malformed,
    /// Nobody with the number that it names is in the roster.
    #[error("it names member {0} as its sender, who is not in the roster")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names.
    #[error("it names member {0} as its sender, but that member did not sign it")]
    Signature(MemberNumber),
}

impl Release {
    /// The signed release. Wiped on drop, as it holds the share.
    #[must_use]
    pub fn sign(&self, member_key: &SigningKey) -> Zeroizing<Vec<u8>> {
        let mut body = Zeroizing::new(kind::RELEASE.as_bytes().to_vec());
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.from.0.to_be_bytes());
        body.extend(self.to.0.to_be_bytes());
        body.extend_from_slice(self.letter.as_bytes());
        body.extend_from_slice(&share::to_bytes(&self.share));
        Zeroizing::new(signed::sign(&body, kind::RELEASE, member_key))
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::RELEASE.as_bytes())?;
        let release = Self {
            channel: ChannelId(cursor.array()?),
            from: MemberNumber(cursor.u16()?),
            to: MemberNumber(cursor.u16()?),
            letter: LetterId(cursor.array()?),
            share: {
                let bytes: [u8; SHARE_LEN] = cursor.array()?;
                share::from_bytes(&bytes)?
            },
        };
        cursor.is_empty().then_some(release)
    }
}

/// Reads a release by a member of `roster`.
///
/// # Errors
/// [`ReleaseError`], which names whose name was used.
pub fn verify(file: &[u8], roster: &VerifiedRoster) -> Result<Release, ReleaseError> {
    let (body, _) = signed::split(file, kind::RELEASE).map_err(|_| ReleaseError::Malformed)?;
    let release = Release::read(body)
        .filter(|release| release.channel == roster.channel)
        .ok_or(ReleaseError::Malformed)?;
    signed::verify_named(file, kind::RELEASE, (roster, release.from), |_| true)?;
    Ok(release)
}

signed::says_not_theirs!(ReleaseError);
