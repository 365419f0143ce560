//! What is said of a vault when it is opened.

use crypto_core::words::Language;

use super::{Words, both};
use crate::vault::CutOff;

impl Words for CutOff {
    fn words(&self, language: Language) -> String {
        let aside = self.0.display();
        both!(
            language,
            "De laatste regel van het logboek is niet helemaal geschreven (een storing, of de stroom viel uit). Hij is \
             verplaatst naar {aside}; kijk of je je laatste stap opnieuw moet doen.",
            "The last entry of the journal was not written to its end (a crash or a power \
             cut). It was moved to {aside}; look whether your last step has to be done again.",
        )
    }
}
