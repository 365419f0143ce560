//! A random 32-byte key in a file, wrapped under a passphrase.
//!
//! ```text
//! file = kind (16) ‖ memory KiB u32 ‖ passes u32 ‖ lanes u32 ‖ salt (16) ‖ nonce (24) ‖ sealed key (48)
//! sealed key = XChaCha20-Poly1305 under KDF(Argon2id(passphrase, salt), "vault/wrap", 32),
//!              AAD = all before the nonce
//! ```

use crypto_core::{
    labels::Label,
    primitives::{
        aead, kdf,
        password::{self, Cost},
    },
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

/// Bytes of a file's kind.
pub const KIND_LEN: usize = 16;
/// Begins the file of a vault's master key.
pub const VAULT_KIND: &[u8; KIND_LEN] = b"belfry/v1/vault\n";
/// Begins the file of a channel's root key.
pub const ROOT_KIND: &[u8; KIND_LEN] = b"belfry/v1/root\n\n";

const PREFIX_LEN: usize = KIND_LEN + 3 * 4 + 16;
const FILE_LEN: usize = PREFIX_LEN + 24 + 32 + 16;

/// A passphrase as typed; wiped on drop, never printed.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what was typed.
    #[must_use]
    pub fn new(typed: Zeroizing<String>) -> Self {
        Self(typed)
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the same was typed twice.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Why a key file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// The file is no key file of this kind.
    #[error("this is not a key file of Belfry")]
    NotAKeyFile,
    /// Written by a later version.
    #[error("the key file has a version that this program does not know")]
    OtherVersion,
    /// Wrong passphrase, or altered.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
}

/// The file for `key`, locked by `passphrase`; 116 bytes.
///
/// # Errors
/// [`UnlockError::NotAKeyFile`] if the cost is none that Argon2id takes.
pub fn lock(
    kind: &[u8; KIND_LEN],
    key: &[u8; 32],
    passphrase: &Passphrase,
    cost: Cost,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, UnlockError> {
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut nonce);
    let mut file = kind.to_vec();
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        file.extend(number.to_be_bytes());
    }
    file.extend(salt);
    let wrap = wrapping_key(passphrase, &salt, cost).ok_or(UnlockError::NotAKeyFile)?;
    let sealed = aead::seal_with_nonce(&wrap, &nonce, &file, key);
    file.extend(sealed);
    Ok(file)
}

/// The key in a file that [`lock`] made.
///
/// # Errors
/// Every case of [`UnlockError`].
pub fn unlock(
    kind: &[u8; KIND_LEN],
    file: &[u8],
    passphrase: &Passphrase,
) -> Result<Zeroizing<[u8; 32]>, UnlockError> {
    let (prefix, sealed) = split(kind, file)?;
    let (cost, salt) = cost_and_salt(prefix).ok_or(UnlockError::NotAKeyFile)?;
    let wrap = wrapping_key(passphrase, &salt, cost).ok_or(UnlockError::NotAKeyFile)?;
    let key =
        aead::open_with_nonce(&wrap, prefix, sealed).map_err(|_| UnlockError::WrongPassphrase)?;
    let key = <[u8; 32]>::try_from(key.as_slice()).map_err(|_| UnlockError::NotAKeyFile)?;
    Ok(Zeroizing::new(key))
}

/// The cost that a file was locked with, so that a new passphrase gets the same.
#[must_use]
pub fn cost(kind: &[u8; KIND_LEN], file: &[u8]) -> Option<Cost> {
    let (prefix, _) = split(kind, file).ok()?;
    cost_and_salt(prefix).map(|(cost, _)| cost)
}

fn split<'f>(kind: &[u8; KIND_LEN], file: &'f [u8]) -> Result<(&'f [u8], &'f [u8]), UnlockError> {
    if !file.starts_with(kind) {
        let ours = file.starts_with(b"belfry/v") && !file.starts_with(b"belfry/v1/");
        return Err(if ours {
            UnlockError::OtherVersion
        } else {
            UnlockError::NotAKeyFile
        });
    }
    if file.len() != FILE_LEN {
        return Err(UnlockError::NotAKeyFile);
    }
    file.split_at_checked(PREFIX_LEN)
        .ok_or(UnlockError::NotAKeyFile)
}

fn cost_and_salt(prefix: &[u8]) -> Option<(Cost, [u8; 16])> {
    let (_, rest) = prefix.split_first_chunk::<KIND_LEN>()?;
    let (memory, rest) = rest.split_first_chunk::<4>()?;
    let (passes, rest) = rest.split_first_chunk::<4>()?;
    let (lanes, salt) = rest.split_first_chunk::<4>()?;
    let cost = Cost {
        memory_kib: u32::from_be_bytes(*memory),
        passes: u32::from_be_bytes(*passes),
        lanes: u32::from_be_bytes(*lanes),
    };
    Some((cost, salt.try_into().ok()?))
}

fn wrapping_key(
    passphrase: &Passphrase,
    salt: &[u8; 16],
    cost: Cost,
) -> Option<Zeroizing<[u8; 32]>> {
    let stretched = password::derive(passphrase.0.as_bytes(), salt, cost).ok()?;
    Some(kdf::derive(stretched.as_slice(), Label::VaultWrap))
}

const _: () = assert!(FILE_LEN == 116);

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.to_owned()))
    }

    fn locked() -> Vec<u8> {
        let mut rng = crate::test_rng(1);
        let cost = Cost::DEMONSTRATION;
        lock(
            VAULT_KIND,
            &[5; 32],
            &passphrase("one two three"),
            cost,
            &mut rng,
        )
        .unwrap()
    }

    #[test]
    fn the_passphrase_opens_it_and_another_does_not() {
        let file = locked();
        assert_eq!(file.len(), FILE_LEN);
        assert_eq!(
            *unlock(VAULT_KIND, &file, &passphrase("one two three")).unwrap(),
            [5; 32]
        );
        let wrong = unlock(VAULT_KIND, &file, &passphrase("one two thre"));
        assert_eq!(wrong.err(), Some(UnlockError::WrongPassphrase));
        let kind = unlock(ROOT_KIND, &file, &passphrase("one two three"));
        assert_eq!(kind.err(), Some(UnlockError::NotAKeyFile));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_refused() {
        let file = locked();
        let secret = passphrase("one two three");
        for at in 0..file.len() {
            assert!(
                unlock(VAULT_KIND, &file[..at], &secret).is_err(),
                "cut at {at}"
            );
            // The upper bits of the cost would only ask for gigabytes; they are bounded.
            let bits = if (16..28).contains(&at) && at % 4 != 3 {
                0..1
            } else {
                0..8
            };
            for bit in bits {
                let mut altered = file.clone();
                altered[at] ^= 1 << bit;
                assert!(
                    unlock(VAULT_KIND, &altered, &secret).is_err(),
                    "byte {at} bit {bit}"
                );
            }
        }
    }
}
