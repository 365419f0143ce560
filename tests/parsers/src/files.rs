//! The two files between courier and reader. Bytes that begin with zero are a list of records,
//! `kind u8 ‖ length u16 ‖ payload`, which are given good checks first.

use crypto_core::{
    bundle::{self, BundleReader},
    outbox::{self, OutboxReader},
    records::RecordWriter,
};

use crate::fixture::FIXTURE;

/// A bundle file.
pub fn bundle(bytes: &[u8]) -> bool {
    let file = with_checks(bytes, bundle::KIND);
    let Ok(mut reader) = BundleReader::open(file.as_slice(), &FIXTURE.id) else {
        return false;
    };
    let mut whole = true;
    while let Some(item) = reader.next_item().expect("memory does not fail") {
        whole &= !matches!(
            item,
            bundle::Item::Damaged(_) | bundle::Item::Unknown { .. }
        );
    }
    whole
}

/// An outbox file.
pub fn outbox(bytes: &[u8]) -> bool {
    let file = with_checks(bytes, outbox::KIND);
    let Ok(mut reader) = OutboxReader::open(file.as_slice(), &FIXTURE.id) else {
        return false;
    };
    let mut whole = true;
    while let Some(item) = reader.next_item().expect("memory does not fail") {
        whole &= !matches!(
            item,
            outbox::Item::Damaged(_) | outbox::Item::Unknown { .. }
        );
    }
    whole
}

fn with_checks(bytes: &[u8], kind: &str) -> Vec<u8> {
    let Some(mut rest) = bytes.strip_prefix(&[0]) else {
        return bytes.to_vec();
    };
    let mut writer = RecordWriter::begin(Vec::new(), kind, &FIXTURE.id).expect("memory");
    while let Some((&[kind, high, low], after)) = rest.split_first_chunk::<3>() {
        let length = usize::from(u16::from_be_bytes([high, low])).min(after.len());
        let (payload, after) = after.split_at(length);
        // Kind 0 is the end record's; the writer refuses it, and the next record comes.
        let _ = writer.record(kind, &[payload]);
        rest = after;
    }
    writer.finish().expect("memory")
}
