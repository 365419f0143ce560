//! Taking a box apart, in the reader.

use zeroize::Zeroizing;

use super::{
    ENTRY_LEN, NAME_MAX, NameBoxError, Place, SEALED_NAME_LEN, SEALED_SHARE_LEN, commitment,
    share_bytes, share_from,
};
use crate::{
    ids::MemberNumber,
    keys::MemberKey,
    lengths::{KEY_LEN, XNONCE_LEN},
    primitives::{
        aead,
        hash::equal_in_constant_time,
        shares::{self, Share},
    },
    wire::Cursor,
};

/// A box, taken apart.
pub struct NameBox {
    threshold: u8,
    nonce: [u8; XNONCE_LEN],
    sealed: [u8; SEALED_NAME_LEN],
    entries: Vec<Entry>,
}

/// What a box has for one member.
struct Entry {
    member: MemberNumber,
    commitment: [u8; 32],
    share: [u8; SEALED_SHARE_LEN],
}

impl NameBox {
    /// Takes the bytes of field 18 apart.
    ///
    /// # Errors
    /// [`NameBoxError::Malformed`]: another length, members that do not ascend, a threshold above their number, or
    /// one by which one of several would open it alone.
    pub fn parse(bytes: &[u8]) -> Result<Self, NameBoxError> {
        Self::read(bytes)
            .filter(|parsed| {
                let members = parsed.entries.len();
                let threshold = usize::from(parsed.threshold);
                (members.min(2)..=members).contains(&threshold) && threshold > 0
            })
            .ok_or(NameBoxError::Malformed)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let [threshold] = cursor.array()?;
        let (nonce, sealed) = (cursor.array()?, cursor.array()?);
        let (entries, rest) = cursor.rest().as_chunks::<ENTRY_LEN>();
        let entries: Vec<Entry> = entries.iter().map(entry).collect::<Option<_>>()?;
        let ascend = entries.is_sorted_by(|one, next| one.member < next.member);
        // A place has one byte, and 0 is none.
        let fits = u8::try_from(entries.len()).is_ok();
        (rest.is_empty() && ascend && fits).then_some(Self {
            threshold,
            nonce,
            sealed,
            entries,
        })
    }

    /// How many shares open it.
    #[must_use]
    pub fn threshold(&self) -> u8 {
        self.threshold
    }

    /// Whose shares it has, in ascending order.
    pub fn members(&self) -> impl Iterator<Item = MemberNumber> + '_ {
        self.entries.iter().map(|entry| entry.member)
    }

    /// A member's share, by the key that this member has in the conversation.
    ///
    /// # Errors
    /// [`NameBoxError::NoShare`]; [`NameBoxError::Share`] where it does not open, or does not fit.
    pub fn share(
        &self,
        place: Place<'_>,
        member: MemberNumber,
        key: &MemberKey,
    ) -> Result<Share, NameBoxError> {
        let entry = self.entries.iter().find(|entry| entry.member == member);
        let entry = entry.ok_or(NameBoxError::NoShare)?;
        let key = key.name_key(place.letter);
        let about = [
            place.binding(self.threshold).as_slice(),
            &member.0.to_be_bytes(),
        ]
        .concat();
        let opened = aead::open(&key, &self.nonce, &about, &entry.share);
        let share = opened
            .ok()
            .and_then(|bytes| share_from(&bytes))
            .filter(|share| self.fits(place, member, share));
        share.ok_or(NameBoxError::Share)
    }

    /// Whether a share that a member gave is the one that the box has for that member.
    #[must_use]
    pub fn fits(&self, place: Place<'_>, member: MemberNumber, share: &Share) -> bool {
        let mut entries = (1_u8..).zip(&self.entries);
        entries
            .find(|(_, entry)| entry.member == member)
            .is_some_and(|(x, entry)| {
                let commitment = commitment(place, member, &share_bytes(share));
                share.x == x
                    && share.y.len() == KEY_LEN
                    && equal_in_constant_time(&commitment, &entry.commitment)
            })
    }

    /// Opens the name with shares that [`NameBox::fits`] found right, at most one for each member.
    ///
    /// # Errors
    /// [`NameBoxError::TooFew`], [`NameBoxError::Altered`].
    pub fn open(
        &self,
        place: Place<'_>,
        given: &[Share],
    ) -> Result<Zeroizing<String>, NameBoxError> {
        if given.len() < usize::from(self.threshold) {
            return Err(NameBoxError::TooFew);
        }
        let key = shares::combine(given).map_err(|_| NameBoxError::Altered)?;
        let key = key.first_chunk::<KEY_LEN>().ok_or(NameBoxError::Altered)?;
        let about = place.binding(self.threshold);
        let padded = aead::open(key, &self.nonce, &about, &self.sealed);
        let padded = padded.map_err(|_| NameBoxError::Altered)?;
        unpadded(&padded).ok_or(NameBoxError::Malformed)
    }
}

fn entry(bytes: &[u8; ENTRY_LEN]) -> Option<Entry> {
    let mut cursor = Cursor::new(bytes);
    Some(Entry {
        member: MemberNumber(cursor.u16()?),
        commitment: cursor.array()?,
        share: cursor.array()?,
    })
}

fn unpadded(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let mut cursor = Cursor::new(bytes);
    let length = usize::from(cursor.u16()?);
    let name = cursor.bytes(length)?;
    let is_name = (1..=NAME_MAX).contains(&length);
    let is_padded = cursor.rest().iter().all(|byte| *byte == 0);
    let name = std::str::from_utf8(name).ok()?;
    (is_name && is_padded).then(|| Zeroizing::new(name.to_owned()))
}
