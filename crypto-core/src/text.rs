//! Bytes as text: lower-case hexadecimal, base64 and base32 (RFC 4648), strict both ways.
//!
//! On RustCrypto's constant-time codecs, a sixth of the size of table-driven ones in a page.

use base32ct::Base32Unpadded;
use base64ct::{Base64, Base64Unpadded, Encoding as _};

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// The bytes of lower-case hexadecimal digits.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    base16ct::lower::decode_vec(text).ok()
}

/// Base64 with padding.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes of base64 with padding, in its one canonical form.
#[must_use]
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text)
        .ok()
        .filter(|bytes| base64(bytes) == text)
}

/// Base64 without padding.
#[must_use]
pub fn base64_unpadded(bytes: &[u8]) -> String {
    Base64Unpadded::encode_string(bytes)
}

/// The bytes of base64 without padding, in its one canonical form.
#[must_use]
pub fn unbase64_unpadded(text: &str) -> Option<Vec<u8>> {
    Base64Unpadded::decode_vec(text)
        .ok()
        .filter(|bytes| base64_unpadded(bytes) == text)
}

/// Lower-case base32 without padding.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    use base32ct::Encoding as _;
    Base32Unpadded::encode_string(bytes)
}

/// The bytes of lower-case base32 without padding, in its one canonical form.
#[must_use]
pub fn unbase32(text: &str) -> Option<Vec<u8>> {
    use base32ct::Encoding as _;
    Base32Unpadded::decode_vec(text)
        .ok()
        .filter(|bytes| base32(bytes) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lengths_go_there_and_back() {
        let bytes: Vec<u8> = (0..70_u8).map(|n| n.wrapping_mul(37)).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            assert_eq!(unhex(&hex(bytes)).as_deref(), Some(bytes));
            assert_eq!(unbase64(&base64(bytes)).as_deref(), Some(bytes));
            let raw = base64_unpadded(bytes);
            assert_eq!(unbase64_unpadded(&raw).as_deref(), Some(bytes));
            assert_eq!(unbase32(&base32(bytes)).as_deref(), Some(bytes));
        }
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        assert_eq!(base64(b"fooba"), "Zm9vYmE=");
    }

    #[test]
    fn other_spellings_of_the_same_bytes_are_refused() {
        assert_eq!(unhex("AB"), None);
        assert_eq!(unhex("abc"), None);
        for text in ["Zm9vYmF=", "Zm9vYmE", "Zm9v YmE=", "Zm9vYmE=\n"] {
            assert_eq!(unbase64(text), None, "{text}");
        }
        assert_eq!(unbase64_unpadded("Zm9vYmE="), None);
        assert_eq!(unbase64_unpadded("Zm9vYmF"), None);
        assert_eq!(unbase32("MZXW6YTBOI"), None);
        assert_eq!(unbase32("mzxw6ytboj"), None);
    }
}
