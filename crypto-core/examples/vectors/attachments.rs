//! Files beside letters: entries and parcels.

use anyhow::{Context as _, Result};
use crypto_core::{
    attachment::{Cut, Parcels},
    cbor::Unknown,
    ids::Digest,
    lengths::PARCEL_ROOM,
    letter::Attachment,
    primitives::hash::sha256,
    text::hex,
};
use rand::{Rng as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::{Reporter, folder::Folder};

/// Writes the parcels of a small file, and of one of two parcels where `large`.
pub fn write(
    folder: &mut Folder,
    reporter: &Reporter,
    large: bool,
    rng: &mut StdRng,
) -> Result<Attachment> {
    let text = "Regel één van een bijlage.\n".repeat(40);
    let small = parcels(folder, reporter, "bijlage.txt", text.as_bytes())?;
    if large {
        let mut bytes = vec![0; PARCEL_ROOM + 70_000];
        rng.fill_bytes(&mut bytes);
        parcels(folder, reporter, "groot.bin", &bytes)?;
    }
    Ok(small)
}

fn parcels(
    folder: &mut Folder,
    reporter: &Reporter,
    name: &str,
    bytes: &[u8],
) -> Result<Attachment> {
    let sha256 = Digest(sha256(&[bytes]));
    let key = reporter.committee.attachment_key(&sha256);
    let cut = Cut::of(bytes.len() as u64).context("too large")?;
    let parcels = Parcels::new(key.clone(), cut);
    let mut files = Vec::new();
    for (i, piece) in (0..).zip(bytes.chunks(PARCEL_ROOM)) {
        let id = parcels.id(i);
        let file = folder.put(&format!("parcels/{id}.parcel"), &parcels.seal(i, piece)?)?;
        files.push(json!({ "id": id, "file": file }));
    }
    let attachment = Attachment {
        name: name.to_owned(),
        media_type: "text/plain".to_owned(),
        size: cut.size,
        key,
        sha256,
        parcels: cut.parcels,
        unknown: Unknown::default(),
    };
    folder.list(
        "attachments",
        json!({ "entry": entry(&attachment), "parcels": files, "begins": hex(&bytes[..16]) }),
    );
    Ok(attachment)
}

/// An entry of a letter's or a reply's list, as the index has it.
pub fn entry(of: &Attachment) -> Value {
    json!({
        "name": of.name,
        "media_type": of.media_type,
        "size": of.size,
        "attachment_key": hex(of.key.expose_for_letter()),
        "hash": of.sha256,
        "parcels": of.parcels,
    })
}
