//! One member's share of a letter's file key: HPKE as for `mlkem768x25519`, another `info`, a longer
//! plaintext (protocol, section 4.3, "Quorum").

use hpke::{
    Deserializable as _, OpModeR, OpModeS, Serializable as _,
    aead::{AeadCtxS, ChaCha20Poly1305},
    kdf::HkdfSha256,
    kem::XWing,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    ENCAPSULATED_LEN, Encapsulated, HybridIdentity, HybridRecipient, MalformedStanza, WrapError,
    check_encapsulated,
};
use crate::labels::SHARE;

/// Bytes inside: share (17), member key (32), wrapped file key (32).
pub const SHARE_PLAINTEXT_LEN: usize = 17 + 32 + 32;
/// Bytes of the stanza's body: these, and a Poly1305 tag.
pub const SHARE_BODY_LEN: usize = SHARE_PLAINTEXT_LEN + 16;

/// A share sealed for one recipient.
pub struct SealedShare {
    /// The encapsulated key, the stanza's first argument.
    pub encapsulated: [u8; ENCAPSULATED_LEN],
    /// SHA-256 of label, encapsulated key and share, the second argument.
    pub commitment: [u8; 32],
    /// The HPKE ciphertext.
    pub body: [u8; SHARE_BODY_LEN],
}

/// A share being sealed: what goes inside depends on the encapsulated key.
pub(crate) struct ShareSeal {
    pub(crate) encapsulated: [u8; ENCAPSULATED_LEN],
    context: AeadCtxS<ChaCha20Poly1305, HkdfSha256, XWing>,
}

impl HybridRecipient {
    /// Begins a share for this recipient.
    ///
    /// # Errors
    /// [`WrapError`], which does not happen with a key that was parsed or generated.
    pub(crate) fn begin_share(&self, rng: &mut impl CryptoRng) -> Result<ShareSeal, WrapError> {
        let (encapsulated, context) = hpke::setup_sender_with_rng::<
            ChaCha20Poly1305,
            HkdfSha256,
            XWing,
        >(&OpModeS::Base, &self.0, SHARE.as_bytes(), rng)
        .map_err(|_| WrapError)?;
        Ok(ShareSeal {
            encapsulated: encapsulated.to_bytes().into(),
            context,
        })
    }
}

impl ShareSeal {
    /// The HPKE ciphertext.
    ///
    /// # Errors
    /// [`WrapError`], which does not happen.
    pub(crate) fn seal(
        mut self,
        inside: &[u8; SHARE_PLAINTEXT_LEN],
    ) -> Result<[u8; SHARE_BODY_LEN], WrapError> {
        let body = self.context.seal(inside, b"").map_err(|_| WrapError)?;
        body.try_into().map_err(|_| WrapError)
    }
}

impl HybridIdentity {
    /// Opens a share's stanza, 81 bytes; `None` if it is for somebody else.
    ///
    /// # Errors
    /// [`MalformedStanza`], as [`check_share_stanza`] gives it.
    pub fn open_share(
        &self,
        encapsulated: &[u8],
        body: &[u8],
    ) -> Result<Option<Zeroizing<[u8; SHARE_PLAINTEXT_LEN]>>, MalformedStanza> {
        check_share_stanza(encapsulated, body)?;
        let encapsulated = Encapsulated::from_bytes(encapsulated).map_err(|_| MalformedStanza)?;
        let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &encapsulated,
            SHARE.as_bytes(),
        )
        .map_err(|_| MalformedStanza)?;
        let Ok(opened) = context.open(body, b"").map(Zeroizing::new) else {
            return Ok(None);
        };
        let inside = opened.first_chunk().ok_or(MalformedStanza)?;
        Ok(Some(Zeroizing::new(*inside)))
    }
}

/// Checks what anybody can check of a share's stanza, without a key.
///
/// # Errors
/// [`MalformedStanza`] if `encapsulated` is not 1,120 bytes with an X25519 share of full order, or
/// `body` not [`SHARE_BODY_LEN`] bytes.
pub fn check_share_stanza(encapsulated: &[u8], body: &[u8]) -> Result<(), MalformedStanza> {
    check_encapsulated(encapsulated)?;
    (body.len() == SHARE_BODY_LEN)
        .then_some(())
        .ok_or(MalformedStanza)
}
