//! Why something is not taken for what it claims to be.

use crypto_core::words::Language;

use super::{Words, both, say};
use crate::notice::Reason;

impl Words for Reason {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Letter(error) => error.words(language),
            Self::Sealed(error) => error.words(language),
            Self::OtherChannel => say(
                language,
                "de brief is voor een ander kanaal geschreven",
                "it was written for another channel",
            )
            .to_owned(),
            Self::Release(error) => error.words(language),
            Self::GivenTo { from, to } => both!(
                language,
                "lid {from} gaf dit aan lid {to}, niet aan jou",
                "member {from} gave it to member {to}, not to you",
            ),
            Self::Minutes(error) => error.words(language),
            Self::TypedBefore => say(
                language,
                "dezelfde melding is al eerder overgetypt",
                "the same was typed in before",
            )
            .to_owned(),
            Self::Name(error) => error.words(language),
            Self::NameLength => crate::casework::name::NameError::Length.words(language),
            Self::GrantedToOthers(member) => both!(
                language,
                "lid {member} gaf de naam aan anderen",
                "member {member} granted the name to others",
            ),
            Self::NameShare(error) => error.words(language),
            Self::NotTheirShare(member, letter) => both!(
                language,
                "wat lid {member} je gaf, is niet het deel dat dit lid van de naam in brief {letter} heeft",
                "what member {member} gave you is not their share of the name in the letter {letter}",
            ),
            Self::Page(error) => error.words(language),
        }
    }
}
