//! Making the stanzas of a letter for a quorum.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{WRAP_LEN, commitment, to_bytes};
use crate::{
    keys::{MemberKey, ThreadKey},
    letter::seal::SealError,
    primitives::{
        aead,
        hybrid::{FileKey, HybridRecipient, SHARE_PLAINTEXT_LEN, SealedShare},
        shares,
    },
};

/// One stanza for each slot. Where a slot has no member key, random bytes stand in its place and in
/// that of the wrap: nobody will ever see them.
pub(in crate::letter) fn seal_all<'a>(
    file_key: &FileKey,
    threshold: u8,
    slots: impl ExactSizeIterator<Item = (&'a HybridRecipient, Option<&'a MemberKey>)>,
    thread: Option<&ThreadKey>,
    rng: &mut impl CryptoRng,
) -> Result<Vec<SealedShare>, SealError> {
    let count = u8::try_from(slots.len()).map_err(|_| SealError::TooManyReaders)?;
    let shares = shares::split(file_key.expose(), threshold, count, rng)
        .map_err(|_| SealError::TooManyReaders)?;
    slots
        .zip(&shares)
        .map(|((recipient, member_key), share)| {
            let begun = recipient.begin_share(rng)?;
            let share = to_bytes(share);
            let mut rest = Zeroizing::new([0; 32 + WRAP_LEN]);
            rng.fill_bytes(rest.as_mut());
            let mut inside = Zeroizing::new(Vec::with_capacity(SHARE_PLAINTEXT_LEN));
            inside.extend_from_slice(&share);
            match (member_key, thread) {
                (Some(member_key), Some(thread)) => {
                    let wrap_key = thread.wrap_key(&begun.encapsulated);
                    inside.extend_from_slice(member_key.expose_for_box());
                    inside.extend(aead::seal_once(&wrap_key, b"", file_key.expose()));
                }
                _ => inside.extend_from_slice(rest.as_ref()),
            }
            let encapsulated = begun.encapsulated;
            let inside = inside.first_chunk().ok_or(SealError::Failed)?;
            Ok(SealedShare {
                encapsulated,
                commitment: commitment(&encapsulated, &share),
                body: begun.seal(inside)?,
            })
        })
        .collect()
}
