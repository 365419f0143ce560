//! A demonstration committee on this machine.

use anyhow::{Result, bail};

/// Where the page is unless told otherwise.
pub const DEFAULT_PORT: u16 = 8177;

/// Runs it.
pub fn run(_port: u16) -> Result<()> {
    bail!("not there yet")
}
