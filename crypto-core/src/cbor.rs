//! Deterministic CBOR (RFC 8949, section 4.2.1) as all structured plaintexts use it: one map with
//! unsigned integer keys; key 0 is the version. Unknown keys are kept byte for byte, anything not
//! in deterministic form is refused, so that a decoded map encodes to the very same bytes.

use std::collections::BTreeMap;

use minicbor::{Decoder, Encoder};

/// Nesting beyond this is refused, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: u8 = 8;

/// Why bytes are not a map that this version can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// Not well-formed, not deterministic, too deep, or with bytes left over.
    #[error("the data is not deterministic CBOR")]
    Malformed,
    /// A field that must be there is missing.
    #[error("a required field is missing")]
    Missing,
    /// A field has another type or length than the format says.
    #[error("a field has the wrong type or length")]
    WrongField,
    /// The version is newer (or older) than this program knows.
    #[error("the data has a version that this program does not know")]
    UnknownVersion,
}

/// A map being read; fields are taken out one by one, what is left is unknown.
#[derive(Debug, Clone)]
pub struct MapReader<'b> {
    /// Ascending; `None` once it was taken out. One block of memory: journals are hundreds of thousands of maps.
    fields: Vec<(u64, Option<&'b [u8]>)>,
}

impl<'b> MapReader<'b> {
    /// Checks that `bytes` are exactly one deterministic map with integer keys.
    ///
    /// # Errors
    /// [`CborError::Malformed`].
    pub fn parse(bytes: &'b [u8]) -> Result<Self, CborError> {
        if check_item(bytes, MAX_DEPTH)? != bytes.len() {
            return Err(CborError::Malformed);
        }
        let mut decoder = Decoder::new(bytes);
        let count = decoder.map().ok().flatten().ok_or(CborError::Malformed)?;
        // All of them are there: they were checked.
        let mut fields = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        for _ in 0..count {
            let key = decoder.u64().map_err(|_| CborError::Malformed)?;
            let start = decoder.position();
            decoder.skip().map_err(|_| CborError::Malformed)?;
            let raw = bytes
                .get(start..decoder.position())
                .ok_or(CborError::Malformed)?;
            fields.push((key, Some(raw)));
        }
        Ok(Self { fields })
    }

    /// Takes key 0 and refuses any version but `known`.
    ///
    /// # Errors
    /// [`CborError::UnknownVersion`], [`CborError::Missing`].
    pub fn version(&mut self, known: u64) -> Result<(), CborError> {
        if self.u64(0)? == known {
            Ok(())
        } else {
            Err(CborError::UnknownVersion)
        }
    }

    /// Takes an optional field's encoded value.
    pub fn raw(&mut self, key: u64) -> Option<&'b [u8]> {
        self.field(key)?.take()
    }

    fn field(&mut self, key: u64) -> Option<&mut Option<&'b [u8]>> {
        let at = self.fields.binary_search_by_key(&key, |(key, _)| *key);
        let (_, raw) = self.fields.get_mut(at.ok()?)?;
        Some(raw)
    }

    fn has(&mut self, key: u64) -> bool {
        self.field(key).is_some_and(|raw| raw.is_some())
    }

    fn take<T>(
        &mut self,
        key: u64,
        read: impl FnOnce(&mut Decoder<'b>) -> Result<T, minicbor::decode::Error>,
    ) -> Result<Option<T>, CborError> {
        let Some(raw) = self.raw(key) else {
            return Ok(None);
        };
        read(&mut Decoder::new(raw))
            .map(Some)
            .map_err(|_| CborError::WrongField)
    }

    /// Takes an unsigned integer.
    ///
    /// # Errors
    /// [`CborError::Missing`], [`CborError::WrongField`].
    pub fn u64(&mut self, key: u64) -> Result<u64, CborError> {
        self.take(key, |d| d.u64())?.ok_or(CborError::Missing)
    }

    /// Takes an unsigned integer that must fit `T`.
    ///
    /// # Errors
    /// [`CborError::Missing`], [`CborError::WrongField`].
    pub fn uint<T: TryFrom<u64>>(&mut self, key: u64) -> Result<T, CborError> {
        T::try_from(self.u64(key)?).map_err(|_| CborError::WrongField)
    }

    /// Takes a text.
    ///
    /// # Errors
    /// [`CborError::Missing`], [`CborError::WrongField`].
    pub fn text(&mut self, key: u64) -> Result<String, CborError> {
        self.take(key, |d| d.str().map(str::to_owned))?
            .ok_or(CborError::Missing)
    }

    /// As [`Self::text`], `None` where the field is absent.
    ///
    /// # Errors
    /// [`CborError::WrongField`].
    pub fn optional_text(&mut self, key: u64) -> Result<Option<String>, CborError> {
        self.take(key, |d| d.str().map(str::to_owned))
    }

    /// Takes a byte string of any length.
    ///
    /// # Errors
    /// [`CborError::Missing`], [`CborError::WrongField`].
    pub fn bytes(&mut self, key: u64) -> Result<&'b [u8], CborError> {
        self.take(key, Decoder::bytes)?.ok_or(CborError::Missing)
    }

    /// Takes a byte string of exactly `N` bytes.
    ///
    /// # Errors
    /// [`CborError::Missing`], [`CborError::WrongField`].
    pub fn array<const N: usize>(&mut self, key: u64) -> Result<[u8; N], CborError> {
        self.bytes(key)?
            .try_into()
            .map_err(|_| CborError::WrongField)
    }

    /// As [`Self::array`], `None` where the field is absent.
    ///
    /// # Errors
    /// [`CborError::WrongField`].
    pub fn optional_array<const N: usize>(
        &mut self,
        key: u64,
    ) -> Result<Option<[u8; N]>, CborError> {
        if self.has(key) {
            self.array(key).map(Some)
        } else {
            Ok(None)
        }
    }

    /// As [`Self::bytes`], `None` where the field is absent.
    ///
    /// # Errors
    /// [`CborError::WrongField`].
    pub fn optional_bytes(&mut self, key: u64) -> Result<Option<&'b [u8]>, CborError> {
        if self.has(key) {
            self.bytes(key).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Takes an array of encoded items; an absent field is an empty one.
    ///
    /// # Errors
    /// [`CborError::WrongField`].
    pub fn items(&mut self, key: u64) -> Result<Vec<&'b [u8]>, CborError> {
        let Some(raw) = self.raw(key) else {
            return Ok(Vec::new());
        };
        let mut decoder = Decoder::new(raw);
        let count = decoder
            .array()
            .ok()
            .flatten()
            .ok_or(CborError::WrongField)?;
        let mut items = Vec::new();
        for _ in 0..count {
            let start = decoder.position();
            decoder.skip().map_err(|_| CborError::WrongField)?;
            items.push(
                raw.get(start..decoder.position())
                    .ok_or(CborError::WrongField)?,
            );
        }
        Ok(items)
    }

    /// Takes an array of unsigned integers that must fit `T`; an absent field is an empty one.
    ///
    /// # Errors
    /// [`CborError::WrongField`].
    pub fn uints<T: TryFrom<u64>>(&mut self, key: u64) -> Result<Vec<T>, CborError> {
        self.items(key)?
            .into_iter()
            .map(|raw| {
                let value = Decoder::new(raw).u64().map_err(|_| CborError::WrongField)?;
                T::try_from(value).map_err(|_| CborError::WrongField)
            })
            .collect()
    }

    /// Ends reading: all fields that nobody took, to be written back unchanged.
    #[must_use]
    pub fn unknown(self) -> Unknown {
        Unknown(
            self.fields
                .into_iter()
                .filter_map(|(key, raw)| Some((key, raw?.to_vec())))
                .collect(),
        )
    }
}

/// Fields of a later version, kept as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown(BTreeMap<u64, Vec<u8>>);

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

    /// Puts back what [`MapReader::unknown`] kept.
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

/// The length of the one deterministic item at the start of `bytes`.
fn check_item(bytes: &[u8], depth: u8) -> Result<usize, CborError> {
    let depth = depth.checked_sub(1).ok_or(CborError::Malformed)?;
    let (major, argument, mut at) = check_head(bytes)?;
    match major {
        0 | 1 => Ok(at),
        2 | 3 => {
            let length = usize::try_from(argument).map_err(|_| CborError::Malformed)?;
            let end = at.checked_add(length).ok_or(CborError::Malformed)?;
            let content = bytes.get(at..end).ok_or(CborError::Malformed)?;
            if major == 3 && std::str::from_utf8(content).is_err() {
                return Err(CborError::Malformed);
            }
            Ok(end)
        }
        4 => {
            for _ in 0..argument {
                at += check_item(bytes.get(at..).ok_or(CborError::Malformed)?, depth)?;
            }
            Ok(at)
        }
        5 => {
            let mut previous: Option<&[u8]> = None;
            for _ in 0..argument {
                let rest = bytes.get(at..).ok_or(CborError::Malformed)?;
                let length = check_item(rest, depth)?;
                let key = rest.get(..length).ok_or(CborError::Malformed)?;
                if previous.is_some_and(|before| before >= key) {
                    return Err(CborError::Malformed);
                }
                previous = Some(key);
                at += length;
                at += check_item(bytes.get(at..).ok_or(CborError::Malformed)?, depth)?;
            }
            Ok(at)
        }
        // Of the simple values only false, true and null have a use here.
        7 if (20..=22).contains(&argument) && at == 1 => Ok(at),
        _ => Err(CborError::Malformed),
    }
}

/// Major type, argument and length of an item's head, which must be in its shortest form.
fn check_head(bytes: &[u8]) -> Result<(u8, u64, usize), CborError> {
    let first = *bytes.first().ok_or(CborError::Malformed)?;
    let (major, short) = (first >> 5, u64::from(first & 0x1f));
    let (extra, least) = match short {
        0..=23 => return Ok((major, short, 1)),
        24 => (1, 24),
        25 => (2, 1 << 8),
        26 => (4, 1 << 16),
        27 => (8, 1 << 32),
        _ => return Err(CborError::Malformed),
    };
    let argument = bytes
        .get(1..=extra)
        .ok_or(CborError::Malformed)?
        .iter()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    if argument < least {
        return Err(CborError::Malformed);
    }
    Ok((major, argument, extra + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fields_survive_a_round_trip() {
        let mut writer = MapWriter::new(1);
        writer
            .text(3, "hallo")
            .uints(9, [1, 500])
            .bytes(40, &[7; 30]);
        let bytes = writer.finish();
        let mut reader = MapReader::parse(&bytes).unwrap();
        reader.version(1).unwrap();
        assert_eq!(reader.text(3).unwrap(), "hallo");
        let mut again = MapWriter::new(1);
        again.text(3, "hallo").unknown(&reader.unknown());
        assert_eq!(again.finish(), bytes);
    }

    #[test]
    fn forms_that_are_not_deterministic_are_refused() {
        for bytes in [
            &[0xa1, 0x18, 0x01, 0x01][..], // key 1 in two bytes
            &[0xa2, 0x02, 0x00, 0x01, 0x00],
            &[0xa2, 0x01, 0x00, 0x01, 0x00],
            &[0xbf, 0x01, 0x00, 0xff],
            &[0xa1, 0x00, 0x01, 0x00],
            &[
                0xa1, 0x00, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            ],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[],
        ] {
            assert_eq!(MapReader::parse(bytes).err(), Some(CborError::Malformed));
        }
    }

    #[test]
    fn another_version_is_named_as_such() {
        let bytes = MapWriter::new(2).finish();
        let mut reader = MapReader::parse(&bytes).unwrap();
        assert_eq!(reader.version(1), Err(CborError::UnknownVersion));
    }
}
