//! A small file whose contents can be forgotten: it is sealed under a random key in a file of its
//! own, and every change writes both anew and wipes the old key.
//!
//! ```text
//! NAME.key  = XChaCha20-Poly1305 under the vault's key for NAME of: file key (32) ‖ generation (8)
//! NAME.GENERATION = XChaCha20-Poly1305 under the file key of the contents
//! ```
//!
//! The contents come first, the key file switches: after a crash the old pair or the new one opens.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crypto_core::primitives::aead;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{VaultError, files};

/// One such file; the name is part of what is sealed.
pub struct Erasable {
    dir: PathBuf,
    name: &'static str,
    key: Zeroizing<[u8; 32]>,
}

impl Erasable {
    /// The file `name` in `dir` under the vault's key for it; nothing is read yet.
    #[must_use]
    pub fn new(dir: &Path, name: &'static str, key: Zeroizing<[u8; 32]>) -> Self {
        let dir = dir.to_owned();
        Self { dir, name, key }
    }

    /// The contents; `None` where the file was never written.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn read(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        if !self.key_path().exists() {
            return Ok(None);
        }
        let (key, generation) = self.read_key()?;
        let sealed = fs::read(self.contents_path(generation))?;
        aead::open_with_nonce(&key, self.name.as_bytes(), &sealed)
            .map(Some)
            .map_err(|_| VaultError::Damaged(self.name))
    }

    /// Writes new contents; what is not in them any more cannot be read again.
    ///
    /// # Errors
    /// What the file system says; the old contents then still stand.
    pub fn write(&self, contents: &[u8], rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut key = Zeroizing::new([0; 32]);
        let mut nonce = [0; 24];
        rng.fill_bytes(key.as_mut_slice());
        rng.fill_bytes(&mut nonce);
        let generation = rng.next_u64();
        let sealed = aead::seal_with_nonce(&key, &nonce, self.name.as_bytes(), contents);
        files::replace(&self.contents_path(generation), &sealed)?;

        let mut inner = Zeroizing::new(key.to_vec());
        inner.extend(generation.to_be_bytes());
        rng.fill_bytes(&mut nonce);
        let wrapped = aead::seal_with_nonce(&self.key, &nonce, self.name.as_bytes(), &inner);
        files::replace_and_wipe(&self.key_path(), &wrapped)?;
        self.remove_others(generation)
    }

    fn read_key(&self) -> Result<(Zeroizing<[u8; 32]>, u64), VaultError> {
        let damaged = || VaultError::Damaged(self.name);
        let wrapped = fs::read(self.key_path())?;
        let inner = aead::open_with_nonce(&self.key, self.name.as_bytes(), &wrapped)
            .map_err(|_| damaged())?;
        let (key, generation) = inner.split_first_chunk::<32>().ok_or_else(damaged)?;
        let generation = generation.try_into().map_err(|_| damaged())?;
        Ok((Zeroizing::new(*key), u64::from_be_bytes(generation)))
    }

    /// Contents of earlier generations; their keys are gone already.
    fn remove_others(&self, generation: u64) -> Result<(), VaultError> {
        let keep = self.contents_path(generation);
        for entry in fs::read_dir(&self.dir)? {
            let path = entry?.path();
            let ours = path.file_stem().is_some_and(|stem| stem == self.name);
            if ours && path != keep && path != self.key_path() {
                fs::remove_file(&path)?;
            }
        }
        Ok(files::sync_folder_of(&keep)?)
    }

    fn key_path(&self) -> PathBuf {
        self.dir.join(format!("{}.key", self.name))
    }

    fn contents_path(&self, generation: u64) -> PathBuf {
        self.dir.join(format!("{}.{generation:016x}", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_overwritten_opens_with_no_key_that_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let mut rng = crate::test_rng(2);
        let store = Erasable::new(dir.path(), "epochs", Zeroizing::new([3; 32]));
        assert!(store.read().unwrap().is_none());
        store.write(b"old secret", &mut rng).unwrap();
        let (_, generation) = store.read_key().unwrap();
        let old = fs::read(store.contents_path(generation)).unwrap();
        store.write(b"new", &mut rng).unwrap();
        assert_eq!(store.read().unwrap().unwrap().as_slice(), b"new");
        let (key, _) = store.read_key().unwrap();
        assert!(aead::open_with_nonce(&key, b"epochs", &old).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn damage_is_an_error_and_not_an_empty_file() {
        let dir = tempfile::tempdir().unwrap();
        let store = Erasable::new(dir.path(), "epochs", Zeroizing::new([3; 32]));
        store.write(b"secret", &mut crate::test_rng(2)).unwrap();
        for entry in fs::read_dir(dir.path()).unwrap() {
            let path = entry.unwrap().path();
            let whole = fs::read(&path).unwrap();
            for at in 0..whole.len() {
                let mut altered = whole.clone();
                altered[at] ^= 0x10;
                fs::write(&path, &altered).unwrap();
                assert!(store.read().is_err());
                fs::write(&path, &whole[..at]).unwrap();
                assert!(store.read().is_err());
            }
            fs::write(&path, &whole).unwrap();
        }
        assert!(store.read().is_ok());
    }
}
