//! The compressed form of each file, beside it: the server sends it as it is, and Tor's users wait for each byte.

use std::fs::{self, File};
use std::path::Path;

use anyhow::Result;
use zopfli::{Format, Options};

/// Writes `….gz` beside every file of the folder and its folders.
pub fn all(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all(&path)?;
            continue;
        }
        let mut name = path.clone().into_os_string();
        name.push(".gz");
        zopfli::compress(
            Options::default(),
            Format::Gzip,
            File::open(&path)?,
            File::create(name)?,
        )?;
    }
    Ok(())
}
