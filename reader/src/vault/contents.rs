//! Letters, answers and batches: large things, each sealed under a key of its own, in one
//! append-only file. The keys lie in an [`Erasable`] store, so that one thing can be forgotten
//! without touching the rest.
//!
//! ```text
//! contents = piece …        piece = nonce (24) ‖ XChaCha20-Poly1305, AAD = its id (16)
//! keys     = record …       record = id (16) ‖ key (32)
//! ```
//!
//! A piece's place and length stand in the journal. What a crash left behind is referred to by
//! nothing.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use crypto_core::primitives::aead;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{VaultError, erasable::Erasable, files};

const ID_LEN: usize = 16;
const RECORD_LEN: usize = ID_LEN + 32;
/// The longest piece: a board of 4 MiB and some.
const PIECE_MAX: u32 = 32 * 1024 * 1024;

/// Where a piece lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PieceRef {
    /// Names its key.
    pub id: [u8; ID_LEN],
    /// Where it begins in the file.
    pub offset: u64,
    /// Bytes it takes there, nonce and tag included.
    pub length: u32,
}

/// The file and its keys.
pub struct Contents {
    file: File,
    keys: BTreeMap<[u8; ID_LEN], Zeroizing<[u8; 32]>>,
    store: Erasable,
    /// Pieces since the last [`Self::sync`], and where the file ended then.
    unsynced: Vec<[u8; ID_LEN]>,
    synced_len: u64,
}

impl Contents {
    /// Makes an empty file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn create(path: &Path) -> Result<(), VaultError> {
        files::create_new(path, b"")?;
        Ok(())
    }

    /// Opens the file and reads the keys.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn open(path: &Path, store: Erasable) -> Result<Self, VaultError> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let synced_len = file.metadata()?.len();
        let records = store.read()?.unwrap_or_default();
        let (records, rest) = records.as_chunks::<RECORD_LEN>();
        if !rest.is_empty() {
            return Err(VaultError::Damaged("contents-keys"));
        }
        let keys = records.iter().filter_map(|record| {
            let (id, key) = record.split_first_chunk::<ID_LEN>()?;
            Some((*id, Zeroizing::new(<[u8; 32]>::try_from(key).ok()?)))
        });
        Ok(Self {
            file,
            keys: keys.collect(),
            store,
            unsynced: Vec::new(),
            synced_len,
        })
    }

    /// Appends a piece. It counts only after [`Self::sync`].
    ///
    /// # Errors
    /// What the file system says.
    pub fn put(
        &mut self,
        plaintext: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<PieceRef, VaultError> {
        let (mut id, mut nonce) = ([0; ID_LEN], [0; 24]);
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut id);
        rng.fill_bytes(&mut nonce);
        rng.fill_bytes(key.as_mut_slice());
        let sealed = aead::seal_with_nonce(&key, &nonce, &id, plaintext);
        let length = u32::try_from(sealed.len())
            .ok()
            .filter(|length| *length <= PIECE_MAX)
            .ok_or(VaultError::TooLarge)?;
        let offset = self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(&sealed)?;
        self.keys.insert(id, key);
        self.unsynced.push(id);
        Ok(PieceRef { id, offset, length })
    }

    /// Waits until all pieces and their keys are on disk.
    ///
    /// # Errors
    /// What the file system says.
    pub fn sync(&mut self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        if self.unsynced.is_empty() {
            return Ok(());
        }
        self.file.sync_data()?;
        self.write_keys(rng)?;
        self.unsynced.clear();
        self.synced_len = self.file.metadata()?.len();
        Ok(())
    }

    /// Whether a piece can be read.
    #[must_use]
    pub fn has(&self, place: &PieceRef) -> bool {
        self.keys.contains_key(&place.id)
    }

    /// Erases the keys of these pieces for good; it is done on return.
    ///
    /// # Errors
    /// What the file system says; then all can still be read at the next opening.
    pub fn forget(
        &mut self,
        places: &[PieceRef],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        self.sync(rng)?;
        for place in places {
            self.keys.remove(&place.id);
        }
        self.write_keys(rng)
    }

    fn write_keys(&self, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut records = Zeroizing::new(Vec::with_capacity(self.keys.len() * RECORD_LEN));
        for (id, key) in &self.keys {
            records.extend(id);
            records.extend(key.as_slice());
        }
        self.store.write(&records, rng)
    }

    /// Gives up all pieces since the last [`Self::sync`], so that what failed leaves nothing behind: on a
    /// full disk each attempt would else take more of it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn take_back(&mut self) -> Result<(), VaultError> {
        for id in self.unsynced.drain(..) {
            self.keys.remove(&id);
        }
        Ok(self.file.set_len(self.synced_len)?)
    }

    /// Reads a piece.
    ///
    /// # Errors
    /// [`VaultError::Forgotten`] where its key is gone, [`VaultError::Damaged`], or what the file
    /// system says.
    pub fn read(&mut self, place: &PieceRef) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let key = self.keys.get(&place.id).ok_or(VaultError::Forgotten)?;
        if place.length > PIECE_MAX {
            return Err(VaultError::Damaged("contents"));
        }
        self.file.seek(SeekFrom::Start(place.offset))?;
        // Room for all of it: a hundred thousand small pieces take twice as long with room that grows.
        let mut sealed = Vec::with_capacity(usize::try_from(place.length).unwrap_or(0));
        (&self.file)
            .take(u64::from(place.length))
            .read_to_end(&mut sealed)?;
        aead::open_with_nonce(key, &place.id, &sealed).map_err(|_| VaultError::Damaged("contents"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(dir: &Path) -> Contents {
        let store = Erasable::new(dir, "contents-keys", Zeroizing::new([4; 32]));
        Contents::open(&dir.join("contents"), store).unwrap()
    }

    #[test]
    fn pieces_are_read_back_after_reopening_and_orphans_do_no_harm() {
        let dir = tempfile::tempdir().unwrap();
        let mut rng = crate::test_rng(3);
        Contents::create(&dir.path().join("contents")).unwrap();
        let mut contents = open(dir.path());
        let first = contents.put(b"one", &mut rng).unwrap();
        contents.sync(&mut rng).unwrap();
        let orphan = contents.put(b"never synced", &mut rng).unwrap();
        let mut contents = open(dir.path());
        assert_eq!(contents.read(&first).unwrap().as_slice(), b"one");
        assert!(matches!(contents.read(&orphan), Err(VaultError::Forgotten)));
        let second = contents.put(b"two", &mut rng).unwrap();
        contents.sync(&mut rng).unwrap();
        assert_eq!(open(dir.path()).read(&second).unwrap().as_slice(), b"two");
        let before = contents.file.metadata().unwrap().len();
        let given_up = contents.put(b"three", &mut rng).unwrap();
        contents.take_back().unwrap();
        assert_eq!(contents.file.metadata().unwrap().len(), before);
        assert!(contents.read(&given_up).is_err());
        assert_eq!(contents.read(&second).unwrap().as_slice(), b"two");
    }

    #[test]
    fn an_altered_or_shortened_piece_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("contents");
        let mut rng = crate::test_rng(3);
        Contents::create(&path).unwrap();
        let mut contents = open(dir.path());
        let piece = contents.put(b"text", &mut rng).unwrap();
        contents.sync(&mut rng).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            std::fs::write(&path, &altered).unwrap();
            assert!(contents.read(&piece).is_err(), "byte {at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(contents.read(&piece).is_err(), "cut at {at}");
        }
        let far = PieceRef {
            offset: u64::MAX / 2,
            ..piece
        };
        assert!(contents.read(&far).is_err());
    }
}
