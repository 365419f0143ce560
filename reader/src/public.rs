//! The roster and the board last seen, kept in the vault as they were signed.

use crypto_core::{
    board::{self, VerifiedBoard},
    cbor::{MapReader, MapWriter},
    ids::ChannelId,
    roster::{self, VerifiedRoster},
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
        Self::verify(&channel, roster, board)
            .map(Some)
            .ok_or(VaultError::Damaged("public"))
    }

    /// Writes the pair into the vault.
    ///
    /// # Errors
    /// What the file system says.
    pub fn store(&self, vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut map = MapWriter::new(VERSION);
        map.bytes(1, &self.roster_file).bytes(2, &self.board_file);
        vault.write_public(&map.finish(), rng)
    }

    /// The signed roster as it came.
    #[must_use]
    pub fn roster_file(&self) -> &[u8] {
        &self.roster_file
    }
}
