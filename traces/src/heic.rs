//! HEIC pictures: what they give away is told, but they cannot be cleaned here.

use crate::{Finding, NotCleaned, bytes, exif, found::Found, xmp};

/// What the file gives away: its EXIF and XMP stand in it as they are.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    for start in [b"Exif\0\0II*\0", b"Exif\0\0MM\0*"] {
        let at = bytes::find(all, start).and_then(|at| all.get(at.saturating_add(6)..));
        if let Some(block) = at {
            exif::look(block, &mut found);
        }
    }
    if let Some(block) = xmp::packet(all) {
        xmp::look(block, &mut found);
    }
    Ok(found.into_vec())
}
