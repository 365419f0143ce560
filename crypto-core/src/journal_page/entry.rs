//! Entries of a page, and the keys that they lie under.

use crate::{
    ids::Digest,
    labels::Label,
    lengths::XNONCE_LEN,
    primitives::{aead, kdf::derive, mac::hmac_sha256},
};

use super::{CONTENT_MAX, ENTRY_LEN, Header};

/// The key of the entries about one thing, 32 bytes, wiped on drop.
pub struct EntryKey(zeroize::Zeroizing<[u8; 32]>);

impl EntryKey {
    /// The key of entries about a letter: known to who has read it, from the hash of its plaintext.
    #[must_use]
    pub fn of_letter(plaintext: &Digest) -> Self {
        Self(derive(plaintext.as_bytes(), Label::JournalLetter))
    }

    /// The key of what members do in a letter's case, from its case secret
    /// ([`CaseSecret`](crate::letter::CaseSecret)): nobody can open these entries any more once the letter was destroyed,
    /// though its hash stays.
    #[must_use]
    pub fn of_case(secret: &[u8; 32]) -> Self {
        Self(derive(secret, Label::JournalCase))
    }

    /// The key of entries in this page that are about no letter, for whoever has the page.
    #[must_use]
    pub fn common(header: &Header) -> Self {
        Self(derive(&header.salt, Label::JournalCommon))
    }

    /// The nonce of the entry number `count`, from 0, that a page has under this key: by it the entry is found.
    #[must_use]
    pub fn nonce(&self, header: &Header, count: u8) -> [u8; XNONCE_LEN] {
        let mut nonce = [0; XNONCE_LEN];
        let mac = hmac_sha256(&self.0, &[&header.salt, &[count]]);
        for (to, from) in nonce.iter_mut().zip(mac) {
            *to = from;
        }
        nonce
    }

    /// Seals an entry; `None` if its content is longer than [`CONTENT_MAX`].
    #[must_use]
    pub fn seal(&self, header: &Header, count: u8, content: &[u8]) -> Option<[u8; ENTRY_LEN]> {
        let length = u16::try_from(content.len()).ok()?;
        if content.len() > CONTENT_MAX {
            return None;
        }
        let mut plain = zeroize::Zeroizing::new(Vec::with_capacity(2 + CONTENT_MAX));
        plain.extend(length.to_be_bytes());
        plain.extend_from_slice(content);
        plain.resize(2 + CONTENT_MAX, 0);
        let nonce = self.nonce(header, count);
        let sealed = aead::seal_with_nonce(&self.0, &nonce, &place(header), &plain);
        sealed.try_into().ok()
    }

    /// The content of an entry under this key; `None` if it is another's.
    #[must_use]
    pub fn open(
        &self,
        header: &Header,
        entry: &[u8; ENTRY_LEN],
    ) -> Option<zeroize::Zeroizing<Vec<u8>>> {
        let mut plain = aead::open_with_nonce(&self.0, &place(header), entry).ok()?;
        let length = usize::from(u16::from_be_bytes(*plain.first_chunk()?));
        let content = plain.get(2..2 + length)?;
        let zeros = plain.get(2 + length..)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return None;
        }
        let content = content.to_vec();
        plain.clear();
        Some(zeroize::Zeroizing::new(content))
    }
}

/// What binds an entry to its page.
fn place(header: &Header) -> Vec<u8> {
    let mut place = header.channel.as_bytes().to_vec();
    place.extend(header.member.0.to_be_bytes());
    place.extend(header.chain);
    place.extend(header.number.to_be_bytes());
    place
}
