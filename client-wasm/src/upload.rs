//! Files beside a letter: what the session says of their parcels, and naming them in the next letter once the
//! server has all of them (protocol, section 4.4). Hashing and sealing are in `client-files`, which is loaded
//! only when a file is added.

use crypto_core::{
    attachment::{Cut, rounded},
    cbor::Unknown,
    ids::{Digest, ParcelId},
    letter::Attachment,
};
use zeroize::Zeroizing;

use crate::{Code, Outgoing, Session};

/// Bytes of a name or a media type at most: what is longer would take the letter's room.
const NAME_MAX: usize = 120;

impl Session {
    /// The key of the file with this SHA-256, 32 bytes: under one receipt, one file has one key.
    ///
    /// # Errors
    /// [`Code::Early`] before there is a conversation.
    pub fn attachment_key(&self, sha256: [u8; 32]) -> Result<Zeroizing<[u8; 32]>, Code> {
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let key = self
            .root(conversation, self.addressee()?)?
            .attachment_key(&Digest(sha256));
        Ok(Zeroizing::new(*key.expose_for_letter()))
    }

    /// Where a parcel is put, and the stamp that it needs; its bytes stay where they are.
    ///
    /// # Errors
    /// [`Code::Early`].
    pub fn parcel(&self, id: [u8; 16], sha256: [u8; 32]) -> Result<Outgoing, Code> {
        let header = self.header()?.hash();
        Ok(Outgoing::parcel(ParcelId(id), Digest(sha256), header))
    }

    /// The server has every parcel of the file: the next letter names it.
    ///
    /// # Errors
    /// [`Code::Early`], or [`Code::File`] for a file beyond all measure.
    pub fn uploaded(
        &mut self,
        name: &str,
        media_type: &str,
        size: u64,
        sha256: [u8; 32],
    ) -> Result<(), Code> {
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let cut = Cut::of(size).ok_or(Code::File)?;
        let sha256 = Digest(sha256);
        if self.uploaded.iter().any(|one| one.sha256 == sha256) {
            return Ok(());
        }
        let key = self
            .root(conversation, self.addressee()?)?
            .attachment_key(&sha256);
        self.uploaded.push(Attachment {
            name: shortened(name),
            media_type: shortened(media_type),
            size,
            key,
            sha256,
            parcels: cut.parcels,
            unknown: Unknown::default(),
        });
        Ok(())
    }

    /// Parcels of random bytes that the files uploaded so far still need, so that their number tells little.
    #[must_use]
    pub fn fillers(&self) -> u32 {
        let parcels = self.uploaded.iter().map(|one| one.parcels);
        let sum = parcels.fold(0, u32::saturating_add);
        rounded(sum).saturating_sub(sum)
    }
}

/// The beginning of a name, and its ending, which says what it is.
fn shortened(name: &str) -> String {
    if name.len() <= NAME_MAX {
        return name.to_owned();
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| ending.len() <= 10);
    let room = NAME_MAX - ending.map_or(0, |ending| ending.len() + 1);
    let cut = (0..=room).rev().find(|at| name.is_char_boundary(*at));
    let start = name.get(..cut.unwrap_or(0)).unwrap_or_default();
    match ending {
        Some(ending) => format!("{start}.{ending}"),
        None => start.to_owned(),
    }
}
