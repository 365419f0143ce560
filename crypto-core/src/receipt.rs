//! The receipt: 16 random bytes made in the reporter's browser, shown as 12 words. The words are
//! those of BIP-39 (entropy and 4 bits of its SHA-256 as checksum), without its PBKDF2; Dutch words
//! stand for the same bits.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{lengths::RECEIPT_LEN, primitives::hash::sha256, words::Language};

/// Words of a receipt.
pub const RECEIPT_WORDS: usize = 12;
const BITS_PER_WORD: usize = 11;

/// The 16 bytes; wiped on drop, never printed, never sent.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Receipt([u8; RECEIPT_LEN]);

/// Why typed words are no receipt. Positions count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Not twelve words.
    #[error("a receipt has twelve words, these are {0}")]
    Count(usize),
    /// This word is in neither list, or not in the list of the others.
    #[error("word {} is not in the list", .0 + 1)]
    Unknown(usize),
    /// All words exist, but not together: one is wrong or two are swapped.
    #[error("these words do not belong together")]
    Checksum,
}

impl Receipt {
    /// A new random receipt.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; RECEIPT_LEN];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The receipt with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; RECEIPT_LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes, from which all keys of the conversation are derived.
    pub(crate) fn expose(&self) -> &[u8; RECEIPT_LEN] {
        &self.0
    }

    /// The twelve words, to be shown to the person.
    #[must_use]
    pub fn to_words(&self, language: Language) -> Vec<&'static str> {
        encode(&self.0, language)
    }

    /// Reads twelve words in either language, upper or lower case, each whole or its first four
    /// letters, separated by anything that is no letter.
    ///
    /// # Errors
    /// [`WordsError`], naming the first word that is wrong in the language that fits best.
    pub fn parse_words(typed: &str) -> Result<Self, WordsError> {
        decode(typed).map(Self)
    }
}

/// The twelve words of 16 bytes; also those of a channel.
#[must_use]
pub fn encode(bytes: &[u8; RECEIPT_LEN], language: Language) -> Vec<&'static str> {
    let mut bits = Zeroizing::new(u128::from_be_bytes(*bytes));
    let [checksum, ..] = sha256(&[bytes]);
    // The last word holds the last 7 bits of the entropy and the 4 of the checksum.
    let mut indices = Zeroizing::new([0_u16; RECEIPT_WORDS]);
    let last = (*bits & 0x7f) as u16;
    *bits >>= 7;
    let mut reversed = indices.iter_mut().rev();
    if let Some(index) = reversed.next() {
        *index = last << 4 | u16::from(checksum >> 4);
    }
    for index in reversed {
        *index = (*bits & 0x7ff) as u16;
        *bits >>= BITS_PER_WORD;
    }
    indices
        .iter()
        .filter_map(|index| language.word(*index))
        .collect()
}

/// The 16 bytes of twelve words; see [`Receipt::parse_words`].
///
/// # Errors
/// [`WordsError`].
pub fn decode(typed: &str) -> Result<[u8; RECEIPT_LEN], WordsError> {
    let typed = Zeroizing::new(typed.to_ascii_lowercase());
    let words: Vec<&str> = typed
        // Other letters stay in their word, so that it is pointed out as unknown, not cut in two.
        .split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic() || c == '\u{a0}')
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() != RECEIPT_WORDS {
        return Err(WordsError::Count(words.len()));
    }
    let mut best = WordsError::Unknown(0);
    let mut most_known = 0;
    for language in Language::ALL {
        let found: Vec<Option<u16>> = words.iter().map(|word| language.index(word)).collect();
        let known = found.iter().flatten().count();
        let outcome = match found.iter().position(Option::is_none) {
            Some(position) => Err(WordsError::Unknown(position)),
            None => from_indices(found.iter().flatten().copied()),
        };
        match outcome {
            Ok(bytes) => return Ok(bytes),
            Err(error) if known > most_known => (best, most_known) = (error, known),
            Err(_) => {}
        }
    }
    Err(best)
}

fn from_indices(indices: impl Iterator<Item = u16>) -> Result<[u8; RECEIPT_LEN], WordsError> {
    let mut bits: u128 = 0;
    let mut checksum = 0;
    for (position, index) in indices.enumerate() {
        if position + 1 < RECEIPT_WORDS {
            bits = bits << BITS_PER_WORD | u128::from(index);
        } else {
            bits = bits << 7 | u128::from(index >> 4);
            checksum = index & 0xf;
        }
    }
    let bytes = bits.to_be_bytes();
    let [expected, ..] = sha256(&[&bytes]);
    if u16::from(expected >> 4) == checksum {
        Ok(bytes)
    } else {
        Err(WordsError::Checksum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_bip39() {
        let zeros = Receipt::from_bytes([0; 16]).to_words(Language::English);
        assert_eq!(zeros.join(" "), format!("{}about", "abandon ".repeat(11)));
        let ones = Receipt::from_bytes([0xff; 16]).to_words(Language::English);
        assert_eq!(ones.join(" "), format!("{}wrong", "zoo ".repeat(11)));
        let mixed =
            decode("legal winner thank year wave sausage worth useful legal winner thank yellow");
        assert_eq!(mixed, Ok([0x7f; 16]));
    }

    #[test]
    fn either_language_and_four_letters_are_understood() {
        let bytes: [u8; 16] = *b"sixteen bytes ok";
        for language in Language::ALL {
            let words = encode(&bytes, language);
            assert_eq!(decode(&words.join("  ")), Ok(bytes));
            let short: Vec<String> = words
                .iter()
                .map(|word| word[..4.min(word.len())].to_uppercase())
                .collect();
            assert_eq!(decode(&short.join("\n1. ")), Ok(bytes));
        }
    }

    #[test]
    fn a_wrong_word_is_pointed_out() {
        let mut words = encode(&[5; 16], Language::Dutch);
        words[6] = "qqqq";
        assert_eq!(decode(&words.join(" ")), Err(WordsError::Unknown(6)));
        words.pop();
        assert_eq!(decode(&words.join(" ")), Err(WordsError::Count(11)));
        let swapped = "winner legal thank year wave sausage worth useful legal winner thank yellow";
        assert_eq!(decode(swapped), Err(WordsError::Checksum));
    }

    #[test]
    fn of_two_languages_that_fit_alike_the_first_points_out_the_word() {
        let bytes: [u8; 16] = *b"sixteen bytes ok";
        let (dutch, english) = (
            encode(&bytes, Language::Dutch),
            encode(&bytes, Language::English),
        );
        let halves = |first: &[&str], second: &[&str]| {
            let words: Vec<&str> = first[..6].iter().chain(&second[6..]).copied().collect();
            decode(&words.join(" "))
        };
        assert_eq!(halves(&dutch, &english), Err(WordsError::Unknown(6)));
        assert_eq!(halves(&english, &dutch), Err(WordsError::Unknown(0)));
    }
}
