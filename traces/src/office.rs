//! Office files: zip archives with XML inside.

use crate::{Finding, NotCleaned};

/// What the file gives away.
pub(crate) fn look(_bytes: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    Err(NotCleaned::Unsupported)
}

/// A copy without it.
pub(crate) fn clean(_bytes: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    Err(NotCleaned::Unsupported)
}
