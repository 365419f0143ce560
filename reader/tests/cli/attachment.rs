//! A file as a reporter's page makes it: cut, sealed, and as a letter names it.

use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels},
    cbor::Unknown,
    ids::{Digest, ParcelId},
    lengths::PARCEL_ROOM,
    letter::Attachment,
    primitives::hash::sha256,
};

pub fn attachment(name: &str, media_type: &str, file: &[u8], key: u8) -> Attachment {
    Attachment {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: file.len() as u64,
        key: AttachmentKey::from_bytes([key; 32]),
        sha256: Digest(sha256(&[file])),
        parcels: Cut::of(file.len() as u64).unwrap().parcels,
        unknown: Unknown::default(),
    }
}

pub fn sealed(file: &[u8], key: u8) -> Parcels {
    let cut = Cut::of(file.len() as u64).unwrap();
    Parcels::new(AttachmentKey::from_bytes([key; 32]), cut)
}

/// The parcels of a file as they are uploaded.
pub fn parcels(file: &[u8], key: u8) -> Vec<(ParcelId, Vec<u8>)> {
    let parcels = sealed(file, key);
    let one = |i: u32| {
        let begin = i as usize * PARCEL_ROOM;
        let bytes = &file[begin..begin + parcels.cut().len_of(i)];
        (parcels.id(i), parcels.seal(i, bytes).unwrap())
    };
    (0..parcels.cut().parcels).map(one).collect()
}
