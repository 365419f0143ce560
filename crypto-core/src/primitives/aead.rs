//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with random 24-byte nonces, and
//! ChaCha20-Poly1305 (RFC 8439) with nonce 0 for keys that are used once.

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use zeroize::Zeroizing;

use crate::lengths::XNONCE_LEN;

/// The bytes do not open under this key, nonce and associated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the data does not open: another key, or altered")]
pub struct OpenError;

/// Seals under a 32-byte key and a random nonce; 16 bytes longer than `plaintext`.
#[must_use]
pub fn seal(key: &[u8; 32], nonce: &[u8; XNONCE_LEN], aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let payload = Payload {
        msg: plaintext,
        aad,
    };
    #[expect(
        clippy::expect_used,
        reason = "fails above 256 GiB only; cells are bounded"
    )]
    XChaCha20Poly1305::new(key.into())
        .encrypt(nonce.into(), payload)
        .expect("far below 256 GiB")
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`OpenError`], whatever the reason.
pub fn open(
    key: &[u8; 32],
    nonce: &[u8; XNONCE_LEN],
    aad: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let payload = Payload {
        msg: ciphertext,
        aad,
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(nonce.into(), payload)
        .map(Zeroizing::new)
        .map_err(|_| OpenError)
}

/// Seals `nonce ‖ ciphertext`: 40 bytes longer than `plaintext`.
#[must_use]
pub fn seal_with_nonce(
    key: &[u8; 32],
    nonce: &[u8; XNONCE_LEN],
    aad: &[u8],
    plaintext: &[u8],
) -> Vec<u8> {
    let mut sealed = nonce.to_vec();
    sealed.extend(seal(key, nonce, aad, plaintext));
    sealed
}

/// Opens what [`seal_with_nonce`] made.
///
/// # Errors
/// [`OpenError`], whatever the reason.
pub fn open_with_nonce(
    key: &[u8; 32],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<XNONCE_LEN>().ok_or(OpenError)?;
    open(key, nonce, aad, ciphertext)
}

/// Seals under a key that is used for nothing else; nonce 0; 16 bytes longer than `plaintext`.
#[must_use]
pub fn seal_once(key: &[u8; 32], aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let payload = Payload {
        msg: plaintext,
        aad,
    };
    #[expect(
        clippy::expect_used,
        reason = "fails above 256 GiB only; boxes are 48 bytes"
    )]
    ChaCha20Poly1305::new(key.into())
        .encrypt(&[0_u8; 12].into(), payload)
        .expect("far below 256 GiB")
}

/// Opens what [`seal_once`] made.
///
/// # Errors
/// [`OpenError`], whatever the reason.
pub fn open_once(
    key: &[u8; 32],
    aad: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let payload = Payload {
        msg: ciphertext,
        aad,
    };
    ChaCha20Poly1305::new(key.into())
        .decrypt(&[0_u8; 12].into(), payload)
        .map(Zeroizing::new)
        .map_err(|_| OpenError)
}
