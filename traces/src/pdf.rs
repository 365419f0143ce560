//! PDF documents.
//!
//! A copy is written anew from the parts that can be reached from its pages, without what is not needed to show
//! them. Text and pictures stay as they are, and so do the names of fields, layers and bookmarks and what links
//! point to on the web: a line that is covered by a black bar is still there.

mod copy;
mod picture;
mod rules;

use lopdf::{
    Document, LoadOptions, Object, decode_text_string,
    xref::{XrefRecovery, XrefType},
};
use std::collections::HashSet;

use self::copy::Copier;
use crate::{Finding, NotCleaned, Trace, bytes, found::Found, unpack};

/// No packed list of objects is longer than this, unpacked, nor all of them together.
const LIST_LEN: usize = 64 * 1024 * 1024;
/// How far its data is from the name of a packed list of objects.
const LIST_HEAD: usize = 512;

/// What the entries of the document's own description give away.
const INFO: &[(&[u8], Trace)] = &[
    (b"Author", Trace::Author),
    (b"Company", Trace::Company),
    (b"Creator", Trace::Software),
    (b"Producer", Trace::Software),
    (b"CreationDate", Trace::Date),
    (b"ModDate", Trace::Date),
    (b"Title", Trace::Description),
    (b"Subject", Trace::Description),
    (b"Keywords", Trace::Description),
];

/// What the file gives away.
pub(crate) fn look(all: &[u8]) -> Result<Vec<Finding>, NotCleaned> {
    let document = load(all)?;
    let mut copier = Copier::new(&document);
    copier.copy_all()?;
    let mut found = copier.into_found();
    describe(&document, &mut found);
    layers(&document, &mut found);
    // Word writes two tables at once, so that programs of two ages can read it.
    let both = usize::from(bytes::find(all, b"/XRefStm").is_some());
    if document.revision_count() > 1 + both || has_leftovers(&document) {
        found.add(Trace::Revisions, "");
    }
    Ok(found.into_vec())
}

/// A copy without it.
pub(crate) fn clean(all: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    let mut copy = copied(&load(all)?)?;
    copy.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut bytes = Vec::new();
    copy.save_to(&mut bytes).map_err(|_| NotCleaned::Damaged)?;
    Ok(bytes)
}

fn copied(document: &Document) -> Result<Document, NotCleaned> {
    let mut copier = Copier::new(document);
    copier.copy_all()?;
    let mut copy = copier.into_document();
    copy.version = version(&document.version);
    // A page that cannot be read would be missing.
    if copy.get_pages().len() == document.get_pages().len() {
        Ok(copy)
    } else {
        Err(NotCleaned::Damaged)
    }
}

fn load(all: &[u8]) -> Result<Document, NotCleaned> {
    bounded(all)?;
    let options = LoadOptions {
        max_decompressed_size: Some(LIST_LEN),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(all, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword
        | lopdf::Error::Decryption(_)
        | lopdf::Error::Unimplemented(_) => NotCleaned::Locked,
        _ => NotCleaned::Damaged,
    })?;
    if document.is_encrypted() {
        return Err(NotCleaned::Locked);
    }
    // Objects that were found by searching may be those of an earlier version.
    let guessed = document.xref_recovery == Some(XrefRecovery::Reconstructed);
    if guessed || document.get_pages().is_empty() {
        Err(NotCleaned::Damaged)
    } else {
        Ok(document)
    }
}

/// Refuses a file whose packed lists of objects would fill the memory together.
fn bounded(all: &[u8]) -> Result<(), NotCleaned> {
    let mut room = LIST_LEN;
    if hides_name(all) {
        return Err(NotCleaned::Damaged);
    }
    for at in memchr::memmem::find_iter(all, b"ObjStm") {
        let near = all
            .get(at..)
            .map(|rest| rest.get(..LIST_HEAD).unwrap_or(rest))
            .unwrap_or_default();
        let data = bytes::find(near, b"stream")
            .and_then(|start| all.get(at + start + 6..))
            .unwrap_or_default();
        let packed = data.strip_prefix(b"\r").unwrap_or(data);
        let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        room = room
            .checked_sub(unpack::zlib_len(packed, room + 1))
            .ok_or(NotCleaned::Damaged)?;
    }
    Ok(())
}

/// Whether `ObjStm` is written with numbers for some of its letters (`/Obj#53tm`): no program does so, and it would
/// not be counted.
fn hides_name(all: &[u8]) -> bool {
    const NAME: &[u8] = b"/ObjStm";
    let written = |start: &[u8]| {
        let mut rest = start;
        NAME.iter().all(|letter| {
            let coded = bytes::piece(rest, 0, 3).and_then(|three| three.strip_prefix(b"#"));
            let code = coded
                .and_then(|two| std::str::from_utf8(two).ok())
                .and_then(|two| u8::from_str_radix(two, 16).ok());
            let len = match code {
                _ if rest.first() == Some(letter) => 1,
                Some(code) if code == *letter => 3,
                _ => return false,
            };
            rest = rest.get(len..).unwrap_or_default();
            true
        })
    };
    memchr::memchr_iter(b'/', all).any(|at| {
        let start = all.get(at..).unwrap_or_default();
        !start.starts_with(NAME) && written(start)
    })
}

/// Whether there are objects that nothing points to: what was deleted, and is still there.
fn has_leftovers(document: &Document) -> bool {
    let mut reached = HashSet::new();
    let mut waiting: Vec<&Object> = document.trailer.iter().map(|(_, value)| value).collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) if reached.insert(*id) => {
                waiting.extend(document.get_object(*id))
            }
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    // These hold other objects or say where they are.
    let is_list = |object: &Object| {
        matches!(object.type_name(), Ok(b"ObjStm" | b"XRef"))
            || object.as_dict().is_ok_and(|dict| dict.has(b"Linearized"))
    };
    document
        .objects
        .iter()
        .any(|(id, object)| !reached.contains(id) && !is_list(object) && !object.is_null())
}

fn describe(document: &Document, found: &mut Found) {
    let info = document
        .trailer
        .get(b"Info")
        .and_then(|info| document.dereference(info));
    if let Ok((_, Object::Dictionary(info))) = info {
        for (key, value) in info {
            let known = INFO
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, trace)| *trace);
            let value = document
                .dereference(value)
                .ok()
                .and_then(|(_, value)| decode_text_string(value).ok());
            let value = value.unwrap_or_default();
            if !value.is_empty() {
                found.add(known.unwrap_or(Trace::Other), &value);
            }
        }
    }
    if let Ok(id) = document.trailer.get(b"ID").and_then(Object::as_array) {
        let hex: String = id
            .iter()
            .filter_map(|id| id.as_str().ok())
            .flatten()
            .map(|b| format!("{b:02x}"))
            .collect();
        found.add(Trace::Serial, &hex);
    }
}

/// Layers that are not shown: they stay, and are told.
fn layers(document: &Document, found: &mut Found) {
    let whole = |object: &Object| {
        document
            .dereference(object)
            .ok()
            .map(|(_, object)| object.clone())
    };
    let inside = |dict: Object, key: &[u8]| dict.as_dict().ok()?.get(key).ok().and_then(whole);
    let root = document.trailer.get(b"Root").ok().and_then(whole);
    let off = root
        .and_then(|root| inside(root, b"OCProperties"))
        .and_then(|layers| inside(layers, b"D"))
        .and_then(|usual| inside(usual, b"OFF"));
    if let Some(Object::Array(off)) = off {
        for layer in off.iter().filter_map(whole) {
            let name = inside(layer, b"Name").and_then(|name| decode_text_string(&name).ok());
            found.add(Trace::Hidden, &name.unwrap_or_default());
        }
    }
}

/// `1.4`, and not whatever else may stand there.
fn version(version: &str) -> String {
    const KNOWN: [&str; 9] = [
        "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0",
    ];
    KNOWN
        .iter()
        .find(|known| **known == version)
        .unwrap_or(&"1.7")
        .to_string()
}
