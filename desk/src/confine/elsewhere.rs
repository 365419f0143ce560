//! Windows, macOS and others, where a program takes nothing of the kind from itself with what this one is built of.

use std::io;

use super::Lack;

/// All of it.
pub const LACKS: &[Lack] = match cfg!(windows) {
    true => &Lack::ALL,
    false => &[Lack::Network, Lack::Memory],
};

/// Nothing: [`LACKS`] are shown before a vault is opened.
///
/// # Errors
/// None here.
pub fn confine() -> io::Result<()> {
    Ok(())
}
