//! HMAC-SHA-256 (RFC 2104).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// HMAC-SHA-256 under a 32-byte key over the parts; 32 bytes.
#[must_use]
pub fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed(key);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Whether `tag` is the beginning (at least 16 bytes) of the HMAC of the parts; constant time.
#[must_use]
pub fn verify_truncated(key: &[u8; 32], parts: &[&[u8]], tag: &[u8]) -> bool {
    let full = hmac_sha256(key, parts);
    tag.len() >= 16
        && full
            .get(..tag.len())
            .is_some_and(|start| super::hash::equal_in_constant_time(start, tag))
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // The block size is 64 bytes; a shorter key is padded with zeros.
    let mut block = zeroize::Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    Hmac::<Sha256>::new((&*block).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_of_sixteen_bytes_or_more_holds_and_nothing_else() {
        let (key, parts) = ([3; 32], [&b"one"[..], b"two"]);
        let tag = hmac_sha256(&key, &parts);
        for length in 0..=tag.len() {
            assert_eq!(verify_truncated(&key, &parts, &tag[..length]), length >= 16);
        }
        assert!(!verify_truncated(&key, &parts, &[&tag[..], &[0]].concat()));
        let mut altered = tag;
        altered[15] ^= 1;
        assert!(!verify_truncated(&key, &parts, &altered[..16]));
        assert!(!verify_truncated(&[4; 32], &parts, &tag));
        assert!(!verify_truncated(&key, &[b"one"], &tag));
    }
}
