//! `belfry-server init`.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
};

use crypto_core::ids::ChannelId;

use crate::config;

/// Writes the configuration, which must not exist, and makes the data folder, mode 0700.
///
/// # Errors
/// [`io::Error`]; an existing configuration is never touched.
pub fn init(path: &Path, channel: Option<&ChannelId>) -> io::Result<()> {
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(config::template(channel).as_bytes())?;
    file.sync_all()?;
    let data = path.parent().unwrap_or(Path::new("")).join("data");
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
}
