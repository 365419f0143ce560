//! Large files for tests: written and hashed piece by piece.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::Path;

use anyhow::{Result, ensure};
use crypto_core::primitives::hash::Hasher;

/// Makes a file that no compression shortens and no two parcels of which are alike, another for each seed.
///
/// # Errors
/// What the file system says.
pub fn make(path: &Path, len: u64, seed: u32) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ u64::from(seed) << 32;
    let mut left = len;
    while left > 0 {
        // xorshift64, Marsaglia 2003
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let word = state.to_le_bytes();
        let some = left.min(8);
        out.write_all(&word[..usize::try_from(some)?])?;
        left -= some;
    }
    Ok(out.flush()?)
}

/// Whether two files hold the same bytes.
///
/// # Errors
/// What the file system says, or that they differ.
pub fn ensure_same(one: &Path, other: &Path) -> Result<()> {
    ensure!(
        sha256(one)? == sha256(other)?,
        "{} and {} differ",
        one.display(),
        other.display()
    );
    Ok(())
}

fn sha256(path: &Path) -> Result<[u8; 32]> {
    let mut hash = Hasher::default();
    let mut file = File::open(path)?;
    let mut block = vec![0; 1 << 20];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(hash.finish()),
            some => hash.update(&block[..some]),
        }
    }
}
