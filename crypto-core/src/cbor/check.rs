//! Whether bytes are in deterministic form, before anything is read in them.

use super::CborError;

/// The length of the one deterministic item at the start of `bytes`.
pub(super) fn check_item(bytes: &[u8], depth: u8) -> Result<usize, CborError> {
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
