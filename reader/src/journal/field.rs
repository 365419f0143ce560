//! How the fields of events stand in CBOR.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Epoch, Week},
};

use super::ids::{BatchId, CaseId, DeedId, ReplyId};
use crate::vault::contents::PieceRef;

/// A value that stands under one key of an event's map.
pub trait Field: Sized {
    /// Puts it under `key`.
    fn put(&self, map: &mut MapWriter, key: u64);
    /// Takes it from `key`.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError>;
}

macro_rules! unsigned {
    ($($type:ty),*) => {$(
        impl Field for $type {
            fn put(&self, map: &mut MapWriter, key: u64) {
                map.u64(key, u64::from(*self));
            }

            fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
                map.uint(key)
            }
        }
    )*};
}

macro_rules! number {
    ($($type:ident),*) => {$(
        impl Field for $type {
            fn put(&self, map: &mut MapWriter, key: u64) {
                map.u64(key, u64::from(self.0));
            }

            fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
                map.uint(key).map($type)
            }
        }
    )*};
}

macro_rules! bytes {
    ($($type:ident),*) => {$(
        impl Field for $type {
            fn put(&self, map: &mut MapWriter, key: u64) {
                map.bytes(key, &self.0);
            }

            fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
                map.array(key).map($type)
            }
        }
    )*};
}

unsigned!(u8, u16, u32, u64);
number!(Day, Week, Epoch, MemberNumber);
bytes!(
    ConversationId,
    Digest,
    LetterId,
    CaseId,
    BatchId,
    ReplyId,
    DeedId
);

impl Field for bool {
    fn put(&self, map: &mut MapWriter, key: u64) {
        map.u64(key, u64::from(*self));
    }

    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
        match map.u64(key)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(CborError::WrongField),
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn put(&self, map: &mut MapWriter, key: u64) {
        if let Some(value) = self {
            value.put(map, key);
        }
    }

    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
        match T::take(map, key) {
            Ok(value) => Ok(Some(value)),
            Err(CborError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Field for Vec<u32> {
    fn put(&self, map: &mut MapWriter, key: u64) {
        map.uints(key, self.iter().copied().map(u64::from));
    }

    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
        map.uints(key)
    }
}

/// A value that is a map of its own; a list of such values is an array of maps.
pub trait Record: Sized {
    /// Writes the fields.
    fn write(&self, map: &mut MapWriter);
    /// Reads the fields.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    fn read(map: &mut MapReader<'_>) -> Result<Self, CborError>;
}

impl<T: Record> Field for Vec<T> {
    fn put(&self, map: &mut MapWriter, key: u64) {
        let items: Vec<Vec<u8>> = self
            .iter()
            .map(|value| {
                let mut item = MapWriter::default();
                value.write(&mut item);
                item.finish()
            })
            .collect();
        map.items(key, &items);
    }

    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
        map.items(key)?
            .into_iter()
            .map(|item| T::read(&mut MapReader::parse(item)?))
            .collect()
    }
}

impl Field for PieceRef {
    fn put(&self, map: &mut MapWriter, key: u64) {
        let mut bytes = self.id.to_vec();
        bytes.extend(self.offset.to_be_bytes());
        bytes.extend(self.length.to_be_bytes());
        map.bytes(key, &bytes);
    }

    fn take(map: &mut MapReader<'_>, key: u64) -> Result<Self, CborError> {
        let bytes: [u8; 28] = map.array(key)?;
        let (id, rest) = bytes
            .split_first_chunk::<16>()
            .ok_or(CborError::WrongField)?;
        let (offset, length) = rest.split_first_chunk::<8>().ok_or(CborError::WrongField)?;
        let length = length.try_into().map_err(|_| CborError::WrongField)?;
        Ok(Self {
            id: *id,
            offset: u64::from_be_bytes(*offset),
            length: u32::from_be_bytes(length),
        })
    }
}
