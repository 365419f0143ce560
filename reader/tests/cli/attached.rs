//! Files as a reporter attaches them: cut, sealed, uploaded, named in a letter.

use crypto_core::{
    attachment::{AttachmentKey, Cut, Parcels},
    cbor::Unknown,
    ids::Digest,
    lengths::PARCEL_ROOM,
    letter::Attachment,
    primitives::hash::sha256,
    time::Day,
};
use serde_json::Value;

use crate::support::{Committee, Said, root};

pub const RECEIPT: [u8; 16] = [9; 16];

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

/// Uploads all parcels of a file but those in `lost`.
pub fn upload(committee: &mut Committee, day: Day, file: &[u8], key: u8, lost: &[u32]) {
    let parcels = sealed(file, key);
    let week = committee.server.parcels.entry(day.week()).or_default();
    for i in (0..parcels.cut().parcels).filter(|i| !lost.contains(i)) {
        let begin = i as usize * PARCEL_ROOM;
        let bytes = &file[begin..begin + parcels.cut().len_of(i)];
        week.insert(parcels.id(i), parcels.seal(i, bytes).unwrap());
    }
}

pub fn post(committee: &mut Committee, day: Day, files: Vec<Attachment>) {
    post_with_text(committee, day, "Zie de bestanden.", files);
}

pub fn post_with_text(committee: &mut Committee, day: Day, text: &str, files: Vec<Attachment>) {
    let root = root(&RECEIPT, &committee.channel);
    let mut content = committee.content(&root, (day, text, &[]));
    content.attachments = files;
    let letter = committee.seal(&content, |member| *root.member_key(member).expose_for_box());
    committee.store(day, &letter);
}

pub fn files(committee: &Committee, day: Day) -> Value {
    let case = committee.only_case(1);
    committee.json(1, day, &["files", &case])
}

pub fn save(committee: &Committee, day: Day, folder: &str) -> Said {
    let case = committee.only_case(1);
    committee.run(1, day, &["save", &case, "--to", folder])
}
