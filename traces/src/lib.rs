//! What a file gives away about who made it, where and when, and a copy that does not.
//!
//! Runs in the reporter's browser before a file is sealed (protocol, section 4.4), on whole files of at most
//! [`MAX_LEN`] bytes. The same bytes always give the same copy: whoever chooses the same file again goes on
//! where sending it stopped, which works only if the hash of what is sealed is the same.

#![forbid(unsafe_code)]

mod format;

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
