//! The roster, the board and the recipients last seen, kept in the vault as they came.

use std::collections::BTreeMap;

use crypto_core::{
    board::{self, VerifiedBoard},
    cbor::{CborError, MapReader, MapWriter},
    ids::{ChannelId, MemberNumber},
    primitives::hybrid::HybridRecipient,
    recipients::{self, VerifiedRecipients},
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
    recipients: BTreeMap<Epoch, (VerifiedRecipients, Vec<u8>)>,
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
        let mut public =
            Self::verify(&channel, roster, board).ok_or(VaultError::Damaged("public"))?;
        for file in map.items(3).map_err(damaged)? {
            let (epoch, file) = read_file(file).map_err(damaged)?;
            if let Ok(verified) = recipients::verify(file, &public.roster, epoch) {
                public.keep_recipients(verified, file);
            }
        }
        Ok(Some(public))
    }

    /// Keeps the recipients of one epoch, that letters to colleagues are sealed to.
    pub fn keep_recipients(&mut self, verified: VerifiedRecipients, file: &[u8]) {
        let epoch = verified.epoch;
        self.recipients.insert(epoch, (verified, file.to_vec()));
    }

    /// A member's recipient of the board's epoch, or of the newest one before it that is here.
    #[must_use]
    pub fn recipient(&self, member: MemberNumber) -> Option<HybridRecipient> {
        let epoch = self.board.header().day.epoch();
        let (_, (listed, _)) = self.recipients.range(..=epoch).next_back()?;
        HybridRecipient::parse(listed.of(member)?).ok()
    }

    /// Writes the pair into the vault.
    ///
    /// # Errors
    /// What the file system says.
    pub fn store(&self, vault: &Vault, rng: &mut impl CryptoRng) -> Result<(), VaultError> {
        let mut map = MapWriter::new(VERSION);
        let files: Vec<_> = self
            .recipients
            .iter()
            .map(|(epoch, (_, file))| write_file(*epoch, file))
            .collect();
        map.bytes(1, &self.roster_file)
            .bytes(2, &self.board_file)
            .items(3, &files);
        vault.write_public(&map.finish(), rng)
    }

    /// The signed roster as it came.
    #[must_use]
    pub fn roster_file(&self) -> &[u8] {
        &self.roster_file
    }
}

fn write_file(epoch: Epoch, file: &[u8]) -> Vec<u8> {
    let mut map = MapWriter::new(VERSION);
    map.u64(1, epoch.0.into()).bytes(2, file);
    map.finish()
}

fn read_file(bytes: &[u8]) -> Result<(Epoch, &[u8]), CborError> {
    let mut map = MapReader::parse(bytes)?;
    map.version(VERSION)?;
    Ok((Epoch(map.uint(1)?), map.bytes(2)?))
}
