//! `token`: the secret is made where it is used, and only its hash travels to the server.

use std::{
    io::{self, Write as _},
    path::Path,
};

use crypto_core::{ids::Digest, primitives::hash::sha256};
use rand::CryptoRng;
use thiserror::Error;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{files::create_new_private, token::TOKEN_LEN};

/// The token file could not be written.
#[derive(Debug, Error)]
#[error("the token file could not be written; it must not exist yet")]
pub struct TokenFileError(#[from] io::Error);

/// Writes a new token to a new file and gives the SHA-256 of its 32 bytes for the server.
///
/// # Errors
/// [`TokenFileError`], also if the file exists.
pub fn run(out: &Path, rng: &mut impl CryptoRng) -> Result<Digest, TokenFileError> {
    let mut file = create_new_private(out)?;
    let mut bytes = [0_u8; TOKEN_LEN / 2];
    rng.fill_bytes(&mut bytes);
    // Reserved in full, so that no copy is left behind by growth.
    let mut text = Zeroizing::new(String::with_capacity(TOKEN_LEN));
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(half.into(), 16));
        }
    }
    let hash = Digest(sha256(&[&bytes]));
    bytes.zeroize();
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    #[test]
    fn a_new_token_is_read_again_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let hash = run(&path, &mut rand::rng()).unwrap();
        assert!(Token::load(&path).is_ok());
        let text = std::fs::read_to_string(&path).unwrap();
        let bytes = text.parse::<Digest>().unwrap();
        assert_eq!(hash.0, sha256(&[bytes.as_bytes()]));
        assert!(run(&path, &mut rand::rng()).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}
