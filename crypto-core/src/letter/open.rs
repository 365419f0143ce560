//! Opening letters in the reader.

use thiserror::Error;
use zeroize::Zeroizing;

use super::{
    content::{Content, ContentError, RosterReference},
    layout::{self, Form, Slots, Stanzas},
    share::{self, HeldShare},
};
use crate::{
    ids::Digest,
    keys::MemberKey,
    labels::CASE_SECRET,
    lengths::LETTER_LEN,
    primitives::{
        aead,
        age_file::{self, OpenedFile, ReadError},
        hash::sha256,
        hybrid::{FileKey, HybridIdentity},
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
    /// A share of a letter that opens once enough members have released theirs.
    Held(Box<HeldShare>),
}

/// A letter of Belfry.
pub struct OpenedLetter {
    /// What it says.
    pub content: Content,
    /// This reader's slot.
    pub slot: u8,
    /// The number of its stanzas.
    pub stanzas: usize,
    /// This reader's key in the conversation. `None` if the box does not open, which no client of
    /// Belfry makes: then there is no way back, but the text is not lost.
    pub member_key: Option<MemberKey>,
    /// Whether the tag for this reader holds: whether all of the plaintext before the tags was
    /// sealed by somebody who knew `member_key`.
    pub tag_ok: bool,
    /// SHA-256 of the whole plaintext; exact repeats have the same.
    pub plaintext_sha256: Digest,
    /// Another hash of it, kept apart from that one: what all readers of the letter share, and nobody has any more
    /// once they have forgotten it.
    pub case_secret: CaseSecret,
}

/// SHA-256 of `"belfry/v1/case-secret" ‖ plaintext`, 32 bytes, wiped on drop.
#[derive(Clone)]
pub struct CaseSecret(Zeroizing<[u8; 32]>);

impl CaseSecret {
    fn of(plaintext: &[u8]) -> Self {
        Self(Zeroizing::new(sha256(&[CASE_SECRET, plaintext])))
    }

    /// From a vault.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the vault and for keys that come from it.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
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
    let opened = match age_file::read(letter, keys) {
        // Ours begins with a length below 2^16, so with a zero; a text does not.
        Ok(Some(file)) if file.plaintext.first() != Some(&0) => return foreign(&file).map(Some),
        Ok(Some(file)) => ours(&file)?,
        Ok(None) => match share::take(letter, keys)? {
            None => return Ok(None),
            Some(held) => match held.open_alone(letter)? {
                Some(opened) => opened,
                None => return Ok(Some(Opened::Held(Box::new(held)))),
            },
        },
        Err(error) => return Err(error.into()),
    };
    opened.check_slots(slots_of)?;
    Ok(Some(Opened::Letter(Box::new(opened))))
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Malformed => Self::NotAge,
            ReadError::Altered => Self::Altered,
        }
    }
}

impl OpenedLetter {
    /// Whether the letter has as many stanzas as the roster fixes that it names, where that is known.
    ///
    /// # Errors
    /// [`OpenError::Slots`].
    pub fn check_slots(
        &self,
        slots_of: impl Fn(&RosterReference) -> Option<Slots>,
    ) -> Result<(), OpenError> {
        match slots_of(&self.content.roster) {
            Some(slots) if slots.count() != self.stanzas => Err(OpenError::Slots),
            _ => Ok(()),
        }
    }
}

/// Where in a letter this reader's stanza is.
pub(super) struct Place {
    /// Its index.
    pub slot: u8,
    /// The number of all stanzas.
    pub stanzas: usize,
}

fn ours(file: &OpenedFile) -> Result<OpenedLetter, OpenError> {
    let place = Place {
        slot: u8::try_from(file.index).map_err(|_| OpenError::Layout)?,
        stanzas: file.stanzas,
    };
    let key_in_box = |boxes: &[[u8; layout::BOX_LEN]]| {
        let sealed = boxes.get(file.index)?;
        let key = aead::open_once(file.box_key.expose(), &[place.slot], sealed).ok()?;
        key.first_chunk().copied().map(MemberKey::from_bytes)
    };
    opened(&file.plaintext, Stanzas::Whole, &place, key_in_box)
}

/// Opens a letter by its file key, which shares gave; `None` if it is not the letter's.
pub(super) fn from_file_key(
    letter: &[u8],
    key: &FileKey,
    place: &Place,
    member_key: &MemberKey,
) -> Result<Option<OpenedLetter>, OpenError> {
    let Some(plaintext) = age_file::open_with_file_key(letter, key)? else {
        return Ok(None);
    };
    let known = MemberKey::from_bytes(*member_key.expose_for_box());
    opened(&plaintext, Stanzas::Shares, place, |_| Some(known)).map(Some)
}

fn opened(
    plaintext: &[u8],
    stanzas: Stanzas,
    place: &Place,
    member_key: impl FnOnce(&[[u8; layout::BOX_LEN]]) -> Option<MemberKey>,
) -> Result<OpenedLetter, OpenError> {
    let slots = Slots::try_from(place.stanzas).map_err(|_| OpenError::Slots)?;
    let parts = layout::split(plaintext, Form { slots, stanzas }).ok_or(OpenError::Layout)?;
    let content = Content::decode(parts.cbor)?;
    let tag = parts.tags.get(usize::from(place.slot));
    let tag = tag.ok_or(OpenError::Layout)?;
    let member_key = member_key(parts.boxes);
    let tag_ok = member_key
        .as_ref()
        .is_some_and(|key| key.verify_letter_tag(parts.tagged, tag));
    Ok(OpenedLetter {
        content,
        slot: place.slot,
        stanzas: place.stanzas,
        member_key,
        tag_ok,
        plaintext_sha256: Digest(sha256(&[plaintext])),
        case_secret: CaseSecret::of(plaintext),
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
