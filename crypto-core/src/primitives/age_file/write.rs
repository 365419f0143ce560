//! Writing an age file of one chunk. Nothing here draws randomness.

use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, aead::Aead as _};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{MAC_MARK, NONCE_LEN, STANZA_TYPE, VERSION_LINE};
use crate::{
    labels::SHARE,
    primitives::{
        hybrid::{FileKey, SealedShare, Wrapped},
        kdf::hkdf_sha256,
        mac::hmac_sha256,
    },
    text::base64_unpadded,
};

/// The most that one chunk holds.
pub(super) const CHUNK_MAX: usize = 65_536;
/// Counter 0, and the mark of the last chunk.
const ONLY_CHUNK: [u8; 12] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

/// What can stand in a file's header for one recipient.
pub trait Stanza {
    /// The first argument.
    fn kind(&self) -> &'static str;
    /// The other arguments, raw; the file has them in base64.
    fn arguments(&self) -> Vec<&[u8]>;
    /// The body.
    fn body(&self) -> &[u8];
}

impl Stanza for Wrapped {
    fn kind(&self) -> &'static str {
        STANZA_TYPE
    }

    fn arguments(&self) -> Vec<&[u8]> {
        vec![&self.encapsulated]
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

impl Stanza for SealedShare {
    fn kind(&self) -> &'static str {
        SHARE
    }

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
    /// More than one chunk, or in a file of many more than 2^32.
    #[error("the plaintext is too long")]
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
    // One road for both kinds: the page carries it once.
    let stanzas: Vec<&dyn Stanza> = stanzas.iter().map(|stanza| stanza as _).collect();
    write_all(file_key, &stanzas, nonce, plaintext)
}

fn write_all(
    file_key: &FileKey,
    stanzas: &[&dyn Stanza],
    nonce: &[u8; NONCE_LEN],
    plaintext: &[u8],
) -> Result<Vec<u8>, WriteError> {
    if plaintext.len() > CHUNK_MAX {
        return Err(WriteError::TooLong);
    }
    let mut file = header(file_key, stanzas);
    file.extend_from_slice(nonce);
    let key = derive(nonce, b"payload", file_key);
    let chunk = ChaCha20Poly1305::new((&*key).into())
        .encrypt((&ONLY_CHUNK).into(), plaintext)
        .map_err(|_| WriteError::Failed)?;
    file.extend(chunk);
    Ok(file)
}

pub(super) fn header(file_key: &FileKey, stanzas: &[&dyn Stanza]) -> Vec<u8> {
    let mut header = VERSION_LINE.as_bytes().to_vec();
    for stanza in stanzas {
        put_stanza(&mut header, *stanza);
    }
    header.extend_from_slice(MAC_MARK.as_bytes());
    let mac = hmac_sha256(&derive(&[], b"header", file_key), &[&header]);
    header.extend_from_slice(format!(" {}\n", base64_unpadded(&mac)).as_bytes());
    header
}

/// Type and arguments on one line, then the body in lines of 64 characters, the last one shorter
/// (possibly empty).
fn put_stanza(header: &mut Vec<u8>, stanza: &dyn Stanza) {
    header.extend_from_slice(b"-> ");
    header.extend_from_slice(stanza.kind().as_bytes());
    for argument in stanza.arguments() {
        header.push(b' ');
        header.extend_from_slice(base64_unpadded(argument).as_bytes());
    }
    header.push(b'\n');
    let body = base64_unpadded(stanza.body());
    let (full, last) = body.as_bytes().as_chunks::<64>();
    for line in full.iter().map(<[u8; 64]>::as_slice).chain([last]) {
        header.extend_from_slice(line);
        header.push(b'\n');
    }
}

pub(super) fn derive(salt: &[u8], info: &[u8], file_key: &FileKey) -> Zeroizing<[u8; 32]> {
    hkdf_sha256(file_key.expose(), salt, info)
}
