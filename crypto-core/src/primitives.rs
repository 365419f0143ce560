//! The wall around third-party cryptography: only the files below name a cryptographic crate.
//! Each wrapper is one operation with fixed parameters.

pub mod aead;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod age_file;
pub mod hash;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod hybrid;
#[cfg(feature = "attachments")]
pub mod kdf;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod mac;
#[cfg(feature = "committee")]
pub mod password;
pub mod puzzle;
#[cfg(any(feature = "reporter", feature = "committee"))]
pub mod shares;
pub mod signature;
#[cfg(feature = "attachments")]
pub mod stream;
