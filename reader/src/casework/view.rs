//! A member's view in the first assessment: fixed by a commitment first, opened when enough colleagues' are fixed too,
//! so that nobody writes theirs after having read another's.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::{Digest, MemberNumber},
    labels,
    primitives::hash::sha256,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize as _, Zeroizing};

const VERSION: u64 = 1;

/// Why a form is no view. The line itself is left out: it is a member's assessment, and a terminal keeps what it shows.
#[derive(Debug, Error)]
#[error("line {line}: {what}")]
pub struct FormError {
    /// Where it was noticed.
    pub line: usize,
    /// What the parser says, which is English.
    pub what: String,
}

impl FormError {
    fn of(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().map_or(0, |span| span.start);
        let lines = text.bytes().take(before).filter(|byte| *byte == b'\n');
        // What stands where something else should is quoted, and so are names that are not known.
        let said = error.message();
        let quoted = said.find(['"', '`']);
        let what = match (quoted, said.rfind(", expected")) {
            (Some(from), Some(to)) if from < to => {
                let (before, after) = (said.get(..from), said.get(to..));
                format!(
                    "{}…{}",
                    before.unwrap_or_default(),
                    after.unwrap_or_default()
                )
            }
            _ => said.to_owned(),
        };
        Self {
            line: lines.count() + 1,
            what,
        }
    }
}

/// What a member thinks the report is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// An outcome of the rules.
    pub outcome: String,
    /// The criteria of the rules, answered.
    #[serde(with = "as_map")]
    pub answers: Vec<(String, Answer)>,
    /// The reasons.
    pub text: String,
}

/// Whether a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they say it themselves")]
pub enum Answer {
    No,
    Yes,
    Unclear,
}

impl Answer {
    /// In words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Yes => "yes",
            Self::Unclear => "unclear",
        }
    }
}

impl View {
    /// Reads the form that a member filled in.
    ///
    /// # Errors
    /// [`FormError`].
    pub fn parse(text: &str) -> Result<Self, FormError> {
        toml::from_str(text).map_err(|error| FormError::of(text, &error))
    }

    /// CBOR {0 version, 1 outcome, 2 array of {1 criterion, 2 answer: 0 no, 1 yes, 2 unclear}, 3 text}.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let answers: Vec<Vec<u8>> = (self.answers.iter())
            .map(|(code, answer)| {
                let mut one = MapWriter::default();
                one.text(1, code).u64(2, *answer as u64);
                one.finish()
            })
            .collect();
        let mut map = MapWriter::new(VERSION);
        map.text(1, &self.outcome).items(2, &answers);
        map.text(3, &self.text);
        Zeroizing::new(map.finish())
    }

    /// Reads it.
    ///
    /// # Errors
    /// Every case of [`CborError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        let answers = map.items(2)?.into_iter().map(|item| {
            let mut one = MapReader::parse(item)?;
            let answer = match one.u64(2)? {
                0 => Answer::No,
                1 => Answer::Yes,
                2 => Answer::Unclear,
                _ => return Err(CborError::WrongField),
            };
            Ok((one.text(1)?, answer))
        });
        Ok(Self {
            outcome: map.text(1)?,
            answers: answers.collect::<Result<_, _>>()?,
            text: map.text(3)?,
        })
    }

    /// What fixes it: SHA-256 of label, member, salt and the view as it is written. The member is in it so that
    /// nobody passes off a colleague's as their own.
    #[must_use]
    pub fn commitment(&self, member: MemberNumber, salt: &[u8; 32]) -> Digest {
        let view = self.encode();
        let parts = [labels::VIEW, &member.0.to_be_bytes(), salt, &view];
        Digest(sha256(&parts))
    }
}

impl Drop for View {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

mod as_map {
    use std::collections::BTreeMap;

    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::Answer;

    pub fn serialize<S: Serializer>(
        answers: &[(String, Answer)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(answers.iter().map(|(code, answer)| (code, answer)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Answer)>, D::Error> {
        Ok(BTreeMap::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_form_is_told_without_what_stands_in_it() {
        for (form, line) in [
            ("outcome = \"a\"\ntext = \"GEHEIM", 2),
            ("outcome = \"a\"\n\ntext = \"x\" GEHEIM", 3),
            ("answers = \"GEHEIM \\\" GEHEIM\"", 1),
            ("outcome = \"a\"\n[answers]\nrisk = \"GEHEIM\"\n", 3),
            ("outcome = \"a\"\n\"GEHEIM ` GEHEIM\" = 1", 2),
            ("text = GEHEIM", 1),
            ("GEHEIM", 1),
            ("text = \"\"\"\nGEHEIM\n\"\"\"\ntext = \"GEHEIM\"", 4),
        ] {
            let error = View::parse(form).unwrap_err();
            assert!(!error.to_string().contains("GEHEIM"), "{error}");
            assert_eq!(error.line, line, "{form}: {error}");
            assert!(error.what.len() > 5, "{error}");
        }
    }
}
