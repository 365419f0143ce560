//! The native hybrid recipient of age, `mlkem768x25519`: one file key to one public key.
//!
//! HPKE base mode (RFC 9180, 6.1) with MLKEM768-X25519 (X-Wing, KEM 0x647a), HKDF-SHA-256 and
//! ChaCha20-Poly1305, info `age-encryption.org/mlkem768x25519`, empty AAD, as the age
//! specification at <https://c2sp.org/age> says. Keys are written `age1pq1…` and
//! `AGE-SECRET-KEY-PQ-1…`.
//!
//! Beside the file key each use gives a [`BoxKey`]: 32 bytes that HPKE exports under the context
//! `belfry/v1/member-box`, known to sender and recipient of this one stanza only.

mod key_text;
mod share;

use std::fmt;

pub use share::{SHARE_BODY_LEN, SHARE_PLAINTEXT_LEN, SealedShare, check_share_stanza};

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::XWing,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::labels::MEMBER_BOX;

/// Bytes of an identity: the seed from which X-Wing expands both secret keys.
pub const IDENTITY_LEN: usize = 32;
/// Bytes of an encapsulated key: ML-KEM-768 ciphertext (1,088) and X25519 share (32).
pub const ENCAPSULATED_LEN: usize = MLKEM_CIPHERTEXT_LEN + X25519_LEN;
/// Bytes of the file key of an age file.
pub const FILE_KEY_LEN: usize = 16;
/// Bytes of a wrapped file key: the file key and a Poly1305 tag.
pub const WRAPPED_LEN: usize = FILE_KEY_LEN + 16;

const MLKEM_PUBLIC_LEN: usize = 1_184;
const MLKEM_CIPHERTEXT_LEN: usize = 1_088;
const X25519_LEN: usize = 32;
const BOX_KEY_LEN: usize = 32;
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";

type Secret = <XWing as Kem>::PrivateKey;
type Public = <XWing as Kem>::PublicKey;
type Encapsulated = <XWing as Kem>::EncappedKey;

/// The key of an age file, 16 bytes, wiped on drop.
pub struct FileKey(Zeroizing<[u8; FILE_KEY_LEN]>);

impl FileKey {
    /// A new random file key, for one file.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; FILE_KEY_LEN]);
        rng.fill_bytes(key.as_mut());
        Self(key)
    }

    /// The key with these bytes, put together from shares.
    pub fn from_bytes(bytes: [u8; FILE_KEY_LEN]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, to derive header and payload key from.
    pub(crate) fn expose(&self) -> &[u8; FILE_KEY_LEN] {
        &self.0
    }
}

/// The exporter secret of one stanza, 32 bytes, wiped on drop; it locks that slot's member box.
pub struct BoxKey(Zeroizing<[u8; BOX_KEY_LEN]>);

impl BoxKey {
    /// The bytes, to seal or open the one box they are for.
    pub(crate) fn expose(&self) -> &[u8; BOX_KEY_LEN] {
        &self.0
    }
}

/// A file key wrapped for one recipient, and the key of the box that belongs to it.
pub struct Wrapped {
    /// The encapsulated key, the stanza's argument.
    pub encapsulated: [u8; ENCAPSULATED_LEN],
    /// The HPKE ciphertext, the stanza's body.
    pub body: [u8; WRAPPED_LEN],
    /// The key of the member box of this stanza.
    pub box_key: BoxKey,
}

/// Why a file key could not be wrapped: a fault of the HPKE implementation, never of the input.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the file key could not be wrapped")]
pub struct WrapError;

/// A stanza that no conforming age file has: wrong lengths, or an X25519 share of low order.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the recipient stanza is malformed")]
pub struct MalformedStanza;

/// Why a text is no key of this type.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum KeyTextError {
    /// Not Bech32, or mistyped.
    #[error("this is not a hybrid age key, or it is mistyped")]
    NotAKey,
    /// Well-formed text around bytes that are no usable public key.
    #[error("this hybrid age key is not usable")]
    Unusable,
}

/// A public key that letters are sealed to.
#[derive(Clone, PartialEq, Eq)]
pub struct HybridRecipient(Public);

impl HybridRecipient {
    /// Reads a recipient from its text, `age1pq1…`.
    ///
    /// # Errors
    /// [`KeyTextError`] for anything but Bech32 of 1,216 bytes with that prefix, for ML-KEM keys
    /// out of range and for X25519 keys of low order.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        let bytes = key_text::read(text, "age1pq1", "age1pq").ok_or(KeyTextError::NotAKey)?;
        let (_, share) = bytes
            .split_first_chunk::<MLKEM_PUBLIC_LEN>()
            .ok_or(KeyTextError::NotAKey)?;
        if share.len() != X25519_LEN {
            return Err(KeyTextError::NotAKey);
        }
        if has_low_order(share) {
            return Err(KeyTextError::Unusable);
        }
        Public::from_bytes(&bytes)
            .map(Self)
            .map_err(|_| KeyTextError::Unusable)
    }

    /// Wraps a file key for this recipient.
    ///
    /// # Errors
    /// [`WrapError`], which does not happen with a key that was parsed or generated.
    pub fn wrap(&self, file_key: &FileKey, rng: &mut impl CryptoRng) -> Result<Wrapped, WrapError> {
        let (encapsulated, mut context) = hpke::setup_sender_with_rng::<
            ChaCha20Poly1305,
            HkdfSha256,
            XWing,
        >(&OpModeS::Base, &self.0, INFO, rng)
        .map_err(|_| WrapError)?;
        let body = context
            .seal(file_key.expose(), b"")
            .map_err(|_| WrapError)?;
        let mut key = Zeroizing::new([0; BOX_KEY_LEN]);
        context
            .export(MEMBER_BOX, key.as_mut())
            .map_err(|_| WrapError)?;
        Ok(Wrapped {
            encapsulated: encapsulated.to_bytes().into(),
            body: body.try_into().map_err(|_| WrapError)?,
            box_key: BoxKey(key),
        })
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&key_text::write("age1pq", &self.0.to_bytes()))
    }
}

/// A secret key that opens letters; wiped on drop.
pub struct HybridIdentity(Secret);

impl HybridIdentity {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; IDENTITY_LEN]);
        rng.fill_bytes(seed.as_mut());
        Self::from_seed(&seed)
    }

    /// The key that X-Wing expands from a seed of 32 bytes.
    pub fn from_seed(seed: &[u8; IDENTITY_LEN]) -> Self {
        #[expect(clippy::expect_used, reason = "X-Wing takes any 32 bytes as a seed")]
        let secret = Secret::from_bytes(seed).expect("32 bytes are a seed");
        Self(secret)
    }

    /// Reads a key from its text, `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// # Errors
    /// [`KeyTextError`] for anything but Bech32 of 32 bytes with that prefix, in upper case.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        let bytes = key_text::read(text, "AGE-SECRET-KEY-PQ-1", "age-secret-key-pq-")
            .ok_or(KeyTextError::NotAKey)?;
        let seed = bytes.first_chunk().ok_or(KeyTextError::NotAKey)?;
        if bytes.len() != IDENTITY_LEN {
            return Err(KeyTextError::NotAKey);
        }
        Ok(Self::from_seed(seed))
    }

    /// The key as text, for the vault only.
    pub fn expose_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(<[u8; IDENTITY_LEN]>::from(self.0.to_bytes()));
        let mut text = Zeroizing::new(key_text::write("age-secret-key-pq-", seed.as_ref()));
        text.make_ascii_uppercase();
        text
    }

    /// The public half.
    pub fn recipient(&self) -> HybridRecipient {
        HybridRecipient(XWing::sk_to_pk(&self.0))
    }

    /// Opens a stanza: `None` if it is for somebody else.
    ///
    /// # Errors
    /// [`MalformedStanza`] if `encapsulated` is not [`ENCAPSULATED_LEN`] bytes with an X25519 share
    /// of full order, or `body` not [`WRAPPED_LEN`] bytes.
    pub fn unwrap(
        &self,
        encapsulated: &[u8],
        body: &[u8],
    ) -> Result<Option<(FileKey, BoxKey)>, MalformedStanza> {
        check_stanza(encapsulated, body)?;
        let encapsulated = Encapsulated::from_bytes(encapsulated).map_err(|_| MalformedStanza)?;
        let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            INFO,
        )
        .map_err(|_| MalformedStanza)?;
        let Ok(opened) = context.open(body, b"").map(Zeroizing::new) else {
            return Ok(None);
        };
        let mut file_key = Zeroizing::new([0; FILE_KEY_LEN]);
        file_key.copy_from_slice(
            opened
                .first_chunk::<FILE_KEY_LEN>()
                .ok_or(MalformedStanza)?,
        );
        let mut box_key = Zeroizing::new([0; BOX_KEY_LEN]);
        context
            .export(MEMBER_BOX, box_key.as_mut())
            .map_err(|_| MalformedStanza)?;
        Ok(Some((FileKey(file_key), BoxKey(box_key))))
    }
}

/// Checks what anybody can check of a stanza, without a key.
///
/// # Errors
/// [`MalformedStanza`], as [`HybridIdentity::unwrap`] gives it.
pub fn check_stanza(encapsulated: &[u8], body: &[u8]) -> Result<(), MalformedStanza> {
    check_encapsulated(encapsulated)?;
    (body.len() == WRAPPED_LEN)
        .then_some(())
        .ok_or(MalformedStanza)
}

fn check_encapsulated(encapsulated: &[u8]) -> Result<(), MalformedStanza> {
    let (_, share) = encapsulated
        .split_first_chunk::<MLKEM_CIPHERTEXT_LEN>()
        .ok_or(MalformedStanza)?;
    if share.len() != X25519_LEN || has_low_order(share) {
        return Err(MalformedStanza);
    }
    Ok(())
}

/// Whether X25519 gives zero with this share whatever the secret is (RFC 7748, 6.1).
///
/// X-Wing accepts such shares, the age conformance files demand that they are refused. A clamped
/// scalar is a multiple of eight, so it sends just the points of low order to zero.
fn has_low_order(share: &[u8]) -> bool {
    let any_scalar = [0x42; X25519_LEN];
    <[u8; X25519_LEN]>::try_from(share)
        .is_ok_and(|share| x25519_dalek::x25519(any_scalar, share) == [0; X25519_LEN])
}

#[cfg(test)]
mod tests;
