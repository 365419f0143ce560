//! A map on its way out.

use std::collections::BTreeMap;

use minicbor::Encoder;

use super::Unknown;

/// A map being written; keys come out in ascending order.
#[derive(Debug, Default)]
pub struct MapWriter {
    fields: BTreeMap<u64, Vec<u8>>,
}

impl MapWriter {
    /// A map whose key 0 is `version`.
    #[must_use]
    pub fn new(version: u64) -> Self {
        let mut writer = Self::default();
        writer.u64(0, version);
        writer
    }

    /// Puts an already encoded item.
    pub fn raw(&mut self, key: u64, item: Vec<u8>) -> &mut Self {
        self.fields.insert(key, item);
        self
    }

    fn put(&mut self, key: u64, write: impl FnOnce(&mut Encoder<Vec<u8>>)) -> &mut Self {
        let mut encoder = Encoder::new(Vec::new());
        write(&mut encoder);
        self.raw(key, encoder.into_writer())
    }

    /// Puts an unsigned integer.
    pub fn u64(&mut self, key: u64, value: u64) -> &mut Self {
        self.put(key, |e| drop(e.u64(value)))
    }

    /// Puts a text.
    pub fn text(&mut self, key: u64, value: &str) -> &mut Self {
        self.put(key, |e| drop(e.str(value)))
    }

    /// Puts a byte string.
    pub fn bytes(&mut self, key: u64, value: &[u8]) -> &mut Self {
        self.put(key, |e| drop(e.bytes(value)))
    }

    /// Puts an array of already encoded items.
    pub fn items(&mut self, key: u64, items: &[Vec<u8>]) -> &mut Self {
        self.put(key, |e| drop(e.array(items.len() as u64)));
        if let Some(field) = self.fields.get_mut(&key) {
            for item in items {
                field.extend_from_slice(item);
            }
        }
        self
    }

    /// Puts an array of unsigned integers.
    pub fn uints(&mut self, key: u64, values: impl IntoIterator<Item = u64>) -> &mut Self {
        let items: Vec<Vec<u8>> = values.into_iter().map(encode_u64).collect();
        self.items(key, &items)
    }

    /// Puts back what [`super::MapReader::unknown`] kept.
    pub fn unknown(&mut self, unknown: &Unknown) -> &mut Self {
        for (key, raw) in &unknown.0 {
            self.fields.entry(*key).or_insert_with(|| raw.clone());
        }
        self
    }

    /// The encoded map.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        drop(encoder.map(self.fields.len() as u64));
        let mut bytes = encoder.into_writer();
        for (key, raw) in &self.fields {
            bytes.extend(encode_u64(*key));
            bytes.extend_from_slice(raw);
        }
        bytes
    }
}

fn encode_u64(value: u64) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    drop(encoder.u64(value));
    encoder.into_writer()
}
