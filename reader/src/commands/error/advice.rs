//! What to do about what failed, where that is not plain: of the deed, with the command that does it in brackets.

mod founding;
mod vault;
mod work;

use std::io;

use crypto_core::words::Language;

use super::CommandError;
use crate::words::say;

impl CommandError {
    /// What to do next, where that is not plain from the error.
    #[must_use]
    pub fn advice(&self, language: Language) -> Option<&'static str> {
        if is_full(self) {
            return Some(say(
                language,
                "Wat er eerder stond, staat er nog: maak ruimte, en doe dan hetzelfde nog een keer.",
                "What was there before is still there: make room, then do the same again.",
            ));
        }
        let known = self.of_vault_and_letters();
        let known = known.or_else(|| self.of_founding());
        let (dutch, english) = known.or_else(|| self.of_work())?;
        Some(say(language, dutch, english))
    }
}

/// Whether the file system had no room, at whatever depth.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let full = matches!(
        kind,
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    );
    full || error.source().is_some_and(is_full)
}
