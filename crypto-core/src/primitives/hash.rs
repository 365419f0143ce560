//! SHA-256 (FIPS 180-4) and BLAKE2b-512 (RFC 7693).

use sha2::{Digest as _, Sha256};

/// SHA-256 over the parts, one after the other; 32 bytes.
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// SHA-256 over bytes that arrive piece by piece.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash of all pieces; 32 bytes.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// BLAKE2b-512 over the parts; 64 bytes. Minisign's prehash.
#[must_use]
pub fn blake2b512(parts: &[&[u8]]) -> [u8; 64] {
    use blake2::{Blake2b512, Digest as _};
    let mut hash = Blake2b512::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// Whether two byte strings are equal, in a time that depends on their lengths only.
#[must_use]
pub fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    use subtle::ConstantTimeEq as _;
    one.ct_eq(other).into()
}
