//! On what ground a reporter's name is disclosed (Directive (EU) 2019/1937, article 16), and how that stands in a deed.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    time::Day,
};

use super::consent::Consent;
use crate::journal::{field::Field as _, ids::ReplyId};

/// The ground of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The reporter consents explicitly here (16(1)).
    Consent(Consent),
    /// This law obliges to it, in an investigation by national authorities or in judicial proceedings (16(2)).
    Obliged(String, Informed),
}

/// Whether the reporter was informed beforehand, in writing and with the reasons (16(3)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Informed {
    /// By this answer, public since this day.
    Answer(ReplyId, Day),
    /// No: it would jeopardise the investigation or the proceedings, for this reason.
    Not(String),
}

impl Ground {
    /// Puts it into a deed: 12 or 20 the consent; or 15 the law with 16 the answer (16) and 8 its day, or with 17 why
    /// nothing was said.
    pub(super) fn put(&self, map: &mut MapWriter) {
        match self {
            Self::Consent(consent) => consent.put(map),
            Self::Obliged(law, informed) => {
                map.text(15, law);
                match informed {
                    Informed::Answer(reply, day) => {
                        reply.put(map, 16);
                        day.put(map, 8);
                    }
                    Informed::Not(why) => drop(map.text(17, why)),
                }
            }
        }
    }

    /// Takes it from a deed.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub(super) fn take(map: &mut MapReader<'_>) -> Result<Self, CborError> {
        if let Some(consent) = Consent::take(map)? {
            return Ok(Self::Consent(consent));
        }
        let law = map.text(15)?;
        let informed = match map.optional_array(16)? {
            Some(reply) => Informed::Answer(ReplyId(reply), Day(map.uint(8)?)),
            None => Informed::Not(map.text(17)?),
        };
        Ok(Self::Obliged(law, informed))
    }

    /// What its writer said in their own words: it stands in the pages of all who read the case.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Consent(_) => Vec::new(),
            Self::Obliged(law, Informed::Answer(..)) => vec![law],
            Self::Obliged(law, Informed::Not(why)) => vec![law, why],
        }
    }

    /// Whether nothing that the law asks for is left empty.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Consent(_) => true,
            Self::Obliged(law, Informed::Answer(..)) => !law.trim().is_empty(),
            Self::Obliged(law, Informed::Not(why)) => {
                !law.trim().is_empty() && !why.trim().is_empty()
            }
        }
    }
}
