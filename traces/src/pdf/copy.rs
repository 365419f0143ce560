//! The parts of a PDF that can be reached from its pages, under new numbers, without what goes.

use std::collections::{HashMap, HashSet, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, decode_text_string};

use super::{picture, rules};
use crate::{NotCleaned, Trace, found::Found, xmp};

/// As much of a block of XMP is unpacked as is looked at.
const XMP_LEN: usize = 4 * 1024 * 1024;
/// Deeper than any parser follows.
const MOST_DEPTH: usize = 128;

/// What is known of an object from how it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Catalog,
    /// Things by names that anybody may choose.
    ByName,
    /// How an annotation looks: streams, or streams by name.
    Appearance,
    Other,
}

pub(super) struct Copier<'a> {
    from: &'a Document,
    to: Document,
    numbers: HashMap<ObjectId, u32>,
    waiting: VecDeque<(ObjectId, Place)>,
    found: Found,
    /// Told already.
    dropped: HashSet<ObjectId>,
    damaged: bool,
}

impl<'a> Copier<'a> {
    pub(super) fn new(from: &'a Document) -> Self {
        let found = Found::default();
        let (numbers, waiting, dropped) = (HashMap::new(), VecDeque::new(), HashSet::new());
        Self {
            from,
            to: Document::new(),
            numbers,
            waiting,
            found,
            dropped,
            damaged: false,
        }
    }

    /// Copies all that can be reached from the catalog.
    pub(super) fn copy_all(&mut self) -> Result<(), NotCleaned> {
        let root = self
            .from
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference)
            .map_err(|_| NotCleaned::Damaged)?;
        let root = self.number(root, Place::Catalog);
        self.to.trailer.set("Root", root);
        while let Some((id, place)) = self.waiting.pop_front() {
            let object = self.from.get_object(id).unwrap_or(&Object::Null);
            let copy = self.copy(object, place, 0);
            let number = self.numbers.get(&id).copied().ok_or(NotCleaned::Damaged)?;
            self.to.objects.insert((number, 0), copy);
        }
        self.to.max_id = u32::try_from(self.to.objects.len()).map_err(|_| NotCleaned::Damaged)?;
        if self.damaged {
            Err(NotCleaned::Damaged)
        } else {
            Ok(())
        }
    }

    pub(super) fn into_found(self) -> Found {
        self.found
    }

    pub(super) fn into_document(self) -> Document {
        self.to
    }

    fn number(&mut self, id: ObjectId, place: Place) -> Object {
        let next = u32::try_from(self.numbers.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let number = *self.numbers.entry(id).or_insert_with(|| {
            self.waiting.push_back((id, place));
            next
        });
        Object::Reference((number, 0))
    }

    fn copy(&mut self, object: &Object, place: Place, depth: usize) -> Object {
        if depth > MOST_DEPTH {
            self.damaged = true;
            return Object::Null;
        }
        match object {
            Object::Reference(id) => self.reference(*id, place),
            Object::Array(items) => {
                let copies = items
                    .iter()
                    .map(|item| self.copy(item, place, depth + 1))
                    .collect();
                Object::Array(copies)
            }
            Object::Dictionary(dict) => match rules::goes(dict).filter(|_| place != Place::Catalog)
            {
                Some(trace) => self.drop_dict(trace, dict),
                None => Object::Dictionary(self.dict(dict, place, depth)),
            },
            Object::Stream(stream) if place != Place::Catalog => self.stream(stream, depth),
            Object::Stream(_) => {
                self.damaged = true;
                Object::Null
            }
            other => other.clone(),
        }
    }

    fn reference(&mut self, id: ObjectId, place: Place) -> Object {
        match self.from.get_object(id) {
            Ok(Object::Dictionary(dict))
                if place != Place::Catalog && rules::goes(dict).is_some() =>
            {
                self.drop_object(id, Trace::Other)
            }
            Ok(Object::Stream(stream)) if rules::goes(&stream.dict).is_some() => {
                self.drop_object(id, Trace::Other)
            }
            Ok(_) => self.number(id, place),
            Err(_) => Object::Null,
        }
    }

    fn dict(&mut self, dict: &Dictionary, place: Place, depth: usize) -> Dictionary {
        let mut copy = Dictionary::new();
        for (key, value) in dict {
            if place != Place::ByName && self.goes(dict, key, value, place) {
                continue;
            }
            let inner = place_of(place, key, value);
            let value = match self.copy(value, inner, depth + 1) {
                Object::Null => continue,
                Object::Array(mut items)
                    if matches!(key.as_slice(), b"Annots" | b"Fields" | b"Kids" | b"CO") =>
                {
                    items.retain(|item| !item.is_null());
                    Object::Array(items)
                }
                value => value,
            };
            copy.set(key.clone(), value);
        }
        copy
    }

    /// Whether an entry goes; if so, what it gives away has been told.
    fn goes(&mut self, dict: &Dictionary, key: &[u8], value: &Object, place: Place) -> bool {
        let known = rules::GOES.iter().find(|(name, _)| *name == key);
        if let Some((_, trace)) = known {
            self.drop_value(*trace, value);
            return true;
        }
        let is_page = matches!(dict.get_type(), Ok(b"Page" | b"Pages"))
            && dict.has(b"Kids") | dict.has(b"Parent");
        // Opens a list of files that are not there any more.
        let of_files = key == b"PageMode" && matches!(value.as_name(), Ok(b"UseAttachments"));
        let not_needed = of_files
            || (place == Place::Catalog && !rules::CATALOG.contains(&key))
            || (is_page && !rules::PAGE.contains(&key));
        if not_needed {
            self.drop_value(Some(Trace::Other), value);
            return true;
        }
        if key == b"F" && rules::is_hidden(dict, value) {
            self.found.add(Trace::Hidden, "");
        }
        let is_field = matches!(
            dict.get(b"Subtype").and_then(Object::as_name),
            Ok(b"Widget")
        );
        if rules::is_annotation(dict) && !is_field {
            if let Some((_, trace)) = rules::REMARK.iter().find(|(name, _)| *name == key) {
                self.drop_value(Some(*trace), value);
                return true;
            }
        } else if is_field && key == b"M" {
            self.drop_value(Some(Trace::Date), value);
            return true;
        }
        // What a signed field holds names who signed.
        let is_signature = matches!(dict.get(b"FT").and_then(Object::as_name), Ok(b"Sig"));
        if is_signature && matches!(key, b"V" | b"Lock" | b"SV") {
            self.drop_value(Some(Trace::Author), value);
            return true;
        }
        false
    }

    fn stream(&mut self, stream: &Stream, depth: usize) -> Object {
        // These are never streams.
        self.damaged |= matches!(stream.dict.get_type(), Ok(b"Page" | b"Pages" | b"Catalog"));
        if let Some(trace) = rules::goes(&stream.dict) {
            return self.drop_dict(trace, &stream.dict);
        }
        if stream.dict.has(b"F") {
            // Its data is in another file, so there is nothing to show.
            self.found.add(Trace::Embedded, "");
            return Object::Null;
        }
        let picture = picture::cleaned(self.from, stream);
        self.damaged |= picture.is_err();
        let (from, content) = match picture.unwrap_or_default() {
            Some(picture) => {
                self.found.extend(picture.findings);
                (picture.dict, picture.content)
            }
            None => (stream.dict.clone(), stream.content.clone()),
        };
        let mut dict = self.dict(&from, Place::Other, depth);
        dict.remove(b"Length");
        Object::Stream(Stream::new(dict, content))
    }

    fn drop_dict(&mut self, trace: Trace, dict: &Dictionary) -> Object {
        let named = [b"UF".as_slice(), b"F", b"Name", b"T"]
            .iter()
            .find_map(|key| dict.get(key).ok());
        let named = named.and_then(|name| self.from.dereference(name).ok());
        let value = named
            .and_then(|(_, name)| decode_text_string(name).ok())
            .unwrap_or_default();
        self.found.add(trace, &value);
        Object::Null
    }

    fn drop_object(&mut self, id: ObjectId, trace: Trace) -> Object {
        if self.dropped.insert(id) {
            self.tell(Some(trace), id);
        }
        Object::Null
    }

    /// Tells what an entry gives away that goes.
    fn drop_value(&mut self, trace: Option<Trace>, value: &Object) {
        match value {
            Object::Reference(id) => {
                if self.dropped.insert(*id) {
                    self.tell(trace, *id);
                }
            }
            Object::String(..) => {
                let text = decode_text_string(value).unwrap_or_default();
                if let Some(trace) = trace.filter(|_| !text.is_empty()) {
                    self.found.add(trace, &text);
                }
            }
            _ => {
                if let Some(trace) = trace {
                    self.found.add(trace, "");
                }
            }
        }
    }

    fn tell(&mut self, trace: Option<Trace>, id: ObjectId) {
        match self.from.get_object(id) {
            Ok(Object::Stream(stream)) if stream.dict.has_type(b"Metadata") => {
                let plain = stream
                    .get_plain_content_with_limit(XMP_LEN)
                    .unwrap_or_default();
                xmp::look(&plain, &mut self.found);
            }
            Ok(Object::Dictionary(dict)) => {
                if let Some(trace) = rules::goes(dict).or(trace) {
                    self.drop_dict(trace, dict);
                }
            }
            Ok(Object::Stream(stream)) => {
                if let Some(trace) = rules::goes(&stream.dict).or(trace) {
                    self.found.add(trace, "");
                }
            }
            Ok(value @ Object::String(..)) => self.drop_value(trace, value),
            _ => {
                if let Some(trace) = trace {
                    self.found.add(trace, "");
                }
            }
        }
    }
}

fn place_of(outer: Place, key: &[u8], value: &Object) -> Place {
    match outer {
        Place::Appearance => Place::ByName,
        Place::ByName => Place::Other,
        _ if key == b"AP" => Place::Appearance,
        _ if rules::BY_NAME.contains(&key) && !matches!(value, Object::Array(_)) => Place::ByName,
        _ => Place::Other,
    }
}
