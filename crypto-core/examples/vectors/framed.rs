//! Files of records, hurt in several places, with what is still read of each.

use anyhow::Result;
use crypto_core::{
    bundle::KIND,
    ids::ChannelId,
    records::{Damage, RawRecord, RecordReader, RecordWriter},
    text::hex,
};
use rand::{RngExt as _, rngs::StdRng};
use serde_json::{Value, json};

use crate::folder::digest;

const FILES: usize = 400;

/// Hurt copies of a small file, one of whose payloads holds a whole file of records itself.
pub fn hurt(channel: &ChannelId, rng: &mut StdRng) -> Result<Vec<Value>> {
    let inner = file(channel, &[b"an inner record", b"and one more"])?;
    let whole = file(channel, &[b"first", &inner, b"", b"the last of four"])?;
    let mut files = vec![read(&whole, channel)?];
    for _ in 1..FILES {
        let mut bytes = whole.clone();
        for _ in 0..rng.random_range(1..=3) {
            let at = rng.random_range(0..bytes.len());
            match rng.random_range(0..8) {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b'r'),
                _ => bytes[at] ^= 1 << rng.random_range(0..8),
            }
        }
        files.push(read(&bytes, channel)?);
    }
    Ok(files)
}

fn file(channel: &ChannelId, payloads: &[&[u8]]) -> Result<Vec<u8>> {
    let mut writer = RecordWriter::begin(Vec::new(), KIND, channel)?;
    for (kind, payload) in (1..).zip(payloads) {
        writer.record(kind, &[payload])?;
    }
    Ok(writer.finish()?)
}

fn read(bytes: &[u8], channel: &ChannelId) -> Result<Value> {
    let Ok(mut reader) = RecordReader::open(bytes, KIND, channel) else {
        return Ok(json!({ "hex": hex(bytes), "taken": false }));
    };
    let (mut records, mut missing, mut ended) = (Vec::new(), 0, true);
    while let Some(record) = reader.next_record()? {
        match record {
            RawRecord::Whole { kind, payload, .. } => records.push(json!([kind, digest(&payload)])),
            RawRecord::Damaged(Damage::Record { .. }) => missing += 1,
            RawRecord::Damaged(Damage::Lost { count, .. }) => missing += count,
            RawRecord::Damaged(Damage::CutOff { .. }) => ended = false,
            RawRecord::Damaged(Damage::Trailing) => {}
        }
    }
    Ok(json!({
        "hex": hex(bytes), "taken": true, "records": records, "missing": missing, "ended": ended,
    }))
}
