//! Sealing letters and covers: one road for both, from given randomness.

use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    content::Content,
    layout::{BOX_LEN, Builder, Form, Lock, Slots, TAG_LEN},
    share,
};
use crate::{
    keys::{MemberKey, ThreadKey},
    lengths::LETTER_LEN,
    primitives::{
        aead,
        age_file::{self, NONCE_LEN},
        hybrid::{
            BoxKey, FileKey, HybridIdentity, HybridRecipient, SealedShare, WrapError, Wrapped,
        },
    },
};

/// A sealed letter or cover, 65,536 bytes; nothing tells one from the other.
pub struct Letter(Box<[u8; LETTER_LEN]>);

impl Letter {
    /// The bytes to be posted.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; LETTER_LEN] {
        &self.0
    }
}

/// Somebody who is to read a letter.
pub struct Seat<'a> {
    /// Their recipient of the epoch.
    pub recipient: &'a HybridRecipient,
    /// Their key in this conversation, which goes into their box.
    pub member_key: &'a MemberKey,
}

/// Why a letter was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// The content is longer than a letter holds; [`text_room`] says what fits.
    #[error("the text is too long for one letter")]
    TooLong,
    /// Nobody would be able to read it: no reader, or fewer than the threshold.
    #[error("a letter needs at least as many readers as have to come together to read it")]
    NoReader,
    /// More readers than the channel has slots.
    #[error("the channel has fewer slots than readers")]
    TooManyReaders,
    /// A fault of the cryptographic library, never of the content.
    #[error("the letter could not be sealed")]
    Failed,
}

impl From<WrapError> for SealError {
    fn from(_: WrapError) -> Self {
        Self::Failed
    }
}

/// Bytes of text (UTF-8) that fit as body of this content, whatever its body is now.
#[must_use]
pub fn text_room(content: &Content, form: impl Into<Form>) -> usize {
    let most = form.into().cbor_max();
    let fits = |text_len: &usize| content.encoded_len(*text_len) <= most;
    let widest = most.saturating_sub(content.encoded_len(0));
    // The text's head grows by at most 4 bytes with it; at one of these lengths it just fits.
    (0..=4)
        .map(|head| widest.saturating_sub(head))
        .find(fits)
        .unwrap_or(0)
}

/// Seals a letter for these readers.
///
/// # Errors
/// Every case of [`SealError`].
pub fn seal_letter(
    content: &Content,
    readers: &[Seat<'_>],
    lock: impl Into<Lock>,
    rng: &mut impl CryptoRng,
) -> Result<Letter, SealError> {
    let lock = lock.into();
    if readers.len() < usize::from(lock.threshold.unwrap_or(1)) || readers.is_empty() {
        return Err(SealError::NoReader);
    }
    seal(
        &content.encode(),
        readers,
        Some(&content.thread_key),
        lock,
        rng,
    )
}

/// Seals a cover: a letter that nobody can open.
///
/// # Errors
/// [`SealError::Failed`], which does not happen.
pub fn seal_cover(lock: impl Into<Lock>, rng: &mut impl CryptoRng) -> Result<Letter, SealError> {
    seal(&[], &[], None, lock.into(), rng)
}

fn seal(
    cbor: &[u8],
    readers: &[Seat<'_>],
    thread: Option<&ThreadKey>,
    lock: Lock,
    rng: &mut impl CryptoRng,
) -> Result<Letter, SealError> {
    if readers.len() > lock.slots.count() {
        return Err(SealError::TooManyReaders);
    }
    let file_key = FileKey::generate(rng);
    let seats = shuffled_seats(readers, lock.slots, rng);
    let keys: Vec<_> = seats
        .iter()
        .map(|seat| seat.map(|seat| seat.member_key))
        .collect();
    // Drawn for every slot, so that a cover and a letter to all do the same work.
    let throw_away: Vec<_> = (seats.iter())
        .map(|_| HybridIdentity::generate(rng).recipient())
        .collect();
    let recipients = (seats.iter().zip(&throw_away))
        .map(|(seat, nobody)| seat.map_or(nobody, |seat| seat.recipient));
    let mut nonce = [0; NONCE_LEN];
    rng.fill_bytes(&mut nonce);
    let file = match lock.threshold {
        None => {
            let stanzas: Vec<Wrapped> = recipients
                .map(|recipient| recipient.wrap(&file_key, rng))
                .collect::<Result<_, _>>()?;
            let locks: Vec<_> = stanzas.iter().map(|one| Some(&one.box_key)).collect();
            let plaintext = plaintext(cbor, &locks, &keys, lock.form(), rng)?;
            age_file::write(&file_key, &stanzas, &nonce, &plaintext)
        }
        Some(threshold) => {
            let stanzas: Vec<SealedShare> = share::seal_all(
                &file_key,
                threshold,
                recipients.zip(keys.iter().copied()),
                thread,
                rng,
            )?;
            let locks = vec![None; keys.len()];
            let plaintext = plaintext(cbor, &locks, &keys, lock.form(), rng)?;
            age_file::write(&file_key, &stanzas, &nonce, &plaintext)
        }
    };
    let file = file.map_err(|_| SealError::Failed)?;
    file.try_into().map(Letter).map_err(|_| SealError::Failed)
}

/// The readers, and `None` for each slot to a throw-away key, in random order.
fn shuffled_seats<'a, 'b>(
    readers: &'a [Seat<'b>],
    slots: Slots,
    rng: &mut impl CryptoRng,
) -> Vec<Option<&'a Seat<'b>>> {
    let mut seats: Vec<_> = readers.iter().map(Some).collect();
    seats.resize(slots.count(), None);
    crate::shuffle::shuffle(&mut seats, rng);
    seats
}

/// `u32 n ‖ CBOR ‖ boxes ‖ tags ‖ zeros`; random bytes where a slot has no member key, or its box no
/// lock.
fn plaintext(
    cbor: &[u8],
    locks: &[Option<&BoxKey>],
    keys: &[Option<&MemberKey>],
    form: Form,
    rng: &mut impl CryptoRng,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut plaintext = Builder::begin(cbor, form).ok_or(SealError::TooLong)?;
    for (index, (lock, key)) in (0_u8..).zip(locks.iter().zip(keys)) {
        let mut sealed = [0; BOX_LEN];
        rng.fill_bytes(&mut sealed);
        if let (Some(lock), Some(key)) = (lock, key) {
            let key = key.expose_for_box();
            let made = aead::seal_once(lock.expose(), &[index], key);
            sealed = made.try_into().map_err(|_| SealError::Failed)?;
        }
        plaintext.put(&sealed);
    }
    let mut tags = Vec::with_capacity(keys.len());
    for key in keys {
        let mut tag = [0; TAG_LEN];
        rng.fill_bytes(&mut tag);
        tags.push(key.map_or(tag, |key| key.letter_tag(plaintext.so_far())));
    }
    for tag in tags {
        plaintext.put(&tag);
    }
    Ok(plaintext.finish())
}
