//! A member's vault: a folder that holds everything, locked by a passphrase (protocol, section 4.8).
//!
//! | file | holds |
//! | --- | --- |
//! | `vault` | the master key, wrapped under the passphrase |
//! | `secrets` | member number, member key, board key, channel |
//! | `epochs.*` | the epochs' secrets, under a key that is written anew each time; in no backup |
//! | `journal` | the events from which all cases are computed |
//! | `contents`, `contents-keys.*` | letters, answers, batches, each under a key of its own |
//! | `parcels/WEEK/ID` | pieces of attachments, as sealed as they came |
//! | `answers/ANSWER/ID` | pieces of files that go with answers |
//! | `ledger-index.*` | which letters pages are about, to find it sooner; made anew when it is not there; in no backup |
//! | `public` | the roster and the board last seen |
//! | `lock` | keeps a second program out |

pub mod backup;
pub mod contents;
pub mod erasable;
pub mod files;
mod folder;
pub mod locked_key;
pub mod log;
pub mod outgoing;
pub mod parcels;
mod passphrase;
pub mod profile;
mod sealed;
pub mod secrets;
pub mod tpm;

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use crypto_core::{
    cbor::CborError,
    ids::ChannelId,
    labels::Label,
    primitives::{kdf, password::Cost},
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

pub use self::folder::exists;
use self::{
    contents::Contents,
    erasable::Erasable,
    folder::{lock_folder, make_empty_folder, read_key_file},
    locked_key::{Passphrase, UnlockError, VAULT_KIND},
    log::Log,
    outgoing::Outgoing,
    parcels::Parcels,
    secrets::{EpochSecret, Secrets},
    tpm::Tpm,
};
use crate::journal::{Journal, JournalError};

/// Why a vault could not be made, opened or written.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The file system said no.
    #[error("the vault's files could not be read or written")]
    Io(#[from] io::Error),
    /// The folder holds something already.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The folder's file system keeps no hold of a file that is replaced.
    #[error("old keys could not be overwritten in this folder")]
    NoWiping,
    /// There is no vault in this folder.
    #[error("there is no vault in this folder")]
    NoVault,
    /// Another program has the vault open.
    #[error("the vault is open in another program")]
    InUse,
    /// The passphrase's file.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// A file does not open under the vault's own key.
    #[error("the vault's file `{0}` is damaged")]
    Damaged(&'static str),
    /// An entry of the journal does not open; entries after it are whole or not, nobody knows.
    #[error("entry {0} of the vault's journal is damaged")]
    DamagedEntry(u64),
    /// The journal's entries do not fit together.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The TPM that holds half of the keys of months.
    #[error(transparent)]
    Tpm(#[from] tpm::TpmError),
    /// No half of them can be put into a TPM here.
    #[error(transparent)]
    NoTpm(tpm::TpmError),
    /// The key of a piece was erased.
    #[error("this was erased from the vault")]
    Forgotten,
    /// Larger than the vault takes.
    #[error("this is larger than the vault takes")]
    TooLarge,
}

/// An open vault; dropping it lets the next program in.
pub struct Vault {
    dir: PathBuf,
    master: Zeroizing<[u8; 32]>,
    /// Number, keys, channel.
    pub secrets: Secrets,
    /// The events so far.
    pub journal: Journal,
    /// Letters, answers, batches.
    pub contents: Contents,
    /// Pieces of attachments.
    pub parcels: Parcels,
    /// Pieces of files that go with answers.
    pub outgoing: Outgoing,
    /// What the person should know about the opening itself.
    pub notices: Vec<CutOff>,
    _lock: File,
}

/// The journal's last entry was not written to its end, and was moved to this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOff(pub PathBuf);

impl Vault {
    /// Makes a vault in an empty or new folder.
    ///
    /// # Errors
    /// [`VaultError::NotEmpty`] or what the file system says.
    pub fn create(
        dir: &Path,
        passphrase: &Passphrase,
        cost: Cost,
        secrets: &Secrets,
        epochs: &[EpochSecret],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        make_empty_folder(dir)?;
        let mut master = Zeroizing::new([0; 32]);
        rng.fill_bytes(master.as_mut_slice());
        sealed::write(
            dir,
            "secrets",
            Label::VaultSecrets,
            &master,
            &secrets.encode(),
            rng,
        )?;
        epochs_store(dir, &master).write(&secrets::encode_epochs(epochs), rng)?;
        Log::create(&dir.join("journal"))?;
        Contents::create(&dir.join("contents"))?;
        // The key file comes last: without it there is no vault, only a folder to remove.
        let key = locked_key::lock(VAULT_KIND, &master, passphrase, cost, rng)?;
        files::create_new(&dir.join("vault"), &key)?;
        Ok(())
    }

    /// Opens a vault.
    ///
    /// # Errors
    /// Every case of [`VaultError`] but [`VaultError::NotEmpty`].
    pub fn open(dir: &Path, passphrase: &Passphrase) -> Result<Self, VaultError> {
        let key_file = read_key_file(dir)?;
        let lock = lock_folder(dir)?;
        let master = locked_key::unlock(VAULT_KIND, &key_file, passphrase)?;
        Self::open_with(dir, lock, master)
    }

    /// The same with its key, once its folder is locked.
    fn open_with(dir: &Path, lock: File, master: Zeroizing<[u8; 32]>) -> Result<Self, VaultError> {
        let secrets = sealed::read(dir, "secrets", Label::VaultSecrets, &master)?
            .ok_or(VaultError::Damaged("secrets"))?;
        let secrets =
            Secrets::decode(&secrets).map_err(|_: CborError| VaultError::Damaged("secrets"))?;
        let key = kdf::derive(master.as_slice(), Label::VaultJournal);
        let (journal, cut_off) = Journal::open(&dir.join("journal"), key)?;
        let notices = cut_off.into_iter().map(CutOff).collect();
        let keys = kdf::derive(master.as_slice(), Label::VaultContents);
        let store = Erasable::new(dir, "contents-keys", keys);
        let contents = Contents::open(&dir.join("contents"), store)?;
        Ok(Self {
            dir: dir.to_owned(),
            master,
            secrets,
            journal,
            contents,
            parcels: Parcels::new(dir),
            outgoing: Outgoing::new(dir),
            notices,
            _lock: lock,
        })
    }

    /// Fixes the channel that this vault belongs to.
    ///
    /// # Errors
    /// What the file system says.
    pub fn join(&mut self, channel: ChannelId, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        self.secrets.channel = Some(channel);
        let secrets = self.secrets.encode();
        sealed::write(
            &self.dir,
            "secrets",
            Label::VaultSecrets,
            &self.master,
            &secrets,
            rng,
        )
    }

    /// The epochs' secrets that this vault has.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn epochs(&self) -> Result<Vec<EpochSecret>, VaultError> {
        let Some(bytes) = epochs_store(&self.dir, &self.master).read()? else {
            return Ok(Vec::new());
        };
        secrets::decode_epochs(&bytes).map_err(|_| VaultError::Damaged("epochs"))
    }

    /// Writes the epochs' secrets anew; those that are not among them are gone for good.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write_epochs(
        &self,
        epochs: &[EpochSecret],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        epochs_store(&self.dir, &self.master).write(&secrets::encode_epochs(epochs), rng)
    }

    /// As [`Self::write_epochs`], with half of their key in this place of a TPM from now on, or in none.
    ///
    /// # Errors
    /// What the file system or the TPM says.
    pub fn write_epochs_with(
        &self,
        epochs: &[EpochSecret],
        tpm: Option<Tpm>,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let epochs = secrets::encode_epochs(epochs);
        epochs_store(&self.dir, &self.master).write_with(&epochs, tpm, rng)
    }

    /// Where half of the epochs' key lies in a TPM, if it does.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn epochs_tpm(&self) -> Result<Option<Tpm>, VaultError> {
        epochs_store(&self.dir, &self.master).tpm()
    }

    /// Wipes what a crash left in the TPM.
    ///
    /// # Errors
    /// What the TPM says.
    pub fn finish_epochs(&self) -> Result<(), VaultError> {
        epochs_store(&self.dir, &self.master).finish()
    }

    /// What was written as the index of the ledger; `None` where nothing was, or what there is cannot be read.
    #[must_use]
    pub fn ledger_index(&self) -> Option<Zeroizing<Vec<u8>>> {
        ledger_store(&self.dir, &self.master).read().ok().flatten()
    }

    /// Replaces the index of the ledger; what is not in it any more cannot be read again.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write_ledger_index(
        &self,
        bytes: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        ledger_store(&self.dir, &self.master).write_with(bytes, None, rng)
    }

    /// The sealed file `public`: the roster and board last seen, as one.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn public(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        sealed::read(&self.dir, "public", Label::VaultSecrets, &self.master)
    }

    /// Replaces the sealed file `public`.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write_public(&self, bytes: &[u8], rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        sealed::write(
            &self.dir,
            "public",
            Label::VaultSecrets,
            &self.master,
            bytes,
            rng,
        )
    }

    /// The vault's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

fn epochs_store(dir: &Path, master: &[u8; 32]) -> Erasable {
    Erasable::new(dir, "epochs", kdf::derive(master, Label::VaultEpochs))
}

fn ledger_store(dir: &Path, master: &[u8; 32]) -> Erasable {
    Erasable::new(dir, "ledger-index", kdf::derive(master, Label::VaultLedger))
}
