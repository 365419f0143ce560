//! Why a case is not destroyed.

use crypto_core::words::Language;

use super::{Dutch, letters::NO_BOARD};
use crate::{destroy::DestroyError, words::Words as _};

impl Dutch for DestroyError {
    fn dutch(&self) -> String {
        match self {
            Self::Find(error) => error.dutch(),
            Self::Kept(case, kept) => {
                let kept = kept.words(Language::Dutch);
                format!("zaak {case} is niet vernietigd: {kept}")
            }
            Self::Unheard(case, unheard) => {
                let unheard = unheard.words(Language::Dutch);
                format!("zaak {case} is nog niet vernietigd: {unheard}")
            }
            Self::Early(case, early) => {
                let early = early.words(Language::Dutch);
                format!("zaak {case} is niet vernietigd, want dat is te vroeg: {early}")
            }
            Self::NoReason => {
                "de reden is leeg, en dan staat in het register niet waarom".to_owned()
            }
            Self::NoBoard => NO_BOARD.to_owned(),
            Self::Name(error) => error.dutch(),
            Self::Load(error) => error.dutch(),
            Self::Vault(error) => error.dutch(),
        }
    }
}
