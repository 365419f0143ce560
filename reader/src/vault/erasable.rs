//! A small file whose contents can be forgotten: it is sealed under a random key in a file of its
//! own, and every change writes both anew and wipes the old key.
//!
//! ```text
//! NAME.key  = XChaCha20-Poly1305 under the vault's key for NAME of: file key (32) ‖ generation (8);
//!             with a TPM: half of the file key (32) ‖ generation (8) ‖ number of the other half's place (4)
//! NAME.GENERATION = XChaCha20-Poly1305 under the file key of the contents
//! ```
//!
//! The contents come first, the key file switches: after a crash the old pair or the new one opens.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crypto_core::{
    labels::Label,
    primitives::{aead, kdf},
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{
    VaultError, files,
    tpm::{HALF_LEN, Tpm},
};

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
        let inner = self.read_key()?;
        let sealed = fs::read(self.contents_path(inner.generation))?;
        aead::open_with_nonce(&*inner.file_key()?, self.name.as_bytes(), &sealed)
            .map(Some)
            .map_err(|_| VaultError::Damaged(self.name))
    }

    /// Where the other half of the key lies, if it lies in a TPM.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn tpm(&self) -> Result<Option<Tpm>, VaultError> {
        if !self.key_path().exists() {
            return Ok(None);
        }
        Ok(self.read_key()?.tpm)
    }

    /// Writes new contents; what is not in them any more cannot be read again. With a TPM, the other place of
    /// the pair holds the new half.
    ///
    /// # Errors
    /// What the file system or the TPM says; the old contents then still stand.
    pub fn write(&self, contents: &[u8], rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let tpm = self.tpm()?.map(Tpm::other);
        self.write_with(contents, tpm, rng)
    }

    /// As [`Self::write`], with half of the key in this place of a TPM, or all of it in the file.
    ///
    /// # Errors
    /// What the file system or the TPM says; the old contents then still stand, or the new ones while the old
    /// half is still in the TPM: see [`Self::finish`].
    pub fn write_with(
        &self,
        contents: &[u8],
        tpm: Option<Tpm>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let before = self.tpm().unwrap_or(None);
        let inner = Inner::generate(tpm, rng);
        if let Some(place) = tpm {
            let mut half = Zeroizing::new([0; HALF_LEN]);
            rng.fill_bytes(half.as_mut_slice());
            place.write(&half)?;
        }
        let mut nonce = [0; 24];
        rng.fill_bytes(&mut nonce);
        let key = inner.file_key()?;
        let sealed = aead::seal_with_nonce(&key, &nonce, self.name.as_bytes(), contents);
        files::replace(&self.contents_path(inner.generation), &sealed)?;

        rng.fill_bytes(&mut nonce);
        let wrapped =
            aead::seal_with_nonce(&self.key, &nonce, self.name.as_bytes(), &inner.encode());
        files::replace_and_wipe(&self.key_path(), &wrapped)?;
        self.remove_others(inner.generation)?;
        match before {
            Some(old) if tpm != before => Ok(old.write(&WIPED)?),
            _ => Ok(()),
        }
    }

    /// Wipes the half that a crash left in the TPM after its key was given up. A copy of the vault from before,
    /// which opens no more, wipes nothing: the other place is the one in use.
    ///
    /// # Errors
    /// What the TPM says.
    pub fn finish(&self) -> Result<(), VaultError> {
        if let Some(place) = self.tpm()?.map(Tpm::other)
            && *place.read()? != WIPED
        {
            self.read()?;
            place.write(&WIPED)?;
        }
        Ok(())
    }

    fn read_key(&self) -> Result<Inner, VaultError> {
        let damaged = || VaultError::Damaged(self.name);
        let wrapped = fs::read(self.key_path())?;
        let inner = aead::open_with_nonce(&self.key, self.name.as_bytes(), &wrapped)
            .map_err(|_| damaged())?;
        Inner::decode(&inner).ok_or_else(damaged)
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

/// What a place in the TPM holds while its half is not in use.
const WIPED: [u8; HALF_LEN] = [0; HALF_LEN];

/// What `NAME.key` holds.
struct Inner {
    half: Zeroizing<[u8; 32]>,
    generation: u64,
    tpm: Option<Tpm>,
}

impl Inner {
    fn generate(tpm: Option<Tpm>, rng: &mut impl CryptoRng) -> Self {
        let mut half = Zeroizing::new([0; 32]);
        rng.fill_bytes(half.as_mut_slice());
        Self {
            half,
            generation: rng.next_u64(),
            tpm,
        }
    }

    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut inner = Zeroizing::new(Vec::with_capacity(44));
        inner.extend(self.half.as_slice());
        inner.extend(self.generation.to_be_bytes());
        inner.extend(self.tpm.iter().flat_map(|tpm| tpm.index().to_be_bytes()));
        inner
    }

    fn decode(inner: &[u8]) -> Option<Self> {
        let (half, rest) = inner.split_first_chunk::<32>()?;
        let (generation, rest) = rest.split_first_chunk::<8>()?;
        let tpm = match rest {
            [] => None,
            index => Some(Tpm::new(u32::from_be_bytes(index.try_into().ok()?))),
        };
        Some(Self {
            half: Zeroizing::new(*half),
            generation: u64::from_be_bytes(*generation),
            tpm,
        })
    }

    fn file_key(&self) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let Some(tpm) = self.tpm else {
            return Ok(self.half.clone());
        };
        let mut both = Zeroizing::new(Vec::with_capacity(32 + HALF_LEN));
        both.extend(self.half.as_slice());
        both.extend(tpm.read()?.as_slice());
        Ok(kdf::derive(&both, Label::VaultToken))
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
        let generation = store.read_key().unwrap().generation;
        let old = fs::read(store.contents_path(generation)).unwrap();
        store.write(b"new", &mut rng).unwrap();
        assert_eq!(store.read().unwrap().unwrap().as_slice(), b"new");
        let key = store.read_key().unwrap().file_key().unwrap();
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
