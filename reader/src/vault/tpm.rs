//! 32 bytes in a TPM 2: half of a rewritten key. What is overwritten there is gone, which no disk promises: a copy
//! of the vault from before opens nothing of it, not even on the same machine.
//!
//! Reached through the programs of `tpm2-tools` (`tpm2_nvdefine`, `tpm2_nvread`, `tpm2_nvwrite`, `tpm2_nvundefine`), with the owner's
//! authorization empty, as it is where nobody set one. The bytes go through pipes, never through arguments.

use std::{
    io::{self, Write as _},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::system;

/// Bytes in one place.
pub const HALF_LEN: usize = 32;
/// The first number that is tried: in the range that TCG leaves to owners.
pub const INDEX: u32 = 0x0150_0b10;

/// A program that takes longer waits for something that does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why the chip gives or takes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TpmError {
    /// Not on this system.
    #[error("half of a key is kept in a TPM on Linux only")]
    NotHere,
    /// The programs are not installed.
    #[error("the programs of tpm2-tools are not installed")]
    NoTools,
    /// Nothing can be put into one.
    #[error(
        "no TPM 2 of this machine takes the half: there is none, this user may not use it, or its place is taken"
    )]
    NoChip,
    /// There is no chip, or not this one, or it is used for something else.
    #[error("the TPM of this machine does not hold the other half of the keys, or does not answer")]
    Refused,
    /// The programs did not run, or not to their end.
    #[error(
        "the programs of tpm2-tools said nothing within a minute: try again, or start the machine anew"
    )]
    Silent,
}

/// A place of 32 bytes, one of a pair: the other one is written before this one is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tpm(u32);

impl Tpm {
    /// The place with this number; its last bit tells the two of a pair apart.
    #[must_use]
    pub fn new(index: u32) -> Self {
        Self(index)
    }

    /// Its number.
    #[must_use]
    pub fn index(self) -> u32 {
        self.0
    }

    /// The other place of the pair.
    #[must_use]
    pub fn other(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Makes this place.
    ///
    /// # Errors
    /// [`TpmError`], also where the number is taken.
    pub fn define(self) -> Result<(), TpmError> {
        let attributes = "ownerread|ownerwrite|authread|authwrite";
        let size = HALF_LEN.to_string();
        self.run("tpm2_nvdefine", &["-s", &size, "-a", attributes], None)?;
        Ok(())
    }

    /// Gives this place back.
    ///
    /// # Errors
    /// [`TpmError`].
    pub fn undefine(self) -> Result<(), TpmError> {
        self.run("tpm2_nvundefine", &[], None)?;
        Ok(())
    }

    /// What is there.
    ///
    /// # Errors
    /// [`TpmError`].
    pub fn read(self) -> Result<Zeroizing<[u8; HALF_LEN]>, TpmError> {
        let size = HALF_LEN.to_string();
        let bytes = self.run("tpm2_nvread", &["-s", &size], None)?;
        let half = bytes.as_slice().try_into().map_err(|_| TpmError::Refused)?;
        Ok(Zeroizing::new(half))
    }

    /// Overwrites what was there.
    ///
    /// # Errors
    /// [`TpmError`].
    pub fn write(self, half: &[u8; HALF_LEN]) -> Result<(), TpmError> {
        self.run("tpm2_nvwrite", &["-i", "-"], Some(half))?;
        Ok(())
    }

    fn run(
        self,
        program: &str,
        args: &[&str],
        input: Option<&[u8]>,
    ) -> Result<Zeroizing<Vec<u8>>, TpmError> {
        if !system::HAS_TPM {
            return Err(TpmError::NotHere);
        }
        let child = Command::new(program)
            .arg(format!("{:#x}", self.0))
            .args(["-C", "o"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => TpmError::NoTools,
            _ => TpmError::Silent,
        })?;
        // A program that refuses may end before it has read.
        let is_given = match (child.stdin.take(), input) {
            (Some(mut pipe), Some(input)) => pipe.write_all(input).is_ok(),
            _ => true,
        };
        // What they say is a few bytes, which the pipe holds until it is read.
        let end = Instant::now() + PATIENCE;
        while child.try_wait().map_err(|_| TpmError::Silent)?.is_none() {
            if Instant::now() > end {
                let _ = child.kill();
                let _ = child.wait();
                return Err(TpmError::Silent);
            }
            thread::sleep(Duration::from_millis(5));
        }
        let output = child.wait_with_output().map_err(|_| TpmError::Silent)?;
        let bytes = Zeroizing::new(output.stdout);
        (is_given && output.status.success())
            .then_some(bytes)
            .ok_or(TpmError::Refused)
    }
}
