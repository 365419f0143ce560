//! The reporter's own name, held apart in a letter (protocol, section 4.3, "The reporter's own name").
//!
//! ```text
//! box   = u8 threshold ‖ nonce (24) ‖ sealed name (318) ‖ entries (83 each), by ascending member number
//! name  = u16 n ‖ UTF-8 (n) ‖ zeros, 302 bytes, under a fresh name key
//! entry = u16 member ‖ commitment (32) ‖ sealed share (49)
//! share = place (from 1) ‖ the name key's polynomials there (32)
//! ```
//!
//! Everything is XChaCha20-Poly1305 under the box's one nonce: the name under the name key, each share under a key that
//! only the reporter and that member have. No public key is used, so that nothing here waits for a quantum computer.
//! No member alone opens the name where two or more read the letter; whatever the threshold, so many together do.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    ids::{ChannelId, LetterId, MemberNumber},
    keys::MemberKey,
    labels::{NAME_BOX, NAME_COMMITMENT},
    lengths::{KEY_LEN, XNONCE_LEN},
    primitives::{
        aead,
        hash::sha256,
        shares::{self, Share},
    },
};

#[cfg(feature = "committee")]
mod open;

#[cfg(feature = "committee")]
pub use open::NameBox;

/// Bytes of a name at most: 100 characters of a text field in any alphabet.
pub const NAME_MAX: usize = 300;
/// Bytes of a share as it travels: its place, and the name key's polynomials there.
pub const NAME_SHARE_LEN: usize = 1 + KEY_LEN;
const NAME_LEN: usize = 2 + NAME_MAX;
const TAG_LEN: usize = 16;
const SEALED_NAME_LEN: usize = NAME_LEN + TAG_LEN;
const SEALED_SHARE_LEN: usize = NAME_SHARE_LEN + TAG_LEN;
const ENTRY_LEN: usize = 2 + 32 + SEALED_SHARE_LEN;

/// Bytes of a box for so many members: 343 + 83 for each.
#[must_use]
pub const fn box_len(members: usize) -> usize {
    1 + XNONCE_LEN + SEALED_NAME_LEN + members * ENTRY_LEN
}

const _: () = assert!(box_len(0) == 343 && box_len(1) == 426 && ENTRY_LEN == 83);

/// Why a name was not sealed, or cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameBoxError {
    /// Not a box of this format.
    #[error("it is not put together as names are")]
    Malformed,
    /// A name has 1 to [`NAME_MAX`] bytes.
    #[error("a name has 1 to {NAME_MAX} bytes")]
    Length,
    /// No share for this member is in it.
    #[error("it has no share for this member")]
    NoShare,
    /// Its sender made this member's share wrongly, or it was made for another letter.
    #[error("this member's share does not fit it")]
    Share,
    /// Fewer shares than the threshold.
    #[error("more shares are needed")]
    TooFew,
    /// Shares that fit do not open it: its sender made them wrongly.
    #[error("its shares do not open it")]
    Altered,
}

/// The letter that a box belongs to; both bind it, so that it opens in no other.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The channel.
    pub channel: &'a ChannelId,
    /// The letter's id, field 6.
    pub letter: &'a LetterId,
}

/// Shares that open a name: two at least where two or more have one, more where the channel's quorum is higher.
#[must_use]
pub fn threshold(members: usize, quorum: u8) -> u8 {
    let most = u8::try_from(members).unwrap_or(u8::MAX);
    quorum.max(2).min(most)
}

/// Seals a name for those who read a letter.
///
/// # Errors
/// [`NameBoxError::Length`], and [`NameBoxError::Malformed`] without members, or with more than a letter has.
pub fn seal_name(
    name: &str,
    place: Place<'_>,
    members: &[(MemberNumber, &MemberKey)],
    quorum: u8,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, NameBoxError> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_unstable_by_key(|(number, _)| *number);
    let threshold = threshold(members.len(), quorum);
    let count = u8::try_from(members.len()).map_err(|_| NameBoxError::Malformed)?;
    let mut key = Zeroizing::new([0; KEY_LEN]);
    rng.fill_bytes(key.as_mut_slice());
    let mut nonce = [0; XNONCE_LEN];
    rng.fill_bytes(&mut nonce);
    let split = shares::split(key.as_slice(), threshold, count, rng);
    let split = split.map_err(|_| NameBoxError::Malformed)?;

    let mut sealed = Vec::with_capacity(box_len(members.len()));
    sealed.push(threshold);
    sealed.extend_from_slice(&nonce);
    let about = place.binding(threshold);
    sealed.extend(aead::seal(&key, &nonce, &about, &padded(name)?));
    for ((number, member_key), share) in members.into_iter().zip(&split) {
        let share = share_bytes(share);
        let key = member_key.name_key(place.letter);
        let about = [about.as_slice(), &number.0.to_be_bytes()].concat();
        sealed.extend(number.0.to_be_bytes());
        sealed.extend(commitment(place, *number, &share));
        sealed.extend(aead::seal(&key, &nonce, &about, &share));
    }
    Ok(sealed)
}

impl Place<'_> {
    /// `"belfry/v1/name-box" ‖ channel id (32) ‖ letter id (16) ‖ u8 threshold`
    fn binding(self, threshold: u8) -> Vec<u8> {
        let (channel, letter) = (self.channel.as_bytes(), self.letter.as_bytes());
        [NAME_BOX, channel, letter, &[threshold]].concat()
    }
}

/// `u16 n ‖ UTF-8 (n) ‖ zeros`, 302 bytes whatever the name.
fn padded(name: &str) -> Result<Zeroizing<Vec<u8>>, NameBoxError> {
    if name.is_empty() || name.len() > NAME_MAX {
        return Err(NameBoxError::Length);
    }
    let length = u16::try_from(name.len()).map_err(|_| NameBoxError::Length)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(NAME_LEN));
    bytes.extend(length.to_be_bytes());
    bytes.extend_from_slice(name.as_bytes());
    bytes.resize(NAME_LEN, 0);
    Ok(bytes)
}

/// What binds a box to a member's share, so that whoever has the letter can check one that is given.
fn commitment(place: Place<'_>, member: MemberNumber, share: &[u8]) -> [u8; 32] {
    let (channel, letter) = (place.channel.as_bytes(), place.letter.as_bytes());
    let member = member.0.to_be_bytes();
    sha256(&[NAME_COMMITMENT, channel, letter, &member, share])
}

/// `x ‖ y`, 33 bytes.
#[must_use]
pub fn share_bytes(share: &Share) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(NAME_SHARE_LEN));
    bytes.push(share.x);
    bytes.extend_from_slice(&share.y);
    bytes
}

/// What [`share_bytes`] gave; `None` for another length.
#[must_use]
pub fn share_from(bytes: &[u8]) -> Option<Share> {
    let (x, y) = bytes.split_first()?;
    (bytes.len() == NAME_SHARE_LEN).then(|| Share {
        x: *x,
        y: Zeroizing::new(y.to_vec()),
    })
}

#[cfg(test)]
#[cfg(feature = "committee")]
mod tests;
