//! What a file gives away about who made it, where and when, and a copy that does not.
//!
//! Runs in the reporter's browser before a file is sealed (protocol, section 4.4), on whole files of at most
//! [`MAX_LEN`] bytes. The same bytes always give the same copy: whoever chooses the same file again goes on
//! where sending it stopped, which works only if the hash of what is sealed is the same.
//!
//! Each format is a module with a `look` and a `clean`. A part that is not needed to show the file is dropped; a
//! file that is not understood is refused, so that nothing is called clean that is not. What shows is never
//! touched: faces, what a text says and the dots of a printer stay.

#![forbid(unsafe_code)]

mod bytes;
mod exif;
mod format;
mod found;
mod icc;
mod ifd;
mod iptc;
mod unpack;
mod xmp;

mod gif;
mod heic;
mod jpeg;
mod mp3;
mod mp4;
mod office;
mod pdf;
mod png;
mod text;
mod tiff;
mod webp;

pub use format::{Format, format_of};

/// The longest file that is looked at and cleaned, in bytes: it is held whole.
pub const MAX_LEN: usize = 64 * 1024 * 1024;

/// What kind of thing a file gives away. The page has a sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trace {
    /// Where a picture or film was made.
    Position,
    /// Make and model of the camera, telephone or scanner.
    Device,
    /// Serial number of a camera or lens, unique ids of a device or a document.
    Serial,
    /// Name of a person: author, owner, last editor, manager.
    Author,
    /// Organisation.
    Company,
    /// Program and operating system.
    Software,
    /// When it was made, changed or printed.
    Date,
    /// A small picture inside, which may show what was cut away from the large one.
    Thumbnail,
    /// Title, description, comment, keywords, template, paths on a disk.
    Description,
    /// Edit sessions, number of edits, time spent, earlier versions that are still in the file.
    Revisions,
    /// Changes with the name of who made them.
    TrackedChanges,
    /// Remarks in the margin, with the name of who made them.
    Comments,
    /// Hidden sheets, slides, rows or text.
    Hidden,
    /// Other files inside.
    Embedded,
    /// Macros and scripts.
    Script,
    /// Anything else that is not needed to show the contents.
    Other,
}

/// One thing that a file gives away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What kind.
    pub trace: Trace,
    /// What it says, at most 80 characters and without control characters; empty where there is nothing to read.
    pub value: String,
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// By content.
    pub format: Format,
    /// Sorted, without doubles, at most 64.
    pub findings: Vec<Finding>,
    /// Whether [`clean`] gives a copy, and if not, why.
    pub cleaned: Result<(), NotCleaned>,
}

/// Why there is no cleaned copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCleaned {
    /// Longer than [`MAX_LEN`].
    #[error("the file is too long to be held whole")]
    TooLong,
    /// A format that is not known here, or one that is known but cannot be cleaned (HEIC).
    #[error("files of this kind cannot be cleaned")]
    Unsupported,
    /// The file breaks the rules of its own format.
    #[error("the file is damaged or is not what it says it is")]
    Damaged,
    /// Locked with a password.
    #[error("the file is locked with a password")]
    Locked,
}

/// What a file gives away, and whether a copy can be had that does not.
#[must_use]
pub fn look(bytes: &[u8]) -> Looked {
    // A copy is promised only where making it was tried.
    looked(bytes, clean(bytes).map(|_| ()))
}

/// The same, and what of it is still in the copy. The copy is made once for both.
#[must_use]
pub fn examine(bytes: &[u8]) -> (Looked, Vec<Finding>) {
    let copy = clean(bytes);
    let stays = match &copy {
        Ok(copy) => look_as(format_of(copy), copy).unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    (looked(bytes, copy.map(|_| ())), found::sorted(stays))
}

fn looked(bytes: &[u8], cleaned: Result<(), NotCleaned>) -> Looked {
    let format = format_of(bytes);
    let seen = if bytes.len() > MAX_LEN {
        Err(NotCleaned::TooLong)
    } else {
        look_as(format, bytes)
    };
    Looked {
        format,
        findings: found::sorted(seen.unwrap_or_default()),
        cleaned,
    }
}

/// A copy without the traces that [`look`] finds; the same bytes always give the same copy, and a copy of a copy is
/// the copy.
///
/// # Errors
///
/// [`NotCleaned`] when no copy can be had from which everything that must go is gone.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    if bytes.len() > MAX_LEN {
        return Err(NotCleaned::TooLong);
    }
    let format = format_of(bytes);
    let copy = clean_as(format, bytes)?;
    // Lists that were packed are not packed in a copy.
    if copy.len() > MAX_LEN {
        return Err(NotCleaned::TooLong);
    }
    // Without what stood in front of it, or with what is hidden in it, it may be taken for something else.
    if format_of(&copy) != format {
        return Err(NotCleaned::Damaged);
    }
    Ok(copy)
}

fn look_as(format: Format, bytes: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    match format {
        Format::Jpeg => jpeg::look(bytes),
        Format::Png => png::look(bytes),
        Format::Webp => webp::look(bytes),
        Format::Gif => gif::look(bytes),
        Format::Tiff => tiff::look(bytes),
        Format::Pdf => pdf::look(bytes),
        Format::Docx | Format::Xlsx | Format::Pptx | Format::Odt | Format::Ods | Format::Odp => {
            office::look(bytes)
        }
        Format::Mp3 => mp3::look(bytes),
        Format::Mp4 | Format::Mov => mp4::look(bytes),
        Format::Text => text::look(bytes),
        Format::Heic => heic::look(bytes),
        Format::Unknown => Err(NotCleaned::Unsupported),
    }
}

fn clean_as(format: Format, bytes: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    match format {
        Format::Jpeg => jpeg::clean(bytes),
        Format::Png => png::clean(bytes),
        Format::Webp => webp::clean(bytes),
        Format::Gif => gif::clean(bytes),
        Format::Tiff => tiff::clean(bytes),
        Format::Pdf => pdf::clean(bytes),
        Format::Docx | Format::Xlsx | Format::Pptx | Format::Odt | Format::Ods | Format::Odp => {
            office::clean(bytes)
        }
        Format::Mp3 => mp3::clean(bytes),
        Format::Mp4 | Format::Mov => mp4::clean(bytes),
        Format::Text => text::clean(bytes),
        Format::Unknown if office::is_locked(bytes) => Err(NotCleaned::Locked),
        Format::Heic | Format::Unknown => Err(NotCleaned::Unsupported),
    }
}
