//! Where things lie in a letter's plaintext.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    lengths::LETTER_LEN,
    primitives::age_file::{FRAME_LEN, SHARE_STANZA_LEN, STANZA_LEN},
    roster::Roster,
};

/// Bytes of a box: a member key and a Poly1305 tag.
pub(super) const BOX_LEN: usize = 32 + 16;
/// Bytes of a tag: the first half of an HMAC-SHA-256.
pub(super) const TAG_LEN: usize = 16;
const COUNT_LEN: usize = 4;

/// How many stanzas each letter of a channel has; the roster fixes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// 8 stanzas.
    Eight,
    /// 16 stanzas.
    Sixteen,
}

/// What the stanzas of a letter hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stanzas {
    /// The file key for each reader, as any age tool makes them.
    Whole,
    /// A share of it for each reader.
    Shares,
}

/// The form of all letters of a channel, which fixes every length in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The number of stanzas.
    pub slots: Slots,
    /// What is in them.
    pub stanzas: Stanzas,
}

/// A number of slots that the format does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a letter has 8 or 16 slots")]
pub struct SlotsError;

impl Slots {
    /// The number of stanzas.
    #[must_use]
    pub const fn count(self) -> usize {
        match self {
            Self::Eight => 8,
            Self::Sixteen => 16,
        }
    }
}

impl Form {
    /// Bytes of the plaintext, always.
    #[must_use]
    pub const fn plaintext_len(self) -> usize {
        let stanza = match self.stanzas {
            Stanzas::Whole => STANZA_LEN,
            Stanzas::Shares => SHARE_STANZA_LEN,
        };
        LETTER_LEN - FRAME_LEN - self.slots.count() * stanza
    }

    /// Bytes of CBOR that fit: 52,462 or 39,494 with 8 or 16 whole stanzas, 51,390 or 37,350 with
    /// shares.
    #[must_use]
    pub const fn cbor_max(self) -> usize {
        self.plaintext_len() - COUNT_LEN - self.slots.count() * (BOX_LEN + TAG_LEN)
    }
}

const WHOLE: Form = Form {
    slots: Slots::Eight,
    stanzas: Stanzas::Whole,
};
const SHARES: Form = Form {
    slots: Slots::Sixteen,
    stanzas: Stanzas::Shares,
};
const _: () = assert!(WHOLE.plaintext_len() == 52_978 && WHOLE.cbor_max() == 52_462);
const _: () = assert!(SHARES.plaintext_len() == 38_378 && SHARES.cbor_max() == 37_350);

impl From<Slots> for Form {
    fn from(slots: Slots) -> Self {
        Self {
            slots,
            stanzas: Stanzas::Whole,
        }
    }
}

impl TryFrom<usize> for Slots {
    type Error = SlotsError;

    fn try_from(count: usize) -> Result<Self, SlotsError> {
        match count {
            8 => Ok(Self::Eight),
            16 => Ok(Self::Sixteen),
            _ => Err(SlotsError),
        }
    }
}

/// How the readers of a letter come to its file key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// The number of stanzas.
    pub slots: Slots,
    /// `None`: each reader has the file key. Otherwise shares, so many of which give it.
    pub threshold: Option<u8>,
}

impl Lock {
    /// What this roster asks of letters to the committee.
    ///
    /// # Errors
    /// [`SlotsError`] for a number of slots that the format does not have.
    pub fn of(roster: &Roster) -> Result<Self, SlotsError> {
        Ok(Self {
            slots: Slots::try_from(usize::from(roster.slots))?,
            threshold: (roster.quorum > 1).then_some(roster.quorum),
        })
    }

    /// The same for letters that one reader is to open alone: to an adviser, or between members.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self {
            slots: self.slots,
            threshold: match self.threshold {
                None => None,
                Some(_) => Some(1),
            },
        }
    }

    /// The letter's form.
    #[must_use]
    pub const fn form(self) -> Form {
        Form {
            slots: self.slots,
            stanzas: match self.threshold {
                None => Stanzas::Whole,
                Some(_) => Stanzas::Shares,
            },
        }
    }
}

impl From<Slots> for Lock {
    fn from(slots: Slots) -> Self {
        Self {
            slots,
            threshold: None,
        }
    }
}

/// A plaintext, taken apart.
#[cfg(feature = "committee")]
pub(super) struct Parts<'a> {
    /// The CBOR.
    pub cbor: &'a [u8],
    /// All bytes before the first tag, which is what the tags cover.
    pub tagged: &'a [u8],
    /// The boxes, one after the other.
    pub boxes: &'a [[u8; BOX_LEN]],
    /// The tags, one after the other.
    pub tags: &'a [[u8; TAG_LEN]],
}

/// Takes a plaintext apart; `None` for another length, an `n` that does not fit, or a byte other
/// than zero at the end.
#[cfg(feature = "committee")]
pub(super) fn split(plaintext: &[u8], form: Form) -> Option<Parts<'_>> {
    let slots = form.slots;
    if plaintext.len() != form.plaintext_len() {
        return None;
    }
    let (count, rest) = plaintext.split_first_chunk::<COUNT_LEN>()?;
    let count = usize::try_from(u32::from_be_bytes(*count)).ok()?;
    let (cbor, rest) = rest.split_at_checked(count)?;
    let (boxes, rest) = rest.split_at_checked(slots.count() * BOX_LEN)?;
    let tagged = plaintext.get(..COUNT_LEN + count + boxes.len())?;
    let (tags, zeros) = rest.split_at_checked(slots.count() * TAG_LEN)?;
    zeros.iter().all(|byte| *byte == 0).then_some(Parts {
        cbor,
        tagged,
        boxes: boxes.as_chunks().0,
        tags: tags.as_chunks().0,
    })
}

/// A plaintext being put together in the order of its parts.
pub(super) struct Builder {
    bytes: Zeroizing<Vec<u8>>,
    form: Form,
}

impl Builder {
    /// Begins with the CBOR; `None` if it is longer than [`Form::cbor_max`].
    pub(super) fn begin(cbor: &[u8], form: Form) -> Option<Self> {
        let count = u32::try_from(cbor.len()).ok()?;
        if cbor.len() > form.cbor_max() {
            return None;
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(form.plaintext_len()));
        bytes.extend_from_slice(&count.to_be_bytes());
        bytes.extend_from_slice(cbor);
        Some(Self { bytes, form })
    }

    /// Puts the next box or tag.
    pub(super) fn put(&mut self, part: &[u8]) {
        self.bytes.extend_from_slice(part);
    }

    /// What was put so far.
    pub(super) fn so_far(&self) -> &[u8] {
        &self.bytes
    }

    /// Fills up with zeros.
    pub(super) fn finish(mut self) -> Zeroizing<Vec<u8>> {
        self.bytes.resize(self.form.plaintext_len(), 0);
        self.bytes
    }
}
