//! Opening letters in the reader.

use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    content::{Content, ContentError, RosterReference},
    layout::{self, Slots},
};
use crate::{
    ids::Digest,
    keys::MemberKey,
    lengths::LETTER_LEN,
    primitives::{
        aead,
        age_file::{self, OpenedFile, ReadError},
        hash::sha256,
        hybrid::HybridIdentity,
    },
};

/// Why a letter was refused. Who keeps it can try again after an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Not of a letter's length.
    #[error("the letter does not have the length of a letter")]
    Length,
    /// Not a well-formed age file.
    #[error("the letter is not a well-formed age file")]
    NotAge,
    /// For this reader, but altered after it was sealed, or sealed wrongly.
    #[error("the letter was altered")]
    Altered,
    /// It opens, but is put together in another way than letters are.
    #[error("the letter opens, but is not put together as a letter is")]
    Layout,
    /// It has another number of stanzas than the roster that it names says.
    #[error("the letter has another number of slots than its roster says")]
    Slots,
    /// It opens, but what it says cannot be read.
    #[error("the letter opens, but its content cannot be read: {0}")]
    Content(#[from] ContentError),
}

/// What a letter turned out to be.
pub enum Opened {
    /// A letter of Belfry.
    Letter(Box<OpenedLetter>),
    /// A text sealed with another age tool.
    Foreign(ForeignLetter),
}

/// A letter of Belfry.
pub struct OpenedLetter {
    /// What it says.
    pub content: Content,
    /// This reader's slot.
    pub slot: u8,
    /// This reader's key in the conversation. `None` if the box does not open, which no client of
    /// Belfry makes: then there is no way back, but the text is not lost.
    pub member_key: Option<MemberKey>,
    /// Whether the tag for this reader holds: whether all of the plaintext before the tags was
    /// sealed by somebody who knew `member_key`.
    pub tag_ok: bool,
    /// SHA-256 of the whole plaintext; exact repeats have the same.
    pub plaintext_sha256: Digest,
}

/// A text that was sealed with another age tool. There is no way back to who wrote it.
pub struct ForeignLetter {
    /// The text, without the padding (spaces, line ends, zeros) at its end.
    pub text: Zeroizing<String>,
    /// SHA-256 of the whole plaintext, padding included.
    pub plaintext_sha256: Digest,
}

/// Opens a letter with the secrets of all epochs still kept; `None` means that it is not for this
/// reader, or a cover.
///
/// `slots_of` gives the number of slots that a roster fixes, `None` for a roster that the reader
/// does not have; then the number is not checked.
///
/// # Errors
/// Every case of [`OpenError`].
pub fn open_letter(
    letter: &[u8],
    keys: &[HybridIdentity],
    slots_of: impl Fn(&RosterReference) -> Option<Slots>,
) -> Result<Option<Opened>, OpenError> {
    if letter.len() != LETTER_LEN {
        return Err(OpenError::Length);
    }
    let file = match age_file::read(letter, keys) {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(None),
        Err(ReadError::Malformed) => return Err(OpenError::NotAge),
        Err(ReadError::Altered) => return Err(OpenError::Altered),
    };
    // Ours begins with a length below 2^16, so with a zero; a text does not.
    if file.plaintext.first() != Some(&0) {
        return foreign(&file).map(Some);
    }
    let opened = ours(&file)?;
    match slots_of(&opened.content.roster) {
        Some(slots) if slots.count() != file.stanzas => Err(OpenError::Slots),
        _ => Ok(Some(Opened::Letter(Box::new(opened)))),
    }
}

fn ours(file: &OpenedFile) -> Result<OpenedLetter, OpenError> {
    let slots = Slots::try_from(file.stanzas).map_err(|_| OpenError::Slots)?;
    let parts = layout::split(&file.plaintext, slots).ok_or(OpenError::Layout)?;
    let content = Content::decode(parts.cbor)?;
    let slot = u8::try_from(file.index).map_err(|_| OpenError::Layout)?;
    let sealed = parts.boxes.get(file.index).ok_or(OpenError::Layout)?;
    let tag = parts.tags.get(file.index).ok_or(OpenError::Layout)?;
    let member_key = aead::open_once(file.box_key.expose(), &[slot], sealed)
        .ok()
        .and_then(|key| key.first_chunk().copied())
        .map(MemberKey::from_bytes);
    let tag_ok = member_key
        .as_ref()
        .is_some_and(|key| key.verify_letter_tag(parts.tagged, tag));
    Ok(OpenedLetter {
        content,
        slot,
        member_key,
        tag_ok,
        plaintext_sha256: Digest(sha256(&[&file.plaintext])),
    })
}

fn foreign(file: &OpenedFile) -> Result<Opened, OpenError> {
    let text = std::str::from_utf8(&file.plaintext).map_err(|_| OpenError::Layout)?;
    let text = text.trim_end_matches(['\0', ' ', '\t', '\r', '\n']);
    // A text has no zeros inside; something else may.
    if text.contains('\0') {
        return Err(OpenError::Layout);
    }
    Ok(Opened::Foreign(ForeignLetter {
        text: Zeroizing::new(text.to_owned()),
        plaintext_sha256: Digest(sha256(&[&file.plaintext])),
    }))
}
