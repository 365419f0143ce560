//! Deterministic CBOR (RFC 8949, section 4.2.1) as all structured plaintexts use it: one map with
//! unsigned integer keys; key 0 is the version. Unknown keys are kept byte for byte, anything not
//! in deterministic form is refused, so that a decoded map encodes to the very same bytes.

mod check;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

use minicbor::Decoder;

use self::check::check_item;
pub use self::write::MapWriter;

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
