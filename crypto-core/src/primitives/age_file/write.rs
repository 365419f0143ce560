//! Writing an age file of one chunk. Nothing here draws randomness.

use age_core::format::write::age_stanza;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::Aead as _};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{MAC_MARK, NONCE_LEN, STANZA_TYPE, VERSION_LINE};
use crate::{
    labels::SHARE,
    primitives::{
        hybrid::{FileKey, SealedShare, Wrapped},
        mac::hmac_sha256,
    },
    text::base64_unpadded,
};

/// The most that one chunk holds.
const CHUNK_MAX: usize = 65_536;
/// Counter 0, and the mark of the last chunk.
const ONLY_CHUNK: [u8; 12] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

/// What can stand in a file's header for one recipient.
pub trait Stanza {
    /// The first argument.
    const TYPE: &'static str;
    /// The other arguments, raw; the file has them in base64.
    fn arguments(&self) -> Vec<&[u8]>;
    /// The body.
    fn body(&self) -> &[u8];
}

impl Stanza for Wrapped {
    const TYPE: &'static str = STANZA_TYPE;

    fn arguments(&self) -> Vec<&[u8]> {
        vec![&self.encapsulated]
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

impl Stanza for SealedShare {
    const TYPE: &'static str = SHARE;

    fn arguments(&self) -> Vec<&[u8]> {
        vec![&self.encapsulated, &self.commitment]
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Why no file came about; no letter that Belfry writes gets here.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum WriteError {
    /// More than one chunk.
    #[error("the plaintext is longer than one chunk")]
    TooLong,
    /// The header or the chunk could not be made.
    #[error("the age file could not be written")]
    Failed,
}

/// The age file with these stanzas, in this order, and this plaintext.
///
/// `nonce` must be fresh random bytes. The file has [`super::FRAME_LEN`] bytes, and
/// [`super::STANZA_LEN`] or [`super::SHARE_STANZA_LEN`] for each stanza, more than the plaintext.
///
/// # Errors
/// [`WriteError::TooLong`] above 65,536 bytes of plaintext.
pub fn write<S: Stanza>(
    file_key: &FileKey,
    stanzas: &[S],
    nonce: &[u8; NONCE_LEN],
    plaintext: &[u8],
) -> Result<Vec<u8>, WriteError> {
    if plaintext.len() > CHUNK_MAX {
        return Err(WriteError::TooLong);
    }
    let mut file = header(file_key, stanzas)?;
    file.extend_from_slice(nonce);
    let key = derive(nonce, b"payload", file_key);
    let chunk = ChaCha20Poly1305::new((&*key).into())
        .encrypt((&ONLY_CHUNK).into(), plaintext)
        .map_err(|_| WriteError::Failed)?;
    file.extend(chunk);
    Ok(file)
}

fn header<S: Stanza>(file_key: &FileKey, stanzas: &[S]) -> Result<Vec<u8>, WriteError> {
    let mut header = VERSION_LINE.as_bytes().to_vec();
    for stanza in stanzas {
        let arguments: Vec<String> = stanza
            .arguments()
            .into_iter()
            .map(base64_unpadded)
            .collect();
        let stanza = age_stanza(S::TYPE, &arguments, stanza.body());
        header = cookie_factory::gen_simple(stanza, header).map_err(|_| WriteError::Failed)?;
    }
    header.extend_from_slice(MAC_MARK.as_bytes());
    let mac = hmac_sha256(&derive(&[], b"header", file_key), &[&header]);
    header.extend_from_slice(format!(" {}\n", base64_unpadded(&mac)).as_bytes());
    Ok(header)
}

fn derive(salt: &[u8], info: &[u8], file_key: &FileKey) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(age_core::primitives::hkdf(salt, info, file_key.expose()))
}
