//! A member's share of a letter, and putting shares together.

use thiserror::Error;
use zeroize::Zeroizing;

use super::{SHARE_LEN, commitment, from_bytes, to_bytes};
use crate::{
    keys::{MemberKey, ThreadKey},
    letter::open::{OpenError, OpenedLetter, Place, from_file_key},
    primitives::{
        aead,
        age_file::{ShareStanza, share_stanzas},
        hash::equal_in_constant_time,
        hybrid::{ENCAPSULATED_LEN, FILE_KEY_LEN, FileKey, HybridIdentity, SHARE_PLAINTEXT_LEN},
        shares::{self, Share},
    },
};

/// What one member has of a letter that a quorum must open. Wiped on drop.
pub struct HeldShare {
    /// The member's slot, from 0.
    pub slot: u8,
    /// The share, to be released to a colleague.
    pub share: Share,
    /// The member's key in the conversation: it opens nothing, but a confirmation of receipt can be sent
    /// under it before the quorum meets.
    pub member_key: MemberKey,
    /// Whether the share fits the commitment in the letter. If not, its sender is at fault, and no
    /// colleague could use it.
    pub fits: bool,
    wrap: Zeroizing<Vec<u8>>,
    encapsulated: [u8; ENCAPSULATED_LEN],
}

/// Why shares do not open a letter, and whose fault that is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// These are not enough.
    #[error("the shares that are here are not enough yet")]
    TooFew,
    /// The shares fit their commitments, and still do not give the file key: who sealed the letter made them wrongly.
    #[error(
        "whoever sealed this letter made its shares wrongly, or asked for more members than any roster seen here; a further share may still open it"
    )]
    Sender,
    /// The letter.
    #[error(transparent)]
    Letter(#[from] OpenError),
}

/// This reader's share of a letter; `None` if the letter is of another form, or not for this reader.
pub(in crate::letter) fn take(
    letter: &[u8],
    keys: &[HybridIdentity],
) -> Result<Option<HeldShare>, OpenError> {
    let Some(stanzas) = stanzas(letter)? else {
        return Ok(None);
    };
    for (slot, stanza) in (0_u8..).zip(&stanzas) {
        for key in keys {
            let inside = key
                .open_share(&stanza.encapsulated, &stanza.body)
                .map_err(|_| OpenError::NotAge)?;
            if let Some(inside) = inside {
                return held(slot, stanza, inside.as_ref()).map(Some);
            }
        }
    }
    Ok(None)
}

fn held(slot: u8, stanza: &ShareStanza, inside: &[u8]) -> Result<HeldShare, OpenError> {
    let (share, rest) = inside
        .split_first_chunk::<SHARE_LEN>()
        .ok_or(OpenError::Layout)?;
    let (member_key, wrap) = rest.split_first_chunk::<32>().ok_or(OpenError::Layout)?;
    let place_fits = share.first() == Some(&slot.saturating_add(1));
    Ok(HeldShare {
        slot,
        share: from_bytes(share).ok_or(OpenError::Layout)?,
        member_key: MemberKey::from_bytes(*member_key),
        fits: place_fits && fits(stanza, share),
        wrap: Zeroizing::new(wrap.to_vec()),
        encapsulated: stanza.encapsulated,
    })
}

fn fits(stanza: &ShareStanza, share: &[u8]) -> bool {
    equal_in_constant_time(&commitment(&stanza.encapsulated, share), &stanza.commitment)
}

/// Whether a released share is the one that the letter has at its place. If it is not, it was changed
/// by, or meant for another letter by, whoever released it.
///
/// # Errors
/// [`OpenError::NotAge`] for a letter that has no shares.
pub fn check_share(letter: &[u8], share: &Share) -> Result<bool, OpenError> {
    let stanzas = stanzas(letter)?.ok_or(OpenError::NotAge)?;
    let stanza = usize::from(share.x)
        .checked_sub(1)
        .and_then(|slot| stanzas.get(slot));
    Ok(
        share.y.len() == FILE_KEY_LEN
            && stanza.is_some_and(|stanza| fits(stanza, &to_bytes(share))),
    )
}

/// Opens a letter with shares that [`check_share`] found right.
///
/// `threshold` is what the roster says; below it a key that does not fit is nobody's fault.
///
/// # Errors
/// Every case of [`Refusal`].
pub fn open_with_shares(
    letter: &[u8],
    held: &HeldShare,
    others: &[Share],
    threshold: u8,
) -> Result<OpenedLetter, Refusal> {
    let own = held.fits.then_some(&held.share);
    let mut all: Vec<Share> = Vec::new();
    for share in own.into_iter().chain(others) {
        if all.iter().all(|known| known.x != share.x) {
            all.push(share.clone());
        }
    }
    let few = all.len() < usize::from(threshold);
    let at_fault = if few {
        Refusal::TooFew
    } else {
        Refusal::Sender
    };
    let Ok(key) = shares::combine(&all) else {
        return Err(at_fault);
    };
    match held.open(letter, &key)? {
        Some(opened) => Ok(opened),
        None => Err(at_fault),
    }
}

impl HeldShare {
    /// What the stanza held, 82 bytes: slot, share, member key, wrap. For the vault only.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(1 + SHARE_PLAINTEXT_LEN));
        bytes.push(self.slot);
        bytes.extend_from_slice(&to_bytes(&self.share));
        bytes.extend_from_slice(self.member_key.expose_for_box());
        bytes.extend_from_slice(&self.wrap);
        bytes
    }

    /// The share of this letter that [`HeldShare::expose`] gave.
    ///
    /// # Errors
    /// [`OpenError::Layout`] if the bytes are not of this letter.
    pub fn restore(letter: &[u8], bytes: &[u8]) -> Result<Self, OpenError> {
        let (slot, inside) = bytes.split_first().ok_or(OpenError::Layout)?;
        let stanzas = stanzas(letter)?.ok_or(OpenError::NotAge)?;
        let stanza = stanzas.get(usize::from(*slot)).ok_or(OpenError::Layout)?;
        if inside.len() != SHARE_PLAINTEXT_LEN {
            return Err(OpenError::Layout);
        }
        held(*slot, stanza, inside)
    }

    /// Opens a letter whose threshold is 1, so that every share is the file key; `None` if it is
    /// higher.
    pub(in crate::letter) fn open_alone(
        &self,
        letter: &[u8],
    ) -> Result<Option<OpenedLetter>, OpenError> {
        self.open(letter, &self.share.y)
    }

    /// Opens a letter for who has opened another one of the conversation and so has its thread key;
    /// `None` if it is another conversation's.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_with_thread(
        &self,
        letter: &[u8],
        thread: &ThreadKey,
    ) -> Result<Option<OpenedLetter>, OpenError> {
        let wrap_key = thread.wrap_key(&self.encapsulated);
        match aead::open_once(&wrap_key, b"", &self.wrap) {
            Ok(key) => self.open(letter, &key),
            Err(_) => Ok(None),
        }
    }

    fn open(&self, letter: &[u8], key: &[u8]) -> Result<Option<OpenedLetter>, OpenError> {
        let Ok(key) = key.try_into().map(FileKey::from_bytes) else {
            return Ok(None);
        };
        let stanzas = stanzas(letter)?.ok_or(OpenError::NotAge)?.len();
        let place = Place {
            slot: self.slot,
            stanzas,
        };
        from_file_key(letter, &key, &place, &self.member_key)
    }
}

fn stanzas(letter: &[u8]) -> Result<Option<Vec<ShareStanza>>, OpenError> {
    Ok(share_stanzas(letter)?)
}
