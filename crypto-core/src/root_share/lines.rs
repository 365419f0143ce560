//! A sheet as ten lines of four words.
//!
//! ```text
//! line i = 36 bits of the sheet ‖ SHA-256("belfry/v1/root-share-line" ‖ i u8 ‖ the 36 bits as u40)[..1]
//! ```
//!
//! Each 11 of its 44 bits are a word of one of the two lists; i counts from 1.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{RootShare, SHEET_LEN, SheetError};
use crate::{labels, primitives::hash::sha256, words::Language};

/// Lines of a sheet.
pub const LINES: usize = 10;
/// Words of a line.
pub const WORDS_PER_LINE: usize = 4;
const BITS_PER_WORD: u32 = 11;
const NIBBLES: usize = 9;

/// Why four words are not the line that was asked for. Positions count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not four words.
    #[error("a line has four words, these are {0}")]
    Count(usize),
    /// This word is in neither list, or not in the list of the others.
    #[error("word {} is not in the list", .0 + 1)]
    Unknown(usize),
    /// All words exist, but one is wrong, two are swapped, or they are another line.
    #[error("these four words do not belong together, or are another line")]
    Check,
}

/// The 36 bits of one line; wiped on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Line(u64);

impl Line {
    /// Reads line `number`, from 1, in either language, upper or lower case, each word whole or its first
    /// four letters, separated by anything that is no letter.
    ///
    /// # Errors
    /// [`LineError`], naming the first word that is wrong in the language that fits best.
    pub fn parse(number: u8, typed: &str) -> Result<Self, LineError> {
        let typed = Zeroizing::new(typed.to_ascii_lowercase());
        let words: Vec<&str> = typed
            .split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic() || c == '\u{a0}')
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() != WORDS_PER_LINE {
            return Err(LineError::Count(words.len()));
        }
        let mut best = (LineError::Unknown(0), 0);
        for language in Language::ALL {
            let found = words.iter().map(|word| language.index(word));
            let found: Zeroizing<Vec<Option<u16>>> = Zeroizing::new(found.collect());
            let known = found.iter().flatten().count();
            let error = match found.iter().position(Option::is_none) {
                Some(position) => LineError::Unknown(position),
                None => match Self::from_indices(number, found.iter().flatten().copied()) {
                    Some(line) => return Ok(line),
                    None => LineError::Check,
                },
            };
            if known > best.1 {
                best = (error, known);
            }
        }
        Err(best.0)
    }

    fn from_indices(number: u8, indices: impl Iterator<Item = u16>) -> Option<Self> {
        let bits = indices.fold(0_u64, |bits, index| {
            bits << BITS_PER_WORD | u64::from(index)
        });
        let line = Self(bits >> 8);
        (bits & 0xff == u64::from(line.check(number))).then_some(line)
    }

    fn check(&self, number: u8) -> u8 {
        let [_, _, _, bits @ ..] = self.0.to_be_bytes();
        let [check, ..] = sha256(&[labels::ROOT_SHARE_LINE, &[number], &bits]);
        check
    }

    fn expose_words(&self, number: u8, language: Language) -> Zeroizing<String> {
        let bits = self.0 << 8 | u64::from(self.check(number));
        let words = (0..WORDS_PER_LINE as u32).rev().filter_map(|place| {
            let index = bits >> (place * BITS_PER_WORD) & 0x7ff;
            language.word(u16::try_from(index).ok()?)
        });
        let mut line = Zeroizing::new(String::with_capacity(64));
        for word in words {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    }
}

impl RootShare {
    /// The ten lines, for the sheet alone.
    #[must_use]
    pub fn expose_lines(&self, language: Language) -> Vec<Zeroizing<String>> {
        let bytes = self.expose_for_sheet();
        let nibbles: Zeroizing<Vec<u8>> = Zeroizing::new(
            bytes
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 0xf])
                .collect(),
        );
        let lines = nibbles.chunks(NIBBLES).map(|nibbles| {
            Line(
                nibbles
                    .iter()
                    .fold(0, |bits, nibble| bits << 4 | u64::from(*nibble)),
            )
        });
        (1_u8..)
            .zip(lines)
            .map(|(number, line)| line.expose_words(number, language))
            .collect()
    }

    /// Puts ten lines together.
    ///
    /// # Errors
    /// [`SheetError`].
    pub fn from_lines(lines: &[Line]) -> Result<Self, SheetError> {
        let nibbles: Zeroizing<Vec<u8>> = Zeroizing::new(
            lines
                .iter()
                .flat_map(|line| {
                    let nibble = |place| (line.0 >> (4 * place) & 0xf) as u8;
                    (0..NIBBLES).rev().map(nibble)
                })
                .collect(),
        );
        let mut bytes = Zeroizing::new(Vec::with_capacity(SHEET_LEN));
        for pair in nibbles.as_chunks::<2>().0 {
            let [high, low] = pair;
            bytes.push(high << 4 | low);
        }
        Self::from_bytes(&bytes)
    }
}
