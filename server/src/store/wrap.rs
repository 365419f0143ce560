//! How a cell lies on disk: cut into pieces of 8,192 bytes, each wrapped under the key of its
//! storage week.
//!
//! `value = mark (8) ‖ kind (1) ‖ id (16) ‖ index (2) ‖ nonce (24) ‖ XChaCha20-Poly1305 (8,208)`,
//! AAD = the 27 bytes before the nonce. A value says by itself what it is, so that the rest can be
//! found in a damaged directory without the engine's help. Its engine key is `kind ‖ id ‖ index`.

use std::{fs, io, path::Path};

use crypto_core::{
    lengths::{AEAD_TAG_LEN, XNONCE_LEN},
    primitives::aead,
};
use rand::{TryRng as _, rngs::SysRng};
use zeroize::Zeroizing;

use super::{CellId, Kind};

/// Plaintext of one piece. Below 32 KiB, and small enough that sled keeps whole pages in its log.
pub(crate) const PIECE_LEN: usize = 8_192;
pub(crate) const MARK: &[u8; 8] = b"BELFRYP1";
const HEAD_LEN: usize = 8 + KEY_LEN;
/// Length of `kind ‖ id ‖ index`.
pub(crate) const KEY_LEN: usize = 1 + 16 + 2;
/// Length of one value.
pub(crate) const VALUE_LEN: usize = HEAD_LEN + XNONCE_LEN + PIECE_LEN + AEAD_TAG_LEN;

const _: () = assert!(VALUE_LEN <= 32 * 1024);
const _: () = assert!(VALUE_LEN == 8_259);

/// The piece is not what its place says, or was altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Altered;

/// The key of one storage week and kind; without it the week is noise.
pub(crate) struct WeekKey(Zeroizing<[u8; 32]>);

impl WeekKey {
    pub(crate) fn generate() -> io::Result<Self> {
        let mut key = Zeroizing::new([0; 32]);
        fill_random(&mut key[..])?;
        Ok(Self(key))
    }

    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let bytes = Zeroizing::new(fs::read(path)?);
        let key = <[u8; 32]>::try_from(bytes.as_slice())
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// For writing the key file.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// All pieces of a cell with their engine keys.
    pub(crate) fn wrap_cell(
        &self,
        kind: Kind,
        id: &CellId,
        cell: &[u8],
    ) -> io::Result<Vec<([u8; KEY_LEN], Vec<u8>)>> {
        let mut pieces = Vec::with_capacity(kind.pieces().into());
        for (index, piece) in (0..kind.pieces()).zip(cell.chunks(PIECE_LEN)) {
            let key = piece_key(kind, id, index);
            let mut nonce = [0; XNONCE_LEN];
            fill_random(&mut nonce)?;
            let mut value = Vec::with_capacity(VALUE_LEN);
            value.extend_from_slice(MARK);
            value.extend_from_slice(&key);
            let sealed = aead::seal_with_nonce(&self.0, &nonce, &value, piece);
            value.extend_from_slice(&sealed);
            pieces.push((key, value));
        }
        Ok(pieces)
    }

    /// One piece, which must be the one that `key` names.
    pub(crate) fn unwrap_piece(
        &self,
        key: &[u8; KEY_LEN],
        value: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Altered> {
        let (head, sealed) = value.split_at_checked(HEAD_LEN).ok_or(Altered)?;
        if head.strip_prefix(MARK) != Some(&key[..]) || value.len() != VALUE_LEN {
            return Err(Altered);
        }
        aead::open_with_nonce(&self.0, head, sealed).map_err(|_| Altered)
    }
}

/// `kind (1) ‖ id (16) ‖ index (2)`.
pub(crate) fn piece_key(kind: Kind, id: &CellId, index: u16) -> [u8; KEY_LEN] {
    let mut key = [0; KEY_LEN];
    let (first, rest) = key.split_at_mut(1);
    let (middle, last) = rest.split_at_mut(16);
    first.copy_from_slice(&[kind.code()]);
    middle.copy_from_slice(id);
    last.copy_from_slice(&index.to_be_bytes());
    key
}

/// Kind, id and index of an engine key.
pub(crate) fn parse_key(key: &[u8]) -> Option<(Kind, CellId, u16)> {
    let (code, rest) = key.split_first()?;
    let (id, index) = rest.split_first_chunk::<16>()?;
    let index = u16::from_be_bytes(index.try_into().ok()?);
    let kind = Kind::from_code(*code)?;
    (index < kind.pieces()).then_some((kind, *id, index))
}

pub(crate) fn fill_random(bytes: &mut [u8]) -> io::Result<()> {
    SysRng.try_fill_bytes(bytes).map_err(io::Error::other)
}
