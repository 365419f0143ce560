//! A page of a member's journal, as members send it to each other: always the same size, with as many
//! entries whether there is much to tell or nothing (protocol, section 4.8).
//!
//! ```text
//! page   = signed header (HEADER_LEN) ‖ 15 heads (HEADER_LEN each) ‖ 48 entries (512 each)
//! header = "belfry/v1/journal-page" ‖ channel (32) ‖ u16 member ‖ chain (8) ‖ u32 number ‖ u32 day ‖
//!          u64 clock ‖ SHA-256 of the chain's header before, without its signature (32) ‖ salt (16) ‖
//!          SHA-256 of heads and entries (32)
//! head   = the newest signed header that the writer has of another member, or zeros
//! entry  = nonce (24) ‖ XChaCha20-Poly1305 of `u16 n ‖ CBOR (n) ‖ zeros` (472)
//! ```
//!
//! An entry about a letter is sealed under a key that comes from the letter's plaintext: who cannot read the
//! letter cannot tell its entries from empty ones. What members write in a case has keys that go with the letter. Heads are whole signed headers, so that whoever
//! writes two different pages of one number is shown to all by their own signatures.

mod entry;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use entry::EntryKey;

use crate::{
    ids::{ChannelId, Digest, MemberNumber},
    labels::kind,
    lengths::XNONCE_LEN,
    primitives::{
        hash::sha256,
        signature::{SigningKey, VerifyingKey},
    },
    signed,
    time::Day,
    wire::Cursor,
};

const BODY_LEN: usize = kind::JOURNAL_PAGE.len() + 32 + 2 + 8 + 4 + 4 + 8 + 32 + 16 + 32;
/// Bytes of a signed header.
pub const HEADER_LEN: usize = BODY_LEN + signed::block_len(kind::JOURNAL_PAGE);
/// Heads in a page: every other member of the largest committee.
pub const HEADS: usize = 15;
/// Entries in a page.
pub const ENTRIES: usize = 48;
/// Bytes of an entry.
pub const ENTRY_LEN: usize = 512;
/// Bytes that an entry's content takes at most.
pub const CONTENT_MAX: usize = ENTRY_LEN - XNONCE_LEN - 16 - 2;
/// Bytes of a page.
pub const PAGE_LEN: usize = HEADER_LEN * (1 + HEADS) + ENTRIES * ENTRY_LEN;

// It must fit into the smallest letter, beside the letter's other fields.
const _: () = assert!(PAGE_LEN < 37_350 - 1_024);

/// Why bytes are no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PageError {
    /// Not of this format or channel, or altered inside.
    #[error("it cannot be read")]
    Malformed,
    /// Nobody knows a key of the member whom it names.
    #[error("it names member {0} as its writer, whose key is not known here")]
    Stranger(MemberNumber),
    /// The signature is not that of the member whom it names.
    #[error("it names member {0} as its writer, but that member did not sign it")]
    Signature(MemberNumber),
}

/// What a page says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The channel.
    pub channel: ChannelId,
    /// Who wrote it.
    pub member: MemberNumber,
    /// The chain: one for each member and vault.
    pub chain: [u8; 8],
    /// Its number in the chain, from 0.
    pub number: u32,
    /// The day on which it was written, as its writer says.
    pub day: Day,
    /// One more than the largest that its writer had seen.
    pub clock: u64,
    /// Hash of the header before it in the chain; zeros for number 0.
    pub previous: Digest,
    /// Random, so that no two pages seal alike.
    pub salt: [u8; 16],
    /// SHA-256 of heads and entries.
    pub rest: Digest,
}

impl Header {
    fn body(&self) -> Vec<u8> {
        let mut body = kind::JOURNAL_PAGE.as_bytes().to_vec();
        body.extend_from_slice(self.channel.as_bytes());
        body.extend(self.member.0.to_be_bytes());
        body.extend(self.chain);
        body.extend(self.number.to_be_bytes());
        body.extend(self.day.0.to_be_bytes());
        body.extend(self.clock.to_be_bytes());
        body.extend_from_slice(self.previous.as_bytes());
        body.extend(self.salt);
        body.extend_from_slice(self.rest.as_bytes());
        body
    }

    /// SHA-256 of the header without its signature.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest(sha256(&[&self.body()]))
    }

    fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.literal(kind::JOURNAL_PAGE.as_bytes())?;
        let header = Self {
            channel: ChannelId(cursor.array()?),
            member: MemberNumber(cursor.u16()?),
            chain: cursor.array()?,
            number: cursor.u32()?,
            day: Day(cursor.u32()?),
            clock: cursor.u64()?,
            previous: Digest(cursor.array()?),
            salt: cursor.array()?,
            rest: Digest(cursor.array()?),
        };
        cursor.is_empty().then_some(header)
    }

    /// Reads a signed header, [`HEADER_LEN`] bytes.
    ///
    /// # Errors
    /// [`PageError`], which names whose name was used.
    pub fn verify(
        signed_header: &[u8],
        channel: &ChannelId,
        key_of: impl Fn(MemberNumber) -> Option<VerifyingKey>,
    ) -> Result<Self, PageError> {
        let (body, _) =
            signed::split(signed_header, kind::JOURNAL_PAGE).map_err(|_| PageError::Malformed)?;
        let header = Self::read(body)
            .filter(|header| header.channel == *channel)
            .ok_or(PageError::Malformed)?;
        let key = key_of(header.member).ok_or(PageError::Stranger(header.member))?;
        signed::verify(signed_header, kind::JOURNAL_PAGE, &key)
            .map_err(|_| PageError::Signature(header.member))?;
        Ok(header)
    }
}

/// A page whose signature holds. Heads in it are other members' claims, each with a signature of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it says of itself.
    pub header: Header,
    /// The header as it was signed.
    pub signed_header: Vec<u8>,
    /// The newest signed headers that its writer had of others; not verified here.
    pub heads: Vec<Vec<u8>>,
    /// Its entries, sealed.
    pub entries: Vec<[u8; ENTRY_LEN]>,
}

/// Puts a page together and signs it: [`PAGE_LEN`] bytes. `header.rest` is filled in.
///
/// # Errors
/// [`PageError::Malformed`] if there are too many heads or not [`ENTRIES`] entries.
pub fn write(
    mut header: Header,
    heads: &[Vec<u8>],
    entries: &[[u8; ENTRY_LEN]],
    member_key: &SigningKey,
) -> Result<Vec<u8>, PageError> {
    let fits = heads.len() <= HEADS && heads.iter().all(|head| head.len() == HEADER_LEN);
    if !fits || entries.len() != ENTRIES {
        return Err(PageError::Malformed);
    }
    let mut rest = heads.concat();
    rest.resize(HEADS * HEADER_LEN, 0);
    rest.extend_from_slice(entries.as_flattened());
    header.rest = Digest(sha256(&[&rest]));
    let mut page = signed::sign(&header.body(), kind::JOURNAL_PAGE, member_key);
    page.append(&mut rest);
    Ok(page)
}

/// Reads a page and checks its signature and that it is whole.
///
/// # Errors
/// [`PageError`].
pub fn verify(
    page: &[u8],
    channel: &ChannelId,
    key_of: impl Fn(MemberNumber) -> Option<VerifyingKey>,
) -> Result<Page, PageError> {
    if page.len() != PAGE_LEN {
        return Err(PageError::Malformed);
    }
    let signed_header = page.get(..HEADER_LEN).ok_or(PageError::Malformed)?;
    Header::verify(signed_header, channel, key_of)?;
    parse(page)
}

/// Reads a page whose signature was checked when it came.
///
/// # Errors
/// [`PageError::Malformed`].
pub fn parse(page: &[u8]) -> Result<Page, PageError> {
    let (signed_header, rest) = page
        .split_at_checked(HEADER_LEN)
        .ok_or(PageError::Malformed)?;
    let body = signed_header.get(..BODY_LEN).ok_or(PageError::Malformed)?;
    let header = Header::read(body).ok_or(PageError::Malformed)?;
    if page.len() != PAGE_LEN || header.rest.0 != sha256(&[rest]) {
        return Err(PageError::Malformed);
    }
    let (heads, entries) = rest
        .split_at_checked(HEADS * HEADER_LEN)
        .ok_or(PageError::Malformed)?;
    Ok(Page {
        header,
        signed_header: signed_header.to_vec(),
        heads: heads
            .chunks_exact(HEADER_LEN)
            .filter(|head| head.iter().any(|byte| *byte != 0))
            .map(<[u8]>::to_vec)
            .collect(),
        entries: entries.as_chunks().0.to_vec(),
    })
}
