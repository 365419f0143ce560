//! ChaCha20-Poly1305 (RFC 8439) over the pieces of a stream: STREAM (Hoang, Reyhanitabar, Rogaway and
//! Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015), as
//! age has it. The nonce is an 11-byte counter and a byte that says whether this piece is the last,
//! so that a stream cannot be cut, reordered or mixed with another.

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};

use super::aead::OpenError;
use crate::lengths::AEAD_TAG_LEN;

/// The cipher of one stream. Its 32-byte key is used for this stream only.
pub struct Stream(ChaCha20Poly1305);

impl Stream {
    /// The stream under this key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(ChaCha20Poly1305::new(key.into()))
    }

    /// Seals piece `counter` where it lies: `piece` ends with 16 bytes of room for the tag.
    /// Does nothing with a piece shorter than a tag.
    pub fn seal_in_place(&self, counter: u32, last: bool, piece: &mut [u8]) {
        let Some((text, tag)) = piece.split_last_chunk_mut::<AEAD_TAG_LEN>() else {
            return;
        };
        #[expect(
            clippy::expect_used,
            reason = "fails above 256 GiB only; pieces are 1 MiB"
        )]
        let made = self
            .0
            .encrypt_inout_detached(&nonce(counter, last).into(), &[], text.into())
            .expect("far below 256 GiB");
        *tag = made.into();
    }

    /// Opens piece `counter` where it lies, and takes the tag off its end.
    ///
    /// # Errors
    /// [`OpenError`], whatever the reason; then the piece is as it was.
    pub fn open_in_place(
        &self,
        counter: u32,
        last: bool,
        piece: &mut Vec<u8>,
    ) -> Result<(), OpenError> {
        let (text, tag) = piece
            .split_last_chunk_mut::<AEAD_TAG_LEN>()
            .ok_or(OpenError)?;
        self.0
            .decrypt_inout_detached(
                &nonce(counter, last).into(),
                &[],
                text.into(),
                (&*tag).into(),
            )
            .map_err(|_| OpenError)?;
        let len = text.len();
        piece.truncate(len);
        Ok(())
    }
}

fn nonce(counter: u32, last: bool) -> [u8; 12] {
    let [a, b, c, d] = counter.to_be_bytes();
    [0, 0, 0, 0, 0, 0, 0, a, b, c, d, last.into()]
}
