//! `KDF(key, label, n)`: HKDF-SHA-256 (RFC 5869), empty salt unless said, info = the label in
//! ASCII, `N` bytes out.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::labels::Label;

/// Derives `N` bytes (at most 64) from `key` for one use.
#[must_use]
pub fn derive<const N: usize>(key: &[u8], label: Label) -> Zeroizing<[u8; N]> {
    derive_salted(key, &[], label)
}

/// As [`derive()`], with a salt.
#[must_use]
pub fn derive_salted<const N: usize>(key: &[u8], salt: &[u8], label: Label) -> Zeroizing<[u8; N]> {
    hkdf_sha256(key, salt, label.to_string().as_bytes())
}

/// HKDF-SHA-256 with any `info`, for formats that are not Belfry's own.
#[must_use]
pub(crate) fn hkdf_sha256<const N: usize>(
    key: &[u8],
    salt: &[u8],
    info: &[u8],
) -> Zeroizing<[u8; N]> {
    const {
        // HKDF-SHA-256 gives up to 8,160 bytes, so that expanding cannot fail.
        assert!(N <= 64);
    }
    let mut output = Zeroizing::new([0_u8; N]);
    let hkdf = Hkdf::<Sha256>::new(Some(salt), key);
    #[expect(clippy::expect_used, reason = "N is at most 64, asserted above")]
    hkdf.expand(info, output.as_mut_slice())
        .expect("at most 8,160 bytes");
    output
}
