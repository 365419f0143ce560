//! `belfry-server token`.

use std::{fs, io, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::Path};

use crypto_core::ids::{Digest, MemberNumber};
use rand::{TryRng as _, rngs::SysRng};
use zeroize::Zeroizing;

use crate::http::Couriers;

/// Writes a fresh token (64 hexadecimal digits and a line feed) to a new file that only its owner
/// can read; gives the lines for the server's configuration.
///
/// # Errors
/// [`io::Error`]; an existing file is never touched.
pub fn token(member: MemberNumber, out: &Path) -> io::Result<String> {
    let mut token = Zeroizing::new([0; 32]);
    SysRng
        .try_fill_bytes(&mut token[..])
        .map_err(io::Error::other)?;
    let mut file = fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)?;
    let text = Zeroizing::new(format!("{}\n", Digest(*token)));
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let hash = Couriers::hash(&token);
    Ok(format!(
        "[[courier]]\nmember = {member}\ntoken_sha256 = \"{hash}\"\n"
    ))
}
