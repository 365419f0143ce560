//! Ed25519 (RFC 8032) in minisign's prehashed file format, so that stock minisign checks every
//! signed object of Belfry.
//!
//! A public key is `"Ed" ‖ key id (8) ‖ key (32)` in base64, 56 characters; Belfry's key id is the
//! first 8 bytes of the key's SHA-256. A signature block is minisign's four lines.

use ed25519_dalek::Signer as _;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::hash::{blake2b512, sha256};
use crate::text::{base64, unbase64};

const UNTRUSTED: &str = "untrusted comment: belfry\n";
const TRUSTED: &str = "trusted comment: ";
const PUBLIC_KEY_LEN: usize = 2 + 8 + 32;
const SIGNATURE_LEN: usize = 2 + 8 + 64;

/// A public key, 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

/// A secret key, 32 bytes; wiped on drop, never printed.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The text is not a minisign public key, or a weak one.
    #[error("this is not a minisign public key")]
    Key,
    /// The signature is absent, malformed, of another key or kind, or does not fit the bytes.
    #[error("the signature does not hold")]
    Signature,
}

impl VerifyingKey {
    /// Takes 32 bytes.
    ///
    /// # Errors
    /// [`SignatureError::Key`] where they are no point of the curve, or one of small order.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, SignatureError> {
        ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .ok()
            .filter(|key| !key.is_weak())
            .map(Self)
            .ok_or(SignatureError::Key)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Minisign's text form, 56 characters.
    #[must_use]
    pub fn to_minisign(&self) -> String {
        let mut bytes = b"Ed".to_vec();
        bytes.extend(key_id(self));
        bytes.extend(self.to_bytes());
        base64(&bytes)
    }

    /// Reads minisign's text form.
    ///
    /// # Errors
    /// [`SignatureError::Key`].
    pub fn from_minisign(text: &str) -> Result<Self, SignatureError> {
        let bytes = unbase64(text).ok_or(SignatureError::Key)?;
        let bytes: &[u8; PUBLIC_KEY_LEN] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| SignatureError::Key)?;
        let (head, key) = bytes.split_last_chunk::<32>().ok_or(SignatureError::Key)?;
        let key = Self::from_bytes(key)?;
        if head.strip_prefix(b"Ed") == Some(&key_id(&key)) {
            Ok(key)
        } else {
            Err(SignatureError::Key)
        }
    }

    /// Checks a signature block over `body` whose trusted comment must be `comment`.
    ///
    /// # Errors
    /// [`SignatureError::Signature`], whatever the reason.
    pub fn verify(&self, body: &[u8], comment: &str, block: &[u8]) -> Result<(), SignatureError> {
        self.verify_parts(body, comment, block)
            .ok_or(SignatureError::Signature)
    }

    fn verify_parts(&self, body: &[u8], comment: &str, block: &[u8]) -> Option<()> {
        let text = std::str::from_utf8(block).ok()?;
        let rest = text.strip_prefix(UNTRUSTED)?;
        let (signature, rest) = rest.split_once('\n')?;
        let rest = rest.strip_prefix(TRUSTED)?.strip_prefix(comment)?;
        let global = rest.strip_prefix('\n')?.strip_suffix('\n')?;
        let signature = unbase64(signature)?;
        let signature: &[u8; SIGNATURE_LEN] = signature.as_slice().try_into().ok()?;
        let (head, signature) = signature.split_last_chunk::<64>()?;
        if head.strip_prefix(b"ED")? != key_id(self) {
            return None;
        }
        let global: [u8; 64] = unbase64(global)?.try_into().ok()?;
        self.verify_strict(&blake2b512(&[body]), signature)?;
        let mut signed = signature.to_vec();
        signed.extend_from_slice(comment.as_bytes());
        self.verify_strict(&signed, &global)
    }

    fn verify_strict(&self, message: &[u8], signature: &[u8; 64]) -> Option<()> {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).ok()
    }
}

impl SigningKey {
    /// A new random key.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0_u8; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_bytes(&seed)
    }

    /// The key of a 32-byte seed.
    #[must_use]
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed, for the vault alone.
    #[must_use]
    pub fn expose_for_vault(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The seed, for splitting onto sheets of paper.
    #[cfg(feature = "committee")]
    pub(crate) fn expose_for_sheets(&self) -> Zeroizing<[u8; 32]> {
        self.expose_for_vault()
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Minisign's four lines over `body`, prehashed, with `comment` as the trusted comment.
    #[must_use]
    pub fn sign(&self, body: &[u8], comment: &str) -> Vec<u8> {
        let signature = self.0.sign(&blake2b512(&[body])).to_bytes();
        let mut line = b"ED".to_vec();
        line.extend(key_id(&self.verifying_key()));
        line.extend(signature);
        let mut signed = signature.to_vec();
        signed.extend_from_slice(comment.as_bytes());
        let global = self.0.sign(&signed).to_bytes();
        let (line, global) = (base64(&line), base64(&global));
        format!("{UNTRUSTED}{line}\n{TRUSTED}{comment}\n{global}\n").into_bytes()
    }
}

fn key_id(key: &VerifyingKey) -> [u8; 8] {
    let hash = sha256(&[&key.to_bytes()]);
    let mut id = [0; 8];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    id
}
