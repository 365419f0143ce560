//! age v1 files with hybrid recipients, or with shares for a quorum (<https://c2sp.org/age>):
//! writing from given randomness, reading through the `age` crate.
//!
//! ```text
//! file    = "age-encryption.org/v1" LF ‖ stanza … ‖ "--- " base64(MAC) LF ‖ nonce (16) ‖ chunk
//! stanza  = "-> mlkem768x25519 " base64(encapsulated key, 1,120) LF base64(body, 32) LF
//! MAC     = HMAC-SHA-256 under HKDF(file key, info "header") up to and including "---"
//! chunk   = ChaCha20-Poly1305 under HKDF(file key, salt nonce, info "payload"), nonce 0…01
//! ```
//!
//! Letters have one chunk, so their plaintext is at most 65,536 bytes; what we read, and what goes to other
//! authorities, may have more.

#[cfg(feature = "committee")]
mod long;
#[cfg(feature = "committee")]
mod read;
#[cfg(feature = "committee")]
mod shares;
mod write;

#[cfg(feature = "committee")]
pub use long::{LongFile, write_long};
#[cfg(feature = "committee")]
pub use read::{HybridKeys, OpenedFile, ReadError, read};
#[cfg(feature = "committee")]
pub use shares::{ShareStanza, open_with_file_key, share_stanzas};
pub use write::{Stanza, WriteError, write};

use super::hybrid::{ENCAPSULATED_LEN, SHARE_BODY_LEN, WRAPPED_LEN};
use crate::labels::SHARE;

/// The first argument of a hybrid stanza.
const STANZA_TYPE: &str = "mlkem768x25519";
/// Bytes of the payload nonce.
pub const NONCE_LEN: usize = 16;
/// Bytes that each stanza takes in the header.
pub const STANZA_LEN: usize = "-> ".len()
    + STANZA_TYPE.len()
    + " ".len()
    + base64_len(ENCAPSULATED_LEN)
    + "\n".len()
    + base64_len(WRAPPED_LEN)
    + "\n".len();
/// Bytes that each stanza of a quorum takes: two arguments, and a body of three lines.
pub const SHARE_STANZA_LEN: usize = "-> ".len()
    + SHARE.len()
    + " ".len()
    + base64_len(ENCAPSULATED_LEN)
    + " ".len()
    + base64_len(32)
    + "\n".len()
    + base64_len(SHARE_BODY_LEN)
    + 3 * "\n".len();
/// Bytes of a file beside its stanzas and its plaintext (of one chunk).
pub const FRAME_LEN: usize =
    VERSION_LINE.len() + MAC_MARK.len() + " ".len() + base64_len(32) + "\n".len() + NONCE_LEN + 16;

const VERSION_LINE: &str = "age-encryption.org/v1\n";
const MAC_MARK: &str = "---";

// The body must end with a line of fewer than 64 characters; ours has 43, so it is one line.
const _: () = assert!(base64_len(WRAPPED_LEN) < 64);
const _: () = assert!(base64_len(SHARE_BODY_LEN).div_ceil(64) == 3);
const _: () = assert!(STANZA_LEN == 1_557 && SHARE_STANZA_LEN == 1_691 && FRAME_LEN == 102);

/// Characters of `bytes` bytes in base64 without padding.
const fn base64_len(bytes: usize) -> usize {
    (bytes * 8).div_ceil(6)
}
