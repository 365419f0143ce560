//! Bytes of which most must be refused, each with what this code says of it: so that two
//! implementations also agree on what they do not take. Only in folders that are made anew.

use anyhow::Result;
use crypto_core::{
    board, cbor::MapReader, confirmation, labels::kind, letter::Content,
    primitives::signature::SigningKey, publication::Publication, roster, signed, text::hex,
    time::Epoch,
};
use rand::{Rng as _, RngExt as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use crate::{committee::Committee, folder::Folder, framed};

/// Maps of all types and of depths up to the allowed one.
const MAPS: [&[u8]; 5] = [
    &[0xa3, 0x00, 0x01, 0x02, 0x20, 0x03, 0x61, 0x78],
    &[0xa4, 0x00, 0x01, 0x01, 0xf4, 0x03, 0xf5, 0x05, 0xf6],
    &[
        0xa2, 0x00, 0x01, 0x09, 0xa2, 0x20, 0x61, 0x61, 0x61, 0x61, 0x00,
    ],
    &[
        0xa2, 0x00, 0x01, 0x02, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x00,
    ],
    &[
        0xa4, 0x00, 0x01, 0x18, 0x18, 0x19, 0x01, 0x00, 0x19, 0x01, 0x00, 0x1a, 0x00, 0x01, 0x00,
        0x00, 0x19, 0x01, 0x01, 0x82, 0x42, 0x01, 0x02, 0x62, 0xc3, 0xab,
    ],
];
const CBOR: usize = 4_000;
const CONTENTS: usize = 1_000;
const FEW: usize = 400;

/// The part `mutations` of the index.
pub fn write(
    folder: &mut Folder,
    committee: &Committee,
    content: &Content,
    (board, confirmation): (&[u8], &[u8]),
    rng: &mut StdRng,
) -> Result<()> {
    let mut maps = Vec::new();
    for map in MAPS.iter().cycle().take(CBOR) {
        let bytes = mutated(map, rng);
        let read = MapReader::parse(&bytes).and_then(|mut map| map.version(1));
        maps.push(json!({ "hex": hex(&bytes), "taken": read.is_ok() }));
    }
    let whole = content.encode();
    let mut contents = Vec::new();
    for _ in 0..CONTENTS {
        let bytes = mutated(&whole, rng);
        contents.push(json!({ "hex": hex(&bytes), "taken": Content::decode(&bytes).is_ok() }));
    }
    let rosters = rosters(committee)?;
    let records = framed::hurt(&committee.channel, rng)?;
    folder.index(
        "mutations",
        json!({
            "cbor": maps,
            "contents": contents,
            "rosters": rosters,
            "records": records,
            "headers": headers(committee, board, rng)?,
            "publications": publications(committee, rng)?,
            "confirmations": confirmations(committee, confirmation, rng),
        }),
    );
    Ok(())
}

/// Altered headers of the second board, signed all the same.
fn headers(committee: &Committee, board: &[u8], rng: &mut StdRng) -> Result<Vec<Value>> {
    let (head, _) = board::split(board)?;
    let (body, _) = signed::split(head, kind::BOARD_HEADER)?;
    let key = &committee.person(2).board_key;
    let roster = &committee.rosters[1].verified;
    let one = |_| {
        let file = signed::sign(&mutated(body, rng), kind::BOARD_HEADER, key);
        let taken = board::verify_header(&file, &committee.channel, roster).is_ok();
        json!({ "hex": hex(&file), "taken": taken })
    };
    Ok((0..FEW).map(one).collect())
}

fn publications(committee: &Committee, rng: &mut StdRng) -> Result<Vec<Value>> {
    let publication = Publication {
        channel: committee.channel,
        roster: Some(b"roster".to_vec()),
        recipients: vec![(Epoch(1), b"one".to_vec()), (Epoch(2), Vec::new())],
        board: b"board".to_vec(),
    };
    let whole = publication.to_bytes()?;
    let one = |_| {
        let bytes = mutated(&whole, rng);
        json!({ "hex": hex(&bytes), "taken": Publication::parse(&bytes).is_ok() })
    };
    Ok((0..FEW).map(one).collect())
}

/// Signature blocks, altered.
fn confirmations(committee: &Committee, signed: &[u8], rng: &mut StdRng) -> Vec<Value> {
    let (body, block) =
        signed.split_at(signed.len() - signed::block_len(kind::IMPORT_CONFIRMATION));
    let one = |n| {
        // One in eight as it is.
        let block = if n % 8 == 0 {
            block.to_vec()
        } else {
            mutated(block, rng)
        };
        let file = [body, &block].concat();
        let taken = confirmation::verify(&file, &committee.rosters[1].verified).is_ok();
        json!({ "hex": hex(&file), "taken": taken })
    };
    (0..FEW).map(one).collect()
}

/// One to three bytes altered, put in, or taken out.
fn mutated(bytes: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.random_range(1..=3) {
        let at = rng.random_range(0..bytes.len());
        // Where it is a head that changes, the new one should often be a head again.
        let new = *[
            bytes[at] ^ (1 << rng.random_range(0..8)),
            bytes[at].wrapping_add(1),
            rng.random(),
        ]
        .choose(rng)
        .unwrap_or(&0);
        match rng.next_u32() % 4 {
            0 => bytes.insert(at, new),
            1 if bytes.len() > 1 => drop(bytes.remove(at)),
            _ => bytes[at] = new,
        }
    }
    bytes
}

/// The roster with each of its values changed in several ways or taken away, signed all the same.
fn rosters(committee: &Committee) -> Result<Vec<Value>> {
    let (body, _) = signed::split(&committee.rosters[1].file, kind::ROSTER)?;
    let whole: Value = serde_json::from_slice(body)?;
    let mut paths = Vec::new();
    walk(&whole, String::new(), &mut paths);
    let mut rosters = Vec::new();
    for path in &paths {
        for new in [
            None,
            Some(Value::Null),
            Some(json!(0)),
            Some(json!(9)),
            Some(json!(-1)),
            Some(json!(65_536)),
            Some(json!(1.0)),
            Some(json!("x")),
            Some(json!([])),
            Some(json!({})),
        ] {
            let mut changed = whole.clone();
            let (parent, name) = path.rsplit_once('/').unwrap_or_default();
            match (new, changed.pointer_mut(parent)) {
                (Some(new), Some(Value::Object(fields))) => drop(fields.insert(name.into(), new)),
                (None, Some(Value::Object(fields))) => drop(fields.remove(name)),
                (Some(new), Some(Value::Array(list))) => list[name.parse::<usize>()?] = new,
                (None, Some(Value::Array(list))) => drop(list.remove(name.parse()?)),
                _ => continue,
            }
            let file = sign(&changed, committee.current_root());
            let taken = roster::verify(&file, &committee.channel).is_ok();
            rosters.push(json!({ "at": path, "signed": String::from_utf8(file)?, "taken": taken }));
        }
    }
    Ok(rosters)
}

/// The path of every value below the root.
fn walk(value: &Value, path: String, paths: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(k, v)| (k.clone(), v)).collect(),
        Value::Array(list) => (0..)
            .zip(list)
            .map(|(i, v): (u32, _)| (i.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let path = format!("{path}/{name}");
        paths.push(path.clone());
        walk(child, path, paths);
    }
}

/// Signed without a look at the rules, in the order that a roster must begin with.
fn sign(changed: &Value, root: &SigningKey) -> Vec<u8> {
    let mut ordered = String::from("{");
    let fields = changed.as_object().into_iter().flatten();
    let (first, rest): (Vec<_>, Vec<_>) =
        fields.partition(|(name, _)| *name == "kind" || *name == "channel");
    let mut comma = "";
    for (name, value) in first.into_iter().rev().chain(rest) {
        ordered.push_str(&format!("{comma}\n  \"{name}\": {value}"));
        comma = ",";
    }
    ordered.push_str("\n}\n");
    signed::sign(ordered.as_bytes(), kind::ROSTER, root)
}
