//! Questions that are asked until they are answered.

use rand_core::CryptoRng;

use super::{CommandError, Context};
use crate::words::both;

/// Asks until something is typed.
pub(super) fn text<R: CryptoRng>(
    context: &mut Context<'_, R>,
    question: &str,
) -> Result<String, CommandError> {
    loop {
        let typed = context.prompt.line(question)?;
        if !typed.is_empty() {
            return Ok(typed.to_string());
        }
    }
}

/// Asks until a number is typed that is allowed.
pub(super) fn number<R: CryptoRng>(
    context: &mut Context<'_, R>,
    question: &str,
    allowed: std::ops::RangeInclusive<u16>,
) -> Result<u16, CommandError> {
    loop {
        let typed = context.prompt.line(question)?;
        match typed.parse() {
            Ok(number) if allowed.contains(&number) => return Ok(number),
            _ => {
                let (first, last) = (allowed.start(), allowed.end());
                let text = both!(
                    context.language,
                    "Typ een getal van {first} tot en met {last}.",
                    "Type a number from {first} to {last}.",
                );
                writeln!(context.out, "{text}")?;
            }
        }
    }
}
