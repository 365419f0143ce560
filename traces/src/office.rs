//! Office files: zip archives with XML inside.
//!
//! A copy has the parts that show, in a new archive that says nothing of the one it was made from. What stays:
//! text, also where it is hidden; sheets, slides, rows and columns that are hidden, and speaker's notes; fields
//! that print a name into the text; pictures of kinds that cannot be cleaned here. All of these but notes and
//! fields are told.

mod archive;
mod odf;
mod ooxml;
mod words;
mod xml;

use crate::{Finding, Format, NotCleaned, Trace, bytes, format::format_of, found::Found};
use archive::Archive;

/// Whether it is a file of Microsoft Office that is locked with a password: a container of the older kind, in which
/// one entry is the packed file.
pub(crate) fn is_locked(all: &[u8]) -> bool {
    let wide: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    all.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && bytes::find(all, &wide).is_some()
}

/// What the file gives away; of a damaged one, up to where it is damaged.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let mut found = Found::default();
    // What was found before the damage is still worth telling.
    let _ = process(all, &mut found);
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    process(all, &mut Found::default())?.write()
}

fn process(all: &[u8], found: &mut Found) -> Result<Archive, NotCleaned> {
    let archive = Archive::read(all)?;
    match format_of(all) {
        Format::Odt | Format::Ods | Format::Odp => odf::clean(archive, found),
        _ => ooxml::clean(archive, found),
    }
}

/// A picture inside, cleaned as a file of its own; one of a kind that is not known stays and is told.
fn picture(name: &str, bytes: Vec<u8>, found: &mut Found) -> Result<Vec<u8>, NotCleaned> {
    match format_of(&bytes) {
        Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Tiff => {
            found.extend(crate::look_as(format_of(&bytes), &bytes).unwrap_or_default());
            match crate::clean(&bytes) {
                Ok(copy) => Ok(copy),
                Err(NotCleaned::Unsupported) => {
                    found.add(Trace::Embedded, name);
                    Ok(bytes)
                }
                Err(not) => Err(not),
            }
        }
        Format::Mp3 | Format::Mp4 | Format::Mov => {
            found.extend(crate::look_as(format_of(&bytes), &bytes).unwrap_or_default());
            crate::clean(&bytes)
        }
        _ => {
            found.add(Trace::Embedded, name);
            Ok(bytes)
        }
    }
}
