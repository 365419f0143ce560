//! Argon2id (RFC 9106) for a vault's passphrase.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// Cost of one derivation, stored beside the salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106's second recommendation (64 MiB, 3 passes, 4 lanes), with four times the memory.
    pub const VAULT: Self = Self {
        memory_kib: 256 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// The least that Argon2 takes: for tests and demonstrations only.
    pub const DEMONSTRATION: Self = Self {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
}

/// The cost is outside what Argon2id takes, or above 4 GiB of memory or 64 passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase's cost parameters are out of bounds")]
pub struct CostError;

/// Derives 32 bytes from a passphrase and a 16-byte salt.
///
/// # Errors
/// [`CostError`], so that a hostile file cannot ask for unbounded memory or time.
pub fn derive(
    passphrase: &[u8],
    salt: &[u8; 16],
    cost: Cost,
) -> Result<Zeroizing<[u8; 32]>, CostError> {
    if cost.memory_kib > 4 * 1024 * 1024 || cost.passes > 64 || cost.lanes > 64 {
        return Err(CostError);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| CostError)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, key.as_mut_slice())
        .map_err(|_| CostError)?;
    Ok(key)
}
