//! The roster, its recipients and the board last seen, kept in the vault as they were signed.

use std::collections::BTreeMap;

use crypto_core::{
    board::{self, VerifiedBoard},
    cbor::{MapReader, MapWriter},
    ids::{ChannelId, MemberNumber},
    primitives::hybrid::HybridRecipient,
    recipients,
    roster::{self, VerifiedRoster},
    time::Epoch,
};
use rand_core::CryptoRng;

use crate::vault::{Vault, VaultError};

const VERSION: u64 = 1;

/// A roster and a board that names it.
pub struct Public {
    /// The roster.
    pub roster: VerifiedRoster,
    /// The board.
    pub board: VerifiedBoard,
    /// The recipient files that the roster names, as far as they came.
    pub recipients: BTreeMap<Epoch, Vec<u8>>,
    roster_file: Vec<u8>,
    board_file: Vec<u8>,
}

impl Public {
    /// Checks a pair of files; `None` if they do not hold or not fit together.
    #[must_use]
    pub fn verify(channel: &ChannelId, roster_file: &[u8], board_file: &[u8]) -> Option<Self> {
        let roster = roster::verify(roster_file, channel).ok()?;
        let board = board::verify(board_file, channel, &roster).ok()?;
        Some(Self {
            roster,
            board,
            recipients: BTreeMap::new(),
            roster_file: roster_file.to_vec(),
            board_file: board_file.to_vec(),
        })
    }

    /// What the vault has; `None` before the first import.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or what the file system says.
    pub fn load(vault: &Vault) -> Result<Option<Self>, VaultError> {
        let (Some(bytes), Some(channel)) = (vault.public()?, vault.secrets.channel) else {
            return Ok(None);
        };
        let damaged = |_| VaultError::Damaged("public");
        let mut map = MapReader::parse(&bytes).map_err(damaged)?;
        map.version(VERSION).map_err(damaged)?;
        let roster = map.bytes(1).map_err(damaged)?;
        let board = map.bytes(2).map_err(damaged)?;
        let files = map.items(3).map_err(damaged)?;
        let mut public =
            Self::verify(&channel, roster, board).ok_or(VaultError::Damaged("public"))?;
        for item in files {
            let mut file = MapReader::parse(item).map_err(damaged)?;
            let epoch = Epoch(file.uint(1).map_err(damaged)?);
            public.take_recipients(epoch, file.bytes(2).map_err(damaged)?);
        }
        Ok(Some(public))
    }

    /// A member's recipient of the board's epoch, or of the newest one before it that is here.
    #[must_use]
    pub fn recipient(&self, member: MemberNumber) -> Option<HybridRecipient> {
        let epoch = self.board.header().day.epoch();
        let (epoch, file) = self.recipients.range(..=epoch).next_back()?;
        let listed = recipients::verify(file, &self.roster, *epoch).ok()?;
        HybridRecipient::parse(listed.of(member)?).ok()
    }

    /// Keeps a recipient file if the roster names it; whether it does.
    pub fn take_recipients(&mut self, epoch: Epoch, file: &[u8]) -> bool {
        let named = recipients::verify(file, &self.roster, epoch).is_ok();
        if named {
            self.recipients.insert(epoch, file.to_vec());
        }
        named
    }

    /// Writes the pair into the vault.
    ///
    /// # Errors
    /// What the file system says.
    pub fn store(&self, vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut map = MapWriter::new(VERSION);
        map.bytes(1, &self.roster_file).bytes(2, &self.board_file);
        let files: Vec<Vec<u8>> = self
            .recipients
            .iter()
            .map(|(epoch, file)| {
                let mut item = MapWriter::default();
                item.u64(1, u64::from(epoch.0)).bytes(2, file);
                item.finish()
            })
            .collect();
        if !files.is_empty() {
            map.items(3, &files);
        }
        vault.write_public(&map.finish(), rng)
    }

    /// The signed roster as it came.
    #[must_use]
    pub fn roster_file(&self) -> &[u8] {
        &self.roster_file
    }
}
