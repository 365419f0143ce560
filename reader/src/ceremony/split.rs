//! The root key, being split onto sheets of paper: each is shown to its keeper alone, or all are written as pages until
//! they are printed. That the key is split is written down once they are on paper.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crypto_core::{
    address::ChannelAddress,
    ids::{ChannelId, Digest},
    primitives::signature::SigningKey,
    root_share::{self, RootShare},
    time::Day,
    words::Language,
};
use rand_core::CryptoRng;

use super::root_key::note;
use crate::{
    commands::CommandError,
    journal::event::Event,
    paper::sheet::Sheet,
    vault::{Vault, VaultError, files},
};

/// Sheets that are not on paper yet.
pub struct NewSheets {
    shares: Vec<RootShare>,
    keepers: Vec<String>,
    channel: String,
    key: Digest,
}

impl NewSheets {
    /// Splits what signs rosters: a sheet for each keeper, any `needed` of which give it back.
    ///
    /// # Errors
    /// [`CommandError::Sheets`] unless 2 ≤ `needed` ≤ keepers ≤ 16.
    pub fn of(
        vault: &Vault,
        key: &SigningKey,
        (needed, keepers): (u8, Vec<String>),
        rng: &mut impl CryptoRng,
    ) -> Result<Self, CommandError> {
        let count = u8::try_from(keepers.len()).unwrap_or(u8::MAX);
        let shares = root_share::split(key, needed, count, rng)
            .map_err(|_| CommandError::Sheets(needed, keepers.len()))?;
        let public = key.verifying_key();
        let channel = vault.secrets.channel;
        let channel = channel.unwrap_or_else(|| ChannelId::of_root(&public));
        Ok(Self {
            shares,
            keepers,
            channel: ChannelAddress::of(&channel).to_fragment(),
            key: Digest(public.to_bytes()),
        })
    }

    /// All, in their order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Sheet<'_>> {
        let sheets = u8::try_from(self.shares.len()).unwrap_or(u8::MAX);
        let all = self.shares.iter().zip(&self.keepers);
        all.map(move |(share, keeper)| Sheet {
            share,
            sheets,
            keeper,
            channel: &self.channel,
        })
    }

    /// Tells this split from others.
    #[must_use]
    pub fn set(&self) -> u16 {
        self.shares.first().map(RootShare::set).unwrap_or_default()
    }

    /// Writes a page for each sheet into a folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`CommandError::File`]; what was written is wiped then. No file is written over.
    pub fn write_pages(&self, folder: &Path, language: Language) -> Result<Pages, CommandError> {
        fs::create_dir_all(folder).map_err(CommandError::of_file(folder))?;
        files::restrict_folder(folder).map_err(CommandError::of_file(folder))?;
        let mut pages = Pages(Vec::new());
        for sheet in self.all() {
            let path = folder.join(format!("sheet-{}.html", sheet.share.number()));
            let html = sheet.expose_html(language);
            files::create_new(&path, html.as_bytes()).map_err(CommandError::of_file(&path))?;
            pages.0.push(path);
        }
        Ok(pages)
    }

    /// Writes down that the root key is split, once all sheets are on paper.
    ///
    /// # Errors
    /// What the vault says.
    pub fn done(
        self,
        vault: &mut Vault,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<(), VaultError> {
        let needed = self.shares.first().map(RootShare::needed);
        let event = Event::RootSplit {
            set: self.set().into(),
            needed: needed.unwrap_or_default(),
            sheets: u8::try_from(self.shares.len()).unwrap_or(u8::MAX),
            day: today,
            key: self.key,
        };
        note(vault, event, rng)
    }
}

/// Pages with sheets, until they are printed. Together they are the root key: they are wiped, whatever happens.
pub struct Pages(Vec<PathBuf>);

impl Pages {
    /// Overwrites them, and removes them. What somebody removed already is gone.
    ///
    /// # Errors
    /// [`CommandError::File`] of the first that is still there; the others are gone, and it can be tried again.
    pub fn wipe(&mut self) -> Result<(), CommandError> {
        let mut outcome = Ok(());
        self.0.retain(|path| match files::wipe(path) {
            Ok(()) => false,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => {
                if outcome.is_ok() {
                    outcome = Err(CommandError::of_file(path)(error));
                }
                true
            }
        });
        outcome
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // Whoever drops them cannot be told any more.
        let _ = self.wipe();
    }
}
