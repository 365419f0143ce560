//! Letters that open only for a quorum (protocol, section 4.3, "Quorum"): each stanza holds one
//! share of the file key, the member key, and the file key wrapped for who knows the conversation.

use zeroize::Zeroizing;

use crate::{
    labels::SHARE,
    primitives::{
        hash::sha256,
        hybrid::{FILE_KEY_LEN, SHARE_PLAINTEXT_LEN},
        shares::Share,
    },
};

#[cfg(feature = "committee")]
mod held;
mod seal;

#[cfg(feature = "committee")]
pub(super) use held::take;
#[cfg(feature = "committee")]
pub use held::{HeldShare, Refusal, check_share, open_with_shares};
pub(super) use seal::seal_all;

/// Bytes of a share as it travels: its place, and the file key's polynomials there.
pub const SHARE_LEN: usize = 1 + FILE_KEY_LEN;
/// Bytes of a wrapped file key: the file key and a Poly1305 tag.
const WRAP_LEN: usize = FILE_KEY_LEN + 16;

const _: () = assert!(SHARE_LEN + 32 + WRAP_LEN == SHARE_PLAINTEXT_LEN);

/// `x ‖ y`, 17 bytes.
#[must_use]
pub fn to_bytes(share: &Share) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SHARE_LEN));
    bytes.push(share.x);
    bytes.extend_from_slice(&share.y);
    bytes
}

/// What [`to_bytes`] gave; `None` for another length.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Option<Share> {
    let (x, y) = bytes.split_first()?;
    (bytes.len() == SHARE_LEN).then(|| Share {
        x: *x,
        y: Zeroizing::new(y.to_vec()),
    })
}

/// What binds a stanza to the share inside: whoever has the letter can check a released share.
fn commitment(encapsulated: &[u8], share: &[u8]) -> [u8; 32] {
    sha256(&[SHARE.as_bytes(), encapsulated, share])
}
