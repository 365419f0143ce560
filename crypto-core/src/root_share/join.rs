//! Putting sheets together, and finding the one that does not fit.

use zeroize::Zeroizing;

use super::{RootShare, SHEETS_MAX, tag_of};
use crate::primitives::{
    shares::{self, Share},
    signature::{SigningKey, VerifyingKey},
};

/// Different sheets of one set that are looked at.
const DISTINCT_MAX: usize = SHEETS_MAX as usize + 2;

/// Why sheets give no root key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Fewer than needed.
    #[error("{needed} sheets are needed, these are {have}")]
    TooFew {
        /// Sheets that are needed.
        needed: u8,
        /// Different sheets that are there.
        have: usize,
    },
    /// These sheets are of another split than the first one.
    #[error("not all sheets are of one split")]
    OtherSet(Vec<u8>),
    /// They are as many as needed and give another key: one of them at least is wrong, and only a
    /// further sheet can tell which.
    #[error("one of these sheets is wrong")]
    OneIsWrong,
    /// There are more than needed, and no selection gives the key: several are wrong.
    #[error("too many of these sheets are wrong")]
    TooManyWrong,
}

/// The key that sheets give.
pub struct Joined {
    /// The root key.
    pub key: SigningKey,
    /// Numbers of the sheets that do not fit the others.
    pub wrong: Vec<u8>,
}

/// The root key of these sheets. It is compared with `expected` where that is known, else with the four
/// bytes of its hash that each sheet has: these find mistakes, not forgers with time. A sheet given twice
/// counts once.
///
/// # Errors
/// [`JoinError`].
pub fn join(sheets: &[RootShare], expected: Option<&VerifyingKey>) -> Result<Joined, JoinError> {
    let Some(first) = sheets.first() else {
        return Err(JoinError::TooFew { needed: 2, have: 0 });
    };
    let same = |other: &&RootShare| {
        (other.set, other.needed, other.key_tag) == (first.set, first.needed, first.key_tag)
    };
    let others: Vec<u8> = sheets
        .iter()
        .filter(|sheet| !same(sheet))
        .map(RootShare::number)
        .collect();
    if !others.is_empty() {
        return Err(JoinError::OtherSet(others));
    }
    let mut distinct: Vec<&Share> = Vec::new();
    for sheet in sheets {
        if !distinct.contains(&&sheet.share) {
            distinct.push(&sheet.share);
        }
    }
    // All selections are tried, so there may not be many more than a split can have.
    if distinct.len() > DISTINCT_MAX {
        return Err(JoinError::TooManyWrong);
    }
    let needed = usize::from(first.needed);
    if distinct.len() < needed {
        return Err(JoinError::TooFew {
            needed: first.needed,
            have: distinct.len(),
        });
    }
    let fits = |seed: &[u8; 32]| {
        let public = SigningKey::from_bytes(seed).verifying_key();
        match expected {
            Some(expected) => public == *expected,
            None => tag_of(&public) == first.key_tag,
        }
    };
    let Some((chosen, seed)) = find(&distinct, needed, &fits) else {
        return Err(if distinct.len() == needed {
            JoinError::OneIsWrong
        } else {
            JoinError::TooManyWrong
        });
    };
    let wrong = distinct
        .iter()
        .filter(|share| !lies_with(&chosen, share, &seed))
        .map(|share| share.x)
        .collect();
    Ok(Joined {
        key: SigningKey::from_bytes(&seed),
        wrong,
    })
}

type Found = (Vec<Share>, Zeroizing<[u8; 32]>);

/// The first selection of `needed` shares whose secret fits; sheets are few enough to try all.
fn find(all: &[&Share], needed: usize, fits: &impl Fn(&[u8; 32]) -> bool) -> Option<Found> {
    for selection in 0_u32..1 << all.len() {
        if selection.count_ones() as usize != needed {
            continue;
        }
        let chosen: Vec<Share> = all
            .iter()
            .enumerate()
            .filter(|(place, _)| selection >> place & 1 == 1)
            .map(|(_, share)| Share::clone(share))
            .collect();
        let Some(seed) = secret(&chosen) else {
            continue;
        };
        if fits(&seed) {
            return Some((chosen, seed));
        }
    }
    None
}

/// Whether a share is on the polynomials of those chosen: in the place of another one it gives the
/// same secret.
fn lies_with(chosen: &[Share], share: &Share, seed: &[u8; 32]) -> bool {
    if chosen.contains(share) {
        return true;
    }
    let mut swapped: Vec<Share> = chosen.iter().skip(1).cloned().collect();
    swapped.push(share.clone());
    secret(&swapped).is_some_and(|other| *other == *seed)
}

fn secret(shares: &[Share]) -> Option<Zeroizing<[u8; 32]>> {
    let secret = shares::combine(shares).ok()?;
    let secret = <[u8; 32]>::try_from(secret.as_slice()).ok()?;
    Some(Zeroizing::new(secret))
}
