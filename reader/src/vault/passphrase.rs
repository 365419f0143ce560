//! Another passphrase for a vault.

use std::fs;

use rand_core::CryptoRng;

use super::{
    Vault, VaultError, files,
    locked_key::{self, Passphrase, UnlockError, VAULT_KIND},
    read_key_file,
};

impl Vault {
    /// Sees that this is the vault's passphrase: whoever finds a vault open need not know it.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`], or what the file system says.
    pub fn check_passphrase(&self, typed: &Passphrase) -> Result<(), VaultError> {
        let file = read_key_file(&self.dir)?;
        Ok(locked_key::unlock(VAULT_KIND, &file, typed).map(drop)?)
    }

    /// Locks the vault by another passphrase; the old one opens nothing any more.
    ///
    /// # Errors
    /// What the file system says.
    pub fn change_passphrase(
        &self,
        new: &Passphrase,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let path = self.dir.join("vault");
        let cost =
            locked_key::cost(VAULT_KIND, &fs::read(&path)?).ok_or(UnlockError::NotAKeyFile)?;
        let file = locked_key::lock(VAULT_KIND, &self.master, new, cost, rng)?;
        Ok(files::replace_and_wipe(&path, &file)?)
    }
}
