//! The courier's token: what the server knows this courier by.

use std::{fs::File, io::Read as _, path::Path};

use thiserror::Error;
use zeroize::Zeroizing;

/// Length of a token as text: 32 bytes in hexadecimal.
pub const TOKEN_LEN: usize = 64;

/// Why the token file cannot be used.
#[derive(Debug, Error)]
pub enum TokenError {
    /// It cannot be read.
    #[error("the token file cannot be read")]
    Read(#[source] std::io::Error),
    /// Others on this machine may read it.
    #[error("others may read the token file; run: chmod 600 on it")]
    Mode,
    /// It does not hold a token.
    #[error(
        "the token file must hold 64 lower-case hexadecimal digits and nothing else; \
         make one with: belfry-courier token --out FILE"
    )]
    Form,
}

/// A token: 32 random bytes as 64 hexadecimal digits. Wiped when dropped, never shown.
pub struct Token(Zeroizing<String>);

impl Token {
    /// Reads the token from a file that only its owner may read, or that systemd hands over
    /// (`LoadCredential=`).
    ///
    /// # Errors
    /// See [`TokenError`].
    pub fn load(path: &Path) -> Result<Self, TokenError> {
        let credentials = std::env::var_os("CREDENTIALS_DIRECTORY");
        Self::load_from(path, credentials.as_deref().map(Path::new))
    }

    /// A credential lies in a folder of its own, which no one else can enter, and lets its service
    /// read by an access list: that shows as a right of the group, which it is not.
    fn load_from(path: &Path, credentials: Option<&Path>) -> Result<Self, TokenError> {
        let file = File::open(path).map_err(TokenError::Read)?;
        if credentials.is_none_or(|folder| path.parent() != Some(folder)) {
            check_mode(&file)?;
        }
        let mut text = Zeroizing::new(String::with_capacity(128));
        let limit = 100;
        file.take(limit)
            .read_to_string(&mut text)
            .map_err(TokenError::Read)?;
        Self::parse(&text)
    }

    /// The token in this text; white space around it is fine.
    ///
    /// # Errors
    /// [`TokenError::Form`], if it is not 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim_ascii();
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != TOKEN_LEN || !text.bytes().all(is_digit) {
            return Err(TokenError::Form);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    /// The value of an `Authorization` header, to be handed to the HTTP client at once: it is the
    /// one thing that the token is for.
    #[must_use]
    pub fn expose_authorization(&self) -> Zeroizing<String> {
        Zeroizing::new(["Bearer ", &self.0].concat())
    }
}

#[cfg(unix)]
fn check_mode(file: &File) -> Result<(), TokenError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(TokenError::Read)?.permissions();
    if mode.mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(TokenError::Mode)
    }
}

#[cfg(not(unix))]
fn check_mode(_: &File) -> Result<(), TokenError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_64_hexadecimal_digits_are_a_token() {
        let good = "0123456789abcdef".repeat(4);
        assert!(Token::parse(&format!("{good}\n")).is_ok());
        for bad in [&good[1..], &good.to_uppercase(), "", &format!("{good}0")] {
            assert!(matches!(Token::parse(bad), Err(TokenError::Form)));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_token_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, "0123456789abcdef".repeat(4)).unwrap();
        assert!(Token::load(file.path()).is_ok());
        let open = std::fs::Permissions::from_mode(0o640);
        std::fs::set_permissions(&file, open).unwrap();
        let refused = Token::load(file.path());
        assert!(matches!(refused, Err(TokenError::Mode)));
        let elsewhere = Some(Path::new("/run/credentials/belfry-courier.service"));
        let refused = Token::load_from(file.path(), elsewhere);
        assert!(matches!(refused, Err(TokenError::Mode)));
        assert!(Token::load_from(file.path(), file.path().parent()).is_ok());
    }
}
