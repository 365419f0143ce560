//! What is told when a vault was opened.

use crypto_core::words::Language;

use super::{Words as _, both, say};
use crate::opening::Told;

impl Told {
    /// Whether it must not go unseen.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::NotErased(_) | Self::OthersMayLook)
    }

    /// It in this language; nothing where nothing was erased.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<String> {
        match self {
            Self::OthersMayLook => vec![
                say(
                    language,
                    "de map van de kluis ligt buiten je profielmap. Dit programma kan hem onder Windows niet voor anderen \
                     afsluiten: wie deze computer ook gebruikt, kan de versleutelde bestanden misschien kopiëren. \
                     Verplaats hem naar je profielmap.",
                    "the vault's folder lies outside of your profile's folder. On Windows this program cannot shut it to \
                     others: whoever else uses this machine may be able to copy the encrypted files. Move it into your \
                     profile's folder.",
                )
                .to_owned(),
            ],
            Self::CutOff(cut_off) => vec![cut_off.words(language)],
            Self::Later(count) => vec![later(language, *count)],
            Self::Erased(erased) => erased.sentences(language),
            Self::NotErased(error) => {
                let error = error.words(language);
                vec![both!(
                    language,
                    "wat gewist moest worden, is er misschien nog ({error}). Start opnieuw als dat is verholpen: ruimte \
                     op de schijf, of de computer met de TPM.",
                    "what is due to be erased may still be here ({error}). Start again once that is mended: room on the \
                     disk, or the machine with the TPM.",
                )]
            }
        }
    }
}

fn later(language: Language, count: usize) -> String {
    let events = match count {
        1 => "1 regel in de kluis is met een latere versie geschreven en wordt".to_owned(),
        _ => format!("{count} regels in de kluis zijn met een latere versie geschreven en worden"),
    };
    both!(
        language,
        "{events} niet getoond.",
        "{count} event(s) in the vault were written by a later version and are not shown.",
    )
}
