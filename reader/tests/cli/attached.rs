//! Files as a reporter attaches them: uploaded, and named in a letter.

use crypto_core::{letter::Attachment, time::Day};
use serde_json::Value;

use crate::attachment::parcels;
pub use crate::attachment::{attachment, sealed};
use crate::support::{Committee, Said, root};

pub const RECEIPT: [u8; 16] = [9; 16];

/// Uploads all parcels of a file but those in `lost`.
pub fn upload(committee: &mut Committee, day: Day, file: &[u8], key: u8, lost: &[u32]) {
    let week = committee.server.parcels.entry(day.week()).or_default();
    let all = (0..).zip(parcels(file, key));
    week.extend(all.filter_map(|(i, parcel)| (!lost.contains(&i)).then_some(parcel)));
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
