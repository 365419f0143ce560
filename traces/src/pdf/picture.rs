//! JPEG pictures inside, which have traces of their own.

use lopdf::{Dictionary, Document, Object, Stream};

use crate::{Finding, MAX_LEN, NotCleaned, jpeg};

const JPEG: [&[u8]; 2] = [b"DCTDecode", b"DCT"];

/// A picture as it goes into a copy, and what was found in it.
pub(super) struct Picture {
    /// What is said of it, without how it was packed before.
    pub(super) dict: Dictionary,
    pub(super) content: Vec<u8>,
    pub(super) findings: Vec<Finding>,
}

/// The cleaned picture, where a stream is one. Anything else is `None`, and is copied as it is.
pub(super) fn cleaned(document: &Document, stream: &Stream) -> Result<Option<Picture>, NotCleaned> {
    let filters = filters(document, &stream.dict);
    let Some((last, others)) = filters.split_last() else {
        return Ok(None);
    };
    if !JPEG.contains(&last.as_slice()) {
        return Ok(None);
    }
    let unpacked = if others.is_empty() {
        None
    } else {
        // Packed once more around the JPEG: a copy has the JPEG alone.
        let mut outer = Stream::new(Dictionary::new(), stream.content.clone());
        let names = others.iter().map(|name| Object::Name(name.clone()));
        outer.dict.set("Filter", Object::Array(names.collect()));
        let plain = outer.get_plain_content_with_limit(MAX_LEN);
        Some(plain.map_err(|_| NotCleaned::Damaged)?)
    };
    let content = unpacked.as_deref().unwrap_or(&stream.content);
    let findings = jpeg::look(content).unwrap_or_default();
    let copy = jpeg::clean(content);
    if copy.is_err() && (!findings.is_empty() || unpacked.is_some()) {
        return Err(NotCleaned::Damaged);
    }
    let content = copy.unwrap_or_else(|_| content.to_vec());
    let mut dict = stream.dict.clone();
    dict.set("Filter", Object::Name(last.clone()));
    let settings = dict.remove(b"DecodeParms");
    let own = match settings {
        Some(Object::Array(each)) => each.into_iter().next_back(),
        settings => settings.filter(|_| others.is_empty()),
    };
    if let Some(own @ (Object::Dictionary(_) | Object::Reference(_))) = own {
        dict.set("DecodeParms", own);
    }
    Ok(Some(Picture {
        dict,
        content,
        findings,
    }))
}

/// The names of all packings, the outermost first.
fn filters(document: &Document, dict: &Dictionary) -> Vec<Vec<u8>> {
    let resolved = |object: &Object| {
        let found = document.dereference(object);
        found.map_or(Object::Null, |(_, object)| object.clone())
    };
    let name = |object: &Object| resolved(object).as_name().ok().map(<[u8]>::to_vec);
    match dict.get(b"Filter").map(resolved) {
        Ok(Object::Name(name)) => vec![name],
        Ok(Object::Array(names)) => names.iter().filter_map(name).collect(),
        _ => Vec::new(),
    }
}
