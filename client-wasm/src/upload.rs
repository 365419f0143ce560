//! Files beside a letter: which parcel lies where, sealed one at a time, and named in the next letter once
//! the server has all of them (protocol, section 4.4).

use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels, rounded},
    cbor::Unknown,
    ids::{Digest, ParcelId},
    lengths::PARCEL_LEN,
    letter::Attachment,
};
use rand_core::CryptoRng;

use crate::{Code, Outgoing, Session};

/// Bytes of a name or a media type at most: what is longer would take the letter's room.
const NAME_MAX: usize = 120;

/// A file on its way. Whoever chooses the same file under the same receipt gets the same parcels.
pub struct Upload {
    parcels: Parcels,
    attachment: Attachment,
}

impl Session {
    /// Prepares the parcels of a file of `size` bytes with this SHA-256 under the conversation at hand.
    ///
    /// # Errors
    /// [`Code::Early`] before there is a conversation, [`Code::TooLong`] for more than 2^32 - 1 parcels.
    pub fn upload(
        &self,
        name: &str,
        media_type: &str,
        size: u64,
        sha256: [u8; 32],
    ) -> Result<Upload, Code> {
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let cut = Cut::of(size).ok_or(Code::TooLong)?;
        let sha256 = Digest(sha256);
        let key = self.root(conversation)?.attachment_key(&sha256);
        Ok(Upload {
            parcels: Parcels::new(key.clone(), cut),
            attachment: Attachment {
                name: shortened(name),
                media_type: shortened(media_type),
                size,
                key,
                sha256,
                parcels: cut.parcels,
                unknown: Unknown::default(),
            },
        })
    }

    /// Seals parcel `i` of a file from its bytes.
    ///
    /// # Errors
    /// [`Code::File`] where these are not as many bytes as belong there.
    pub fn seal_parcel(&self, upload: &Upload, i: u32, bytes: &[u8]) -> Result<Outgoing, Code> {
        let parcel = upload.parcels.seal(i, bytes).map_err(|_| Code::File)?;
        let header = self.header()?.hash();
        Ok(Outgoing::parcel(upload.parcels.id(i), parcel, header))
    }

    /// A parcel of random bytes under a random id, as they round up the number of parcels.
    ///
    /// # Errors
    /// [`Code::Early`].
    pub fn filler_parcel(&self, rng: &mut impl CryptoRng) -> Result<Outgoing, Code> {
        let mut bytes = vec![0; PARCEL_LEN];
        rng.fill_bytes(&mut bytes);
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        Ok(Outgoing::parcel(ParcelId(id), bytes, self.header()?.hash()))
    }

    /// The server has every parcel of the file: the next letter names it.
    pub fn uploaded(&mut self, upload: &Upload) {
        let known = |one: &Attachment| one.key == upload.attachment.key;
        if !self.uploaded.iter().any(known) {
            self.uploaded.push(upload.attachment.clone());
        }
    }

    /// Filler parcels that the files uploaded so far still need, so that their number tells little.
    #[must_use]
    pub fn fillers(&self) -> u32 {
        let parcels = self.uploaded.iter().map(|one| one.parcels);
        let sum = parcels.fold(0, u32::saturating_add);
        rounded(sum).saturating_sub(sum)
    }
}

impl Upload {
    /// How many parcels there are.
    #[must_use]
    pub fn parcels(&self) -> u32 {
        self.parcels.cut().parcels
    }

    /// Bytes of the file that parcel `i` holds.
    #[must_use]
    pub fn len_of(&self, i: u32) -> usize {
        self.parcels.cut().len_of(i)
    }

    /// Where parcel `i` is put, and looked for when an upload goes on.
    #[must_use]
    pub fn path(&self, i: u32) -> String {
        format!("/v1/parcels/{}", self.parcels.id(i))
    }

    /// The attachment's key.
    #[must_use]
    pub fn key(&self) -> &AttachmentKey {
        &self.attachment.key
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
