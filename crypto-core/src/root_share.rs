//! The root key on paper (protocol, section 9.1): split among members, each of whom keeps a sheet with
//! words and a QR code of the same 45 bytes.
//!
//! ```text
//! share = version u8 (1) ‖ set (2) ‖ sheets needed u8 ‖ place u8 ‖ SHA-256(root public key)[..4] ‖ y (32)
//! sheet = share ‖ SHA-256("belfry/v1/root-share" ‖ share)[..4]
//! ```
//!
//! Ten lines of four words: 36 bits of the sheet and 8 bits of check each, so that a mistyped line is
//! found at once.

mod join;
mod lines;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub use self::{
    join::{JoinError, Joined, join},
    lines::{LINES, Line, LineError, WORDS_PER_LINE},
};
use crate::{
    labels,
    primitives::{
        hash::sha256,
        shares::{self, Share, ShareError},
        signature::{SigningKey, VerifyingKey},
    },
    text,
};

const VERSION: u8 = 1;
const KEY_LEN: usize = 32;
const TAG_LEN: usize = 4;
const CHECK_LEN: usize = 4;
const SHARE_LEN: usize = 1 + 2 + 1 + 1 + TAG_LEN + KEY_LEN;
/// Bytes of a sheet.
pub const SHEET_LEN: usize = SHARE_LEN + CHECK_LEN;
/// More sheets than a committee has slots help nobody.
pub const SHEETS_MAX: u8 = 16;
/// Begins a sheet's QR code.
const CODE: &str = "BELFRY1:";

/// Why these bytes or this text are no sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Not the code of a sheet, or of a later version.
    #[error("this is no sheet of a root key that this version knows")]
    NotASheet,
    /// The check over the whole does not hold.
    #[error("the sheet's words do not belong together")]
    Check,
}

/// One member's part of the root key.
pub struct RootShare {
    set: [u8; 2],
    needed: u8,
    key_tag: [u8; TAG_LEN],
    share: Share,
}

impl std::fmt::Debug for RootShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RootShare({}, …)", self.share.x)
    }
}

/// Splits a root key into `sheets` parts, any `needed` of which give it back; fewer tell nothing.
///
/// # Errors
/// [`ShareError::Number`] unless 2 ≤ `needed` ≤ `sheets` ≤ 16.
pub fn split(
    root: &SigningKey,
    needed: u8,
    sheets: u8,
    rng: &mut impl CryptoRng,
) -> Result<Vec<RootShare>, ShareError> {
    if needed < 2 || sheets > SHEETS_MAX {
        return Err(ShareError::Number);
    }
    let mut set = [0; 2];
    rng.fill_bytes(&mut set);
    let key_tag = tag_of(&root.verifying_key());
    let seed = root.expose_for_sheets();
    let parts = shares::split(seed.as_slice(), needed, sheets, rng)?;
    Ok(parts
        .into_iter()
        .map(|share| RootShare {
            set,
            needed,
            key_tag,
            share,
        })
        .collect())
}

fn tag_of(root: &VerifyingKey) -> [u8; TAG_LEN] {
    let [a, b, c, d, ..] = sha256(&[&root.to_bytes()]);
    [a, b, c, d]
}

impl RootShare {
    /// Tells this split from others.
    #[must_use]
    pub fn set(&self) -> u16 {
        u16::from_be_bytes(self.set)
    }

    /// Sheets that are needed.
    #[must_use]
    pub fn needed(&self) -> u8 {
        self.needed
    }

    /// The sheet's number, from 1.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.share.x
    }

    /// The 45 bytes, for the sheet alone.
    #[must_use]
    pub fn expose_for_sheet(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(SHEET_LEN));
        bytes.push(VERSION);
        bytes.extend(self.set);
        bytes.push(self.needed);
        bytes.push(self.share.x);
        bytes.extend(self.key_tag);
        bytes.extend_from_slice(&self.share.y);
        let check = check_of(&bytes);
        bytes.extend(check);
        bytes
    }

    /// Reads the 45 bytes.
    ///
    /// # Errors
    /// [`SheetError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SheetError> {
        if bytes.len() != SHEET_LEN {
            return Err(SheetError::NotASheet);
        }
        let (share, check) = bytes
            .split_last_chunk::<CHECK_LEN>()
            .ok_or(SheetError::NotASheet)?;
        if *check != check_of(share) {
            return Err(SheetError::Check);
        }
        match share {
            [VERSION, s1, s2, needed, x, t1, t2, t3, t4, y @ ..]
                if (1..=SHEETS_MAX).contains(x) && (2..=SHEETS_MAX).contains(needed) =>
            {
                Ok(Self {
                    set: [*s1, *s2],
                    needed: *needed,
                    key_tag: [*t1, *t2, *t3, *t4],
                    share: Share {
                        x: *x,
                        y: Zeroizing::new(y.to_vec()),
                    },
                })
            }
            _ => Err(SheetError::NotASheet),
        }
    }

    /// The text of the QR code, 80 characters that such codes store compactly.
    #[must_use]
    pub fn expose_code(&self) -> Zeroizing<String> {
        let mut code = Zeroizing::new(CODE.to_owned());
        let base32 = Zeroizing::new(text::base32(&self.expose_for_sheet()));
        code.push_str(&Zeroizing::new(base32.to_ascii_uppercase()));
        code
    }

    /// Whether a line that was read by a scanner is meant as a sheet's code.
    #[must_use]
    pub fn is_code(typed: &str) -> bool {
        let start = typed.trim().get(..CODE.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(CODE))
    }

    /// Reads the text of the QR code.
    ///
    /// # Errors
    /// [`SheetError`].
    pub fn from_code(typed: &str) -> Result<Self, SheetError> {
        let base32 = typed.trim().get(CODE.len()..);
        let base32 = base32.filter(|_| Self::is_code(typed));
        let base32 = Zeroizing::new(base32.ok_or(SheetError::NotASheet)?.to_ascii_lowercase());
        let bytes = text::unbase32(&base32).ok_or(SheetError::NotASheet)?;
        Self::from_bytes(&Zeroizing::new(bytes))
    }
}

fn check_of(share: &[u8]) -> [u8; CHECK_LEN] {
    let [a, b, c, d, ..] = sha256(&[labels::ROOT_SHARE, share]);
    [a, b, c, d]
}

const _: () = assert!(SHEET_LEN * 8 == LINES * 36);

#[cfg(test)]
mod tests;
