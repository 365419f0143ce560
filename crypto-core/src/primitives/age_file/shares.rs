//! Reading a file whose file key is shared among a quorum: first its stanzas, and once the file key
//! is put together, the plaintext.

use std::{cell::RefCell, io::Read as _};

use age::{DecryptError, Decryptor, Identity};
use age_core::format::{FileKey as AgeFileKey, Stanza};
use zeroize::Zeroizing;

use super::read::{ReadError, has_too_many_stanzas};
use crate::{
    labels::SHARE,
    primitives::hybrid::{ENCAPSULATED_LEN, FileKey, SHARE_BODY_LEN, check_share_stanza},
    text::unbase64_unpadded,
};

/// One stanza of type `belfry/v1/share`.
pub struct ShareStanza {
    /// The encapsulated key.
    pub encapsulated: [u8; ENCAPSULATED_LEN],
    /// The commitment to the share inside.
    pub commitment: [u8; 32],
    /// The HPKE ciphertext.
    pub body: [u8; SHARE_BODY_LEN],
}

/// The stanzas of a file in which all are shares, in their order; `None` for another file.
///
/// # Errors
/// [`ReadError::Malformed`].
pub fn share_stanzas(file: &[u8]) -> Result<Option<Vec<ShareStanza>>, ReadError> {
    if has_too_many_stanzas(file) {
        return Err(ReadError::Malformed);
    }
    let decryptor = Decryptor::new_buffered(file).map_err(|_| ReadError::Malformed)?;
    let listener = Listener(RefCell::new(Ok(None)));
    // The listener opens nothing; the outcome says only whether the header was well formed.
    match decryptor.decrypt(std::iter::once(&listener as &dyn Identity)) {
        Ok(_) | Err(DecryptError::NoMatchingKeys) => {}
        Err(_) => return Err(ReadError::Malformed),
    }
    listener.0.into_inner()
}

/// The plaintext of a file under a file key; `None` if it is not the file's key.
///
/// # Errors
/// [`ReadError`].
pub fn open_with_file_key(
    file: &[u8],
    key: &FileKey,
) -> Result<Option<Zeroizing<Vec<u8>>>, ReadError> {
    if has_too_many_stanzas(file) {
        return Err(ReadError::Malformed);
    }
    let decryptor = Decryptor::new_buffered(file).map_err(|_| ReadError::Malformed)?;
    let mut reader = match decryptor.decrypt(std::iter::once(&Given(key) as &dyn Identity)) {
        Ok(reader) => reader,
        // The header's MAC does not hold: another key, or an altered header.
        Err(DecryptError::InvalidMac) => return Ok(None),
        Err(_) => return Err(ReadError::Malformed),
    };
    let mut plaintext = Zeroizing::new(Vec::with_capacity(file.len()));
    reader
        .read_to_end(&mut plaintext)
        .map_err(|_| ReadError::Altered)?;
    Ok(Some(plaintext))
}

/// Keeps the stanzas, read as shares, and opens none.
struct Listener(RefCell<Result<Option<Vec<ShareStanza>>, ReadError>>);

impl Identity for Listener {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<AgeFileKey, DecryptError>> {
        None
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<AgeFileKey, DecryptError>> {
        *self.0.borrow_mut() = parse_all(stanzas);
        None
    }
}

/// Gives the one file key that was put together.
struct Given<'k>(&'k FileKey);

impl Identity for Given<'_> {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<AgeFileKey, DecryptError>> {
        Some(Ok(AgeFileKey::init_with_mut(|bytes| {
            *bytes = *self.0.expose();
        })))
    }
}

fn parse_all(stanzas: &[Stanza]) -> Result<Option<Vec<ShareStanza>>, ReadError> {
    if stanzas.iter().any(|stanza| stanza.tag != SHARE) {
        return Ok(None);
    }
    let parsed: Option<Vec<_>> = stanzas.iter().map(parse).collect();
    parsed.map(Some).ok_or(ReadError::Malformed)
}

fn parse(stanza: &Stanza) -> Option<ShareStanza> {
    let [encapsulated, commitment] = stanza.args.as_slice() else {
        return None;
    };
    let encapsulated = unbase64_unpadded(encapsulated)?;
    check_share_stanza(&encapsulated, &stanza.body).ok()?;
    Some(ShareStanza {
        encapsulated: encapsulated.try_into().ok()?,
        commitment: unbase64_unpadded(commitment)?.try_into().ok()?,
        body: stanza.body.as_slice().try_into().ok()?,
    })
}
